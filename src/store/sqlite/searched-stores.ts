// Searching on separate threads, so that a question never holds the one that answers Discord.
import type { Outlets } from "../../model/article.js";
import type { PassageScope, Scope, SearchStore, VectorIndex } from "../ports.js";
import { StoreThread } from "./store-thread.js";

/**
 * What a thread serves: the searches of the store, and the vector index once it is open. The stores of a folder have two of them, since
 * searching by words takes about as long as searching by vectors: one is only asked for the first, the other for the second.
 */
export type SearchThread = StoreThread<{
  readonly search: SearchStore;
  readonly index: Omit<VectorIndex, "dimensions"> & {
    open(fingerprint: string, dimensions: number): Promise<void>;
    /** How many vectors of how many are in an index that is being built; null before. */
    built(): Promise<readonly [done: number, total: number] | null>;
  };
}>;

/** Makes a thread that searches the store in folder `path`. */
export function createSearchThread(path: string): SearchThread {
  const hint = "Nothing is lost; the next question starts the thread again.";
  return new StoreThread({
    path,
    script: "search-thread",
    lost: { message: "Store was not searched", hint },
  });
}

/** Every search is made on the thread. */
export class ThreadedSearchStore implements SearchStore {
  readonly #thread: SearchThread;

  constructor(thread: SearchThread) {
    this.#thread = thread;
  }

  searchText(terms: readonly string[], limit: number, scope: Scope) {
    return this.#thread.call("search", "searchText", terms, limit, scope);
  }

  missingTerms(terms: readonly string[], scope: Scope) {
    return this.#thread.call("search", "missingTerms", terms, scope);
  }

  indexedTerms(prefix: string) {
    return this.#thread.call("search", "indexedTerms", prefix);
  }

  passagesWithTerm(term: string, limit: number, scope: Scope) {
    return this.#thread.call("search", "passagesWithTerm", term, limit, scope);
  }

  scopeCounts(scope: Scope) {
    return this.#thread.call("search", "scopeCounts", scope);
  }

  newestArticles(limit: number, scope: Scope) {
    return this.#thread.call("search", "newestArticles", limit, scope);
  }

  articlesAt(url: string, scope: Scope) {
    return this.#thread.call("search", "articlesAt", url, scope);
  }

  copyCandidates(sketch: Uint32Array, limit: number, scope: Scope) {
    return this.#thread.call("search", "copyCandidates", sketch, limit, scope);
  }

  suggestArticles(typed: string, limit: number, outlets?: Outlets) {
    return this.#thread.call("search", "suggestArticles", typed, limit, outlets);
  }

  suggestSources(typed: string, limit: number, outlets?: Outlets) {
    return this.#thread.call("search", "suggestSources", typed, limit, outlets);
  }
}

const TELL_EVERY_MS = 500;

/** The vector index that the thread holds; opened again if the thread was lost. */
export class ThreadedIndex implements VectorIndex {
  readonly dimensions: number;
  readonly #thread: SearchThread;
  readonly #fingerprint: string;
  /** Losses of the thread when the index was opened on it last; null before the first time. */
  #openedAfter: number | null = null;

  constructor(thread: SearchThread, fingerprint: string, dimensions: number) {
    this.#thread = thread;
    this.#fingerprint = fingerprint;
    this.dimensions = dimensions;
  }

  /** Opens the index on the thread, unless it is open; tells twice a second how far a build is. */
  async open(onProgress: (done: number, total: number) => void = () => undefined): Promise<void> {
    if (this.#isOpen) return;
    const losses = this.#thread.losses;
    const tell = async () => {
      const built = await this.#thread.call("index", "built").catch(() => null); // told by the call of `open`
      if (built !== null) onProgress(...built);
    };
    const timer = setInterval(() => void tell(), TELL_EVERY_MS);
    try {
      await this.#thread.call("index", "open", this.#fingerprint, this.dimensions);
      this.#openedAfter = losses;
    } finally {
      clearInterval(timer);
    }
  }

  /** Checked without waiting, so that calls go to the thread in the order in which they are made. */
  get #isOpen(): boolean {
    return this.#openedAfter === this.#thread.losses;
  }

  async search(embedding: Float32Array, limit: number, scope: PassageScope) {
    if (!this.#isOpen) await this.open();
    return this.#thread.call("index", "search", embedding.slice(), limit, scope);
  }

  async similarities(embedding: Float32Array, passageIds: readonly string[]) {
    if (!this.#isOpen) await this.open();
    return this.#thread.call("index", "similarities", embedding.slice(), passageIds);
  }

  async size() {
    if (!this.#isOpen) await this.open();
    return this.#thread.call("index", "size");
  }

  async follow() {
    if (!this.#isOpen) await this.open();
    return this.#thread.call("index", "follow");
  }

  async save() {
    if (!this.#isOpen) await this.open();
    return this.#thread.call("index", "save");
  }
}
