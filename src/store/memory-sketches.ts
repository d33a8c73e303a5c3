// Sketches in memory: which revisions hold a hash. The articles themselves stay in memory-articles.ts.
import { sketchOf } from "../compare/sketch.js";
import type { Article } from "../model/article.js";
import { COMMON_HASH, MIN_SHARED } from "./ports.js";

export class MemorySketches {
  readonly #holders = new Map<number, Set<string>>();

  add(article: Article): void {
    for (const hash of sketchOf(article.text)) {
      const holders = this.#holders.get(hash) ?? new Set();
      this.#holders.set(hash, holders.add(keyOf(article)));
    }
  }

  remove(article: Article): void {
    for (const hash of sketchOf(article.text)) this.#holders.get(hash)?.delete(keyOf(article));
  }

  /** Of `articles`, those that share enough, most shared first. */
  candidates(sketch: Uint32Array, articles: readonly Article[]): Article[] {
    const shared = new Map<string, number>();
    for (const hash of sketch) {
      const holders = this.#holders.get(hash) ?? new Set();
      if (holders.size > COMMON_HASH) continue;
      for (const key of holders) shared.set(key, (shared.get(key) ?? 0) + 1);
    }
    const count = (article: Article) => shared.get(keyOf(article)) ?? 0;
    return articles
      .filter((article) => count(article) >= MIN_SHARED)
      .sort((one, other) => count(other) - count(one) || (one.articleId < other.articleId ? -1 : 1));
  }
}

function keyOf({ articleId, revision }: Article): string {
  return `${articleId}.${revision}`;
}
