// What may be asked beside a question: a topic over time, what is newest, a summary, a claim. The interface only.
import type { ClaimCheck, Latest, LinkSummary, SummaryLength, Timeline } from "./reports-reading.js";
import type { Instant, Place } from "./schema.js";

export interface TimelineInput {
  readonly topic: string;
  /** What the person typed: a day, or a span such as "2 weeks"; absent means always. */
  readonly since?: string;
  /** A day or an instant, as for a question; absent means now. */
  readonly asOf?: string;
  readonly source?: string;
  /** The moment of the first page, so that the pages after it tell the same; wins over `asOf`. */
  readonly continues?: Instant;
  readonly place: Place;
}

export interface LatestInput {
  /** Absent: newest of everything. */
  readonly topic?: string;
  /** An outlet, or its code as `sourceCode` makes it. */
  readonly source?: string;
  /** The moment of the first page. */
  readonly continues?: Instant;
  readonly place: Place;
}

export interface SummaryInput {
  /** Id of an article, or an address of http or https: of an article, or of a live page with all its entries. */
  readonly article: string;
  readonly length: SummaryLength;
  /** True: a page that is not stored is read first. */
  readonly mayAdd: boolean;
  readonly place: Place;
}

export interface ClaimInput {
  /** The text of a message. */
  readonly text: string;
  readonly place: Place;
}

export interface ReadingServices {
  /** @throws DatelineError usage-question for an empty topic, usage-day for a bad `since` or `asOf`, usage-source */
  timeline(input: TimelineInput): Promise<Timeline>;
  /** The timeline of an answer's question, as of that answer; null where this person may not see the answer here, or it is gone. */
  earlier(place: Place, answerId: string): Promise<Timeline | null>;
  /** @throws DatelineError usage-source */
  latest(input: LatestInput): Promise<Latest>;
  /** @throws DatelineError article-unknown for an id that is not stored */
  summarize(input: SummaryInput): Promise<LinkSummary>;
  checkClaim(input: ClaimInput): Promise<ClaimCheck>;
}
