// The settings of this process: .env where it exists, then the environment, then what the command line overrides.
import { existsSync } from "node:fs";
import { type Config, parseConfig } from "../config.js";

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
