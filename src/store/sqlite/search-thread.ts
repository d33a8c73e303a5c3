// A thread that searches by words, or holds the vector index, keeps it up to date with the store, and saves it now and then.
import { workerData } from "node:worker_threads";
import { DatelineError } from "../../model/errors.js";
import type { HnswIndex } from "../hnsw-index.js";
import { openSqliteStores, type SqliteStores } from "./open-stores.js";
import { serveCalls } from "./store-thread.js";

/** How often the index takes in what others have stored, so that a question finds little left to do. */
const FOLLOW_EVERY_MS = 1_000;
/** Changes after which the index is saved while it is in use: so many more would be taken in at the next start, in some seconds. */
const SAVE_AFTER = 5_000;

/** The index of this thread. */
class IndexHolder {
  readonly #stores: SqliteStores;
  #opening: Promise<HnswIndex> | null = null;
  #built: [done: number, total: number] | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(stores: SqliteStores) {
    this.#stores = stores;
  }

  /** Opens the index; once more does nothing. */
  async open(fingerprint: string, dimensions: number): Promise<void> {
    await this.#stores.articles.useFingerprint(fingerprint, dimensions);
    this.#opening ??= this.#stores.openIndex(dimensions, (...built) => {
      this.#built = built;
    });
    await this.#opening;
    this.#timer ??= setInterval(() => void this.#keepUp(), FOLLOW_EVERY_MS).unref();
  }

  async built() {
    return this.#built;
  }

  async search(...args: Parameters<HnswIndex["search"]>) {
    return (await this.#index).search(...args);
  }

  async similarities(...args: Parameters<HnswIndex["similarities"]>) {
    return (await this.#index).similarities(...args);
  }

  async size() {
    return (await this.#index).size();
  }

  async follow() {
    return (await this.#index).follow();
  }

  async save() {
    return (await this.#index).save();
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  get #index(): Promise<HnswIndex> {
    if (this.#opening === null) throw new TypeError("the index is not open");
    return this.#opening;
  }

  async #keepUp(): Promise<void> {
    try {
      const index = await this.#index;
      await index.follow();
      if (index.unsavedChanges >= SAVE_AFTER) await index.save();
    } catch (error) {
      if (!(error instanceof DatelineError)) throw error; // told by the next call that meets it: a question, or the save at the end
    }
  }
}

const stores = await openSqliteStores(String(workerData));
const index = new IndexHolder(stores);
serveCalls(
  { search: stores.search, index },
  {
    inOrder: false,
    close: async () => {
      index.close();
      await stores.close();
    },
  },
);
