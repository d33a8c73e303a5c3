// Everything a command or the terminal may ask of Dateline. Implemented in bin/wire.ts; no Discord, no model, no SQL here.

import type { Answer, AnswerExplanation, Missed, SourcesReport, WhyReport } from "../model/answer.js";
import type { Article, ArticleHeading, ArticleHistory, IngestRow, Instant, Place } from "../model/article.js";
import type { FeedHealth, FeedRefresh } from "../model/feed.js";
import type { GuildSettings, SettingChange } from "../model/guild.js";
import type { Forgotten, PrivacyFacts, Status } from "../model/status.js";
import type { ClaimCheck, Latest, LinkSummary, SummaryLength, Timeline } from "../model/topic.js";
import type {
  Notice,
  TopicWishes,
  Watch,
  WatchAddition,
  WatchCount,
  WatchPage,
  WatchWishes,
} from "../model/watch.js";

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

export interface TopicServices {
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

export interface WatchServices {
  /** Asks now and tells when the answer changes. @throws DatelineError watch-limit, usage-invalid, and what asking throws */
  add(place: Place, question: string, wishes: WatchWishes): Promise<WatchAddition>;
  /** Watches the question of an answer that this person may see. @throws DatelineError answer-unknown, watch-limit */
  addAnswer(place: Place, answerId: string, wishes: WatchWishes): Promise<WatchAddition>;
  /** Of a person, newest first, ended ones too. */
  list(userId: string, offset: number, limit: number): Promise<WatchPage>;
  /** Takes out what a person could not be told, to be shown now; what was paused for it goes on. */
  takeHeld(userId: string): Promise<readonly Notice[]>;
  /** The person's own, whose question holds what was typed. */
  suggest(userId: string, typed: string, limit: number): Promise<readonly Watch[]>;
  /** Null where it is not there or another person's. */
  remove(userId: string, watchId: string): Promise<Watch | null>;
  /** Keeps it for another 90 days from now, and tries again where it was paused; null as above. */
  renew(userId: string, watchId: string): Promise<Watch | null>;
  /** Removes all that a person watches; returns how many. */
  removeOf(userId: string): Promise<number>;

  /** Tells a channel of every story about a topic; one that it follows already is kept for longer, and tried again. @throws DatelineError watch-limit, usage-invalid */
  follow(place: Place, wishes: TopicWishes): Promise<{ readonly watch: Watch; readonly isNew: boolean }>;
  /** Of a guild, newest first. */
  follows(guildId: string): Promise<readonly Watch[]>;
  /** Null where this guild does not follow it. */
  unfollow(guildId: string, watchId: string): Promise<Watch | null>;

  /** For whoever runs Dateline: counts by guild, most first. */
  counts(): Promise<readonly WatchCount[]>;
  /** The clock. */
  now(): Instant;
}

export interface AskInput {
  readonly question: string;
  /** What the person typed: a day or an instant; absent means now. @see Services.ask for errors */
  readonly asOf?: string;
  readonly source?: string;
  readonly place: Place;
  readonly visibility: "public" | "private";
  /** Of the interaction that waits for the answer; see OpenQuestionServices. */
  readonly questionId?: string;
}

/** A text handed in through Discord or the terminal. */
export interface ArticleUpload {
  /** File name, used to choose the reader; "pasted.txt" for pasted text. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly url?: string;
  readonly title?: string;
  readonly source?: string;
  readonly publishedAt?: string;
}

/** A page to be read from the web, and what is known of it beside. */
export interface PageRequest {
  /** Of http or https. */
  readonly url: string;
  readonly source?: string;
  readonly publishedAt?: string;
}

/** A feed, or a page that links to its feed, to be followed. */
export interface FeedInput {
  readonly url: string;
  /** The outlet; absent: what the feed says. */
  readonly source?: string;
  /** Whether the page behind each link is read; default "auto": where the item is short. */
  readonly fullText?: FeedHealth["fullText"];
}

export interface FeedAddition {
  /** False where it was followed already. */
  readonly isNew: boolean;
  readonly feed: FeedHealth;
  /** Its first read; null where that takes longer than was waited. */
  readonly refresh: FeedRefresh | null;
}

/** What may be asked about feeds; `waitMs` bounds how long a read is waited for, never how long it takes. */
export interface FeedServices {
  /** Finds the feed, follows it and reads it. @throws DatelineError usage-address, feed-unusable where there is no feed */
  add(input: FeedInput, waitMs: number): Promise<FeedAddition>;
  /** By title. */
  list(
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly FeedHealth[] }>;
  /** @throws DatelineError feed-unknown */
  health(feedId: string): Promise<FeedHealth>;
  /** Its articles stay. @throws DatelineError feed-unknown */
  remove(feedId: string): Promise<FeedHealth>;
  /** Reads one feed, or all, now. @throws DatelineError feed-unknown */
  refresh(
    feedId: string | null,
    waitMs: number,
  ): Promise<{ readonly finished: readonly FeedRefresh[]; readonly waiting: number }>;
  /** Feeds whose title or address holds what was typed, by title. */
  suggest(typed: string, limit: number): Promise<readonly FeedHealth[]>;
}

/** What may be asked about the settings of guilds. */
export interface SettingsServices {
  /** Of a guild, defaults filled in; the defaults for null, which stands for DMs and the terminal. */
  of(guildId: string | null): Promise<GuildSettings>;
  /**
   * Changes settings, at once for every process over the store, and keeps a line for each that differs afterwards; returns
   * these. `edit` sees what holds when it is written. @throws DatelineError usage-invalid for a value that a setting cannot have
   */
  change(
    guildId: string,
    userId: string,
    edit: (settings: GuildSettings) => GuildSettings,
  ): Promise<readonly SettingChange[]>;
  /** What was changed, newest first. */
  audit(
    guildId: string,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly SettingChange[] }>;
}

/** What may be asked about what is kept of a person. */
export interface PrivacyServices {
  facts(guildId: string | null): Promise<PrivacyFacts>;
  /** Deletes what is kept about a person, everywhere; backups and what stands in Discord stay. */
  forget(userId: string): Promise<Forgotten>;
}

/** Remembers questions until their reply has reached the person, over restarts. */
export interface OpenQuestionServices {
  /** Notes a question before it is answered; resolves when it is stored, which may take a moment. */
  begin(questionId: string, question: string, place: Place): Promise<void>;
  /** Notes that the reply to this interaction was delivered, or lost; no error where it asked nothing. */
  end(interactionId: string, outcome: "delivered" | "lost"): Promise<void>;
  /** What never reached this person, null where all did; delivering the reply to `interactionId` settles it. */
  missed(place: Place, interactionId: string): Promise<Missed | null>;
}

export interface Services {
  readonly openQuestions: OpenQuestionServices;
  readonly feeds: FeedServices;
  readonly settings: SettingsServices;
  readonly topics: TopicServices;
  readonly watches: WatchServices;
  readonly privacy: PrivacyServices;
  /** Answers and stores the answer. @throws DatelineError usage-question, usage-day for a bad or future `asOf`, usage-source */
  ask(input: AskInput): Promise<Answer>;
  /** The same, with every candidate and the gate at which it was dropped; stores nothing. */
  explain(input: AskInput): Promise<AnswerExplanation>;
  /** The chosen answer, or the newest that this person may see here; null where there is none. What is not quoted here is withheld. */
  sources(place: Place, answerId?: string): Promise<SourcesReport | null>;
  /** The working of a stored answer, worked out again as of its moment; stores nothing. Null where this person may not see it here. */
  why(place: Place, answerId: string): Promise<WhyReport | null>;
  /** The stored answer, if this person may see it here, without what is not quoted here any more; null where its lead is not. */
  answer(place: Place, answerId: string): Promise<Answer | null>;
  /** Makes a private answer public, so that /sources in the channel finds it. @throws DatelineError answer-unknown */
  publish(place: Place, answerId: string): Promise<Answer>;
  recentAnswers(place: Place, limit: number): Promise<readonly Answer[]>;
  /** Only what may be quoted at `place`; null: everything, for whoever keeps the articles. */
  suggestArticles(typed: string, limit: number, place: Place | null): Promise<readonly ArticleHeading[]>;
  suggestSources(typed: string, limit: number, place: Place | null): Promise<readonly string[]>;
  listArticles(
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly ArticleHeading[] }>;
  article(articleId: string): Promise<Article | null>;
  /** All revisions of an article with what changed, and its copies that may be quoted at `place`. @throws DatelineError article-unknown */
  history(articleId: string, place: Place | null): Promise<ArticleHistory>;
  addArticle(upload: ArticleUpload): Promise<IngestRow[]>;
  /** Fetches and reads a page; one that cannot be had is a rejected row. @throws DatelineError usage-address for no http or https address */
  addPage(page: PageRequest): Promise<IngestRow[]>;
  /** Returns the title. @throws DatelineError article-unknown */
  removeArticle(articleId: string): Promise<string>;
  status(): Promise<Status>;
  /** The clock, so that rendering never reads one. */
  now(): Instant;
}
