// The news of watches: finding it, keeping its answer, verifying it before it is sent; and the watcher made of these stages.

import type { AnswerRequest } from "../answer/answer.js";
import { makeQuote, toCitation, verifyAnswer, verifyQuotes } from "../answer/cite.js";
import { withholdAnswer } from "../answer/sources.js";
import type { Embedder, Reranker } from "../embed/embedder.js";
import type { Article, Instant } from "../model/article.js";
import type { Shards } from "../model/processes.js";
import type { CitedQuote, News, Notifier, Watch } from "../model/watch.js";
import type { Stores, VectorIndex } from "../store/ports.js";
import { type EvidenceParts, findChange, gatherEvidence } from "../watch/find-answer-change.js";
import { ArrivalMatcher } from "../watch/match-arrivals.js";
import { gatherStories, type StoryParts } from "../watch/topic-stories.js";
import { Watcher, type WatcherEvents } from "../watch/watcher.js";
import { outletsAt, quotable } from "./allowed-outlets.js";
import type { PriorityAnswerer } from "./answer-pipeline.js";
import { copiesInStore } from "./answer-pipeline.js";
import type { SettingsService } from "./guild-settings.js";
import type { PrivacyService } from "./privacy.js";

interface WatchNewsParts {
  readonly stores: Pick<Stores, "articles" | "search" | "answers" | "watches" | "arrivals" | "processes">;
  /** The shards of this process, which tells the servers of these only; null if it has all there are. */
  readonly shards: Shards | null;
  /** Null while lexical only. */
  readonly index: VectorIndex | null;
  readonly models: { readonly embedder: Embedder | null; readonly reranker: Reranker | null };
  readonly settings: Pick<SettingsService, "of">;
  readonly answerer: Pick<PriorityAnswerer, "answerInBackground" | "reportSources" | "whenIdle">;
  readonly privacy: Pick<PrivacyService, "forPerson">;
  readonly now: () => Instant;
}

/** Makes a watcher that sends news through the notifier; it does nothing before it is started. */
export function createWatcher(
  parts: WatchNewsParts,
  notifier: Notifier,
  events: WatcherEvents = {},
): Watcher {
  const { stores, shards, index, models, settings, answerer, now } = parts;
  const { watches, arrivals, articles, processes } = stores;
  const news = new WatchNews(parts);
  const { onFault, onChannel } = events;
  return new Watcher(
    {
      watches,
      processes,
      matcher: new ArrivalMatcher({ watches, arrivals, articles, index, embedder: models.embedder, now }),
      news,
      delivery: {
        watches,
        processes,
        shards,
        notifier,
        news,
        now,
        ...(onFault ? { onFault } : {}),
        ...(onChannel ? { onChannel } : {}),
      },
      clockOf: (guildId) => settings.of(guildId),
      whenIdle: () => answerer.whenIdle(),
      now,
    },
    events,
  );
}

/** Returns what somebody in the guild of a watch would ask now. */
export async function requestOf(
  { text: question, source, guildId }: Pick<Watch, "text" | "source" | "guildId">,
  settings: Pick<SettingsService, "of">,
  now: Instant,
): Promise<AnswerRequest> {
  const outlets = await outletsAt({ guildId }, settings);
  return { question, now, asOf: now, asOfChosen: false, source, outlets };
}

class WatchNews {
  readonly #parts: WatchNewsParts;
  readonly #evidence: EvidenceParts;
  readonly #stories: StoryParts;

  constructor(parts: WatchNewsParts) {
    const { stores, models, settings, answerer, now } = parts;
    const { articles, arrivals, search } = stores;
    const copiesOf = (article: Article) => copiesInStore(search, article, { asOf: now(), source: null });
    this.#parts = parts;
    this.#evidence = {
      ...{ articles, arrivals, copiesOf },
      embedder: models.embedder,
      ask: async (watch) =>
        (await answerer.answerInBackground(await requestOf(watch, settings, now()))).answer,
      reportSources: (answer) => answerer.reportSources(answer),
    };
    this.#stories = {
      ...{ articles, arrivals, copiesOf },
      reranker: models.reranker,
      quotableIn: async (guildId) => quotable(await outletsAt({ guildId }, settings)),
      quote: (article, span) => ({
        quote: makeQuote(article, span, 1),
        citation: toCitation(article, 1),
      }),
    };
  }

  /** Returns what to tell of a watch; null if nothing is new. */
  async find(watch: Watch): Promise<News | null> {
    if (watch.kind === "topic") return gatherStories(watch, this.#stories);
    return findChange(await gatherEvidence(watch, this.#evidence));
  }

  /** Stores the answer of the news, so that anyone who reads it can ask for its sources; not if the watch was removed meanwhile. */
  async keep(news: News, { watchId, guildId, userId, target, channelId }: Watch): Promise<void> {
    if (news.kind === "topic" || news.answer === null) return;
    const { answer } = news;
    const { stores, privacy } = this.#parts;
    const isChannel = target.kind === "channel";
    const place = { guildId, channelId: isChannel ? target.id : channelId, userId };
    const visibility = isChannel ? "public" : "private";
    await privacy.forPerson(userId, async (store) => {
      if ((await stores.watches.watch(watchId)) === null) return;
      await store(() => stores.answers.putAnswer({ answer, place, visibility }));
    });
  }

  /** Leaves out quotes that the store no longer holds letter by letter, or that are withheld in the guild; null if nothing is left to tell. */
  async verify(news: News, guildId: string | null): Promise<News | null> {
    const { settings, stores } = this.#parts;
    const mayQuote = quotable(await outletsAt({ guildId }, settings));
    const read = (articleId: string, revision: number) => stores.articles.article(articleId, revision);
    const isValid = async ({ quote, citation }: CitedQuote) =>
      mayQuote(citation.source) && (await verifyQuotes([quote], read)).length > 0;
    if (news.kind === "topic") {
      const kept: (typeof news.stories)[number][] = [];
      for (const story of news.stories) if (await isValid(story.lead)) kept.push(story);
      return kept.length === 0 ? null : { ...news, stories: kept };
    }
    const verified = news.answer === null ? null : await verifyAnswer(news.answer, read);
    const answer = verified === null ? null : withholdAnswer(verified, mayQuote);
    const valid = async (cited: CitedQuote | null) =>
      cited !== null && (await isValid(cited)) ? cited : null;
    const [before, now] = [await valid(news.before), await valid(news.now)];
    const isLeft = now !== null || (news.revision !== null && before !== null);
    return isLeft ? { ...news, answer, before, now } : null;
  }
}
