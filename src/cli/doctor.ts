// `dateline doctor`: checks the installation, one line per check with its remedy; exit 1 if a check fails.
import { existsSync } from "node:fs";
import { readdir, stat, statfs } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { ModelDescription } from "../embed/model-folder.js";
import type { Config } from "../main/config.js";
import { DatelineError, describeError } from "../model/errors.js";
import { countProcesses, type ProcessRecord, problemsAmong, shardRanges } from "../model/processes.js";
import { countOf, type Output } from "./output.js";
import { configOf, exitCodes, type GlobalOptions, type Terminal } from "./terminal.js";

export interface Check {
  /** What was checked, for example "node". */
  readonly name: string;
  /** "fail" makes `doctor` exit 1; "warn" means that Dateline works with limits. */
  readonly state: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What to do about it; null for "ok". */
  readonly remedy: string | null;
}

/** `process.loadEnvFile` came with 20.12. */
const OLDEST_NODE = [20, 12] as const;
/** The majors that `engines` in package.json names. */
const SUPPORTED_MAJORS = [20, 22, 24];
/** The unpacked models and a store of some ten thousand articles. */
const ENOUGH_BYTES = 1e9;
/** Less than the models need, before there is a store. */
const TOO_FEW_BYTES = 2e8;
/** For the log of the database. */
const SPARE_BYTES = 3.2e7;
const DISCORD_TIMEOUT_MS = 5_000;

export function addDoctor(program: Command, { output }: Terminal): void {
  program
    .command("doctor")
    .description(
      "check Node, native modules, disk, models, store, index, processes and Discord (exit code 1: a check failed)",
    )
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

/** Runs one check after another, so that each result is printed before the next check starts. */
async function* runChecks(command: Command): AsyncGenerator<Check> {
  const config = configOf(command);
  yield checkNode(process.versions.node);
  yield await checkNativeModules();
  yield await checkDisk(config.storePath);
  yield* await checkModels(config);
  yield await checkStore(config);
  yield await checkIndex(config);
  if (config.database !== null) yield await checkProcesses(config.database);
  yield await checkDiscord(config.discord);
}

function printCheck({ name, state, detail, remedy }: Check, { line, colors }: Output): void {
  const paint = { ok: colors.green, warn: colors.yellow, fail: colors.red }[state];
  line(`${paint(state.padEnd(4))}  ${name}: ${detail}`);
  if (remedy !== null) line(`      ${remedy}`);
}

function passed(name: string, detail: string): Check {
  return { name, state: "ok", detail, remedy: null };
}

function warned(name: string, detail: string, remedy: string): Check {
  return { name, state: "warn", detail, remedy };
}

function failed(name: string, detail: string, remedy: string): Check {
  return { name, state: "fail", detail, remedy };
}

/** Runs one check; what it throws becomes a failed check, with the hint of the error or else `remedy`. */
async function attempt(name: string, remedy: string, check: () => Promise<Check>): Promise<Check> {
  try {
    return await check();
  } catch (error) {
    const hint = error instanceof DatelineError ? error.hint : null;
    return failed(name, describeError(error), hint ?? remedy);
  }
}

/** Checks a Node version such as "20.20.2" against the supported ones. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const remedy = `Install Node ${SUPPORTED_MAJORS.join(", ")}.`;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    return failed("node", `${version} is too old: ${OLDEST_NODE.join(".")} or later is needed`, remedy);
  }
  return SUPPORTED_MAJORS.includes(major)
    ? passed("node", version)
    : warned("node", `${version} is not a supported version`, remedy);
}

/** Loads the native modules of this process; `checkModels` covers the models' runtime. */
export function checkNativeModules(): Promise<Check> {
  const remedy = "Run `npm rebuild`; it needs a C++ compiler and Python 3.";
  return attempt("native modules", remedy, async () => {
    const require = createRequire(import.meta.url);
    const { SQLITE_PACKAGE, SqliteDatabase } = await import("../store/sqlite/database.js");
    const names = [SQLITE_PACKAGE, "hnswlib-node"];
    for (const name of names) require(name);
    new SqliteDatabase(":memory:").close();
    return passed("native modules", names.join(", "));
  });
}

/** Checks the free space on the disk that holds, or will hold, the store. */
export function checkDisk(storePath: string): Promise<Check> {
  return attempt("disk", "Check that the folder is accessible.", async () => {
    const { bavail, bsize } = await statfs(nearestExisting(storePath));
    const free = bavail * bsize;
    const detail = `${free < 1e9 ? `${(free / 1e6).toFixed(0)} MB` : `${(free / 1e9).toFixed(1)} GB`} free for ${storePath}`;
    const remedy = "Free some space, or set DATELINE_DATA to a folder on another disk.";
    if (free < (await neededBytes(storePath))) return failed("disk", detail, remedy);
    return free < ENOUGH_BYTES ? warned("disk", detail, remedy) : passed("disk", detail);
  });
}

/** A save of the index and a copy before a migration take as much as the store has; before there is one, what the models need. */
async function neededBytes(storePath: string): Promise<number> {
  const names = await readdir(storePath).catch((): string[] => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(storePath, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return names.length === 0 ? TOO_FEW_BYTES : SPARE_BYTES + sizes.reduce((sum, size) => sum + size, 0);
}

function nearestExisting(path: string): string {
  const absolute = resolve(path);
  return existsSync(absolute) ? absolute : nearestExisting(dirname(absolute));
}

/** Checks files and hashes of the models in use, then starts the worker, which embeds a known sentence. */
async function checkModels(config: Config): Promise<Check[]> {
  const { describeModels } = await import("../embed/model-folder.js");
  const inUse = (await describeModels(config.models)).filter((model) => model.inUse);
  const files = inUse.map(checkFiles);
  if (files.length === 0 || files.some(({ state }) => state !== "ok")) return files;
  const runtime = await attempt("model runtime", "Run `npm rebuild`.", async () => {
    const { openModels } = await import("../main/open-models.js");
    const offline = { ...config, models: { ...config.models, offline: true } };
    const { worker } = await openModels(offline, () => undefined);
    await worker?.close();
    return worker === null
      ? failed("model runtime", "the worker did not start", "See `dateline models`.")
      : passed("model runtime", "the models load and embed a known sentence as expected");
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
        `${name}: files with an unknown hash: ${refused.join(", ")}`,
        `Delete ${path}; the next question or ingest downloads it again.`,
      );
    default:
      return warned(
        kind,
        `${name}: files are missing: ${missing.join(", ")}`,
        "The next question or ingest downloads them.",
      );
  }
}

/** Opens the store; of a folder, every page is checked. */
function checkStore({ storePath, database }: Config): Promise<Check> {
  if (database !== null) return checkDatabase(database);
  return attempt("store", "Check that the folder can be read and written.", async () => {
    const { DATABASE_FILE } = await import("../store/sqlite/database.js");
    const { openSqliteStores } = await import("../store/sqlite/open-stores.js");
    const file = join(storePath, DATABASE_FILE);
    if (!existsSync(file))
      return warned("store", `${storePath} is empty`, "Add articles: dateline ingest PATH…");
    const stores = await openSqliteStores(storePath);
    const { articles, passages } = await stores.articles.counts();
    await stores.close();
    const found = await integrityOf(file);
    if (found !== "ok")
      return failed("store", `${file}: ${found}`, "Restore a backup, or ingest the articles again.");
    return passed(
      "store",
      `${storePath}: ${countOf(articles, "article")}, ${countOf(passages, "passage")}, no damage found`,
    );
  });
}

/** Connects, checks the versions of server and extension, and counts; the server looks after its pages itself. */
function checkDatabase(database: string): Promise<Check> {
  return attempt("store", "See docs/scaling.md.", async () => {
    const { openPostgresStores } = await import("../store/postgres/open-stores.js");
    const stores = await openPostgresStores(database, { patienceMs: 2_000 });
    try {
      const { articles, passages } = await stores.articles.counts();
      const counts = `${countOf(articles, "article")}, ${countOf(passages, "passage")}`;
      return passed("store", `${await stores.describe()}: ${counts}`);
    } finally {
      await stores.close();
    }
  });
}

/** Looks whether the running processes together do everything, and nothing twice. */
function checkProcesses(database: string): Promise<Check> {
  return attempt("processes", "See docs/scaling.md.", async () => {
    const { openPostgresStores } = await import("../store/postgres/open-stores.js");
    const stores = await openPostgresStores(database, { patienceMs: 2_000 });
    try {
      const all = await stores.processes.list();
      const { processes, bots, readers } = countProcesses(all);
      const counted = `${countOf(bots, "bot")}, ${countOf(readers, "reader")}`;
      const detail =
        processes === 0 ? "none is running" : `${counted} (${all.flatMap(describeProcess).join("; ")})`;
      const problems = problemsAmong(all);
      if (problems.length === 0) return passed("processes", detail);
      return warned(
        "processes",
        `${detail}: ${problems.join("; ")}`,
        "Correct DATELINE_ROLE and DATELINE_SHARDS.",
      );
    } finally {
      await stores.close();
    }
  });
}

function describeProcess({ role, host, shards }: ProcessRecord): string[] {
  if (role === "command") return [];
  const own = shards === null ? "" : `, shards ${shardRanges(shards.ids)} of ${shards.total}`;
  return [`${role} on ${host}${own}`];
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

/** Compares the index file with the store, vector by vector. */
function checkIndex({ storePath, database, models }: Config): Promise<Check> {
  const remedy = "The next question repairs it; nothing is lost.";
  if (database !== null) return checkDatabaseIndex(database, remedy);
  return attempt("index", remedy, async () => {
    const { DATABASE_FILE } = await import("../store/sqlite/database.js");
    const { checkSavedIndex, openSqliteStores } = await import("../store/sqlite/open-stores.js");
    if (!existsSync(join(storePath, DATABASE_FILE))) return passed("index", "nothing to index yet");
    const stores = await openSqliteStores(storePath);
    const { embeddings, passages } = await stores.articles.counts();
    await stores.close();
    const found = await checkSavedIndex(storePath, await dimensionsOf(models.embedder));
    if (found === null) return passed("index", "no vectors yet: keyword search only");
    if ("rebuild" in found) return warned("index", `needs rebuilding: ${found.rebuild}`, remedy);
    const { held, differing } = found;
    const detail = `${countOf(passages, "passage")}, ${countOf(embeddings, "vector")}, ${held.toLocaleString("en-US")} indexed`;
    if (differing > 0)
      return warned("index", `${detail}, ${countOf(differing, "vector")} missing or different`, remedy);
    return held === embeddings && embeddings === passages
      ? passed("index", detail)
      : warned("index", detail, remedy);
  });
}

/** The index of a database holds what the database holds; passages may lack a vector. */
function checkDatabaseIndex(database: string, remedy: string): Promise<Check> {
  return attempt("index", remedy, async () => {
    const { openPostgresStores } = await import("../store/postgres/open-stores.js");
    const stores = await openPostgresStores(database, { patienceMs: 2_000 });
    try {
      const { embeddings, passages } = await stores.articles.counts();
      const detail = `${countOf(passages, "passage")}, ${countOf(embeddings, "vector")}, in the database`;
      if (embeddings === 0) return passed("index", "no vectors yet: keyword search only");
      return embeddings === passages ? passed("index", detail) : warned("index", detail, remedy);
    } finally {
      await stores.close();
    }
  });
}

/** Returns 0 for a model that is not an embedder. @throws DatelineError model-unavailable for an unknown name */
async function dimensionsOf(embedder: string): Promise<number> {
  const { findModel } = await import("../embed/model-catalog.js");
  const spec = findModel(embedder);
  return spec.kind === "embedder" ? spec.dimensions : 0;
}

/** Asks Discord which bot the token belongs to; sends nothing without a token. */
export function checkDiscord({ token, apiUrl }: Config["discord"]): Promise<Check> {
  const remedy = "Check the network and DISCORD_API_URL.";
  return attempt("discord", remedy, async () => {
    if (token === null)
      return warned(
        "discord",
        "no token: the bot cannot start",
        "Set DISCORD_TOKEN in .env; the terminal works without it.",
      );
    if (!/^[\w.-]+$/.test(token)) {
      return failed(
        "discord",
        "the token contains characters that no token has",
        "Copy DISCORD_TOKEN again, without quotes or spaces.",
      );
    }
    const response = await fetch(`${apiUrl}/v10/users/@me`, {
      headers: { authorization: `Bot ${token}` },
      signal: AbortSignal.timeout(DISCORD_TIMEOUT_MS),
    });
    if (response.status === 401)
      return failed(
        "discord",
        "Discord refused the token (401)",
        "Set DISCORD_TOKEN to the token of your bot.",
      );
    if (!response.ok) return failed("discord", `${apiUrl} answered ${response.status}`, remedy);
    const user = (await response.json()) as { username?: string };
    return passed("discord", `the token belongs to ${user.username ?? "an unnamed bot"}`);
  });
}
