// Tells how the citations of an earlier answer stand today: the same, revised, changed or removed.
import type { SourceEntry, SourcesReport } from "../reports.js";
import type { Answer, Article, Citation, Quote } from "../schema.js";

export interface ReportDeps {
  /** The newest revision, or null where the article was removed. */
  readonly newest: (articleId: string) => Promise<Article | null>;
}

/** Reports on every citation of an answer, in order of their numbers. */
export async function reportSources(answer: Answer, deps: ReportDeps): Promise<SourcesReport> {
  const quotes = answer.kind === "answered" ? [...answer.quotes, ...answer.earlier] : [];
  const entries = await Promise.all(
    answer.citations.map(async (citation) => {
      const cited = quotes.filter((quote) => quote.citation === citation.number);
      const newest = await deps.newest(citation.articleId);
      return { citation, quotes: cited, ...stateOf(citation, cited, newest) };
    }),
  );
  return { answer, entries };
}

function stateOf(
  citation: Citation,
  quotes: readonly Quote[],
  newest: Article | null,
): Pick<SourceEntry, "state" | "newestRevision"> {
  if (newest === null) return { state: "removed", newestRevision: null };
  if (newest.revision === citation.revision) return { state: "same", newestRevision: newest.revision };
  const held = quotes.every(({ text }) => newest.text.includes(text));
  return { state: held ? "revised" : "changed", newestRevision: newest.revision };
}
