// The look-up of a connection: resolves a name once, checks every address it gives, and hands the socket these and no others.
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";

/** Resolves a host name to all its addresses. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The system's resolver, so that the names of containers and of the hosts file work. */
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** The name stands for an address that must not be connected to. */
export class ForbiddenAddressError extends Error {
  override readonly name = "ForbiddenAddressError";
}

/**
 * Returns the look-up for a socket. One forbidden address among several refuses all of them, since nobody serves
 * the same page inside and outside. The socket connects to what was checked: the name is not resolved again.
 */
export function checkedLookup(resolve: Resolve, refuse: (address: string) => string | null): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        const is = addresses.map(({ address }) => refuse(address)).find((reason) => reason !== null);
        if (first === undefined) callback(noAddress(hostname), "");
        else if (is !== undefined) callback(new ForbiddenAddressError(`${hostname} leads to ${is}`), "");
        else if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };
}

/** The same code as for an unknown name: to a browser it is one. */
function noAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} has no address`), { code: "ENOTFOUND" });
}
