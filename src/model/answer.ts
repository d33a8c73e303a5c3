// Answers, their quotes and citations, and the reports about them, as types.

import { z } from "zod";
import { type Announcement, type Instant, instantSchema, type Place, type Signals } from "./article.js";
import type { Dated } from "./time.js";

const words = z.array(z.string());

/** A relative date in a quote, resolved against the date of its article. */
const resolvedDateSchema = z.strictObject({
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
  /** Who says it, if the text names the speaker of a quotation. */
  speaker: z.string().nullable(),
  resolvedDates: z.array(resolvedDateSchema),
  /** Number of the citation that it belongs to. */
  citation: z.int().min(1),
  /** Link to the exact sentence; the plain URL if the sentence is not unique; null without a URL. */
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
  /** The day of `publishedAt` where it was published; absent if undated, and in answers of earlier versions. */
  publishedDay: z.iso.date().optional(),
  updatedAt: instantSchema.nullable(),
  /** The day of `updatedAt` where it was published; absent without one, and in answers of earlier versions. */
  updatedDay: z.iso.date().optional(),
  fetchedAt: instantSchema,
  sample: z.boolean(),
});
export type Citation = z.infer<typeof citationSchema>;

/** What every answer and refusal says about itself. */
const answerBase = {
  answerId: z.string().min(1),
  question: z.string(),
  /** The question with misspelt words as the articles write them; absent if nothing was corrected. */
  askedAs: z.string().optional(),
  /** True if the question is in another language than the articles, so that little but its names could be matched. */
  namesOnly: z.boolean().optional(),
  askedAt: instantSchema,
  asOf: instantSchema,
  /** True if the person chose `asOf`; false if it is the moment of asking. */
  asOfChosen: z.boolean(),
  source: z.string().nullable(),
  /** Probability that the first quote answers the question, 0..1; never shown as a number to people. */
  confidence: z.number().min(0).max(1),
  /** True if no model was available and only words were matched; every reply says so. */
  lexicalOnly: z.boolean(),
  /** True if the nearest article is not in English and the model reads English alone: it was found by names and words. */
  byWords: z.boolean().optional(),
  citations: z.array(citationSchema),
  /** Publication of the newest dated article that was allowed by `asOf` and `source`; null if there is none. */
  newestAt: instantSchema.nullable(),
  articleCount: z.int().min(0),
};

const answeredSchema = z.strictObject({
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
  /** True if the question is about the present and the first quote is old: things may have changed. */
  stale: z.boolean().optional(),
  /** Day that the first quote looked ahead to, if it has passed as of `asOf`: it reports what was still to come. */
  lookedAheadTo: z.iso.date().optional(),
  /** Day of the event that the first quote announces without any doubt; see src/answer/planned-day.ts. */
  plannedFor: z.iso.date().optional(),
  /** The quote (its place, from 1) of about the same time that contradicts the first, and what each has: "8000", "20000"; "" for none. */
  conflict: z.strictObject({ quote: z.int().min(1), first: z.string(), other: z.string() }).nullish(),
  /** True if two things were asked for, and no quote holds one of them. */
  partly: z.boolean().optional(),
  /** Names and numbers of the question that neither the first quote's passage nor its title holds. */
  unnamed: words.optional(),
  /** What the question takes for granted to have happened, as typed, if the article of the first quote reports nothing like it. */
  untold: z.string().optional(),
  /** What the first quote is about in place of what was asked: words, or a year, month or day as "2024", "2024-07", "2024-07-26". */
  aboutAnother: z.strictObject({ found: z.string(), asked: z.string() }).optional(),
  /** A word of the first quote that is the opposite of one in the question. */
  opposite: z.strictObject({ found: z.string(), asked: z.string() }).optional(),
});

const unansweredSchema = z.strictObject({
  kind: z.literal("unanswered"),
  ...answerBase,
  reason: z.enum(["no-articles", "no-subject", "no-match", "not-covered", "not-verified"]),
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

/** Returns what is known of the article of a quote; undated if the citation is missing. */
export function publicationOf({ citation }: Quote, citations: readonly Citation[]): Dated {
  return citations.find(({ number }) => number === citation) ?? { publishedAt: null };
}

/** An event that the first quote of an answer announces. */
export interface PlannedEvent {
  /** YYYY-MM-DD, where the article was published. */
  readonly day: string;
  readonly quote: Quote;
  readonly citation: Citation;
}

/** Returns the event that an answer announces; null if it announces none, is not sure, or was asked as of an earlier day. */
export function plannedEventOf(answer: Answer): PlannedEvent | null {
  if (answer.kind === "unanswered" || answer.strength !== "clear" || answer.asOfChosen) return null;
  const [quote] = answer.quotes;
  const citation = answer.citations.find(({ number }) => number === quote?.citation);
  if (answer.plannedFor === undefined || quote === undefined || citation === undefined) return null;
  return { day: answer.plannedFor, quote, citation };
}

/** Why a candidate did or did not become a quote; `gate` is where it was dropped, null if it was quoted. */
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
 * is that of a quoted article; "not-verified": it is no longer in its article; "unanswered": it is not sure enough.
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

/** An answer and why it came out so, for `ask --why`. */
export interface AnswerExplanation {
  readonly answer: Answer;
  readonly candidates: readonly Candidate[];
  /** What was chosen and verified, best first, earlier ones last; shown only if the answer is "answered". */
  readonly drafted: readonly Quote[];
  /** Inputs of the confidence by name; unitless. */
  readonly features: Readonly<Record<string, number>>;
}

/** How a quote went out of its article. */
export interface QuoteChange {
  /** Place in the `quotes` of its entry, from 0. */
  readonly quote: number;
  readonly kind: "removed" | "changed";
  /** The revision that no longer holds it, the last one if it disappeared more than once. */
  readonly revision: number;
  /** The moment of that revision: its own update time if it gives a new one, else when it was fetched. */
  readonly at: Instant;
  /** What replaced it, null if it was removed. */
  readonly now: string | null;
}

/** The words of its paragraph around a quote; empty if the quote begins or ends the paragraph. */
export interface QuoteContext {
  readonly before: string;
  readonly after: string;
}

/** Another article with the same text. */
export interface CopyPlace {
  readonly articleId: string;
  /** The outlet, else the host; null if neither is known. */
  readonly outlet: string | null;
  readonly url: string | null;
  readonly publishedAt: Instant | null;
}

/** One citation of an answer in its state today. */
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
  /** One a quote, from the cited revision; null if that revision is gone. Absent: not looked up. */
  readonly contexts?: readonly (QuoteContext | null)[];
  /** Copies known as of the answer, the first published first, undated last. Absent: not looked up. */
  readonly copies?: readonly CopyPlace[];
}

export interface SourcesReport {
  readonly answer: Answer;
  readonly entries: readonly SourceEntry[];
}

/** A stored answer, and the explanation of the same question asked again. */
export interface WhyReport {
  /** As it was given. */
  readonly answer: Answer;
  readonly candidates: readonly Candidate[];
  /** False if the same question comes out otherwise today: articles or models have changed since. */
  readonly isSame: boolean;
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
  /** The newest answer that could not be delivered; null if there is none. */
  readonly answer: Answer | null;
  /** Questions that a restart cut off, newest first. */
  readonly unfinished: readonly Pick<OpenQuestion, "question" | "askedAt">[];
}
