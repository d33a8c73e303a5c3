// Articles, passages and questions as types: read this first.
import { z } from "zod";

/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instantSchema = z.iso.datetime({ offset: false });
export type Instant = z.infer<typeof instantSchema>;

/** Where a date was found, so that a person can check it: `raw` is the text as written in the input. */
const dateEvidenceSchema = z.strictObject({
  field: z.enum(["publishedAt", "updatedAt"]),
  from: z.enum([
    "option",
    "front-matter",
    "json",
    "json-ld",
    "meta",
    "time",
    "url",
    "text",
    "script",
    "feed",
  ]),
  raw: z.string(),
  /** The instant it was parsed as, or null if it was refused (in the future, no such day). */
  value: instantSchema.nullable(),
  /** The day where the page was made, if that is not the UTC day of `value`: kept from the time zone, the address or the text. */
  day: z.iso.date().optional(),
});
export type DateEvidence = z.infer<typeof dateEvidenceSchema>;

/** One fetched state of an article. `text` is what quotes are cut from; its offsets are UTF-16 code units. */
export const articleSchema = z.strictObject({
  /** 12 hex digits of SHA-256 of the canonical URL, of the content if there is none. */
  articleId: z.string().regex(/^[0-9a-f]{12}$/),
  /** 1 for the first state seen, counting up. */
  revision: z.int().min(1),
  url: z.url().nullable(),
  title: z.string().min(1),
  /** The line under the title; context for the embedding, never quoted. */
  deck: z.string().nullable(),
  /** Paragraphs separated by one blank line ("\n\n"), no leading or trailing white space. */
  text: z.string().min(1),
  /** The outlet that published this copy, as readers know it. */
  source: z.string().nullable(),
  /** The wire agency credited, if any: "AFP", "Reuters", "AP". */
  agency: z.string().nullable(),
  author: z.string().nullable(),
  /** BCP 47 primary tag such as "en". */
  language: z.string().nullable(),
  /** Null if nothing gives a date: an undated article is never "now" and never "newest". */
  publishedAt: instantSchema.nullable(),
  updatedAt: instantSchema.nullable(),
  fetchedAt: instantSchema,
  dates: z.array(dateEvidenceSchema),
  /** True for the samples written for this project. */
  sample: z.boolean(),
});
export type Article = z.infer<typeof articleSchema>;

/** Start inclusive, end exclusive, in UTF-16 code units of the revision's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A contiguous span of one revision; the unit of retrieval. Together the passages cover the text in order. */
export interface Passage extends Span {
  /** `articleId.revision.ordinal`, for example "0f3a…9c.1.4". */
  readonly passageId: string;
  readonly articleId: string;
  readonly revision: number;
  /** 0 for the first passage of the revision. */
  readonly ordinal: number;
  readonly text: string;
  /** Tokens of `text` by the embedder's own tokenizer, without special tokens. */
  readonly tokenCount: number;
  /** The sentences inside it, as offsets into the revision's text. */
  readonly sentences: readonly Span[];
}

/** Outlets that may be quoted, without case; empty lists restrict nothing. `denied` wins; no outlet is in no `allowed`. */
export type Outlets = Readonly<Record<"allowed" | "denied", readonly string[]>>;

/** What is asked, and as of when. `now` is the clock passed in; `asOf` the latest instant whose reports may be shown. */
export interface Query {
  readonly question: string;
  readonly now: Instant;
  /** Defaults to `now`. Nothing published, updated or first fetched after it is ever used. */
  readonly asOf: Instant;
  /** Only this outlet (case-insensitive); null for all. */
  readonly source: string | null;
  /** The outlets that the asking guild allows; absent for all. */
  readonly outlets?: Outlets;
}

/** Per-signal scores of a hit; higher is better, null if the signal did not see the passage. */
export interface Signals {
  /** BM25, sign turned so that higher is better; unbounded. */
  readonly lexical: number | null;
  /** 1 is the best place in the lexical list. */
  readonly lexicalRank: number | null;
  /** Cosine similarity of question and passage, −1..1. */
  readonly similarity: number | null;
  readonly vectorRank: number | null;
  /** Reciprocal rank fusion of the two lists, 0..1; reported but not used: similarity and BM25 themselves rank better. */
  readonly fused: number;
  /** The cross-encoder's logit, about −12..12. */
  readonly rerank: number | null;
  /** Days between the report and the query's `asOf`; null if undated. */
  readonly ageDays: number | null;
  /** What time added to or took from the score. */
  readonly time: number;
  /** What its place in the article and the article's brevity added to or took from the score. */
  readonly form: number;
}

export interface Hit {
  readonly passage: Passage;
  readonly article: Article;
  /** Final order; higher is better, comparable within one question only. */
  readonly score: number;
  readonly signals: Signals;
}

/** Where an answer was given and who may look at it. */
export interface Place {
  readonly guildId: string | null;
  /** "terminal" for the command line. */
  readonly channelId: string;
  readonly userId: string;
}

/** What a list of articles shows. */
export interface ArticleHeading {
  readonly articleId: string;
  readonly title: string;
  readonly source: string | null;
  readonly publishedAt: Instant | null;
}

/** One row of an ingest report. */
export interface IngestRow {
  /** File path, upload name or URL. */
  readonly subject: string;
  readonly outcome: "added" | "revised" | "unchanged" | "rejected";
  readonly articleId: string | null;
  readonly title: string | null;
  readonly passageCount: number;
  /** Why it was rejected, or notes for the reader (an undated article, a refused date); empty if nothing. */
  readonly notes: readonly string[];
}

/** One sentence that differs between two revisions of an article. */
export interface SentenceChange {
  readonly kind: "removed" | "added" | "changed";
  /** Null if it was added. */
  readonly before: string | null;
  /** Null if it was removed. */
  readonly after: string | null;
}

/** What an article says about its own changes; `text` is the sentence or line as written. */
export interface Announcement {
  readonly kind: "correction" | "update";
  readonly text: string;
}

/** One fetched state of an article against the one before. */
export interface RevisionEntry {
  readonly revision: number;
  /** Its own update time if it gives a new one, else when it was fetched. */
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
  /** Agency, else the outlet that was first; null if unknown. */
  readonly originName: string | null;
}
