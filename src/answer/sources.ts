// Reports what became of the citations and quotes of an earlier answer, and withholds what may not be quoted.

import { announcedChanges } from "../compare/announced.js";
import { diffSentences } from "../compare/changes.js";
import type {
  Answer,
  Citation,
  Quote,
  QuoteChange,
  QuoteContext,
  SourceEntry,
  SourcesReport,
} from "../model/answer.js";
import type { Article, Instant, Span } from "../model/article.js";
import { outletName } from "./origins.js";

export interface ReportDeps {
  /** One revision, or null if it is gone. */
  readonly revision: (articleId: string, revision: number) => Promise<Article | null>;
  /** Copies of an article as of the answer's moment, the first published first. */
  readonly copies: (article: Article) => Promise<readonly Article[]>;
  /** The newest revision, or null if the article was removed. */
  readonly newest: (articleId: string) => Promise<Article | null>;
  /** The revisions `from` to `to`, in order, with their sentences. */
  readonly revisions: (articleId: string, from: number, to: number) => Promise<readonly SplitRevision[]>;
}

/**
 * Reports on every citation of an answer, in order of their numbers. A quote that its stored revision does not hold
 * verbatim is left out. If the revision is gone, its quotes are kept, and the state says so.
 */
export async function reportSources(answer: Answer, deps: ReportDeps): Promise<SourcesReport> {
  const quotes = answer.kind === "answered" ? [...answer.quotes, ...answer.earlier] : [];
  const entries = await Promise.all(
    answer.citations.map(async (citation) => {
      const article = await deps.revision(citation.articleId, citation.revision);
      const cited = quotes.filter((quote) => quote.citation === citation.number && holds(article, quote));
      const contexts = cited.map((quote) => (article === null ? null : contextOf(article.text, quote)));
      const copies = article === null ? [] : (await deps.copies(article)).map(copyPlace);
      return { citation, quotes: cited, contexts, copies, ...(await currentState(citation, cited, deps)) };
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

async function currentState(
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

/** Lists the corrections and updates that an article announces in title or text. */
export function announcedBy({ title, text }: Article): SourceEntry["announced"] {
  return announcedChanges(`${title}\n${text}`);
}

/** A revision with its sentences as the splitter cut them. */
export interface SplitRevision {
  readonly article: Article;
  /** In order. */
  readonly sentences: readonly string[];
}

/** Returns when a revision appeared: its own update time if it is new against the revision before, else when it was fetched. */
export function revisionTime(revision: Article, before: Article | null): Instant {
  const { updatedAt, publishedAt, fetchedAt } = revision;
  if (before === null) return updatedAt ?? publishedAt ?? fetchedAt;
  return updatedAt !== null && updatedAt !== before.updatedAt ? updatedAt : fetchedAt;
}

/**
 * Tells what became of each quote that the last revision no longer holds. `revisions` are those from the cited one on, in
 * order.
 */
function quoteChanges(quotes: readonly Quote[], revisions: readonly SplitRevision[]): QuoteChange[] {
  return quotes.flatMap(({ text }, quote) => {
    const held = revisions.findLastIndex(({ article }) => article.text.includes(text));
    const [before, after] = [revisions[held], revisions[held + 1]];
    if (before === undefined || after === undefined) return [];
    const { revision } = after.article;
    const now = replacement(text, before, after);
    const at = revisionTime(after.article, before.article);
    return [{ quote, kind: now === null ? "removed" : "changed", revision, at, now }];
  });
}

/** Returns the sentences that replaced the quoted ones; null if they were removed. */
function replacement(quoted: string, before: SplitRevision, after: SplitRevision): string | null {
  const own = before.sentences.filter((sentence) => quoted.includes(sentence) || sentence.includes(quoted));
  const changes = diffSentences(before.sentences, after.sentences);
  const now = own.map((sentence) => {
    const change = changes.find((one) => one.before === sentence);
    return change === undefined ? sentence : change.after;
  });
  const stands = now.filter((sentence) => sentence !== null);
  const isGone = stands.every((sentence) => own.includes(sentence));
  return isGone ? null : stands.join(" ");
}

const PARAGRAPH_END = "\n\n";

/** Returns the text around a span in its paragraph, or in its paragraphs if it spans several. */
function contextOf(text: string, { start, end }: Span): QuoteContext {
  const before = text.slice(0, start).lastIndexOf(PARAGRAPH_END);
  const after = text.indexOf(PARAGRAPH_END, end);
  return {
    before: text.slice(before === -1 ? 0 : before + PARAGRAPH_END.length, start),
    after: text.slice(end, after === -1 ? text.length : after),
  };
}

/** Returns whether an outlet may be quoted; null stands for an article that names none. */
export type MayQuote = (source: string | null) => boolean;

/**
 * Returns the answer without what may not be quoted; null if that includes its leading quote, since the rest was never
 * chosen to be read alone.
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

/** Returns whether both show the same spans of the same revisions in the same order, or both refuse for the same reason. */
export function sayTheSame(one: Answer, other: Answer): boolean {
  if (one.kind === "unanswered" || other.kind === "unanswered")
    return one.kind === "unanswered" && other.kind === "unanswered" && one.reason === other.reason;
  return places(one.quotes) === places(other.quotes) && places(one.earlier) === places(other.earlier);
}

function places(quotes: readonly Quote[]): string {
  return quotes.map((quote) => `${quote.articleId}.${quote.revision}.${quote.start}-${quote.end}`).join(" ");
}
