// Reads the settings of this process from .env, the environment and the command line.
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { DatelineError } from "../model/errors.js";
import { secretsOf } from "../store/postgres/address.js";
import { type Config, parseConfig, withStore } from "./config.js";

/** Given on the command line; wins over the environment. */
interface ConfigOverrides {
  /** A folder, or the address of a PostgreSQL database. */
  readonly store?: string;
}

/**
 * Reads `.env` of the current folder (a name already set in the environment stays as it is) and the environment.
 * @throws DatelineError config-invalid
 */
export function readConfig(overrides: ConfigOverrides = {}): Config {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = parseConfig(process.env);
  return overrides.store === undefined ? config : withStore(config, overrides.store);
}

/** Returns the passwords and tokens that the environment holds, so that nothing printed or logged shows them. */
export function environmentSecrets(): string[] {
  const { DISCORD_TOKEN = "", PGPASSWORD = "", DATELINE_STORE = "" } = process.env;
  return [DISCORD_TOKEN, PGPASSWORD, ...secretsOf(DATELINE_STORE)];
}

/** Returns the token. @throws DatelineError config-invalid, one sentence on what to set and how to try Dateline without it */
export function requireToken({ token }: Config["discord"]): string {
  if (token !== null) return token;
  throw new DatelineError(
    "config-invalid",
    'Set DISCORD_TOKEN in .env to run the bot, or try Dateline without Discord: npm run ask -- "Is a Trump–Putin summit scheduled?"',
  );
}

/** @throws DatelineError config-invalid if the process cannot do what its role says: for want of a token, or of a store that processes can share */
export function requireRole({
  role,
  database,
  discord,
}: Pick<Config, "role" | "database" | "discord">): void {
  if (role !== "reader") requireToken(discord);
  if (role === "all" || database !== null) return;
  throw new DatelineError(
    "config-invalid",
    `DATELINE_ROLE=${role} shares its store with other processes, which a folder cannot do`,
    { hint: "Set DATELINE_STORE to a PostgreSQL database (docs/scaling.md), or unset DATELINE_ROLE." },
  );
}

const packageSchema = z.object({ version: z.string() });

/** Returns the version of this checkout, for example "0.1.0". */
export function readVersion(): string {
  return packageSchema.parse(JSON.parse(readFileSync(fileOfDateline("package.json"), "utf8"))).version;
}

/** Returns a file that comes with Dateline, by its path from the root of the repository. */
export function fileOfDateline(path: string): URL {
  let folder = new URL("./", import.meta.url);
  while (!existsSync(new URL("package.json", folder))) {
    const parent = new URL("../", folder);
    if (parent.href === folder.href) throw new TypeError("no package.json above src/main");
    folder = parent;
  }
  return new URL(path, folder);
}
