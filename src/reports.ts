// What Dateline tells of its own work: ingest rows, the working of an answer, how sources stand today. Types only.
import type { Answer, Citation, Instant, Quote, Signals } from "./schema.js";

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
  /** Inputs of the confidence by name; unitless. */
  readonly features: Readonly<Record<string, number>>;
}

/** One citation of an answer as it stands today. */
export interface SourceEntry {
  readonly citation: Citation;
  readonly quotes: readonly Quote[];
  /** "same": the newest revision still holds every quote; "revised": a newer one exists but holds them;
   * "changed": a newer one no longer holds one; "removed": the article was removed from the store. */
  readonly state: "same" | "revised" | "changed" | "removed";
  readonly newestRevision: number | null;
}

export interface SourcesReport {
  readonly answer: Answer;
  readonly entries: readonly SourceEntry[];
}
