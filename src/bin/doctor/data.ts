// What `dateline doctor` asks of what Dateline keeps: models, store, index. Repairs nothing, fetches nothing.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../config.js";
import { describeModels, type ModelDescription } from "../../embed/describe-models.js";
import { findModel } from "../../embed/model-catalog.js";
import { openHnswIndex } from "../../store/hnsw-index.js";
import { DATABASE_FILE, openSqliteStore } from "../../store/sqlite-store.js";
import { openModels } from "../open-models.js";
import { counted } from "../progress.js";
import { type Check, failed, look, passed, warned } from "./check.js";

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
  const { SqliteDatabase } = await import("../../store/sqlite-driver.js");
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
