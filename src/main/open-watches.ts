// Watches over their parts: store, services, and the watcher once there is somebody to tell. Starts nothing by itself.

import type { AnswerRequest } from "../answer/answer.js";
import { makeQuote, toCitation, verifyAnswer, verifyQuotes } from "../answer/cite.js";
import { type MayQuote, withholdAnswer } from "../answer/sources.js";
import { copiesInStore } from "../app/answering.js";
import type { AnswerService } from "../app/answers.js";
import { outletsAt, quotable } from "../app/outlets.js";
import type { SettingsService } from "../app/settings.js";
import { WatchService } from "../app/watches.js";
import type { Answer, AnswerExplanation, SourcesReport } from "../model/answer.js";
import type { Article, Instant } from "../model/article.js";
import type { CitedQuote, News, Notifier, Watch } from "../model/watch.js";
import type { AnswerStore, ArticleStore, Stores, WatchStore } from "../store/ports.js";
import type { VectorIndex } from "../store/vector-index.js";
import { Watcher, type WatcherParts } from "../watch/watcher.js";
import type { Models } from "./open-models.js";

export interface WatchingParts {
  readonly stores: Pick<Stores, "articles" | "search" | "answers" | "watches" | "arrivals">;
  readonly index: VectorIndex | null;
  readonly models: Pick<Models, "embedder" | "reranker">;
  readonly settings: SettingsService;
  /** Answers a request; stores nothing. */
  readonly answer: (request: AnswerRequest) => Promise<AnswerExplanation>;
  /** The same for a person who waits. */
  readonly answerAtOnce: WatchingParts["answer"];
  readonly reportSources: (answer: Answer) => Promise<SourcesReport>;
  readonly peopleFirst: () => Promise<void>;
  readonly answers: AnswerService;
  readonly now: () => Instant;
}

/** Told of rounds and of what failed in them; the pace is for tests. */
export type WatchEvents = Pick<WatcherParts, "onRound" | "onFault" | "pace">;

export interface Watching {
  readonly services: WatchService;
  readonly store: WatchStore;
  /** Starts to tell through this notifier; once. */
  start(notifier: Notifier, events?: WatchEvents): void;
  /** Makes the watcher without starting it, for tests that go round by themselves. */
  watcher(notifier: Notifier, events?: WatchEvents): Watcher;
  /** Ends the round in hand. */
  stop(): Promise<void>;
}

/** Joins the parts. */
export function openWatches(parts: WatchingParts): Watching {
  const { stores, now } = parts;
  const { watches, arrivals } = stores;
  const ask = (watch: Asked) => askNow(watch, parts, parts.answerAtOnce);
  const services = new WatchService({
    ...{ watches, arrivals, ask, now, answers: parts.answers },
    keepAnswer: (record) => stores.answers.putAnswer(record),
  });
  let running: Watcher | null = null;
  const watcher = (notifier: Notifier, events: WatchEvents = {}) => createWatcher(parts, notifier, events);
  return {
    services,
    store: watches,
    watcher,
    start: (notifier, events) => {
      running ??= watcher(notifier, events);
      running.start();
    },
    stop: async () => running?.stop(),
  };
}

type Asked = Pick<Watch, "text" | "source" | "guildId">;

/** Asks as somebody in the guild of the watch would now. */
async function askNow(
  { text: question, source, guildId }: Asked,
  { settings, now }: Pick<WatchingParts, "settings" | "now">,
  answer: WatchingParts["answer"],
): Promise<Answer> {
  const outlets = await outletsAt({ guildId }, settings);
  const asOf = now();
  return (await answer({ question, now: asOf, asOf, asOfChosen: false, source, outlets })).answer;
}

function createWatcher(parts: WatchingParts, notifier: Notifier, events: WatchEvents): Watcher {
  const { stores, models, settings, index, now, reportSources, peopleFirst } = parts;
  const { articles, search, answers, watches, arrivals } = stores;
  return new Watcher({
    ...events,
    ...{ watches, arrivals, index, now, reportSources, peopleFirst, notifier },
    articles,
    embedder: models.embedder,
    reranker: models.reranker,
    ask: (watch) => askNow(watch, parts, parts.answer),
    quotableIn: async (guildId) => quotable(await outletsAt({ guildId }, settings)),
    copiesOf: (article) => copiesInStore(search, article, { asOf: now(), source: null }),
    quote: citedQuote,
    verify: async (news, guildId) =>
      verifyNews(news, articles, quotable(await outletsAt({ guildId }, settings))),
    clockOf: (guildId) => settings.of(guildId),
    keep: (news, watch) => keepAnswer(news, watch, answers),
  });
}

function citedQuote(article: Article, span: { readonly start: number; readonly end: number }): CitedQuote {
  return { quote: makeQuote(article, span, 1), citation: toCitation(article, 1) };
}

/** Sources of what is told can be asked for, by whoever can read it. */
async function keepAnswer(news: News, watch: Watch, answers: Pick<AnswerStore, "putAnswer">): Promise<void> {
  if (news.kind === "topic" || news.answer === null) return;
  const { guildId, userId, target } = watch;
  const channelId = target.kind === "channel" ? target.id : watch.channelId;
  const visibility = target.kind === "channel" ? "public" : "private";
  await answers.putAnswer({ answer: news.answer, place: { guildId, channelId, userId }, visibility });
}

/** Leaves out quotes that the store no longer holds letter by letter or that are not quoted there; null where nothing is left to tell. */
async function verifyNews(
  news: News,
  articles: Pick<ArticleStore, "article">,
  mayQuote: MayQuote,
): Promise<News | null> {
  const read = (articleId: string, revision: number) => articles.article(articleId, revision);
  const stands = async ({ quote, citation }: CitedQuote) =>
    mayQuote(citation.source) && (await verifyQuotes([quote], read)).length > 0;
  if (news.kind === "topic") {
    const kept: (typeof news.stories)[number][] = [];
    for (const story of news.stories) if (await stands(story.lead)) kept.push(story);
    return kept.length === 0 ? null : { ...news, stories: kept };
  }
  const verified = news.answer === null ? null : await verifyAnswer(news.answer, read);
  const answer = verified === null ? null : withholdAnswer(verified, mayQuote);
  const held = async (cited: CitedQuote | null) => (cited !== null && (await stands(cited)) ? cited : null);
  const [before, now] = [await held(news.before), await held(news.now)];
  const isLeft = now !== null || (news.revision !== null && before !== null);
  return isLeft ? { ...news, answer, before, now } : null;
}
