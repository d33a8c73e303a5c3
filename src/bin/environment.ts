// The settings of this process: .env where it exists, then the environment, then what the command line overrides.
import { existsSync } from "node:fs";
import { type Config, parseConfig } from "../config.js";
import { DatelineError } from "../errors.js";

/** Given on the command line; wins over the environment. */
export interface ConfigOverrides {
  readonly storePath?: string;
}

/**
 * Reads `.env` of the current folder (a name already set in the environment stays as it is) and the environment.
 * @throws DatelineError config-invalid
 */
export function readConfig(overrides: ConfigOverrides = {}): Config {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = parseConfig(process.env);
  return overrides.storePath === undefined ? config : { ...config, storePath: overrides.storePath };
}

/** Returns the token. @throws DatelineError config-invalid, one sentence on what to set and how to try Dateline without it */
export function requireToken({ token }: Config["discord"]): string {
  if (token !== null) return token;
  throw new DatelineError(
    "config-invalid",
    'Set DISCORD_TOKEN in .env to run the bot, or try Dateline without Discord: npm run ask -- "Is a Trump–Putin summit scheduled?"',
  );
}
