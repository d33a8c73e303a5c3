// `dateline doctor`: one line a finding with what mends it; exit 1 where one fails.

import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { findModel } from "../embed/model-catalog.js";
import { describeModels, type ModelDescription } from "../embed/model-folder.js";
import type { Config } from "../main/config.js";
import { openModels } from "../main/open-models.js";
import { DatelineError, describeError } from "../model/errors.js";
import { openHnswIndex } from "../store/hnsw-index.js";
import { DATABASE_FILE } from "../store/sqlite/database.js";
import { openSqliteStore } from "../store/sqlite/store.js";
import { counted, type Output } from "./output.js";
import { configOf, exitCodes, type GlobalOptions, type Terminal } from "./terminal.js";

export interface Check {
  /** What was looked at, for example "node". */
  readonly name: string;
  /** "fail" makes `doctor` exit 1; "warn" works, with less than there could be. */
  readonly state: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What mends it; null where nothing has to be mended. */
  readonly remedy: string | null;
}

export function passed(name: string, detail: string): Check {
  return { name, state: "ok", detail, remedy: null };
}

export function warned(name: string, detail: string, remedy: string): Check {
  return { name, state: "warn", detail, remedy };
}

export function failed(name: string, detail: string, remedy: string): Check {
  return { name, state: "fail", detail, remedy };
}

/** Runs one look; what it throws becomes a failed check with the error's hint, or `remedy` where it has none. */
export async function look(name: string, remedy: string, work: () => Promise<Check>): Promise<Check> {
  try {
    return await work();
  } catch (error) {
    const hint = error instanceof DatelineError ? error.hint : null;
    return failed(name, describeError(error), hint ?? remedy);
  }
}

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
    const { SQLITE_PACKAGE, SqliteDatabase } = await import("../store/sqlite/database.js");
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

export function addDoctor(program: Command, { output }: Terminal): void {
  program
    .command("doctor")
    .description("check Node, native modules, models, store, index, disk and Discord; exit 1 where one fails")
    .addHelpText("after", "\nExample: dateline doctor --store data/store")
    .action(async (_options, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      const checks: Check[] = [];
      for await (const check of runChecks(command)) {
        checks.push(check);
        if (!json) printCheck(check, output);
      }
      if (json) output.json(checks);
      if (checks.some(({ state }) => state === "fail")) process.exitCode = exitCodes.failed;
    });
}

/** One after the other, so that each line stands before the next look begins. */
async function* runChecks(command: Command): AsyncGenerator<Check> {
  const config = configOf(command);
  yield checkNode(process.versions.node);
  yield await checkNativeModules();
  yield await checkDisk(config.storePath);
  yield* await checkModels(config);
  yield await checkStore(config);
  yield await checkIndex(config);
  yield await checkDiscord(config.discord);
}

function printCheck({ name, state, detail, remedy }: Check, { line, colors }: Output): void {
  const paint = { ok: colors.green, warn: colors.yellow, fail: colors.red }[state];
  line(`${paint(state.padEnd(4))}  ${name}: ${detail}`);
  if (remedy !== null) line(`      ${remedy}`);
}

/** Checks files and hashes of the models in use, then starts the worker, which checks a known sentence. */
export async function checkModels(config: Config): Promise<Check[]> {
  const inUse = (await describeModels(config.models)).filter((model) => model.inUse);
  const files = inUse.map(checkFiles);
  if (files.length === 0 || files.some(({ state }) => state !== "ok")) return files;
  const runtime = await look("model runtime", "Run `npm rebuild`.", async () => {
    const offline = { ...config, models: { ...config.models, offline: true } };
    const { worker } = await openModels(offline, () => undefined);
    await worker?.close();
    return worker === null
      ? failed("model runtime", "the worker did not start", "See `dateline models`.")
      : passed("model runtime", "the worker loads the models and reproduces a known sentence");
  });
  return [...files, runtime];
}

function checkFiles({ name, kind, state, origin, path, missing, refused }: ModelDescription): Check {
  switch (state) {
    case "present":
      return passed(kind, `${name}, from ${origin}`);
    case "refused":
      return failed(
        kind,
        `${name}: unknown hash: ${refused.join(", ")}`,
        `Delete ${path}; it is fetched again.`,
      );
    default:
      return warned(
        kind,
        `${name} is not there: ${missing.join(", ")}`,
        "The next question or ingest fetches it.",
      );
  }
}

/** Opens the store and lets SQLite check every page of it. */
export function checkStore({ storePath }: Config): Promise<Check> {
  return look("store", "Check that the folder can be read and written.", async () => {
    const file = join(storePath, DATABASE_FILE);
    if (!existsSync(file)) return warned("store", `${storePath} is empty`, "Feed it: dateline ingest PATH…");
    const store = await openSqliteStore(storePath);
    const { articles, passages } = await store.counts();
    await store.close();
    const found = await integrityOf(file);
    if (found !== "ok")
      return failed("store", `${file}: ${found}`, "Put a backup of it in its place, or ingest again.");
    return passed(
      "store",
      `${storePath}: ${counted(articles, "article")}, ${counted(passages, "passage")}, no fault found`,
    );
  });
}

async function integrityOf(file: string): Promise<string> {
  const { SqliteDatabase } = await import("../store/sqlite/database.js");
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    return String(database.pragma("integrity_check", { simple: true }));
  } finally {
    database.close();
  }
}

/** Compares the index file with the store; a difference is mended at the next start by itself. */
export function checkIndex({ storePath, models }: Config): Promise<Check> {
  const mended = "The next question mends it; nothing is lost.";
  return look("index", mended, async () => {
    if (!existsSync(join(storePath, DATABASE_FILE))) return passed("index", "nothing to index yet");
    const store = await openSqliteStore(storePath);
    const { fingerprint } = store;
    const { embeddings, passages } = await store.counts();
    await store.close();
    if (fingerprint === null) return passed("index", "words only so far: there are no vectors");
    const spec = findModel(models.embedder);
    const dimensions = spec.kind === "embedder" ? spec.dimensions : 0;
    const opened = await openHnswIndex(storePath, { dimensions, fingerprint });
    if ("rebuild" in opened) return warned("index", `has to be built anew: ${opened.rebuild}`, mended);
    const indexed = await opened.index.size();
    const detail = `${indexed} indexed of ${counted(embeddings, "vector")} of ${counted(passages, "passage")}`;
    return indexed === embeddings && embeddings === passages
      ? passed("index", detail)
      : warned("index", detail, mended);
  });
}
