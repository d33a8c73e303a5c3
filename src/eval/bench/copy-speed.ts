// Speed of finding copies over the store of the bench: sketches made a second, and all copies of one article found.
import { findCopies } from "../../compare/find-copies.js";
import { sketchOf } from "../../compare/sketch.js";
import type { Article } from "../../schema.js";
import type { Store } from "../../store/store.js";
import { endOfDay } from "../corpus-articles.js";
import { quantile } from "../statistics.js";
import type { Figure } from "./parts.js";

export interface CopySpeed {
  readonly articles: number;
  /** Mean words a sketched text, as runs between white space. */
  readonly words: number;
  readonly sketchesPerSecond: number;
  /** Of each article: candidates read and compared, in ms, ascending. */
  readonly findMs: readonly number[];
  readonly withCopies: number;
}

/** The last day that any text may be of: all of the store is in scope. */
const ALWAYS = endOfDay("9999-12-31");

/** Sketches the texts, then finds the copies of each in the store. */
export async function measureCopies(
  store: Pick<Store, "copyCandidates" | "article">,
  given: readonly Omit<Article, "revision">[],
): Promise<CopySpeed> {
  const started = performance.now();
  for (const { text } of given) sketchOf(text);
  const sketchesPerSecond = (given.length * 1000) / (performance.now() - started);
  const findMs: number[] = [];
  let withCopies = 0;
  for (const { articleId } of given) {
    const article = await store.article(articleId);
    if (article === null) continue;
    const from = performance.now();
    const copies = await findCopies(article, (sketch, limit) =>
      store.copyCandidates(sketch, limit, { asOf: ALWAYS, source: null }),
    );
    findMs.push(performance.now() - from);
    withCopies += copies.length > 0 ? 1 : 0;
  }
  const words =
    given.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0) / Math.max(1, given.length);
  return {
    articles: given.length,
    words,
    sketchesPerSecond,
    findMs: findMs.sort((a, b) => a - b),
    withCopies,
  };
}

/** The figures; there is no aim but to know them. */
export function copyFigures(speed: CopySpeed): Figure[] {
  const known = (name: string, value: string): Figure => ({ name, value, aim: "", met: null });
  const ms = (share: number) => `${quantile(speed.findMs, share).toFixed(1)} ms`;
  return [
    known(
      `sketches made, texts of ${Math.round(speed.words)} words`,
      `${Math.round(speed.sketchesPerSecond)}/s`,
    ),
    known(`copies of an article found, p50 of ${speed.findMs.length}`, ms(0.5)),
    known("copies of an article found, p95", ms(0.95)),
    known("articles that have a copy", `${speed.withCopies} of ${speed.findMs.length}`),
  ];
}
