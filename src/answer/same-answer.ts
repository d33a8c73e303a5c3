// Whether two answers to one question show the same quotes. Compares places in revisions, not words.
import type { Answer, Quote } from "../schema.js";

/** True where both show the same spans of the same revisions in the same order, or both refuse for the same reason. */
export function sayTheSame(one: Answer, other: Answer): boolean {
  if (one.kind === "unanswered" || other.kind === "unanswered")
    return one.kind === "unanswered" && other.kind === "unanswered" && one.reason === other.reason;
  return places(one.quotes) === places(other.quotes) && places(one.earlier) === places(other.earlier);
}

function places(quotes: readonly Quote[]): string {
  return quotes.map((quote) => `${quote.articleId}.${quote.revision}.${quote.start}-${quote.end}`).join(" ");
}
