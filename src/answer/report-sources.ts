// Tells how the citations of an earlier answer stand today: the same, revised, changed or removed, and what became of each quote.
import { announcedChanges } from "../compare/announced.js";
import type { SourceEntry, SourcesReport } from "../reports.js";
import type { Answer, Article, Citation, Quote } from "../schema.js";
import { quoteChanges, type SplitRevision } from "./quote-changes.js";

export interface ReportDeps {
  /** The newest revision, or null where the article was removed. */
  readonly newest: (articleId: string) => Promise<Article | null>;
  /** The revisions `from` to `to`, in order, with their sentences. */
  readonly revisions: (articleId: string, from: number, to: number) => Promise<readonly SplitRevision[]>;
}

/** Reports on every citation of an answer, in order of their numbers. */
export async function reportSources(answer: Answer, deps: ReportDeps): Promise<SourcesReport> {
  const quotes = answer.kind === "answered" ? [...answer.quotes, ...answer.earlier] : [];
  const entries = await Promise.all(
    answer.citations.map(async (citation) => {
      const cited = quotes.filter((quote) => quote.citation === citation.number);
      return { citation, quotes: cited, ...(await standOf(citation, cited, deps)) };
    }),
  );
  return { answer, entries };
}

async function standOf(
  citation: Citation,
  quotes: readonly Quote[],
  deps: ReportDeps,
): Promise<Omit<SourceEntry, "citation" | "quotes">> {
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
