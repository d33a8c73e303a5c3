// Which addresses may be fetched: judged by spelling here, and by IP address when the connection looks the name up.

import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { type RefusedOutcome, refused } from "./http-fetcher.js";

/** Longest address in characters; servers and the sitemap protocol stop at 2,048 to 8,192. */
const MAX_LENGTH = 8000;

export interface AddressRules {
  /** Hosts that may be fetched whatever their address, as "host:port". */
  readonly allowHosts: ReadonlySet<string>;
  /** Returns what an address is if it must not be connected to. */
  readonly refuseAddress: (address: string) => string | null;
}

export interface Target {
  readonly kind: "target";
  /** Without fragment. */
  readonly url: URL;
  /** True if the development setting names this host. */
  readonly allowed: boolean;
}

/** Reads an address, relative to `base` if there is one; refuses everything that is not plain http or https to a web server. */
export function parseTarget(raw: string, rules: AddressRules, base?: URL): Target | RefusedOutcome {
  const shown = `"${raw.slice(0, 200)}"`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(raw)) return refused("scheme", `${shown} contains control characters`);
  if (raw.length > MAX_LENGTH) return refused("scheme", `${shown}… is longer than ${MAX_LENGTH} characters`);
  if (!URL.canParse(raw, base?.href)) return refused("scheme", `${shown} is not a web address`);
  const url = new URL(raw, base?.href);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return refused("scheme", `${url.protocol}//… is not fetched: expected http or https`);
  if (url.username !== "" || url.password !== "")
    return refused("address", `${url.host}: the address contains a user name or password`);
  url.hash = "";
  return judgeHost(url, rules);
}

function judgeHost(url: URL, { allowHosts, refuseAddress }: AddressRules): Target | RefusedOutcome {
  if (allowHosts.has(hostAndPort(url))) return { kind: "target", url, allowed: true };
  const port = portOf(url);
  if (port < 1024 && port !== 80 && port !== 443)
    return refused("address", `${url.host}: port ${port} is not used by web servers`);
  const literal = hostOf(url);
  const is = isIP(literal) === 0 ? null : refuseAddress(literal);
  if (is !== null) return refused("address", `${url.host} is ${is}`);
  return { kind: "target", url, allowed: false };
}

/** Returns the host without the brackets of IPv6. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** Returns "host:port", with the port even if it is the scheme's default. */
function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

function portOf(url: URL): number {
  return url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
}

/** Ranges of ipaddr.js → what to call them; every range but "unicast" is refused, named here or not. */
const rangeNames: Readonly<Record<string, string>> = {
  broadcast: "a broadcast address",
  carrierGradeNat: "an address inside a carrier's network",
  linkLocal: "a link-local address, where clouds serve their metadata",
  loopback: "this machine itself",
  multicast: "a multicast address",
  private: "a private address",
  uniqueLocal: "a private address",
  unspecified: "an unspecified address",
};

/** Public by their range, but answered inside one cloud only: the wire server of Azure (its documentation, 2025). */
const metadataAddresses = new Set(["168.63.129.16"]);

/** Global unicast, the only block of IPv6 that IANA gives out (RFC 4291, 2.4). */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];
/** Well-known prefix by which a NAT64 gateway is told an IPv4 address (RFC 6052, 2.1). */
const nat64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("64:ff9b::"), 96];

/**
 * Returns what an IPv4 or IPv6 address is if it must not be connected to; null for one of the public internet.
 * An IPv4 address inside an IPv6 one (mapped, NAT64) is judged as itself; 6to4 and Teredo are refused whole.
 */
export function refuseAddress(address: string): string | null {
  if (isIP(address) === 0) return "not an IP address";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv6") return refuseIpv6(parsed as ipaddr.IPv6);
  if (metadataAddresses.has(parsed.toString())) return "an address where a cloud serves its metadata";
  return nameOf(parsed.range());
}

function refuseIpv6(address: ipaddr.IPv6): string | null {
  if (address.match(nat64)) return refuseAddress(address.toByteArray().slice(12).join("."));
  return nameOf(address.range()) ?? (address.match(globalUnicast) ? null : "a reserved address");
}

function nameOf(range: string): string | null {
  return range === "unicast" ? null : (rangeNames[range] ?? "a reserved address");
}

/** Resolves a host name to all its addresses. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The system's resolver, so that the names of containers and of the hosts file work. */
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** The name resolves to an address that must not be connected to. */
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
