// The words of Dateline as types: read this first. Shapes only; no behaviour, no input or output.
import { z } from "zod";

/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instantSchema = z.iso.datetime({ offset: false });
export type Instant = z.infer<typeof instantSchema>;

const words = z.array(z.string());

/** Where a date was found, so that a person can check it: `raw` is the text as it stands in the input. */
export const dateEvidenceSchema = z.strictObject({
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
  /** The instant it was read as, or null where it was refused (in the future, no such day). */
  value: instantSchema.nullable(),
  /** The day where the page was made, where it is not the UTC day of `value`: kept from the time zone, the address or the text. */
  day: z.iso.date().optional(),
});
export type DateEvidence = z.infer<typeof dateEvidenceSchema>;

/** One fetched state of an article. `text` is what quotes are cut from; its offsets are UTF-16 code units. */
export const articleSchema = z.strictObject({
  /** 12 hex digits of SHA-256 of the canonical URL, of the content where there is none. */
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
  /** Null where nothing gives a date: an undated article is never "now" and never "newest". */
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

/** What is asked, and from when. `now` is the clock handed in; `asOf` the latest instant whose reports may be shown. */
export interface Query {
  readonly question: string;
  readonly now: Instant;
  /** Defaults to `now`. Nothing published, updated or first fetched after it is ever used. */
  readonly asOf: Instant;
  /** Only this outlet (case-insensitive); null for all. */
  readonly source: string | null;
  /** What the guild that asks has quoted; absent for all. */
  readonly outlets?: Outlets;
}

/** Per-signal scores of a hit; higher is better, null where the signal did not see the passage. */
export interface Signals {
  /** BM25, sign turned so that higher is better; unbounded. */
  readonly lexical: number | null;
  /** 1 is the best place in the lexical list. */
  readonly lexicalRank: number | null;
  /** Cosine similarity of question and passage, −1..1. */
  readonly similarity: number | null;
  readonly vectorRank: number | null;
  /** Reciprocal rank fusion of the two lists, 0..1; told, not weighed: similarity and BM25 themselves order better. */
  readonly fused: number;
  /** The cross-encoder's logit, about −12..12. */
  readonly rerank: number | null;
  /** Days between the report and the query's `asOf`; null where undated. */
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

/** A relative date in a quote, resolved against the date of its article. */
export const resolvedDateSchema = z.strictObject({
  /** The words of the quote, for example "on Tuesday". */
  words: z.string(),
  /** Day it means, YYYY-MM-DD. */
  day: z.iso.date(),
});
export type ResolvedDate = z.infer<typeof resolvedDateSchema>;

/** Verbatim: `revisionText.slice(start, end) === text`, checked again just before it is shown. */
export const quoteSchema = z.strictObject({
  articleId: z.string(),
  revision: z.int().min(1),
  start: z.int().min(0),
  end: z.int().min(1),
  text: z.string().min(1),
  /** Who says it, where the text names the speaker of a quotation. */
  speaker: z.string().nullable(),
  resolvedDates: z.array(resolvedDateSchema),
  /** Number of the citation that it belongs to. */
  citation: z.int().min(1),
  /** Link to the very sentence; the plain URL where the sentence is not unique; null without a URL. */
  link: z.string().nullable(),
  /** Other outlets that carry it, in a copy or in nearly the same words; absent in answers of earlier versions. */
  alsoIn: words.optional(),
});
export type Quote = z.infer<typeof quoteSchema>;

/** A numbered pointer to the revision of an article that is quoted. */
export const citationSchema = z.strictObject({
  /** From 1, in order of appearance. */
  number: z.int().min(1),
  articleId: z.string(),
  revision: z.int().min(1),
  title: z.string(),
  url: z.string().nullable(),
  source: z.string().nullable(),
  agency: z.string().nullable(),
  author: z.string().nullable(),
  publishedAt: instantSchema.nullable(),
  updatedAt: instantSchema.nullable(),
  fetchedAt: instantSchema,
  sample: z.boolean(),
});
export type Citation = z.infer<typeof citationSchema>;

/** What every answer and refusal says of itself. */
const answerBase = {
  answerId: z.string().min(1),
  question: z.string(),
  askedAt: instantSchema,
  asOf: instantSchema,
  /** True where the person chose `asOf`; false where it is the moment of asking. */
  asOfChosen: z.boolean(),
  source: z.string().nullable(),
  /** Probability that the first quote answers the question, 0..1; never shown as a number to people. */
  confidence: z.number().min(0).max(1),
  /** True where no model could be had and only words were matched; every reply says so. */
  lexicalOnly: z.boolean(),
  citations: z.array(citationSchema),
  /** Publication of the newest dated article that was allowed by `asOf` and `source`; null where none. */
  newestAt: instantSchema.nullable(),
  articleCount: z.int().min(0),
};

export const answeredSchema = z.strictObject({
  kind: z.literal("answered"),
  ...answerBase,
  /** "weak" asks the reader to read and judge: the quotes are near, the match is not sure. */
  strength: z.enum(["clear", "weak"]),
  /** 1 to 3, best first. */
  quotes: z.array(quoteSchema).min(1),
  /** What was reported before and differs, newest first. */
  earlier: z.array(quoteSchema),
  outletCount: z.int().min(1),
  originCount: z.int().min(1),
  /** Agency, else the outlet that was first, most outlets first; absent in answers of earlier versions. */
  originNames: z.array(z.string()).optional(),
  /** True where what holds now is asked and the first quote is old: it may have changed. */
  stale: z.boolean().optional(),
  /** The quote (its place, from 1) of about the same time that contradicts the first, and what each has: "8000", "20000"; "" for none. */
  conflict: z.strictObject({ quote: z.int().min(1), first: z.string(), other: z.string() }).nullish(),
  /** Names and numbers of the question that neither the first quote's passage nor its title holds. */
  unnamed: words.optional(),
});

export const unansweredSchema = z.strictObject({
  kind: z.literal("unanswered"),
  ...answerBase,
  reason: z.enum(["no-articles", "no-match", "not-covered", "not-verified"]),
  /** Words of the question that no allowed article holds, for "nothing about X". */
  missing: z.array(z.string()),
  /** The newest dated candidate that holds all names and numbers of the question; absent in answers stored by 0.1.0. */
  newestAbout: z.strictObject({ names: z.array(z.string()).min(1), at: instantSchema }).nullish(),
  /** Numbers of the citations that are nearest, best first; labelled as not enough. */
  nearest: z.array(z.int().min(1)),
  /** What each of `nearest` speaks of, in its order; absent in answers of earlier versions. */
  nearestAbout: z.array(z.strictObject({ holds: words, lacks: words })).optional(),
});

export const answerSchema = z.discriminatedUnion("kind", [answeredSchema, unansweredSchema]);
export type Answered = z.infer<typeof answeredSchema>;
export type Unanswered = z.infer<typeof unansweredSchema>;
export type Answer = z.infer<typeof answerSchema>;

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
