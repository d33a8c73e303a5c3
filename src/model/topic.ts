// Timelines, latest reports, claim checks and summaries, as types. Every quote in them is verbatim.

import type { Citation, Quote } from "./answer.js";
import type { Instant } from "./article.js";

/** Another article that reports the same. */
export interface AlsoIn {
  readonly articleId: string;
  readonly title: string;
  readonly source: string | null;
  readonly url: string | null;
  readonly publishedAt: Instant | null;
  /** True if its text is a copy; false if it reports the same in words of its own. */
  readonly isCopy: boolean;
}

/** One step of a story: what was reported, and when. */
export interface Development {
  /** "revision": an article came to say this later; "withdrawn": it said this and no longer does; "correction": it says what was wrong. */
  readonly kind: "report" | "revision" | "correction" | "withdrawn";
  /** When it was reported or changed; null if the article is undated. */
  readonly at: Instant | null;
  readonly quote: Quote;
  /** The sentence that it replaced, null if there was none. */
  readonly was: string | null;
  /** Copies and other reports of the same, earliest first. */
  readonly also: readonly AlsoIn[];
  /** Probability that this is about the topic, 0..1; never shown. */
  readonly confidence: number;
}

/** What was reported about a topic, development by development. */
export interface Timeline {
  readonly topic: string;
  readonly askedAt: Instant;
  readonly asOf: Instant;
  readonly asOfChosen: boolean;
  /** Nothing published before is in it; null for all. */
  readonly since: Instant | null;
  readonly source: string | null;
  readonly lexicalOnly: boolean;
  /** Newest first; empty if no report is about the topic. */
  readonly developments: readonly Development[];
  /** Articles about the topic without a date, so without a place in the order. */
  readonly undated: readonly Development[];
  readonly citations: readonly Citation[];
  /** Articles that were allowed by `asOf` and `source`, and the newest publication among them. */
  readonly articleCount: number;
  readonly newestAt: Instant | null;
  /** True if more reports seem to be about the topic than were considered. */
  readonly isLimited: boolean;
}

/** One story among the newest reports. */
export interface Story {
  /** Its newest report. */
  readonly citation: Citation;
  /** A verbatim sentence of it: the first, or the one about the topic. */
  readonly quote: Quote;
  readonly also: readonly AlsoIn[];
}

/** The newest reports, by story. */
export interface Latest {
  /** Null for newest of everything. */
  readonly topic: string | null;
  readonly source: string | null;
  readonly askedAt: Instant;
  readonly asOf: Instant;
  readonly lexicalOnly: boolean;
  /** Newest first; nothing undated. */
  readonly stories: readonly Story[];
  readonly articleCount: number;
  readonly newestAt: Instant | null;
}

/** How a quote relates to a claim, by wording alone. */
export type Stance =
  /** Contains nearly all words, names and numbers of the claim, and nothing that reverses them. */
  | "alike"
  /** Contains another number in the same place, or a word that reverses the claim: see `turns`. */
  | "differs"
  /** Is about the same; says neither. */
  | "near";

export interface ClaimQuote {
  readonly quote: Quote;
  readonly stance: Stance;
  /** What made it differ: "38/52", "no plans"; empty unless it differs. */
  readonly turns: readonly string[];
  readonly also: readonly AlsoIn[];
}

/** One sentence of a message against what was reported. */
export interface CheckedClaim {
  readonly claim: string;
  /** Best first; empty if no report is about it. */
  readonly quotes: readonly ClaimQuote[];
}

/** What the articles say about a message. */
export interface ClaimCheck {
  readonly askedAt: Instant;
  readonly asOf: Instant;
  readonly lexicalOnly: boolean;
  /** At most three, in the order of the message; empty if it contains nothing that can be checked. */
  readonly claims: readonly CheckedClaim[];
  /** Sentences of the message that were not checked. */
  readonly leftOut: number;
  readonly citations: readonly Citation[];
  readonly articleCount: number;
  readonly newestAt: Instant | null;
}

/** Sentences in a summary: three, five or eight. */
export type SummaryLength = "short" | "medium" | "long";

/** What became of a request to summarize an address. */
export type LinkSummary =
  | { readonly kind: "summary"; readonly summary: PageSummary; readonly isNew: boolean }
  /** It is not stored, and this person may not add it. */
  | { readonly kind: "may-not-add"; readonly url: string }
  /** It could not be read. */
  | { readonly kind: "unreadable"; readonly url: string; readonly notes: readonly string[] };

/** A summary of an article, or of a live page: then each quote may come from another entry. */
export interface PageSummary {
  /** The article, or the page's newest entry. */
  readonly citation: Citation;
  /** Of the entries that are quoted, by the numbers in the quotes; the one citation for an article. */
  readonly citations: readonly Citation[];
  /** In the order of the article; of a live page in the order of its entries, earliest first. */
  readonly quotes: readonly Quote[];
  /** Sentences in all, so that "4 of 31" can be said. */
  readonly sentenceCount: number;
  /** Entries of a live page that were read; null for an article. */
  readonly entryCount: number | null;
}
