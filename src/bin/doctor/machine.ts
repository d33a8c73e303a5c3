// What `dateline doctor` asks of the machine: Node, native modules, disk, Discord. Opens no store and no model.
import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type { Config } from "../../config.js";
import { type Check, failed, look, passed, warned } from "./check.js";

/** `process.loadEnvFile` came with 20.12. */
const OLDEST_NODE = [20, 12] as const;
/** Majors that `engines` in package.json names. */
const TRIED_MAJORS = [20, 22, 24];
/** The models, unpacked, and a store of some ten thousand articles. */
const ENOUGH_BYTES = 1e9;
/** Less than the models need. */
const TOO_FEW_BYTES = 2e8;
const DISCORD_TIMEOUT_MS = 5_000;

/** Checks the running Node against package.json. `version` is like "20.20.2". */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const remedy = `Install Node ${TRIED_MAJORS.join(", ")}.`;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    return failed("node", `${version}, at least ${OLDEST_NODE.join(".")} is needed`, remedy);
  }
  if (!TRIED_MAJORS.includes(major)) return warned("node", `${version} is not among the tried ones`, remedy);
  return passed("node", version);
}

/** Loads the native modules that run in this process; the models' runtime is tried by the check of the models. */
export function checkNativeModules(): Promise<Check> {
  return look("native modules", "Run `npm rebuild`; a C++ compiler and Python 3 are needed.", async () => {
    const require = createRequire(import.meta.url);
    const { SQLITE_PACKAGE, SqliteDatabase } = await import("../../store/sqlite-driver.js");
    const names = [SQLITE_PACKAGE, "hnswlib-node"];
    for (const name of names) require(name);
    new SqliteDatabase(":memory:").close();
    return passed("native modules", names.join(", "));
  });
}

/** Checks the free space where the store lies or will lie. */
export function checkDisk(storePath: string): Promise<Check> {
  return look("disk", "Check that the folder can be reached.", async () => {
    const { bavail, bsize } = await statfs(nearestExisting(storePath));
    const free = bavail * bsize;
    const detail = `${(free / 1e9).toFixed(1)} GB free for ${storePath}`;
    const remedy = "Make room, or set DATELINE_DATA to a folder on another disk.";
    if (free < TOO_FEW_BYTES) return failed("disk", detail, remedy);
    return free < ENOUGH_BYTES ? warned("disk", detail, remedy) : passed("disk", detail);
  });
}

function nearestExisting(path: string): string {
  const whole = resolve(path);
  return existsSync(whole) ? whole : nearestExisting(dirname(whole));
}

/** Asks Discord who the token belongs to; without a token nothing is asked. */
export function checkDiscord({ token, apiUrl }: Config["discord"]): Promise<Check> {
  const remedy = "Check the network and DISCORD_API_URL.";
  return look("discord", remedy, async () => {
    if (token === null)
      return warned(
        "discord",
        "no token: the bot cannot start",
        "Set DISCORD_TOKEN in .env; the terminal needs none.",
      );
    if (!/^[\w.-]+$/.test(token)) {
      return failed(
        "discord",
        "the token holds characters that no token has",
        "Copy DISCORD_TOKEN again, without quotes or spaces.",
      );
    }
    const response = await fetch(`${apiUrl}/v10/users/@me`, {
      headers: { authorization: `Bot ${token}` },
      signal: AbortSignal.timeout(DISCORD_TIMEOUT_MS),
    });
    if (response.status === 401)
      return failed("discord", "the token is refused (401)", "Set DISCORD_TOKEN to the token of your bot.");
    if (!response.ok) return failed("discord", `${apiUrl} answers ${response.status}`, remedy);
    const user = (await response.json()) as { username?: string };
    return passed("discord", `the token belongs to ${user.username ?? "a bot without a name"}`);
  });
}
