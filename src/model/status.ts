// The state of a running Dateline and what it keeps about people, as types.

import type { Instant } from "./article.js";
import type { ErrorCode } from "./errors.js";
import type { ProcessCounts, Shards } from "./processes.js";

/** What was read, with which models Dateline works, and since when it runs. */
export interface Status {
  readonly articles: number;
  readonly revisions: number;
  readonly passages: number;
  readonly embeddings: number;
  readonly indexed: number;
  readonly answers: number;
  readonly newestAt: Instant | null;
  /** Null if no model could be had. */
  readonly embedder: { readonly name: string; readonly fingerprint: string; readonly origin: string } | null;
  readonly reranker: { readonly name: string; readonly fingerprint: string; readonly origin: string } | null;
  readonly lexicalOnly: boolean;
  /** Why it is lexical only, and how to fix it. */
  readonly notice: string | null;
  readonly startedAt: Instant;
  readonly version: string;
  /** Pages that are fetched again while their articles are recent, and when the next is; absent or null if that is turned off. */
  readonly refetches?: { readonly waiting: number; readonly nextAt: Instant | null } | null;
  /** The processes over a store that processes can share, this one among them; absent or null for a folder. */
  readonly processes?: (ProcessCounts & { readonly shards: Shards | null }) | null;
}

/** How many of something there were on a day. */
export interface DayCount {
  /** UTC, "2025-10-21". */
  readonly day: string;
  readonly count: number;
}

/** What happened on each of the last days, oldest first; a day without anything has a count of 0. */
export interface Activity {
  /** Articles by the day of their first fetch. */
  readonly articles: readonly DayCount[];
  /** Questions of which the answers are stored. */
  readonly questions: readonly DayCount[];
}

/** What /forget me came to. */
export interface Forgotten {
  /** Questions with their answers. */
  readonly answers: number;
  readonly watches: number;
  /** Lines about changed settings that named the person, and now name nobody. */
  readonly lines: number;
}

/** What /privacy says, from the settings in force. */
export interface PrivacyFacts {
  /** Days that questions and answers are kept in this guild or DM; null: until they are deleted. */
  readonly retentionDays: number | null;
  /** Kinds of things that are kept about a person. */
  readonly kinds: readonly (keyof Forgotten)[];
  /** True if it is counted in memory how often a person asks. */
  readonly countsQuestions: boolean;
  /** Who is responsible for this Dateline; null if nobody is named. */
  readonly contact: string | null;
}

/** Progress of a long step; `label` identifies the step, and `done` never decreases within one. */
export interface ProgressEvent {
  /** For example "bge-small-en-v1.5/onnx/model_quantized.onnx" or "Embedding passages". */
  readonly label: string;
  readonly done: number;
  /** Null if it is not known. */
  readonly total: number | null;
  readonly unit: "bytes" | "files" | "inputs" | "passages" | "articles" | "questions" | "pages" | "feeds";
}

/** Why an interaction failed: a code, "fault" for a bug, "expired" if nobody was waiting any more, "denied" if a permission was missing. */
export type InteractionFailure = ErrorCode | "fault" | "expired" | "denied";

/** Every method returns at once and never throws. */
export interface BotCounter {
  /** An interaction came in that Dateline has not seen before. */
  began(): void;
  /** Discord had the first response, `ms` milliseconds after the interaction came in. */
  acknowledged(ms: number): void;
  /** It ended, null if the reply was sent; once for each `began`. */
  ended(failure: InteractionFailure | null): void;
  /** How many of its shards are connected to Discord. */
  connected(shards: number, of: number): void;
}
