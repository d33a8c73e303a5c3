// Time zones that fit what was typed, as this machine knows them. Knows no guild.

/** UTC is left out by Intl, and is what most servers want first. */
const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** Zones that hold the typed words, those that start with them first; a space fits an underscore. */
export function timeZonesLike(typed: string, limit: number): string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(" ", "_");
  const place = (zone: string) => {
    const [city = ""] = zone.split("/").slice(-1);
    if (zone.toLowerCase().startsWith(wanted) || city.toLowerCase().startsWith(wanted)) return 0;
    return zone.toLowerCase().includes(wanted) ? 1 : 2;
  };
  return ZONES.filter((zone) => place(zone) < 2)
    .sort((one, other) => place(one) - place(other))
    .slice(0, limit);
}
