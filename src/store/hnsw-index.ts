// Approximate nearest neighbors with hnswlib-node: follows a store, and keeps files that can always be built again from it.

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import hnswlib from "hnswlib-node";
import { type Compared, ComparedVectors } from "./compared-vectors.js";
import {
  findTear,
  INDEX_FILE,
  type IndexIdentity,
  prepareFolder,
  readManifest,
  writeIndexFiles,
} from "./index-files.js";
import type { IndexSource } from "./index-source.js";
import type { LiveScopes } from "./live-scopes.js";
import type { Neighbor, PassageScope, VectorIndex } from "./ports.js";
import { checkVector, dot, nearest } from "./vectors.js";

const SEED = 100; // hnswlib's own default; fixed, so that the same input gives the same graph
const DEFAULT_EF = 200; // bge-small vectors, 4,439 passages, 150 questions: recall@10 .988 at 64, .999 at 128; the rest is for growth
const GROWTH = 1.25; // room made at a time: at most a quarter of the vectors' memory is unused
const SLICE_MS = 8; // how long a build holds the thread before others have a turn
const COMPACT_ABOVE = 1 / 3; // share of removed labels: they are still walked through, and cost memory
const COMPACT_FROM = 256; // removed labels: below that they cost nothing worth a rebuild
const BATCH = 256; // vectors read from the store at a time: 384 KiB at 384 dimensions
const CHANGES_AT_ONCE = 256;

const COMPARE_US = 0.7; // for one vector of 384: .35 if it is in memory, 4 if it is read from the store first; measured
const VISIT_US = 4; // to find one more neighbor in the graph: 3 among 10,000 vectors, 6 among a million; measured
const FEW = 16_384; // passages of a scope that are listed: as many as are worth comparing one by one at a million
const SAMPLE = 512; // passages tried to learn how many of all a scope admits
const SPARE = 1.3; // how many more neighbors are asked for than the sample says are needed
const MOST_NEIGHBORS = 20_000; // asked of the graph at once; with more, its own filter is quicker
const WAITED_FOR = 8; // changes that a search takes in first; more are taken in meanwhile

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

interface HnswParts {
  readonly source: IndexSource;
  readonly scopes: LiveScopes;
  /** Where the files are. */
  readonly folder: string;
}

export interface OpenedHnsw {
  readonly index: HnswIndex;
  /** Why everything was built from the store again; null if the files could be used. */
  readonly rebuilt: string | null;
}

/** Opens the index from its files, or builds it from the store: if they are missing, torn, of another embedder or of another store. */
export async function openHnswIndex(
  parts: HnswParts,
  options: HnswOptions,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<OpenedHnsw> {
  await prepareFolder(parts.folder);
  const found = await readGraph(parts, identityOf(options));
  const index = new HnswIndex(parts, options, "graph" in found ? found : null);
  await index.complete(onProgress);
  return { index, rebuilt: "rebuild" in found ? found.rebuild : null };
}

interface IndexCheck {
  /** Vectors that the saved index holds. */
  readonly held: number;
  /** Vectors of the store that it lacks, or holds with other values. */
  readonly differing: number;
}

/** Compares every vector of the saved index with the store's, or says why it has to be built again; changes nothing. */
export async function checkHnswIndex(
  parts: HnswParts,
  options: HnswOptions,
): Promise<IndexCheck | { readonly rebuild: string }> {
  const found = await readGraph(parts, identityOf(options));
  if ("rebuild" in found) return found;
  const index = new HnswIndex(parts, options, found);
  let differing = 0;
  for await (const _ of index.differences()) differing += 1;
  return { held: await index.size(), differing };
}

interface SavedGraph {
  readonly graph: hnswlib.HierarchicalNSW;
  /** The last change of the store that is in it. */
  readonly change: number;
}

async function readGraph(
  { source, folder }: HnswParts,
  identity: IndexIdentity,
): Promise<SavedGraph | { readonly rebuild: string }> {
  const found = await readManifest(folder, identity);
  if ("rebuild" in found) return found;
  const { manifest } = found;
  if (!source.knowsSave(manifest.saveId))
    return { rebuild: "saved for another store, or a newer copy of this one" };
  const tear = await findTear(folder, manifest);
  if (tear !== null) return { rebuild: tear };
  const graph = new hnswlib.HierarchicalNSW("ip", identity.dimensions);
  try {
    await graph.readIndex(join(folder, INDEX_FILE));
  } catch (error) {
    return { rebuild: `hnswlib cannot read it: ${String(error)}` };
  }
  if (graph.getCurrentCount() !== manifest.entries)
    return { rebuild: "the index holds another number of entries" };
  return { graph, change: manifest.change };
}

function identityOf({ dimensions, fingerprint, m = 16, efConstruction = 200 }: HnswOptions): IndexIdentity {
  return { schema: 2, metric: "cosine", fingerprint, dimensions, m, efConstruction };
}

/** Labels of the graph are the numbers that the store gives passages. Changes are made one after another; searches run in between. */
export class HnswIndex implements VectorIndex {
  readonly dimensions: number;
  readonly #parts: HnswParts;
  readonly #identity: IndexIdentity;
  readonly #ef: number;
  readonly #isRestored: boolean;
  readonly #compared: ComparedVectors;
  #graph: hnswlib.HierarchicalNSW;
  /** By passage: 1 if it can be found in the graph. */
  #held = new Uint8Array(0);
  #live = 0;
  #change: number;
  #savedChange: number;
  #unsaved: boolean;
  #queue: Promise<unknown> = Promise.resolve();

  /** Starts empty, or from what was read of the files; `complete` adds what is missing. */
  constructor(parts: HnswParts, options: HnswOptions, saved: SavedGraph | null) {
    this.dimensions = options.dimensions;
    this.#parts = parts;
    this.#identity = identityOf(options);
    this.#ef = options.ef ?? DEFAULT_EF;
    this.#graph = saved?.graph ?? this.#newGraph(0);
    this.#change = saved?.change ?? 0;
    this.#savedChange = this.#change;
    this.#unsaved = saved === null;
    this.#isRestored = saved !== null;
    this.#compared = new ComparedVectors(parts.source, this.dimensions);
    this.#takeEntries();
  }

  async search(embedding: Float32Array, limit: number, scope: PassageScope): Promise<Neighbor[]> {
    checkVector(embedding, this.dimensions);
    await this.#catchUp();
    const table = this.#parts.scopes.current();
    const admits = table.test(scope);
    if (limit <= 0 || this.#live === 0) return [];
    const few = table.few(scope, FEW)?.filter((passage) => this.#held[passage] === 1) ?? null;
    const share = few === null ? this.#shareOf(admits) : few.length / this.#live;
    const asked = Math.ceil((limit * SPARE) / Math.max(share, 1 / this.#live)) + 10;
    if (
      few !== null &&
      (few.length <= limit || few.length * COMPARE_US <= Math.max(asked, this.#ef) * VISIT_US)
    ) {
      return this.#named(this.#compared.nearest(embedding, few, limit), limit);
    }
    return this.#walk(embedding, limit, admits, asked);
  }

  async similarities(embedding: Float32Array, passageIds: readonly string[]): Promise<(number | null)[]> {
    checkVector(embedding, this.dimensions);
    return this.#parts.source.vectorsOf(passageIds).map((vector) => vector && dot(embedding, vector));
  }

  async size(): Promise<number> {
    return this.#live;
  }

  /** Changes of the store taken in since the last save, or the start without one. */
  get unsavedChanges(): number {
    return this.#change - this.#savedChange;
  }

  async follow(): Promise<void> {
    await this.#enqueue(async () => {
      const { source, scopes } = this.#parts;
      while (this.#change < source.newestChange()) {
        const table = scopes.current();
        const changes = source.changesAfter(this.#change, CHANGES_AT_ONCE);
        if (changes === null) return this.#compareAll(() => undefined);
        await this.#inSlices(changes, ({ number, revision }) => {
          this.#forget(table.takeDropped());
          const span = table.span(revision);
          if (span !== null) this.#addMissing(span.first, span.first + span.count - 1);
          this.#change = number;
        });
      }
      await this.#compact();
    });
  }

  async save(): Promise<void> {
    await this.follow();
    await this.#enqueue(async () => {
      if (!this.#unsaved) return;
      const { source, folder } = this.#parts;
      const [saveId, change, entries] = [randomUUID(), this.#change, this.#graph.getCurrentCount()];
      const manifest = { ...this.#identity, count: this.#live, entries, change, saveId };
      source.noteSave(saveId, change);
      await writeIndexFiles(folder, manifest, (file) => this.#graph.writeIndex(file));
      this.#unsaved = false;
      this.#savedChange = change;
    });
  }

  /** Takes in what was stored since the save, and compares the counts; only if these differ is every passage looked at. */
  async complete(onProgress: (done: number, total: number) => void): Promise<void> {
    if (this.#isRestored) await this.follow();
    if (this.#isRestored && this.#live === this.#parts.source.vectorCount()) return;
    await this.#enqueue(() => this.#compareAll(onProgress));
  }

  /** Returns passages whose vector in the graph differs from the store's, or is missing. Reads everything. */
  async *differences(): AsyncGenerator<number> {
    const { source, scopes } = this.#parts;
    const { highestPassage } = scopes.current();
    for (let from = 1; from <= highestPassage; from += BATCH) {
      for (const { passage, embedding } of source.vectors(from, from + BATCH - 1)) {
        const held = this.#held[passage] === 1 ? this.#graph.getPoint(passage) : null;
        if (held?.every((value, axis) => value === embedding[axis]) !== true) yield passage;
      }
      await nextTurn();
    }
  }

  /** A few changes are waited for, so that what was just stored is found; a large ingest elsewhere is followed meanwhile. */
  async #catchUp(): Promise<void> {
    const behind = this.#parts.source.newestChange() - this.#change;
    if (behind <= 0) return;
    const following = this.follow();
    if (behind <= WAITED_FOR) await following;
    else following.catch(() => undefined); // thrown again by the next follow that is waited for
  }

  /**
   * Asks for more neighbors than are wanted and leaves out those out of scope, since a call of the filter for each node on the way
   * costs more than a longer walk; asks for more if too few are left, and with the filter in the end.
   */
  #walk(
    embedding: Float32Array,
    limit: number,
    admits: (passage: number) => boolean,
    asked: number,
  ): Neighbor[] {
    const query = Array.from(embedding);
    for (let count = asked; ; count *= 3) {
      const isLast = count > MOST_NEIGHBORS || count >= this.#live;
      const filter = isLast && count > MOST_NEIGHBORS ? admits : undefined;
      const wanted = Math.min(filter === undefined ? count : limit, this.#live);
      this.#graph.setEf(Math.max(this.#ef, wanted));
      const { neighbors, distances } = this.#graph.searchKnn(query, wanted, filter);
      const found = neighbors.flatMap((passage, at): Compared[] =>
        admits(passage) ? [{ passage, similarity: 1 - (distances[at] as number) }] : [],
      );
      if (isLast || found.length >= limit) return this.#named(found, limit);
    }
  }

  /** Orders what was found and names it; a passage that was removed meanwhile has no name. */
  #named(found: Compared[], limit: number): Neighbor[] {
    found.sort((left, right) => right.similarity - left.similarity);
    const floor = found[Math.min(limit, found.length) - 1]?.similarity ?? 0;
    const best = found.filter(({ similarity }, at) => at < limit || similarity === floor);
    const ids = this.#parts.source.passageIds(best.map(({ passage }) => passage));
    const neighbors = best.flatMap(({ similarity }, at): Neighbor[] => {
      const passageId = ids[at] ?? null;
      return passageId === null ? [] : [{ passageId, similarity }];
    });
    return nearest(neighbors, limit);
  }

  /** Estimates the share of held passages that a scope admits, from passages spread evenly over all. */
  #shareOf(admits: (passage: number) => boolean): number {
    const step = Math.max(1, Math.floor(this.#held.length / SAMPLE));
    let [tried, admitted] = [0, 0];
    for (let passage = this.#held.length - 1; passage > 0; passage -= step) {
      if (this.#held[passage] !== 1) continue;
      tried += 1;
      if (admits(passage)) admitted += 1;
    }
    return (admitted + 1) / (tried + 1);
  }

  /** Adds every vector that is missing, and marks every entry that the store no longer has. */
  async #compareAll(onProgress: (done: number, total: number) => void): Promise<void> {
    const { source, scopes } = this.#parts;
    const change = source.newestChange();
    const table = scopes.current();
    table.takeDropped();
    this.#forget(
      [...this.#held.keys()].filter((passage) => this.#held[passage] === 1 && !table.has(passage)),
    );
    const total = source.vectorCount();
    const missing = new Set(source.withoutVector());
    if (total > this.#graph.getMaxElements()) this.#graph.resizeIndex(total);
    const batches = Math.ceil((table.highestPassage + 1) / BATCH);
    for (let batch = 0; batch < batches; batch += 1) {
      const passages = Array.from({ length: BATCH }, (_, n) => batch * BATCH + n);
      const wanted = passages.filter((one) => table.has(one) && this.#held[one] !== 1 && !missing.has(one));
      const [first, last] = [wanted[0], wanted.at(-1)];
      if (first === undefined || last === undefined) continue;
      await this.#inSlices(source.vectors(first, last), (vector) =>
        this.#add(vector.passage, vector.embedding),
      );
      onProgress(Math.min(this.#live, total), total);
    }
    this.#change = change;
    await this.#compact();
  }

  #addMissing(first: number, last: number): void {
    let missing = false;
    for (let passage = first; passage <= last; passage += 1) missing ||= this.#held[passage] !== 1;
    if (!missing) return;
    for (const { passage, embedding } of this.#parts.source.vectors(first, last))
      this.#add(passage, embedding);
  }

  #add(passage: number, embedding: Float32Array): void {
    if (this.#held[passage] === 1) return;
    const room = this.#graph.getMaxElements();
    const taken = this.#graph.getCurrentCount();
    if (taken >= room) this.#graph.resizeIndex(Math.ceil((room + 1) * GROWTH));
    this.#graph.addPoint(Array.from(embedding), passage);
    this.#hold(passage);
    this.#unsaved = true;
  }

  #hold(passage: number): void {
    if (passage >= this.#held.length) {
      const larger = new Uint8Array(Math.ceil((passage + 1) * GROWTH));
      larger.set(this.#held);
      this.#held = larger;
    }
    this.#held[passage] = 1;
    this.#live += 1;
  }

  #forget(passages: readonly number[]): void {
    for (const passage of passages) {
      if (this.#held[passage] !== 1) continue;
      this.#graph.markDelete(passage);
      this.#held[passage] = 0;
      this.#live -= 1;
      this.#unsaved = true;
    }
  }

  /** Builds the graph again without removed entries once there are many; searches use the old one until it is ready. */
  async #compact(): Promise<void> {
    const entries = this.#graph.getCurrentCount();
    const removed = entries - this.#live;
    if (removed < COMPACT_FROM || removed < entries * COMPACT_ABOVE) return;
    const graph = this.#newGraph(this.#live);
    for (let from = 0; from < this.#held.length; from += BATCH) {
      await this.#inSlices(this.#parts.source.vectors(from, from + BATCH - 1), ({ passage, embedding }) => {
        if (this.#held[passage] === 1) graph.addPoint(Array.from(embedding), passage);
      });
    }
    this.#graph = graph;
    this.#unsaved = true;
    this.#takeEntries();
  }

  /** Reads of the graph which passages it holds, and marks those that the store no longer has. */
  #takeEntries(): void {
    const table = this.#parts.scopes.current();
    this.#held = new Uint8Array(table.highestPassage + 1);
    this.#live = 0;
    for (const passage of this.#graph.getIdsList()) {
      if (table.has(passage)) this.#hold(passage);
      else this.#markRemoved(passage);
    }
  }

  #markRemoved(passage: number): void {
    try {
      this.#graph.markDelete(passage);
      this.#unsaved = true;
    } catch {
      // The mark of an earlier save, for which hnswlib has no question.
    }
  }

  #newGraph(capacity: number): hnswlib.HierarchicalNSW {
    const graph = new hnswlib.HierarchicalNSW("ip", this.dimensions);
    graph.initIndex(Math.max(capacity, 64), this.#identity.m, this.#identity.efConstruction, SEED);
    return graph;
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
