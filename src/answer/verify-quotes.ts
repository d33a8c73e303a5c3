// Reads every quote again from the store and keeps those that are there letter by letter.
import type { Answer, Article, Quote } from "../schema.js";

export type ReadRevision = (articleId: string, revision: number) => Promise<Article | null>;

/** Returns the quotes for which `revisionText.slice(start, end) === text`, in order. */
export async function verifyQuotes(quotes: readonly Quote[], read: ReadRevision): Promise<Quote[]> {
  const kept: Quote[] = [];
  for (const quote of quotes) {
    const article = await read(quote.articleId, quote.revision);
    if (article !== null && article.text.slice(quote.start, quote.end) === quote.text) kept.push(quote);
  }
  return kept;
}

/** Checks a stored answer before it is shown again: without the quotes that no longer hold, null where none is left. */
export async function verifyAnswer(answer: Answer, read: ReadRevision): Promise<Answer | null> {
  if (answer.kind === "unanswered") return answer;
  const quotes = await verifyQuotes(answer.quotes, read);
  const earlier = await verifyQuotes(answer.earlier, read);
  return quotes.length === 0 ? null : { ...answer, quotes, earlier };
}
