// Holds the answer of today against what was told: the one decision whether a person is woken. Pure; what it needs is handed in.
import type { SourceEntry } from "../reports.js";
import type { Answer, Article, Citation, Instant, Quote } from "../schema.js";
import type { Change, CitedQuote, Watch } from "../watch-schema.js";
import { sayingOf } from "./claims.js";
import { isPolished, judgeNews } from "./judge-news.js";

/** A doubtful answer whose confidence grew by so much is a better one; chosen by hand. */
const SURER = 0.1;

/** What was found out for the decision. */
export interface Evidence {
  readonly watch: Pick<Watch, "text" | "told" | "known" | "since">;
  readonly answer: Answer;
  /** The citations of the told answer as they stand now. */
  readonly entries: readonly SourceEntry[];
  /** The cited revisions of the told answer, by citation number; what was removed is not there. */
  readonly cited: ReadonlyMap<number, Article>;
  /** The newest revisions of these articles, by citation number. */
  readonly newest: ReadonlyMap<number, Article>;
  /** The quotes of the answer, best first. */
  readonly candidates: readonly Candidate[];
  /** Arrival of a revision of an article. */
  readonly arrivalOf: (articleId: string, revision: number) => number | null;
}

/** A quote of the answer, and what speaks for its being news. */
export interface Candidate {
  readonly cited: CitedQuote;
  /** True where its revision arrived after the person was told, and no copy of it before. */
  readonly isNew: boolean;
  /** Highest cosine of it and what was told; null without a model. */
  readonly nearness: number | null;
}

/** Returns what to tell, null where nothing changed that the person does not know. */
export function findChange(evidence: Evidence): Change | null {
  return revisedQuote(evidence) ?? answeredNow(evidence) ?? newerReport(evidence);
}

/** Returns the leading quote of an answer with its citation; null for a refusal. */
export function leadOf(answer: Answer | null): CitedQuote | null {
  return answer === null ? null : (quotesOf(answer)[0] ?? null);
}

/** Returns the quotes of an answer with their citations, best first; none of a refusal. */
export function quotesOf(answer: Answer): CitedQuote[] {
  if (answer.kind === "unanswered") return [];
  return answer.quotes.flatMap((quote) => {
    const citation = answer.citations.find(({ number }) => number === quote.citation);
    return citation === undefined ? [] : [{ quote, citation }];
  });
}

function answeredNow({ watch, answer, candidates }: Evidence): Change | null {
  const [lead] = candidates;
  if (watch.told?.kind === "answered" || answer.kind !== "answered" || lead?.isNew !== true) return null;
  return changeOf(watch.text, "answered", { before: null, now: lead.cited, answer });
}

/**
 * Another report says something else: one that is newer or of the same day and no copy of what was there. It need not lead the
 * answer, since ten outlets that repeat the old news may stand before one that has the new; but then, or where the match is
 * not sure, a fact must differ.
 */
function newerReport(evidence: Evidence): Change | null {
  const { watch, answer, candidates, cited } = evidence;
  const before = leadOf(watch.told);
  if (before === null || answer.kind !== "answered") return null;
  const texts = [...cited.values()].map(({ text }) => text);
  const found = candidates.find(({ cited: now, isNew, nearness }, place) => {
    if (!isNew || isOlder(now, before)) return false;
    const quote = sayingOf(now.quote, now.citation.publishedAt);
    const verdict = judgeNews({ question: watch.text, quote, known: watch.known, texts, nearness });
    const isSure = place === 0 && (answer.strength === "clear" || isSurer(answer, watch.told));
    return verdict.isNews && (isSure || verdict.because !== "other-words");
  });
  if (found === undefined) return null;
  return changeOf(watch.text, "newer", { before, now: found.cited, answer });
}

/** What was told was doubtful, and this is less so. */
function isSurer(answer: Answer, told: Answer | null): boolean {
  if (told?.kind !== "answered" || told.strength === "clear") return false;
  return answer.confidence >= told.confidence + SURER;
}

/** By the day, since many articles have no hour; an undated one is never newer than a dated one. */
function isOlder({ citation: now }: CitedQuote, { citation: before }: CitedQuote): boolean {
  if (before.publishedAt === null) return false;
  return now.publishedAt === null || now.publishedAt.slice(0, 10) < before.publishedAt.slice(0, 10);
}

/** A quote that was told went out of its article, or its article announces a correction. */
function revisedQuote(evidence: Evidence): Change | null {
  const { watch, answer } = evidence;
  const { told } = watch;
  if (told?.kind !== "answered") return null;
  for (const quote of told.quotes) {
    const entry = evidence.entries.find(({ citation }) => citation.number === quote.citation);
    const found = entry === undefined ? null : revisionOf(quote, entry, evidence);
    if (entry === undefined || found === null) continue;
    const before = { quote, citation: entry.citation };
    const [now] = quotesOf(answer).filter((cited) => cited.quote.text !== quote.text);
    const given = { before, now: now ?? null, answer: answer.kind === "answered" ? answer : null };
    return { ...changeOf(watch.text, found.because, given), revision: found.revision };
  }
  return null;
}

interface Revised {
  readonly because: "changed" | "removed" | "corrected";
  readonly revision: NonNullable<Change["revision"]>;
}

function revisionOf(quote: Quote, entry: SourceEntry, evidence: Evidence): Revised | null {
  const { citation, newestRevision } = entry;
  if (newestRevision === null || newestRevision <= citation.revision) return null;
  const arrival = evidence.arrivalOf(citation.articleId, newestRevision);
  if (arrival === null || arrival <= evidence.watch.since) return null;
  const change = entry.changes.find(({ quote: place }) => entry.quotes[place]?.text === quote.text);
  const known = evidence.cited.get(citation.number);
  const correction = entry.announced.find(
    ({ kind, text }) => kind === "correction" && !`${known?.title}\n${known?.text}`.includes(text),
  );
  const announced = correction?.text ?? null;
  const at = change?.at ?? momentOf(evidence.newest.get(citation.number), citation);
  if (announced !== null)
    return { because: "corrected", revision: { at, now: change?.now ?? null, announced } };
  if (change === undefined) return null;
  if (change.now === null) return { because: "removed", revision: { at, now: null, announced } };
  const after = sayingOf({ text: change.now, resolvedDates: [] }, citation.publishedAt);
  const told = sayingOf({ text: quote.text, resolvedDates: [] }, citation.publishedAt);
  return isPolished(told, after)
    ? null
    : { because: "changed", revision: { at, now: change.now, announced } };
}

/** When a revision was made: its own update time where it gives a new one, else when it was fetched. */
function momentOf(newest: Article | undefined, citation: Citation): Instant {
  const updated = newest?.updatedAt ?? null;
  return updated !== null && updated !== citation.updatedAt ? updated : (newest ?? citation).fetchedAt;
}

function changeOf(
  question: string,
  because: Change["because"],
  given: Pick<Change, "before" | "now" | "answer">,
): Change {
  return { kind: "change", question, because, revision: null, ...given };
}
