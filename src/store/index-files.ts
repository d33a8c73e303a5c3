// The two files of the index: written beside the old ones, read back, and only then given their names.

import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { DatelineError, describeError } from "../model/errors.js";
import { HOUR_MS } from "../model/time.js";

/** Names of the two files inside the store's folder. */
export const INDEX_FILE = "index.hnsw";
export const MANIFEST_FILE = "index.json";

const LEFTOVER_AGE_MS = HOUR_MS; // a temporary file this old belongs to no save still running

const identitySchema = z.strictObject({
  schema: z.literal(2),
  /** Of unit vectors, computed as one minus the inner product. */
  metric: z.literal("cosine"),
  fingerprint: z.string(),
  dimensions: z.int(),
  m: z.int(),
  efConstruction: z.int(),
});

/** What an index must match to be used. */
export type IndexIdentity = z.infer<typeof identitySchema>;

const manifestSchema = identitySchema.extend({
  /** Vectors that can be found. */
  count: z.int().min(0),
  /** Entries of the graph, removed ones included. */
  entries: z.int().min(0),
  /** Everything up to this change of the store is in it. */
  change: z.int().min(0),
  /** Known to the store that it was saved for. */
  saveId: z.string(),
  /** SHA-256 of the index file, in hex. */
  checksum: z.string(),
});

export type IndexManifest = z.infer<typeof manifestSchema>;

const identityFields = ["metric", "fingerprint", "dimensions", "m", "efConstruction"] as const;

/** Returns the manifest if it is whole and as expected, else why the index has to be built again. Never throws for what it finds. */
export async function readManifest(
  folder: string,
  expected: IndexIdentity,
): Promise<{ readonly manifest: IndexManifest } | { readonly rebuild: string }> {
  const text = await readFile(join(folder, MANIFEST_FILE), "utf8").catch(() => null);
  if (text === null) return { rebuild: "no index yet" };
  const found = parseManifest(text);
  if (found === null) return { rebuild: "the manifest cannot be read, or is of another version" };
  const other = identityFields.find((field) => found[field] !== expected[field]);
  if (other === undefined) return { manifest: found };
  return { rebuild: `built with another ${other}: expected ${expected[other]}, got ${found[other]}` };
}

function parseManifest(text: string): IndexManifest | null {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** Returns why the index file is not the one that the manifest describes; null if it is. Reads the whole file. */
export async function findTear(folder: string, { checksum }: IndexManifest): Promise<string | null> {
  const found = await sha256(join(folder, INDEX_FILE)).catch(() => null);
  if (found === null) return "the index file is missing";
  return found === checksum ? null : "the index file is torn: its checksum differs";
}

/** Returns how many vectors the index held when it was last saved, without loading it; 0 if there is none. */
export async function savedIndexSize(folder: string): Promise<number> {
  const text = await readFile(join(folder, MANIFEST_FILE), "utf8").catch(() => "");
  return parseManifest(text)?.count ?? 0;
}

/**
 * Writes the index through `write`, then the manifest, each to a temporary file that is forced to the disk, read back and renamed.
 * If killed between the two renames, the pair is torn, which the checksum shows; a good index is never replaced by a torn one.
 * @throws DatelineError store-broken if the disk refuses, and then nothing has changed
 */
export async function writeIndexFiles(
  folder: string,
  manifest: Omit<IndexManifest, "checksum">,
  write: (file: string) => Promise<unknown>,
): Promise<void> {
  const suffix = `tmp-${randomUUID()}`;
  const index = join(folder, `${INDEX_FILE}.${suffix}`);
  const text = join(folder, `${MANIFEST_FILE}.${suffix}`);
  try {
    await write(index);
    await forceToDisk(index);
    const checksum = await sha256(index);
    await writeText(text, JSON.stringify({ ...manifest, checksum } satisfies IndexManifest));
    await rename(index, join(folder, INDEX_FILE));
    await rename(text, join(folder, MANIFEST_FILE));
    await forceToDisk(folder);
  } catch (error) {
    throw new DatelineError("store-broken", `Index cannot be saved: ${folder}: ${describeError(error)}`, {
      hint: "Nothing is lost: answering goes on, and the index is built again from the store. Check that the disk has room and that the folder may be written to.",
      cause: error,
    });
  } finally {
    for (const file of [index, text]) await rm(file, { force: true }).catch(() => undefined); // the folder may be read-only
  }
}

/** Creates the folder, and removes temporary files of saves that were killed; a folder that cannot be written is left as it is. */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (!/^index\.(hnsw|json)\.tmp-/.test(name)) continue;
    const found = await stat(join(folder, name)).catch(() => null);
    if (found === null || Date.now() - found.mtimeMs <= LEFTOVER_AGE_MS) continue;
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

async function writeText(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if ((await readFile(file, "utf8")) !== text) throw new Error("what was written cannot be read back");
}

/** Waits until a file, or the names in a folder, are on the disk. */
export async function forceToDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}
