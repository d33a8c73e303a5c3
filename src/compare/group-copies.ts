// Groups a few articles into copies of one text, on the fly. For a whole store there is find-copies.ts.
import type { Article } from "../schema.js";
import { ComparedText } from "./compared-text.js";
import { compareTexts } from "./copies.js";
import { sharedHashes, sketchOfRuns } from "./sketch.js";

/** Tells whether two articles are copies of one text; some 1 ms for two of 800 words. */
export function areCopies(one: Pick<Article, "text">, other: Pick<Article, "text">): boolean {
  return compareTexts(new ComparedText(one.text), new ComparedText(other.text)).copies;
}

/**
 * Returns one key an article, in order; copies of one text, also by way of a third article among them, have the same key (the
 * least article id). Passages of one article may repeat it. Made for some 50 articles: the work grows with the square of it.
 */
export function groupCopies(articles: readonly Pick<Article, "articleId" | "text">[]): string[] {
  const distinct = new Map(articles.map((article) => [`${article.articleId} ${article.text}`, article]));
  const texts = [...distinct.values()].map(({ articleId, text }) => {
    const compared = new ComparedText(text);
    return { articleId, compared, sketch: sketchOfRuns(compared.runs) };
  });
  const groups = new Groups();
  for (const [at, one] of texts.entries()) {
    groups.add(one.articleId);
    for (const other of texts.slice(0, at)) {
      if (groups.keyOf(one.articleId) === groups.keyOf(other.articleId)) continue;
      if (sharedHashes(one.sketch, other.sketch) === 0) continue;
      if (compareTexts(one.compared, other.compared).copies) groups.join(one.articleId, other.articleId);
    }
  }
  return articles.map(({ articleId }) => groups.keyOf(articleId));
}

/** Items in groups that grow together; the key of a group is its least item. */
export class Groups {
  readonly #parents = new Map<string, string>();

  add(item: string): void {
    if (!this.#parents.has(item)) this.#parents.set(item, item);
  }

  join(one: string, other: string): void {
    this.add(one);
    this.add(other);
    const [least, greater] = [this.keyOf(one), this.keyOf(other)].sort();
    if (least !== undefined && greater !== undefined) this.#parents.set(greater, least);
  }

  /** The item itself where it is unknown. */
  keyOf(item: string): string {
    let key = item;
    for (
      let above = this.#parents.get(key);
      above !== undefined && above !== key;
      above = this.#parents.get(key)
    ) {
      key = above;
    }
    return key;
  }
}
