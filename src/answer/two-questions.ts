// Two questions in one ("when and where"): sees to it that a quote holds the second thing asked for, or that the reply says which is missing.

import type { Asked, AskedKind } from "../language/asked.js";
import { holdsAsked } from "../language/holds-asked.js";
import { stemLightly } from "../language/words.js";
import type { ParsedQuestion } from "../retrieve/question.js";
import type { Selection } from "./select-quotes.js";
import type { ScoredSentence } from "./sentences.js";

/** Kinds that can be told from a sentence alone. */
const TELLABLE: ReadonlySet<AskedKind> = new Set([
  "person",
  "place",
  "day",
  "number",
  "amount",
  "cause",
  "name",
  "list",
]);
/** From here on, a sentence holds what is asked for. */
const HOLDS = 0.7;
/** Sentences that are looked at, best first, and quotes shown in all. */
const LOOKED_AT = 20;
const QUOTE_LIMIT = 3;

/** Adds a quote for the thing asked for that none of the quotes holds; `partly` is true if there is no sentence for one of the two. */
export function answerBoth(
  selection: Selection,
  sentences: readonly ScoredSentence[],
  { asked, terms }: Pick<ParsedQuestion, "asked" | "terms">,
): Selection & { readonly partly: boolean } {
  const lead = selection.quotes[0];
  if (asked.also === null || lead === undefined) return { ...selection, partly: false };
  const asking = new Set(terms.words.map(stemLightly));
  const parts: Asked[] = [asked, { ...asked, ...asked.also }]
    .filter(({ kind }) => TELLABLE.has(kind))
    .map((part) => ({ ...part, also: null }));
  const quotes = [...selection.quotes];
  let partly = false;
  for (const part of parts) {
    const holds = ({ text }: ScoredSentence) => holdsAsked(part, text, asking) >= HOLDS;
    if (quotes.some(holds)) continue;
    const found = sentences
      .slice(0, LOOKED_AT)
      .find((one) => one.hit.article.articleId === lead.hit.article.articleId && holds(one));
    if (found === undefined) partly = true;
    else quotes.splice(1, 0, found);
  }
  return { ...selection, quotes: quotes.slice(0, QUOTE_LIMIT), partly };
}
