// Approximate nearest neighbors with hnswlib-node, kept in two files that can always be rebuilt from the store.

import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import hnswlib from "hnswlib-node";
import { HOUR_MS } from "../model/time.js";
import {
  checkVector,
  dot,
  type IndexEntry,
  type Neighbor,
  nearest,
  type SearchOptions,
  type VectorIndex,
  vectorStamp,
} from "./vector-index.js";

/** Names of the two files inside the store's folder. */
export const INDEX_FILE = "index.hnsw";
export const MANIFEST_FILE = "index.json";

const SEED = 100; // hnswlib's own default; fixed, so that the same input gives the same graph
const DEFAULT_EF = 200; // bge-small vectors, 4,439 passages, 150 questions: recall@10 .988 at 64, .999 at 128; the rest is for growth
const GROWTH = 1.25; // room made at a time: at most a quarter of the vectors' memory is unused
const SLICE_MS = 8; // how long a build holds the thread before others have a turn
const READ_US = 85; // to read one vector of 384 back from hnswlib and compare it; measured with hnswlib-node 3.0
const VISIT_US = 4; // to visit one node of a filtered walk, the call of the filter included; measured likewise
const COMPACT_ABOVE = 1 / 3; // share of removed labels: they are still walked through, and cost memory
const COMPACT_FROM = 256; // removed labels: below that they cost nothing worth a rebuild

export interface HnswOptions {
  readonly dimensions: number;
  /** Of the embedder; an index of another one is not used. */
  readonly fingerprint: string;
  /** Links per node, default 16. */
  readonly m?: number;
  /** Width of the search while building, default 200. */
  readonly efConstruction?: number;
  /** Width of the search, default 200; never below the limit asked for. */
  readonly ef?: number;
}

/**
 * Opens the index in `folder`, or says why it has to be rebuilt: missing, torn, of another embedder or other parameters.
 * The folder is created if missing.
 */
export async function openHnswIndex(
  folder: string,
  options: HnswOptions,
): Promise<{ readonly index: HnswIndex } | { readonly rebuild: string }> {
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  const found = await readManifest(folder, identityOf(options));
  if ("rebuild" in found) return found;
  const graph = new hnswlib.HierarchicalNSW("ip", options.dimensions);
  try {
    await graph.readIndex(join(folder, INDEX_FILE));
  } catch (error) {
    return { rebuild: `hnswlib cannot read it: ${String(error)}` };
  }
  const labels = new HnswLabels(found.manifest.labels);
  if (graph.getCurrentCount() !== labels.given)
    return { rebuild: "the index holds another number of entries" };
  return { index: new HnswIndex(folder, options, { graph, labels }) };
}

function identityOf(options: HnswOptions): HnswIdentity {
  const { dimensions, fingerprint, m = 16, efConstruction = 200 } = options;
  return { schema: 1, metric: "cosine", fingerprint, dimensions, m, efConstruction };
}

/** Changes are queued and made one after another; searches run between their slices. */
export class HnswIndex implements VectorIndex {
  readonly dimensions: number;
  readonly #folder: string;
  readonly #identity: HnswIdentity;
  readonly #ef: number;
  #graph: hnswlib.HierarchicalNSW;
  #labels: HnswLabels;
  #queue: Promise<unknown> = Promise.resolve();
  #changed: boolean;

  /** Starts empty, or from what openHnswIndex has read. */
  constructor(
    folder: string,
    options: HnswOptions,
    saved?: { graph: hnswlib.HierarchicalNSW; labels: HnswLabels },
  ) {
    this.dimensions = options.dimensions;
    this.#folder = folder;
    this.#identity = identityOf(options);
    this.#ef = options.ef ?? DEFAULT_EF;
    this.#graph = saved?.graph ?? this.#newGraph(0);
    this.#labels = saved?.labels ?? new HnswLabels();
    this.#changed = saved === undefined;
  }

  async add(entries: readonly IndexEntry[]): Promise<void> {
    for (const { embedding } of entries) checkVector(embedding, this.dimensions);
    await this.#enqueue(async () => {
      await this.#inSlices(entries, ({ passageId, embedding }) => this.#addOne(passageId, embedding));
      await this.#compact();
    });
  }

  async remove(passageIds: readonly string[]): Promise<void> {
    await this.#enqueue(async () => {
      for (const passageId of passageIds) this.#removeOne(passageId);
      await this.#compact();
    });
  }

  /** Blocks the thread while it looks: about 1 ms at 25,000 passages, up to about 20 ms with a narrow filter. */
  async search(embedding: Float32Array, limit: number, options: SearchOptions = {}): Promise<Neighbor[]> {
    checkVector(embedding, this.dimensions);
    const accepted = options.accept === undefined ? null : this.#labels.accepted(options.accept);
    const wanted = Math.min(limit, accepted?.count ?? this.#labels.size);
    if (wanted <= 0) return [];
    if (accepted !== null && this.#isNarrow(accepted.count, wanted)) {
      return this.#scan(embedding, limit, accepted);
    }
    this.#graph.setEf(Math.max(this.#ef, wanted));
    // hnswlib widens by itself under a filter: it walks on until `ef` accepted entries are found.
    const all = accepted === null || accepted.count === this.#labels.size;
    const filter = all ? undefined : (label: number) => accepted.labels[label] === 1;
    const found = this.#graph.searchKnn(Array.from(embedding), wanted, filter);
    const neighbors = found.neighbors.flatMap((label, n): Neighbor[] => {
      const passageId = this.#labels.passageId(label);
      return passageId === null ? [] : [{ passageId, similarity: 1 - (found.distances[n] ?? 2) }];
    });
    return nearest(neighbors, limit);
  }

  async similarities(embedding: Float32Array, passageIds: readonly string[]): Promise<(number | null)[]> {
    checkVector(embedding, this.dimensions);
    return passageIds.map((passageId) => {
      const label = this.#labels.label(passageId);
      return label === null ? null : dot(embedding, Float32Array.from(this.#graph.getPoint(label)));
    });
  }

  async size(): Promise<number> {
    return this.#labels.size;
  }

  /** Ids of all entries that can be found. */
  passageIds(): string[] {
    return this.#labels.passageIds();
  }

  /** Allocates room for this many entries at once, instead of step by step. */
  async reserve(count: number): Promise<void> {
    await this.#enqueue(async () => {
      if (count > this.#graph.getMaxElements()) this.#graph.resizeIndex(count);
    });
  }

  /** Those of `entries` that are not in the index with exactly this vector. */
  missing(entries: readonly IndexEntry[]): IndexEntry[] {
    return entries.filter(({ passageId, embedding }) => !this.#labels.has(passageId, vectorStamp(embedding)));
  }

  /** Writes index and manifest if something has changed since they were last written or read. */
  async save(): Promise<void> {
    await this.#enqueue(async () => {
      if (!this.#changed) return;
      const manifest = { ...this.#identity, count: this.#labels.size, labels: this.#labels.entries };
      await writeIndexFiles(this.#folder, manifest, (file) => this.#graph.writeIndex(file));
      this.#changed = false;
    });
  }

  #addOne(passageId: string, embedding: Float32Array): void {
    const stamp = vectorStamp(embedding);
    if (this.#labels.has(passageId, stamp)) return;
    this.#removeOne(passageId);
    const room = this.#graph.getMaxElements();
    if (this.#labels.given >= room) this.#graph.resizeIndex(Math.ceil((room + 1) * GROWTH));
    this.#graph.addPoint(Array.from(embedding), this.#labels.given);
    this.#labels.add(passageId, stamp);
    this.#changed = true;
  }

  #removeOne(passageId: string): void {
    const label = this.#labels.remove(passageId);
    if (label === null) return;
    this.#graph.markDelete(label);
    this.#changed = true;
  }

  /** Rebuilds the graph without removed entries once there are many; searches use the old one until it is ready. */
  async #compact(): Promise<void> {
    const removed = this.#labels.given - this.#labels.size;
    if (removed < COMPACT_FROM || removed < this.#labels.given * COMPACT_ABOVE) return;
    const old = this.#graph;
    const graph = this.#newGraph(this.#labels.size);
    const labels = new HnswLabels();
    await this.#inSlices([...this.#labels.entries.entries()], ([label, entry]) => {
      if (entry !== null) graph.addPoint(old.getPoint(label), labels.add(...entry));
    });
    this.#graph = graph;
    this.#labels = labels;
  }

  #newGraph(capacity: number): hnswlib.HierarchicalNSW {
    const graph = new hnswlib.HierarchicalNSW("ip", this.dimensions);
    graph.initIndex(Math.max(capacity, 64), this.#identity.m, this.#identity.efConstruction, SEED);
    return graph;
  }

  /**
   * Returns whether to look at every accepted vector instead: if all of them are wanted, or a walk that has to pass `ef` accepted
   * ones would take longer. At 25,000 passages that is below about 480 accepted; the scan is exact, so recall only gains.
   */
  #isNarrow(accepted: number, wanted: number): boolean {
    const visits = Math.min(this.#labels.given, (this.#ef * this.#labels.given) / accepted);
    return accepted <= wanted || accepted * READ_US <= visits * VISIT_US;
  }

  #scan(embedding: Float32Array, limit: number, accepted: Accepted): Neighbor[] {
    const neighbors: Neighbor[] = [];
    for (const [label, entry] of this.#labels.entries.entries()) {
      if (accepted.labels[label] !== 1 || entry === null) continue;
      const similarity = dot(embedding, Float32Array.from(this.#graph.getPoint(label)));
      neighbors.push({ passageId: entry[0], similarity });
    }
    return nearest(neighbors, limit);
  }

  async #inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
    let sliceStart = performance.now();
    for (const item of items) {
      work(item);
      if (performance.now() - sliceStart < SLICE_MS) continue;
      await nextTurn();
      sliceStart = performance.now();
    }
  }

  async #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(work);
    this.#queue = Promise.allSettled([run]);
    return run;
  }
}

/** The labels that one predicate accepts. */
interface Accepted {
  /** 1 by label if the passage may be returned. */
  readonly labels: Uint8Array;
  readonly count: number;
}

/** Which label of the graph is which passage. */
class HnswLabels {
  readonly #entries: (readonly [passageId: string, stamp: number] | null)[];
  readonly #labels = new Map<string, number>();
  #accepted = new WeakMap<(passageId: string) => boolean, Accepted>();

  constructor(entries: ManifestLabels = []) {
    this.#entries = [...entries];
    for (const [label, entry] of entries.entries()) {
      if (entry !== null) this.#labels.set(entry[0], label);
    }
  }

  /** Passages that have a label. */
  get size(): number {
    return this.#labels.size;
  }

  /** Labels given so far, those of removed passages included; the next label. */
  get given(): number {
    return this.#entries.length;
  }

  /** As the manifest keeps them. */
  get entries(): ManifestLabels {
    return this.#entries;
  }

  /** Null if the passage has none. */
  label(passageId: string): number | null {
    return this.#labels.get(passageId) ?? null;
  }

  passageIds(): string[] {
    return [...this.#labels.keys()];
  }

  passageId(label: number): string | null {
    return this.#entries[label]?.[0] ?? null;
  }

  /** Returns whether the passage is there with a vector of this stamp. */
  has(passageId: string, stamp: number): boolean {
    const label = this.#labels.get(passageId);
    return label !== undefined && this.#entries[label]?.[1] === stamp;
  }

  add(passageId: string, stamp: number): number {
    const label = this.#entries.push([passageId, stamp]) - 1;
    this.#labels.set(passageId, label);
    this.#accepted = new WeakMap();
    return label;
  }

  /** Returns the label that became empty; null if the passage had none. */
  remove(passageId: string): number | null {
    const label = this.#labels.get(passageId);
    if (label === undefined) return null;
    this.#entries[label] = null;
    this.#labels.delete(passageId);
    this.#accepted = new WeakMap();
    return label;
  }

  /** Asks a predicate about every passage, once for each predicate while nothing changes. */
  accepted(accept: (passageId: string) => boolean): Accepted {
    const known = this.#accepted.get(accept);
    if (known !== undefined) return known;
    const labels = new Uint8Array(this.#entries.length);
    let count = 0;
    for (const [passageId, label] of this.#labels) {
      if (!accept(passageId)) continue;
      labels[label] = 1;
      count += 1;
    }
    const accepted = { labels, count };
    this.#accepted.set(accept, accepted);
    return accepted;
  }
}

const LEFTOVER_AGE_MS = HOUR_MS; // a temporary file this old belongs to no save still running

/** What an index must match to be used. */
interface HnswIdentity {
  readonly schema: 1;
  /** Of unit vectors, computed as one minus the inner product. */
  readonly metric: "cosine";
  readonly fingerprint: string;
  readonly dimensions: number;
  readonly m: number;
  readonly efConstruction: number;
}

/** By label: passage id and stamp of its vector (see vectorStamp); null if the label was removed. */
type ManifestLabels = readonly (readonly [string, number] | null)[];

interface HnswManifest extends HnswIdentity {
  /** Entries that can be found. */
  readonly count: number;
  /** SHA-256 of the index file, in hex. */
  readonly checksum: string;
  readonly labels: ManifestLabels;
}

const identityFields = ["schema", "metric", "fingerprint", "dimensions", "m", "efConstruction"] as const;

/** Returns the manifest if file and parameters are as expected, else the reason to rebuild. Never throws for what it finds. */
async function readManifest(
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
 * Writes the index file through `write`, then the manifest; each to a temporary file that is renamed. If killed between the two, the
 * pair is torn, which the checksum shows.
 */
async function writeIndexFiles(
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
async function removeLeftovers(folder: string): Promise<void> {
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
