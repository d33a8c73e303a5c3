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
    const stays = (_: unknown, at: number) => numbers.has(answer.nearest[at] ?? 0);
    const { nearestAbout: about } = answer;
    return {
      ...answer,
      citations,
      nearest: answer.nearest.filter(stays),
      ...(about ? { nearestAbout: about.filter(stays) } : {}),
    };
  }
  const kept = (quotes: readonly Quote[]) =>
    quotes
      .filter(({ citation }) => numbers.has(citation))
      .map((quote) =>
        quote.alsoIn ? { ...quote, alsoIn: quote.alsoIn.filter((name) => mayQuote(name)) } : quote,
      );
  const quotes = kept(answer.quotes);
  const [lead] = answer.quotes;
  if (lead === undefined || !numbers.has(lead.citation)) return null;
  const { conflict } = answer;
  const other = conflict ? answer.quotes[conflict.quote - 1] : undefined;
  const place =
    quotes.findIndex(({ articleId, start }) => articleId === other?.articleId && start === other.start) + 1;

  const originNames = (answer.originNames ?? []).filter((name) => mayQuote(name));
  return {
    ...answer,
    citations,
    quotes,
    earlier: kept(answer.earlier),
    originNames,
    ...(conflict ? { conflict: place === 0 ? null : { ...conflict, quote: place } } : {}),
  };
}

/** Returns the report with all its citations, but no word of an outlet that may not be quoted. */
export function withholdSources(report: SourcesReport, mayQuote: MayQuote): SourcesReport {
  const entries = report.entries.map((entry) =>
    mayQuote(entry.citation.source)
      ? {
          ...entry,
          ...(entry.copies ? { copies: entry.copies.filter(({ outlet }) => mayQuote(outlet)) } : {}),
        }
      : {
          ...entry,
          quotes: [],
          contexts: [],
          copies: [],
          state: "withheld" as const,
          changes: [],
          announced: [],
        },
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
