// Addresses of PostgreSQL databases, as people give them and as they may be shown.

/** Returns whether a store is given as the address of a PostgreSQL database; anything else is a folder. */
export function isDatabaseAddress(store: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(store);
}

/** Names a database by its own name and its host, without user and password. */
export function describeDatabase(address: string): string {
  if (!URL.canParse(address)) return "PostgreSQL database";
  const { host, pathname, searchParams } = new URL(address);
  const place = searchParams.get("host") || host || "this machine";
  return `PostgreSQL database ${pathname.slice(1) || "of the default name"} at ${place}`;
}

/** Returns the passwords in an address, as written and as meant, so that no line of a log shows them. */
export function secretsOf(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  return [password, decodeURIComponent(password), searchParams.get("password") ?? ""].filter(Boolean);
}
