// How a quote went out of its article: in which revision, removed or changed to what. Reads the revisions it is handed.
import { diffSentences } from "../compare/diff-sentences.js";
import type { QuoteChange } from "../reports.js";
import type { Article, Quote } from "../schema.js";
import { revisionTime } from "./revision-time.js";

/** A revision with its sentences as the splitter cut them. */
export interface SplitRevision {
  readonly article: Article;
  /** In order. */
  readonly sentences: readonly string[];
}

/**
 * Tells what became of each quote that the last revision no longer holds. `revisions` are those from the cited one on, in
 * order; quotes that the last one still holds give nothing.
 */
export function quoteChanges(quotes: readonly Quote[], revisions: readonly SplitRevision[]): QuoteChange[] {
  return quotes.flatMap(({ text }, quote) => {
    const held = revisions.findLastIndex(({ article }) => article.text.includes(text));
    const [before, after] = [revisions[held], revisions[held + 1]];
    if (before === undefined || after === undefined) return [];
    const { revision } = after.article;
    const now = replacement(text, before, after);
    const at = revisionTime(after.article, before.article);
    return [{ quote, kind: now === null ? "removed" : "changed", revision, at, now }];
  });
}

/** The sentences that stand in the place of those quoted, null where at least the most of the quote has nothing in its place. */
function replacement(quoted: string, before: SplitRevision, after: SplitRevision): string | null {
  const own = before.sentences.filter((sentence) => quoted.includes(sentence) || sentence.includes(quoted));
  const changes = diffSentences(before.sentences, after.sentences);
  const now = own.map((sentence) => {
    const change = changes.find((one) => one.before === sentence);
    return change === undefined ? sentence : change.after;
  });
  const stands = now.filter((sentence) => sentence !== null);
  const isGone = stands.every((sentence) => own.includes(sentence));
  return isGone ? null : stands.join(" ");
}
