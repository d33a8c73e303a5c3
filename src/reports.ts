// What Dateline tells of its own work: ingest rows, the working of an answer, how sources and feeds stand today. Types only.
import type { Answer, Article, ArticleHeading, Citation, Instant, Place, Quote, Signals } from "./schema.js";

/** One row of an ingest report. */
export interface IngestRow {
  /** File path, upload name or URL. */
  readonly subject: string;
  readonly outcome: "added" | "revised" | "unchanged" | "rejected";
  readonly articleId: string | null;
  readonly title: string | null;
  readonly passageCount: number;
  /** Why it was rejected, or what a reader should know (an undated article, a refused date); empty where nothing. */
  readonly notes: readonly string[];
}

/** Why a candidate did or did not become a quote; `gate` is where it was dropped, null where it was quoted. */
export interface Candidate {
  readonly passageId: string;
  readonly articleId: string;
  readonly title: string;
  readonly source: string | null;
  readonly url: string | null;
  readonly publishedAt: Instant | null;
  readonly score: number;
  readonly signals: Signals;
  readonly gate: Gate | null;
}

/**
 * "beyond-limit": not read closely, others came nearer; "no-sentence": no sentence of it can be quoted; "weaker": it fits
 * less than what is quoted; "duplicate": it says what a quote says; "older-twin": the same, and it is older; "copy": its text
 * is that of a quoted article; "not-verified": it no longer stands in its article; "unanswered": it is not sure enough.
 */
export type Gate =
  | "beyond-limit"
  | "no-sentence"
  | "weaker"
  | "duplicate"
  | "older-twin"
  | "copy"
  | "not-verified"
  | "unanswered";

/** The whole working of one answer, for `ask --why`. */
export interface AnswerExplanation {
  readonly answer: Answer;
  readonly candidates: readonly Candidate[];
  /** What was chosen and verified, best first, earlier ones last; shown only where the answer is "answered". */
  readonly drafted: readonly Quote[];
  /** Inputs of the confidence by name; unitless. */
  readonly features: Readonly<Record<string, number>>;
}

/** One sentence that differs between two revisions of an article. */
export interface SentenceChange {
  readonly kind: "removed" | "added" | "changed";
  /** Null where it was added. */
  readonly before: string | null;
  /** Null where it was removed. */
  readonly after: string | null;
}

/** What an article says of its own changes; `text` is the sentence or line as it stands. */
export interface Announcement {
  readonly kind: "correction" | "update";
  readonly text: string;
}

/** How a quote went out of its article. */
export interface QuoteChange {
  /** Place in the `quotes` of its entry, from 0. */
  readonly quote: number;
  readonly kind: "removed" | "changed";
  /** The revision that no longer holds it, the last one where it went more than once. */
  readonly revision: number;
  /** The moment of that revision: its own update time where it gives a new one, else when it was fetched. */
  readonly at: Instant;
  /** What stands there instead, null where it was removed. */
  readonly now: string | null;
}

/** The words of its paragraph around a quote; empty where the quote begins or ends the paragraph. */
export interface QuoteContext {
  readonly before: string;
  readonly after: string;
}

/** Another article with the same text. */
export interface CopyPlace {
  readonly articleId: string;
  /** The outlet, else the host; null where neither is known. */
  readonly outlet: string | null;
  readonly url: string | null;
  readonly publishedAt: Instant | null;
}

/** One citation of an answer as it stands today. */
export interface SourceEntry {
  readonly citation: Citation;
  readonly quotes: readonly Quote[];
  /** "same": the newest revision still holds every quote; "revised": a newer one exists but holds them;
   * "changed": a newer one no longer holds one; "removed": the article was removed from the store;
   * "withheld": the guild does not quote this outlet any more, so that the entry comes without quotes. */
  readonly state: "same" | "revised" | "changed" | "removed" | "withheld";
  readonly newestRevision: number | null;
  /** One for each quote that the newest revision no longer holds, in the order of the quotes. */
  readonly changes: readonly QuoteChange[];
  /** Corrections and updates that the newest revision announces, in its order. */
  readonly announced: readonly Announcement[];
  /** One a quote, from the cited revision; null where that revision is gone. Absent: not looked up. */
  readonly contexts?: readonly (QuoteContext | null)[];
  /** Copies known as of the answer, the first published first, undated last. Absent: not looked up. */
  readonly copies?: readonly CopyPlace[];
}

export interface SourcesReport {
  readonly answer: Answer;
  readonly entries: readonly SourceEntry[];
}

/** One fetched state of an article against the one before. */
export interface RevisionEntry {
  readonly revision: number;
  /** Its own update time where it gives a new one, else when it was fetched. */
  readonly at: Instant;
  readonly fetchedAt: Instant;
  /** Names of what else differs: "title", "author", …; empty for the first. */
  readonly fields: readonly string[];
  /** Empty for the first. */
  readonly changes: readonly SentenceChange[];
  /** What this revision announces and the one before did not. */
  readonly announced: readonly Announcement[];
}

/** An article with all its states and its copies. */
export interface ArticleHistory {
  /** The newest revision. */
  readonly article: Article;
  /** Oldest first; never empty. */
  readonly revisions: readonly RevisionEntry[];
  /** Other articles with the same text, the first published first. */
  readonly copies: readonly ArticleHeading[];
  readonly outletCount: number;
  /** Agency, else the outlet that was first; null where unknown. */
  readonly originName: string | null;
}

/** The working of a stored answer, worked out again. */
export interface WhyReport {
  /** As it was given. */
  readonly answer: Answer;
  readonly candidates: readonly Candidate[];
  /** False where the same question comes out otherwise today: articles or models have changed since. */
  readonly isSame: boolean;
}

/** What was read, with which models Dateline works, and since when it runs. */
export interface Status {
  readonly articles: number;
  readonly revisions: number;
  readonly passages: number;
  readonly embeddings: number;
  readonly indexed: number;
  readonly answers: number;
  readonly newestAt: Instant | null;
  /** Null where no model could be had. */
  readonly embedder: { readonly name: string; readonly fingerprint: string; readonly origin: string } | null;
  readonly reranker: { readonly name: string; readonly fingerprint: string; readonly origin: string } | null;
  readonly lexicalOnly: boolean;
  /** Why it is lexical only, and what mends it. */
  readonly notice: string | null;
  readonly startedAt: Instant;
  readonly version: string;
  /** Pages that are fetched again while their articles are young, and when the next is; absent or null where that is turned off. */
  readonly refetches?: { readonly waiting: number; readonly nextAt: Instant | null } | null;
}

/** What /forget me came to. */
export interface Forgotten {
  /** Questions with their answers. */
  readonly answers: number;
  readonly watches: number;
  /** Lines about changed settings that named the person, and now name nobody. */
  readonly lines: number;
}

/** What /privacy tells, from what is really set. */
export interface PrivacyFacts {
  /** Days that questions and answers are kept in this guild or DM; null: until they are deleted. */
  readonly retentionDays: number | null;
  /** Kinds of things that are kept about a person. */
  readonly kinds: readonly (keyof Forgotten)[];
  /** True where it is counted in memory how often a person asks. */
  readonly countsQuestions: boolean;
  /** Who answers for this Dateline; null where nobody is named. */
  readonly contact: string | null;
}

/** A question that was asked and whose reply has not reached the person yet. */
export interface OpenQuestion {
  /** Of the interaction that asked it. */
  readonly questionId: string;
  readonly question: string;
  readonly place: Place;
  readonly askedAt: Instant;
  /** Null until it is answered. */
  readonly answerId: string | null;
}

/** What never reached a person. */
export interface Missed {
  /** The newest answer that could not be delivered; null where there is none. */
  readonly answer: Answer | null;
  /** Questions that a restart cut off, newest first. */
  readonly unfinished: readonly Pick<OpenQuestion, "question" | "askedAt">[];
}
