// Whether two addresses are of one site. Who may hand out names below a name, such as co.uk and github.io, the public suffix list tells.
import { getDomain } from "tldts";

/** Host names before a site's own that make no other site of it. */
const variant = /^(?:www\d?|m|mobile|amp|edition|beta)\./;

/** True for one host and for a host below the other, "www." and the like left out; never for a name that is given out to anybody. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [one, other].map((url) => new URL(url).hostname.replace(variant, ""));
  if (a === undefined || b === undefined) return false;
  if (a === b) return true;
  const [lower, upper] = a.length > b.length ? [a, b] : [b, a];
  return lower.endsWith(`.${upper}`) && getDomain(upper, { allowPrivateDomains: true }) !== null;
}
