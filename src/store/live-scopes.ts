// Keeps the table of scopes as the store is at this moment, whoever changed it.
import type { IndexSource } from "./index-source.js";
import { ScopeTable } from "./scope-table.js";

const CHANGES_AT_ONCE = 1024; // some 10 ms; what is left is read right after

export class LiveScopes {
  readonly #source: IndexSource;
  #table: ScopeTable | null = null;
  #change = 0;

  /** Reads nothing before `current` is called. */
  constructor(source: IndexSource) {
    this.#source = source;
  }

  /** Returns the table with every change that is committed; what changed is read, about 20 µs for each revision. */
  current(): ScopeTable {
    const table = this.#table ?? this.#load();
    while (this.#change < this.#source.newestChange()) {
      const changes = this.#source.changesAfter(this.#change, CHANGES_AT_ONCE);
      if (changes === null) return this.#load();
      for (const { number, revision } of changes) {
        const numbers = this.#source.revision(revision);
        if (numbers === null) table.remove(revision);
        else table.put(numbers);
        this.#change = number;
      }
    }
    return table;
  }

  #load(): ScopeTable {
    this.#change = this.#source.newestChange();
    this.#table = new ScopeTable();
    this.#table.load(this.#source.revisions());
    return this.#table;
  }
}
