// Which passage has which label in the graph. Labels count up and are never given again; a removed one stays empty.
import type { ManifestLabels } from "./hnsw-manifest.js";

/** The labels that one predicate accepts. */
export interface Accepted {
  /** 1 by label where the passage may be returned. */
  readonly labels: Uint8Array;
  readonly count: number;
}

export class HnswLabels {
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

  /** Null where the passage has none. */
  label(passageId: string): number | null {
    return this.#labels.get(passageId) ?? null;
  }

  passageIds(): string[] {
    return [...this.#labels.keys()];
  }

  passageId(label: number): string | null {
    return this.#entries[label]?.[0] ?? null;
  }

  /** Tells whether the passage is there with a vector of this stamp. */
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

  /** Returns the label that became empty; null where the passage had none. */
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
