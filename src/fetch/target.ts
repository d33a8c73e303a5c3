// Addresses as typed, stored or redirected to → what may be asked for. Looks at the spelling only; names are resolved later.
import { isIP } from "node:net";
import type { RefusedOutcome } from "./http-fetcher.js";

/** Longest address in characters; servers and the sitemap protocol stop at 2,048 to 8,192. */
const MAX_LENGTH = 8000;

export interface AddressRules {
  /** Hosts that may be asked whatever their address, as "host:port". */
  readonly allowHosts: ReadonlySet<string>;
  /** Returns what an address is where it must not be connected to. */
  readonly refuseAddress: (address: string) => string | null;
}

export interface Target {
  readonly kind: "target";
  /** Without fragment. */
  readonly url: URL;
  /** True where the development setting names this host. */
  readonly allowed: boolean;
}

/** Reads an address, relative to `base` where there is one; refuses all that is not plain http or https to a web server. */
export function parseTarget(raw: string, rules: AddressRules, base?: URL): Target | RefusedOutcome {
  const shown = `"${raw.slice(0, 200)}"`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(raw)) return refused("scheme", `${shown} holds control characters`);
  if (raw.length > MAX_LENGTH) return refused("scheme", `${shown}… is longer than ${MAX_LENGTH} characters`);
  if (!URL.canParse(raw, base?.href)) return refused("scheme", `${shown} is no web address`);
  const url = new URL(raw, base?.href);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return refused("scheme", `${url.protocol}//… is not fetched: expected http or https`);
  if (url.username !== "" || url.password !== "")
    return refused("address", `${url.host}: the address holds a user name or a password`);
  url.hash = "";
  return judgeHost(url, rules);
}

function judgeHost(url: URL, { allowHosts, refuseAddress }: AddressRules): Target | RefusedOutcome {
  if (allowHosts.has(hostAndPort(url))) return { kind: "target", url, allowed: true };
  const port = portOf(url);
  if (port < 1024 && port !== 80 && port !== 443)
    return refused("address", `${url.host}: port ${port} is no web server's`);
  const literal = hostOf(url);
  const is = isIP(literal) === 0 ? null : refuseAddress(literal);
  if (is !== null) return refused("address", `${url.host} is ${is}`);
  return { kind: "target", url, allowed: false };
}

/** Returns the host without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** Returns "host:port", the port also where it is the scheme's own. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

function portOf(url: URL): number {
  return url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
}

function refused(code: RefusedOutcome["code"], reason: string): RefusedOutcome {
  return { kind: "refused", code, status: null, reason };
}
