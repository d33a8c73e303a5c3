// The corpus as the judge looks at it: text and day by document id. Holds all of it in memory.
import type { BenchDocument } from "./bench-folder.js";
import { collapseSpace } from "./gold-text.js";

/** Documents by id, their text with white space collapsed on first use. */
export class CorpusTexts {
  readonly #documents: ReadonlyMap<string, BenchDocument>;
  readonly #collapsed = new Map<string, string>();

  constructor(documents: readonly BenchDocument[]) {
    this.#documents = new Map(documents.map((document) => [document.id, document]));
  }

  has(id: string): boolean {
    return this.#documents.has(id);
  }

  /** Day of publication; null where unknown. */
  published(id: string): string | null {
    return this.#documents.get(id)?.published ?? null;
  }

  text(id: string): string {
    const known = this.#collapsed.get(id);
    if (known !== undefined) return known;
    const text = collapseSpace(this.#documents.get(id)?.text ?? "");
    this.#collapsed.set(id, text);
    return text;
  }
}
