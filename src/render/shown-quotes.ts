// Which quotes of an answer are shown where fewer are wanted: the first, then what contradicts it or is newer. Changes no order.
import type { Answered, Quote } from "../schema.js";

const DAY_MS = 86_400_000;

/** Takes at most `limit` quotes, in the order of the answer, and counts those left out; the first is always there. */
export function shownQuotes(
  answer: Answered,
  limit: number,
): { readonly quotes: readonly Quote[]; readonly left: number } {
  const [lead, ...further] = answer.quotes;
  const weighty = further.filter((quote) => contradicts(quote, answer) || isSince(quote, answer));
  const order = [lead, ...weighty, ...further];
  const taken = new Set([...new Set(order)].slice(0, Math.max(1, limit)));
  const quotes = answer.quotes.filter((quote) => taken.has(quote));
  return { quotes, left: answer.quotes.length - quotes.length };
}

/** True for the quote that says otherwise than the first. */
export function contradicts(quote: Quote, { conflict, quotes }: Answered): boolean {
  return conflict !== null && conflict !== undefined && quotes[conflict.quote - 1] === quote;
}

/** True where its article was published at least a day after that of the first quote; undated ones are neither. */
export function isSince(quote: Quote, { quotes, citations }: Answered): boolean {
  const publishedMs = (citation: number | undefined) =>
    Date.parse(citations.find(({ number }) => number === citation)?.publishedAt ?? "");
  return publishedMs(quote.citation) - publishedMs(quotes[0]?.citation) >= DAY_MS;
}
