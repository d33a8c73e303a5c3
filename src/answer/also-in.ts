// Which other outlets carry a quote: in a copy of its article, or in nearly the same words. Finds no copies: they are handed in.
import type { Article, Quote } from "../schema.js";
import { carries, outletName } from "./origins.js";
import { agrees, saysTheSame } from "./repeats.js";
import type { Selection } from "./select-quotes.js";

/** A report that says what a chosen sentence says, in nearly the same words. */
export interface Repeat {
  readonly article: Article;
  /** Article and place of the sentence that it repeats. */
  readonly of: Pick<Quote, "articleId" | "start" | "end">;
}

/** Lists what was passed over because a quote says the same; what differs in a number, a name or a "not" is none. */
export function repeatsOf({ quotes, duplicates }: Selection): Repeat[] {
  return duplicates.flatMap((sentence) => {
    const same = quotes.find((quote) => saysTheSame(quote, sentence) && agrees(quote.text, sentence.text));
    if (same === undefined) return [];
    const { start, end, hit } = same;
    return [{ article: sentence.hit.article, of: { articleId: hit.article.articleId, start, end } }];
  });
}

export interface Carrying {
  /** Copies of each quoted article, by its article id. */
  readonly copies: ReadonlyMap<string, readonly Article[]>;
  readonly repeats: readonly Repeat[];
}

/** Names the other outlets of a quote, copies first, each once; its own outlet and nameless ones are left out. */
export function outletsAlso(
  quote: Quote,
  quoted: readonly Article[],
  { copies, repeats }: Carrying,
): string[] {
  const own = quoted.find(({ articleId }) => articleId === quote.articleId);
  const carriers = (copies.get(quote.articleId) ?? []).filter((copy) => carries(copy, quote));
  const repeating = repeats
    .filter(({ of }) => of.articleId === quote.articleId && quote.start <= of.start && of.end <= quote.end)
    .map(({ article }) => article);
  const names = new Map<string, string>();
  for (const article of [...carriers, ...repeating]) {
    const name = outletName(article);
    if (name !== null && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  if (own !== undefined) names.delete((outletName(own) ?? "").toLowerCase());
  return [...names.values()];
}
