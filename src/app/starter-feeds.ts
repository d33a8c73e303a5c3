// The packs of feeds to begin with: which there are, following them, and a question to try once their first articles are read.

import { setTimeout as wait } from "node:timers/promises";
import type { FeedPoller } from "../ingest/feeds/poller.js";
import type { Article, Instant, Place } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import type { FeedPack, FeedRefresh, FirstReads, StartedFeeds } from "../model/feed.js";
import { languageOf } from "../model/guild.js";
import type { ArticleStore, FeedRecord, FeedStore, SearchStore } from "../store/ports.js";
import { outletsAt } from "./allowed-outlets.js";
import type { QuestionService } from "./ask.js";
import { newFeed } from "./feeds.js";
import type { SettingsService } from "./guild-settings.js";

/** Between two reports of progress. */
const REPORT_EVERY_MS = 2_000;
/** Articles that may be asked about. */
const ASKED_ABOUT = 100;
/** Questions of each kind that are tried, about half a second each. */
const TRIED = 4;
/** A shorter headline says too little to ask with. */
const MIN_HEADLINE_WORDS = 4;
/** Longest question to try, so that a button can carry it. */
const MAX_QUESTION = 80;

export interface StartOptions {
  readonly place: Place;
  /** How long the first reads are waited for; they go on after that. */
  readonly waitMs: number;
  /** Called about every two seconds while feeds are read; the next report waits for it. */
  readonly onProgress?: (reads: FirstReads) => Promise<void> | void;
}

interface StarterFeedParts {
  readonly feeds: FeedStore;
  readonly articles: Pick<ArticleStore, "counts">;
  readonly search: Pick<SearchStore, "newestArticles">;
  readonly poller: Pick<FeedPoller, "refresh">;
  readonly questions: Pick<QuestionService, "explain">;
  readonly settings: Pick<SettingsService, "of">;
  /** Reads the list of packs. @throws DatelineError read-unreadable */
  readonly readPacks: () => Promise<readonly FeedPack[]>;
  readonly now: () => Instant;
}

export class StarterFeedService {
  readonly #parts: StarterFeedParts;

  constructor(parts: StarterFeedParts) {
    this.#parts = parts;
  }

  /** Says whether anything can be answered yet, and how many feeds will bring articles; null if the store holds articles. */
  async empty(): Promise<{ readonly feeds: number } | null> {
    const { articles, feeds } = this.#parts;
    return (await articles.counts()).articles > 0 ? null : { feeds: await feeds.count() };
  }

  /** Returns the packs in the order of their file. @throws DatelineError read-unreadable */
  packs(): Promise<readonly FeedPack[]> {
    return this.#parts.readPacks();
  }

  /**
   * Follows the feeds of these packs and reads those that were never read. A feed that cannot be read stays followed, and its
   * health says why.
   * @throws DatelineError feed-unknown for a pack that does not exist, read-unreadable
   */
  async start(packIds: readonly string[], options: StartOptions): Promise<StartedFeeds> {
    const packs = await this.#chosen(packIds);
    const { unread, known } = await this.#follow(packs);
    const finished = await this.#read(unread, options);
    const failed = finished.filter(({ outcome }) => outcome === "failed" || outcome === "gone");
    const articles = await this.#added(unread);
    const question = await this.#questionToTry(options.place);
    return { packs, feeds: unread.length, read: finished.length, articles, known, failed, question };
  }

  async #chosen(packIds: readonly string[]): Promise<FeedPack[]> {
    const packs = await this.packs();
    return [...new Set(packIds.map((id) => id.toLowerCase()))].map((id) => {
      const pack = packs.find(({ packId }) => packId === id);
      if (pack !== undefined) return pack;
      throw new DatelineError("feed-unknown", `No such pack of feeds: “${id.slice(0, 40)}”`, {
        hint: `There are: ${packs.map(({ packId }) => packId).join(", ")}.`,
      });
    });
  }

  async #follow(packs: readonly FeedPack[]): Promise<{ unread: FeedRecord[]; known: number }> {
    const { feeds, now } = this.#parts;
    const unread: FeedRecord[] = [];
    let known = 0;
    const listed = new Map(packs.flatMap((pack) => pack.feeds).map((feed) => [feed.url, feed]));
    for (const { url, title, siteUrl } of listed.values()) {
      const record = newFeed(url, now(), { title, siteUrl });
      if (await feeds.add(record)) {
        unread.push(record);
        continue;
      }
      const there = (await feeds.feedAt(url)) ?? (await feeds.feed(record.feedId));
      if (there !== null && there.succeededAt === null) unread.push(there);
      else known += 1;
    }
    return { unread, known };
  }

  /** Reads feeds and reports how far that has come; returns the reads that ended in time. */
  async #read(feeds: readonly FeedRecord[], { waitMs, onProgress }: StartOptions): Promise<FeedRefresh[]> {
    const finished: FeedRefresh[] = [];
    const reads = feeds.map(async (feed) => void finished.push(await this.#parts.poller.refresh(feed)));
    const timer = new AbortController();
    const { signal } = timer;
    const done = Promise.all(reads).then(() => true);
    const late = wait(waitMs, true, { signal }).catch(() => true);
    while (!(await Promise.race([done, late, wait(REPORT_EVERY_MS, false, { signal }).catch(() => true)])))
      await onProgress?.({
        feeds: feeds.length,
        read: finished.length,
        articles: await this.#added(feeds),
      });
    timer.abort();
    return [...finished];
  }

  async #added(feeds: readonly FeedRecord[]): Promise<number> {
    let added = 0;
    for (const { feedId } of feeds) added += (await this.#parts.feeds.counts(feedId)).added;
    return added;
  }

  /** Returns the first question about the newest articles that they answer, a clear answer before a weak one; null if none does. */
  async #questionToTry(place: Place): Promise<string | null> {
    const { search, questions, settings, now } = this.#parts;
    const outlets = await outletsAt(place, settings);
    const newest = await search.newestArticles(ASKED_ABOUT, { asOf: now(), source: null, outlets });
    let weak: string | null = null;
    for (const question of questionsOn(newest)) {
      const { answer } = await questions.explain({ question, place, visibility: "private" });
      if (answer.kind === "answered" && answer.strength === "clear") return question;
      if (answer.kind === "answered") weak ??= question;
    }
    return weak;
  }
}

/** Questions on the newest articles: what their beginnings say, asked as a question, then headlines with a question mark. */
function questionsOn(articles: readonly Article[]): string[] {
  const turned = articles.flatMap(({ title, text, language }) => {
    if (languageOf(language ?? "en") !== "en") return [];
    const [sentence = ""] = text.split(/(?<=[.!?])\s|\n/, 1);
    return asEnglishQuestion(sentence) ?? asEnglishQuestion(title) ?? [];
  });
  const long = articles.filter(({ title }) => title.trim().split(/\s+/).length >= MIN_HEADLINE_WORDS);
  const headlines = long.map(({ title }) => `${title.replace(/\s+/g, " ").replace(/[\s.!?…]+$/u, "")}?`);
  const fitting = (questions: readonly string[]) => questions.filter(({ length }) => length <= MAX_QUESTION);
  return [...fitting(turned).slice(0, TRIED), ...fitting(headlines).slice(0, TRIED)];
}

const STATEMENT = /^([^,;:"“”()]+?) (will|is|are|was|were|has|have|can) ([^,;:"“”()]+?)(?:,.*)?[.!]?$/su;
/** Words that point at something said before, deny, or open a clause: the verb after them is not the one to move. */
const NOT_A_SUBJECT =
  /\b(?:he|she|it|they|we|i|you|this|that|these|those|no|none|nobody|neither|who|which|what|how|when|where|if|and|but|as|after|while)\b/i;
const DENIAL = /\b(?:not|never|no)\b/i;
const DETERMINER =
  /^(?:The|A|An|All|Some|Many|Most|More|Several|Two|Three|Its|His|Her|Their|Both|Each|Every)\b/;
const MAX_SUBJECT_WORDS = 8;

/** Turns an English statement such as "The bridge is closed, police said." into "Is the bridge closed?"; null where that is not safe. */
function asEnglishQuestion(statement: string): string | null {
  const [, subject = "", verb = "", rest = ""] = STATEMENT.exec(statement.trim()) ?? [];
  if (subject === "" || subject.split(" ").length > MAX_SUBJECT_WORDS) return null;
  if (NOT_A_SUBJECT.test(subject) || DENIAL.test(rest)) return null;
  const named = subject.replace(DETERMINER, (word) => word.toLowerCase());
  return `${verb[0]?.toUpperCase()}${verb.slice(1)} ${named} ${rest}?`;
}
