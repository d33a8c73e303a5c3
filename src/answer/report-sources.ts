// Tells how the citations of an earlier answer stand today: the same, revised, changed or removed, and what became of each quote.
import { announcedChanges } from "../compare/announced.js";
import type { SourceEntry, SourcesReport } from "../reports.js";
import type { Answer, Article, Citation, Quote } from "../schema.js";
import { outletName } from "./origins.js";
import { quoteChanges, type SplitRevision } from "./quote-changes.js";
import { contextOf } from "./quote-context.js";

export interface ReportDeps {
  /** One revision, or null where it is gone. */
  readonly revision: (articleId: string, revision: number) => Promise<Article | null>;
  /** Copies of an article as of the answer's moment, the first published first. */
  readonly copies: (article: Article) => Promise<readonly Article[]>;
  /** The newest revision, or null where the article was removed. */
  readonly newest: (articleId: string) => Promise<Article | null>;
  /** The revisions `from` to `to`, in order, with their sentences. */
  readonly revisions: (articleId: string, from: number, to: number) => Promise<readonly SplitRevision[]>;
}

/**
 * Reports on every citation of an answer, in order of their numbers. A quote that its stored revision does not hold letter by
 * letter is left out; where the revision is gone, the quote is all that is left of it, and the state says so.
 */
export async function reportSources(answer: Answer, deps: ReportDeps): Promise<SourcesReport> {
  const quotes = answer.kind === "answered" ? [...answer.quotes, ...answer.earlier] : [];
  const entries = await Promise.all(
    answer.citations.map(async (citation) => {
      const article = await deps.revision(citation.articleId, citation.revision);
      const cited = quotes.filter((quote) => quote.citation === citation.number && holds(article, quote));
      const contexts = cited.map((quote) => (article === null ? null : contextOf(article.text, quote)));
      const copies = article === null ? [] : (await deps.copies(article)).map(copyPlace);
      return { citation, quotes: cited, contexts, copies, ...(await standOf(citation, cited, deps)) };
    }),
  );
  return { answer, entries };
}

function holds(article: Article | null, { start, end, text }: Quote): boolean {
  return article === null || article.text.slice(start, end) === text;
}

function copyPlace(article: Article): NonNullable<SourceEntry["copies"]>[number] {
  const { articleId, url, publishedAt } = article;
  return { articleId, outlet: outletName(article), url, publishedAt };
}

async function standOf(
  citation: Citation,
  quotes: readonly Quote[],
  deps: ReportDeps,
): Promise<Pick<SourceEntry, "state" | "newestRevision" | "changes" | "announced">> {
  const newest = await deps.newest(citation.articleId);
  if (newest === null) return { state: "removed", newestRevision: null, changes: [], announced: [] };
  const stand = { newestRevision: newest.revision, announced: announcedBy(newest) };
  if (newest.revision === citation.revision) return { state: "same", changes: [], ...stand };
  if (quotes.every(({ text }) => newest.text.includes(text)))
    return { state: "revised", changes: [], ...stand };
  const revisions = await deps.revisions(citation.articleId, citation.revision, newest.revision);
  return { state: "changed", changes: quoteChanges(quotes, revisions), ...stand };
}

/** What an article announces in title or text. */
export function announcedBy({ title, text }: Article): SourceEntry["announced"] {
  return announcedChanges(`${title}\n${text}`);
}
