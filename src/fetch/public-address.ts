// Tells addresses of the public internet from all others: by IANA's special-purpose registries. Resolves nothing.
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Ranges of ipaddr.js → what to call them; every range but "unicast" is refused, named here or not. */
const rangeNames: Readonly<Record<string, string>> = {
  broadcast: "a broadcast address",
  carrierGradeNat: "a carrier's inner address",
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
 * Returns what an IPv4 or IPv6 address is where it must not be connected to; null for one of the public internet.
 * An IPv4 address inside an IPv6 one (mapped, NAT64) is judged as itself; 6to4 and Teredo are refused whole.
 */
export function refuseAddress(address: string): string | null {
  if (isIP(address) === 0) return "no IP address";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv6") return refuseIpv6(parsed as ipaddr.IPv6);
  if (metadataAddresses.has(parsed.toString())) return "where a cloud serves its metadata";
  return nameOf(parsed.range());
}

function refuseIpv6(address: ipaddr.IPv6): string | null {
  if (address.match(nat64)) return refuseAddress(address.toByteArray().slice(12).join("."));
  return nameOf(address.range()) ?? (address.match(globalUnicast) ? null : "a reserved address");
}

function nameOf(range: string): string | null {
  return range === "unicast" ? null : (rangeNames[range] ?? "a reserved address");
}
