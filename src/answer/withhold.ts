// Takes out of what was stored before what a guild does not quote any more. Pure; reads no settings.
import type { SourcesReport } from "../reports.js";
import type { Answer, Quote } from "../schema.js";

/** Tells whether an outlet may be quoted; null stands for an article that names none. */
export type MayQuote = (source: string | null) => boolean;

/**
 * Returns the answer without what may not be quoted; null where that is its leading quote, since the rest was never chosen to
 * stand alone.
 */
export function withholdAnswer(answer: Answer, mayQuote: MayQuote): Answer | null {
  const citations = answer.citations.filter(({ source }) => mayQuote(source));
  if (citations.length === answer.citations.length) return answer;
  const numbers = new Set(citations.map(({ number }) => number));
  if (answer.kind === "unanswered") {
    return { ...answer, citations, nearest: answer.nearest.filter((number) => numbers.has(number)) };
  }
  const kept = (quotes: readonly Quote[]) => quotes.filter(({ citation }) => numbers.has(citation));
  const quotes = kept(answer.quotes);
  if (quotes[0] === undefined || quotes[0] !== answer.quotes[0]) return null;
  const originNames = (answer.originNames ?? []).filter((name) => mayQuote(name));
  return { ...answer, citations, quotes, earlier: kept(answer.earlier), originNames };
}

/** Returns the report with all its citations, but no word of an outlet that may not be quoted. */
export function withholdSources(report: SourcesReport, mayQuote: MayQuote): SourcesReport {
  const entries = report.entries.map((entry) =>
    mayQuote(entry.citation.source)
      ? entry
      : { ...entry, quotes: [], state: "withheld" as const, changes: [], announced: [] },
  );
  return { answer: withoutWords(report.answer, mayQuote), entries };
}

function withoutWords(answer: Answer, mayQuote: MayQuote): Answer {
  if (answer.kind === "unanswered") return answer;
  const withheld = new Set(
    answer.citations.filter(({ source }) => !mayQuote(source)).map(({ number }) => number),
  );
  const kept = (quotes: readonly Quote[]) => quotes.filter(({ citation }) => !withheld.has(citation));
  return { ...answer, quotes: kept(answer.quotes), earlier: kept(answer.earlier) };
}
