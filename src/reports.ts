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
  readonly title: string;
  readonly publishedAt: Instant | null;
  readonly score: number;
  readonly signals: Signals;
  readonly gate: "beyond-limit" | "no-sentence" | "duplicate" | "not-verified" | "unanswered" | null;
}

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

/** One citation of an answer as it stands today. */
export interface SourceEntry {
  readonly citation: Citation;
  readonly quotes: readonly Quote[];
  /** "same": the newest revision still holds every quote; "revised": a newer one exists but holds them;
   * "changed": a newer one no longer holds one; "removed": the article was removed from the store. */
  readonly state: "same" | "revised" | "changed" | "removed";
  readonly newestRevision: number | null;
  /** One for each quote that the newest revision no longer holds, in the order of the quotes. */
  readonly changes: readonly QuoteChange[];
  /** Corrections and updates that the newest revision announces, in its order. */
  readonly announced: readonly Announcement[];
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
}

/** A feed that is followed, and how it stands. */
export interface FeedHealth {
  readonly feedId: string;
  /** Null before it was read once. */
  readonly title: string | null;
  readonly url: string;
  readonly siteUrl: string | null;
  /** Outlet given by whoever added it. */
  readonly source: string | null;
  readonly fullText: "auto" | "always" | "never";
  /** "gone": it answered that it will not come back, and is left alone until someone refreshes it. */
  readonly state: "active" | "gone";
  readonly addedAt: Instant;
  readonly succeededAt: Instant | null;
  readonly nextAt: Instant;
  /** Failed attempts since the last success. */
  readonly failures: number;
  /** What went wrong last, or what is broken in it; null where nothing. */
  readonly problem: string | null;
  /** Items ever seen; of these, new articles, ones known already, ones without a date, and ones that are no article. */
  readonly counts: {
    readonly seen: number;
    readonly added: number;
    readonly same: number;
    readonly undated: number;
    readonly rejected: number;
    /** Why they were rejected, most frequent first, at most five. */
    readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  };
}

/** What one read of a feed came to. */
export interface FeedRefresh {
  readonly feedId: string;
  readonly title: string | null;
  readonly url: string;
  /** "stopped": the program ends; what was read by then is stored, and the rest follows after the next start. */
  readonly outcome: "read" | "not-modified" | "gone" | "failed" | "stopped";
  /** Items in the document. */
  readonly items: number;
  readonly added: number;
  readonly revised: number;
  readonly same: number;
  readonly undated: number;
  readonly rejected: number;
  /** Why it failed, or what is broken in it; null where nothing. */
  readonly problem: string | null;
  readonly nextAt: Instant;
  /** Where the time went, in ms; the parts of feeds read at the same time overlap. */
  readonly timesMs: {
    readonly fetch: number;
    readonly read: number;
    readonly pages: number;
    readonly store: number;
  };
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
