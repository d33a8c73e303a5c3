// What lies beside the index file and tells whether it may be used. Reads and writes JSON; knows nothing of graphs.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** Names of the two files inside the store's folder. */
export const INDEX_FILE = "index.hnsw";
export const MANIFEST_FILE = "index.json";

const LEFTOVER_AGE_MS = 60 * 60 * 1000; // a temporary file this old belongs to no save still running

/** What an index must agree with to be used. */
export interface HnswIdentity {
  readonly schema: 1;
  /** Of unit vectors, computed as one minus the inner product. */
  readonly metric: "cosine";
  readonly fingerprint: string;
  readonly dimensions: number;
  readonly m: number;
  readonly efConstruction: number;
}

/** By label: passage id and stamp of its vector (see vectorStamp); null where the label was removed. */
export type ManifestLabels = readonly (readonly [string, number] | null)[];

export interface HnswManifest extends HnswIdentity {
  /** Entries that can be found. */
  readonly count: number;
  /** SHA-256 of the index file, in hex. */
  readonly checksum: string;
  readonly labels: ManifestLabels;
}

const identityFields = ["schema", "metric", "fingerprint", "dimensions", "m", "efConstruction"] as const;

/** Returns the manifest where file and parameters are as expected, else the reason to rebuild. Never throws for what it finds. */
export async function readManifest(
  folder: string,
  expected: HnswIdentity,
): Promise<{ readonly manifest: HnswManifest } | { readonly rebuild: string }> {
  const text = await readFile(join(folder, MANIFEST_FILE), "utf8").catch(() => null);
  if (text === null) return { rebuild: "no index yet" };
  const manifest = parseManifest(text);
  if (manifest === null) return { rebuild: "the manifest cannot be read" };
  const other = identityFields.find((field) => manifest[field] !== expected[field]);
  if (other !== undefined) {
    return { rebuild: `built with another ${other}: expected ${expected[other]}, got ${manifest[other]}` };
  }
  const checksum = await sha256(join(folder, INDEX_FILE)).catch(() => null);
  if (checksum === null) return { rebuild: "the index file is missing" };
  if (checksum !== manifest.checksum) return { rebuild: "the index file is torn: its checksum differs" };
  return { manifest };
}

function parseManifest(text: string): HnswManifest | null {
  try {
    const value: HnswManifest = JSON.parse(text);
    const live = value.labels.filter((label) => label !== null);
    const sound = live.every(([id, stamp]) => typeof id === "string" && typeof stamp === "number");
    return sound && value.count === live.length ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Writes the index file through `write`, then the manifest; each to a temporary file that is renamed. Killed between the two, the
 * pair is torn, which the checksum shows.
 */
export async function writeIndexFiles(
  folder: string,
  manifest: Omit<HnswManifest, "checksum">,
  write: (file: string) => Promise<unknown>,
): Promise<void> {
  const suffix = `tmp-${randomUUID()}`;
  const index = join(folder, `${INDEX_FILE}.${suffix}`);
  await write(index);
  const checksum = await sha256(index);
  await rename(index, join(folder, INDEX_FILE));
  const text = join(folder, `${MANIFEST_FILE}.${suffix}`);
  await writeFile(text, JSON.stringify({ ...manifest, checksum } satisfies HnswManifest));
  await rename(text, join(folder, MANIFEST_FILE));
}

/** Removes temporary files of saves that were killed. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^index\.(hnsw|json)\.tmp-/.test(name)) continue;
    const found = await stat(join(folder, name)).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > LEFTOVER_AGE_MS)
      await rm(join(folder, name), { force: true });
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
