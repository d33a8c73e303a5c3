// Everything a command or the terminal may ask of Dateline. Implemented in bin/wire.ts; no Discord, no model, no SQL here.
import type { GuildSettings } from "./guild-settings.js";
import type {
  AnswerExplanation,
  ArticleHistory,
  FeedHealth,
  FeedRefresh,
  IngestRow,
  SourcesReport,
  Status,
} from "./reports.js";
import type { Answer, Article, ArticleHeading, Instant, Place } from "./schema.js";
import type { ReadingServices } from "./services-reading.js";

export interface AskInput {
  readonly question: string;
  /** What the person typed: a day or an instant; absent means now. @see Services.ask for errors */
  readonly asOf?: string;
  readonly source?: string;
  readonly place: Place;
  readonly visibility: "public" | "private";
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
  /** Finds the feed, follows it and reads it. @throws DatelineError usage-invalid, feed-unusable where there is no feed */
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
}

export interface Services {
  readonly feeds: FeedServices;
  readonly settings: SettingsServices;
  readonly reading: ReadingServices;
  /** Answers and stores the answer. @throws DatelineError usage-invalid for an empty question, a bad or future `asOf`, an unknown source */
  ask(input: AskInput): Promise<Answer>;
  /** The same, with every candidate and the gate at which it was dropped; stores nothing. */
  explain(input: AskInput): Promise<AnswerExplanation>;
  /** The chosen answer, or the newest that this person may see here; null where there is none. */
  sources(place: Place, answerId?: string): Promise<SourcesReport | null>;
  /** The stored answer, if this person may see it here. */
  answer(place: Place, answerId: string): Promise<Answer | null>;
  /** Makes a private answer public, so that /sources in the channel finds it. @throws DatelineError answer-unknown */
  publish(place: Place, answerId: string): Promise<Answer>;
  recentAnswers(place: Place, limit: number): Promise<readonly Answer[]>;
  suggestArticles(typed: string, limit: number): Promise<readonly ArticleHeading[]>;
  suggestSources(typed: string, limit: number): Promise<readonly string[]>;
  listArticles(
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly ArticleHeading[] }>;
  article(articleId: string): Promise<Article | null>;
  /** All revisions of an article with what changed, and its copies. @throws DatelineError article-unknown */
  history(articleId: string): Promise<ArticleHistory>;
  addArticle(upload: ArticleUpload): Promise<IngestRow[]>;
  /** Fetches and reads a page; one that cannot be had is a rejected row. @throws DatelineError usage-invalid for no http or https address */
  addPage(page: PageRequest): Promise<IngestRow[]>;
  /** Returns the title. @throws DatelineError article-unknown */
  removeArticle(articleId: string): Promise<string>;
  status(): Promise<Status>;
  /** The clock, so that rendering never reads one. */
  now(): Instant;
}
