// What /watch and /follow say, and the news they send: what is watched, where news goes, until when.

import type { Citation } from "../model/answer.js";
import type {
  Change,
  CitedQuote,
  News,
  Notice,
  Story,
  TopicNews,
  Watch,
  WatchAddition,
  WatchPage,
} from "../model/watch.js";
import { commandIn } from "./catalogue.js";
import { asOfLine, MAX_TITLE, questionLine, quoteBlock } from "./citation.js";
import { writeCustomId } from "./custom-id.js";
import { type Block, type Document, linesBlock, plainDocument, ruled } from "./document.js";
import { noticeDocument } from "./error.js";
import { type Button, type Message, writeMessage } from "./message.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { instant, type Line, link, mention, type Part, strong } from "./translator.js";

/** Longest sentence shown of a revision. */
const MAX_SENTENCE = 500;
/** Further reports named per story. */
const MAX_OTHERS = 4;

/** Lays out news as one message; several changes are numbered. */
export function newsDocument(news: readonly News[], at: string, translator: Translator): Document {
  const changes = news.filter((one) => one.kind === "change");
  const topics = news.filter((one) => one.kind === "topic");
  const isOne = changes.length === 1 && topics.length === 0;
  const answers = changes.flatMap(({ answer }) => answer ?? []);
  const [answer] = answers;
  return {
    tone: changes.length > 0 ? "answered" : "plain",
    blocks: ruled([
      ...changes.map((change, i) => changeBlocks(change, isOne ? null : i + 1, translator)),
      ...topics.flatMap((topic) => topicGroups(topic, translator)),
    ]),
    footer: isOne && answer !== undefined ? [asOfLine(answer, translator)] : [],
    at,
    translator,
  };
}

function changeBlocks(change: Change, number: number | null, translator: Translator): Block[] {
  const { question, because, before, revision, answer } = change;
  const count = number === null ? "" : `${number} · `;
  const heading: Line = [count, ...translator.line("news.because", { because })];
  const now = change.now === null ? [] : [citedBlock(change.now, translator)];
  const isWeak = answer?.kind === "answered" && answer.strength === "weak" && now.length > 0;
  const doubt: Block[] = isWeak ? [linesBlock([translator.line("news.weak")], true)] : [];
  const gone: Block[] =
    revision !== null && answer === null ? [linesBlock([translator.line("news.no-answer")])] : [];
  return [
    linesBlock([questionLine(question)], true),
    { kind: "heading", line: heading },
    ...(revision === null ? [...doubt, ...now] : [...revisedBlocks(change, translator), ...doubt, ...gone]),
    ...(revision === null && before !== null ? beforeBlocks(before, translator) : []),
    ...(revision !== null && now.length > 0
      ? [{ kind: "heading" as const, line: translator.line("news.reported") }, ...now]
      : []),
  ];
}

function beforeBlocks(before: CitedQuote, translator: Translator): Block[] {
  return [{ kind: "heading", line: translator.line("news.before") }, citedBlock(before, translator)];
}

function citedBlock({ quote, citation }: CitedQuote, translator: Translator): Block {
  return quoteBlock(quote, [citation], translator);
}

/** Says what became of the quote; a new sentence that is quoted below is not repeated. */
function revisedBlocks({ before, revision, now: quoted }: Change, translator: Translator): Block[] {
  if (revision === null) return [];
  const at = instant(revision.at, "moment");
  const isQuoted = revision.now !== null && quoted?.quote.text.includes(revision.now) === true;
  const now = revision.now === null ? null : oneLine(revision.now, MAX_SENTENCE);
  const announced = revision.announced === null ? null : oneLine(revision.announced, MAX_SENTENCE);
  const said: Line[] = [
    ...(now === null || isQuoted ? [] : [translator.line("news.now", { at, now })]),
    ...(announced === null ? [] : [translator.line("news.announced", { text: announced })]),
  ];
  const gone: Line[] =
    revision.now === null && announced === null ? [translator.line("news.gone", { at })] : [];
  const told = [...said, ...gone];
  return [
    ...(before === null ? [] : [citedBlock(before, translator)]),
    ...(told.length === 0 ? [] : [linesBlock(told)]),
  ];
}

function topicGroups({ topic, stories, more }: TopicNews, translator: Translator): Block[][] {
  const line = translator.line("news.topic", {
    topic: translator.words("page.quoted", { text: oneLine(topic, 100) }),
  });
  const heading: Block = { kind: "heading", line };
  const groups = stories.map((story) => storyBlocks(story, translator));
  const rest: Block[][] =
    more > 0 ? [[linesBlock([translator.line("news.more", { count: more })], true)]] : [];
  return [[heading, ...(groups[0] ?? [])], ...groups.slice(1), ...rest];
}

function storyBlocks({ lead, others }: Story, translator: Translator): Block[] {
  if (others.length === 0) return [citedBlock(lead, translator)];
  const named = others
    .slice(0, MAX_OTHERS)
    .flatMap((citation, i): Line => [i === 0 ? " " : " · ", other(citation, translator)]);
  return [
    citedBlock(lead, translator),
    linesBlock([[...translator.line("news.also", { count: others.length }), ...named]], true),
  ];
}

function other({ source, title, url }: Citation, translator: Translator) {
  const outlet = oneLine(source ?? "", 60) || translator.words("citation.no-outlet");
  return link(`${outlet}: ${oneLine(title, MAX_TITLE / 2)}`, url);
}

/** Lays out the leading quote of the answer to a watched question. */
function answerLead(answer: Change["answer"], translator: Translator): Block[] {
  if (answer?.kind !== "answered") return [linesBlock([translator.line("watch.unanswered")])];
  const lead = answer.quotes[0];
  const citation = answer.citations.find(({ number }) => number === lead?.citation);
  return lead === undefined || citation === undefined
    ? []
    : [citedBlock({ quote: lead, citation }, translator)];
}

/** Watches on a page of the list. */
export const WATCHES_PER_PAGE = 10;
const MAX_TEXT = 200;

/** Lays out that a question is watched, with its present answer. */
export function watchAddedDocument(
  { watch, isNew, answer }: WatchAddition,
  at: string,
  translator: Translator,
): Document {
  const heading: Block = { kind: "heading", line: translator.line(isNew ? "watch.added" : "watch.again") };
  return plainDocument(
    [
      linesBlock([questionLine(watch.text)], true),
      heading,
      ...answerLead(answer, translator),
      linesBlock([factsOf(watch, at, translator)], true),
    ],
    at,
    translator,
  );
}

/** Lays out one page of a person's watches, after news that could not be delivered. */
export function watchListDocument(
  { total, items }: WatchPage,
  held: readonly Notice[],
  at: string,
  translator: Translator,
): Document {
  const missed =
    held.length === 0
      ? []
      : newsDocument(
          held.map(({ news }) => news),
          at,
          translator,
        ).blocks;
  const heading: Block = { kind: "heading", line: translator.line("watch.list", { count: total }) };
  return {
    tone: "plain",
    blocks: ruled([
      missed.length === 0 ? [] : [{ kind: "heading", line: translator.line("watch.held") }, ...missed],
      [heading, ...items.flatMap((watch) => entryOf(watch, at, translator))],
    ]),
    footer: [translator.line("watch.hint", { command: commandIn(translator.language, "watch.add") })],
    at,
    translator,
  };
}

/** Lays out that a watch ended, or until when it is kept. */
function watchSentence(
  key: "watch.removed" | "watch.renewed",
  { text, expiresAt }: Watch,
  at: string,
  translator: Translator,
): Document {
  const short = translator.words("page.quoted", { text: oneLine(text, MAX_TEXT) });
  const values = key === "watch.removed" ? { text: short } : { text: short, day: instant(expiresAt, "day") };
  return plainDocument([linesBlock([translator.line(key, values)])], at, translator);
}

/** Lays out that a channel follows a topic. */
function followAddedDocument(
  { watch, isNew }: { readonly watch: Watch; readonly isNew: boolean },
  at: string,
  translator: Translator,
): Document {
  const topic = strong(oneLine(watch.text, MAX_TEXT));
  const until = translator.line("watch.until", { day: instant(watch.expiresAt, "day") });
  return plainDocument(
    [
      linesBlock([
        translator.line(isNew ? "follow.added" : "follow.again", {
          topic,
          channel: mention("channel", watch.target.id),
        }),
      ]),
      linesBlock([translator.line("follow.rate", { when: watch.delivery }), until], true),
    ],
    at,
    translator,
  );
}

/** Lays out the topics that a guild follows. */
export function followListDocument(topics: readonly Watch[], at: string, translator: Translator): Document {
  const heading: Block = { kind: "heading", line: translator.line("follow.list", { count: topics.length }) };
  const blocks = [heading, ...topics.flatMap((watch) => entryOf(watch, at, translator))];
  return plainDocument(blocks, at, translator);
}

/** Lays out that a topic is no longer followed. */
function followRemovedDocument({ text, target }: Watch, at: string, translator: Translator): Document {
  const values = { topic: strong(oneLine(text, MAX_TEXT)), channel: mention("channel", target.id) };
  const line = translator.line("follow.removed", values);
  return plainDocument([linesBlock([line])], at, translator);
}

function entryOf(watch: Watch, at: string, translator: Translator): Block[] {
  return [
    linesBlock([[strong(oneLine(watch.text, MAX_TEXT)), ...channelOf(watch)]]),
    linesBlock([factsOf(watch, at, translator), ...pausedLines(watch, at, translator)], true),
  ];
}

/** Says why a watch is paused, since when, and when it is tried again; empty if it is not. */
function pausedLines({ paused, retry }: Watch, at: string, translator: Translator): Line[] {
  if (paused === null) return [];
  const why = translator.line("watch.paused", { why: paused.replace("no-", "") });
  if (retry === null) return [why];
  const again =
    retry.at > at
      ? translator.line("watch.again-at", { age: instant(retry.at, "age") })
      : translator.line("watch.again-next");
  return [
    [
      ...why,
      " ",
      ...translator.line("watch.paused-since", { at: instant(retry.since, "moment") }),
      " ",
      ...again,
    ],
  ];
}

/** Names the channel of a topic. */
function channelOf({ kind, target }: Watch): Part[] {
  return kind === "topic" ? [" → ", mention("channel", target.id)] : [];
}

/** Writes to whoever set up these watches that their channel refuses, and what happens next. */
export function renderChannelPaused(paused: readonly Watch[], at: string, translator: Translator): Message {
  const [first] = paused;
  if (first === undefined) throw new RangeError("Nothing is paused");
  const isTopic = paused.some(({ kind }) => kind === "topic");
  const [list, remove] = isTopic
    ? (["follow.list", "follow.remove"] as const)
    : (["watch.list", "watch.remove"] as const);
  const channel = mention("channel", first.target.id);
  const commands = {
    list: commandIn(translator.language, list),
    remove: commandIn(translator.language, remove),
  };
  const texts = paused.map(({ text }): Line => ["· ", strong(oneLine(text, MAX_TEXT))]);
  return writeMessage(
    plainDocument(
      [
        { kind: "heading", line: translator.line("paused.title", { channel }) },
        linesBlock([translator.line("watch.paused", { why: (first.paused ?? "").replace("no-", "") })]),
        linesBlock(texts),
        linesBlock([translator.line("paused.next"), translator.line("paused.commands", commands)], true),
      ],
      at,
      translator,
    ),
  );
}

function factsOf(watch: Watch, at: string, translator: Translator): Line {
  const { target, delivery, quiet, expiresAt, toldAt, kind } = watch;
  const day = instant(expiresAt, "day");
  const facts: Line[] = [
    ...(kind === "topic"
      ? []
      : [translator.line("watch.where", { where: target.kind, channel: mention("channel", target.id) })]),
    translator.line("watch.when", { when: delivery }),
    ...(quiet === null
      ? []
      : [translator.line("watch.quiet", { from: String(quiet.from), to: String(quiet.to) })]),
    translator.line(expiresAt > at ? "watch.until" : "watch.ended", { day }),
    ...(toldAt === null ? [] : [translator.line("watch.told", { age: instant(toldAt, "age") })]),
  ];
  return facts.flatMap((fact, i) => (i === 0 ? fact : [" · ", ...fact]));
}

/** Writes that a question is watched. */
export function renderWatchAdded(addition: WatchAddition, at: string, translator: Translator): Message {
  return writeMessage(watchAddedDocument(addition, at, translator), {
    buttons: [stopButton(addition.watch, translator)],
  });
}

/** Writes one page of the list, the first with news that could not be delivered. */
export function renderWatches(
  list: WatchPage & { readonly page: number },
  held: readonly Notice[],
  at: string,
  translator: Translator,
): Message {
  const pages = Math.ceil(list.total / WATCHES_PER_PAGE);
  const button = (key: "watch.back" | "watch.more", page: number): Button[] =>
    page < 1 || page > pages
      ? []
      : [{ label: translator.words(key), customId: writeCustomId("watches-page", "list", page) }];
  const buttons = [...button("watch.back", list.page - 1), ...button("watch.more", list.page + 1)];
  return writeMessage(watchListDocument(list, held, at, translator), { buttons });
}

/** Writes that a watch ended; null means that it is gone or another person's. */
export function renderWatchRemoved(watch: Watch | null, at: string, translator: Translator): Message {
  return watch === null
    ? notYours(at, translator)
    : writeMessage(watchSentence("watch.removed", watch, at, translator));
}

/** Writes until when a watch is kept; null means that it is gone or another person's. */
export function renderWatchRenewed(watch: Watch | null, at: string, translator: Translator): Message {
  return watch === null
    ? notYours(at, translator)
    : writeMessage(watchSentence("watch.renewed", watch, at, translator));
}

function notYours(at: string, translator: Translator): Message {
  return writeMessage(
    noticeDocument(
      translator.words("watch.not-yours", { command: commandIn(translator.language, "watch.list") }),
      at,
      translator,
    ),
  );
}

/** Writes that a channel follows a topic. */
export function renderFollowAdded(
  addition: { readonly watch: Watch; readonly isNew: boolean },
  at: string,
  translator: Translator,
): Message {
  return writeMessage(followAddedDocument(addition, at, translator));
}

/** Writes the topics that a guild follows. */
export function renderFollows(topics: readonly Watch[], at: string, translator: Translator): Message {
  return writeMessage(followListDocument(topics, at, translator));
}

/** Writes that a topic is no longer followed; null means that it was not followed. */
export function renderUnfollowed(watch: Watch | null, at: string, translator: Translator): Message {
  if (watch === null)
    return writeMessage(
      noticeDocument(
        translator.words("follow.unknown", { command: commandIn(translator.language, "follow.list") }),
        at,
        translator,
      ),
    );
  return writeMessage(followRemovedDocument(watch, at, translator));
}

/** Writes that the right to follow topics is missing, or that a DM has no channels. */
export function renderFollowDenied(inGuild: boolean, at: string, translator: Translator): Message {
  return writeMessage(
    noticeDocument(
      inGuild
        ? translator.words("follow.denied")
        : translator.words("follow.no-guild", { command: commandIn(translator.language, "watch.add") }),
      at,
      translator,
    ),
  );
}

/** Writes the news of watches and topics as one message, with buttons for sources and for ending a watch. */
export function renderNews(all: readonly Notice[], at: string, translator: Translator): Message {
  const notices = eachOnce(all);
  const [first] = notices;
  const news = notices.map((notice) => notice.news);
  const buttons =
    notices.length === 1 && first?.news.kind === "change"
      ? [...sourcesOf(first, null, translator), stopButton(first, translator), keepButton(first, translator)]
      : notices.flatMap((notice, i) => sourcesOf(notice, i + 1, translator));
  return writeMessage(newsDocument(news, at, translator), { buttons });
}

/** Drops repeated news, so that two people who watch the same question in a channel get one message. */
function eachOnce(notices: readonly Notice[]): Notice[] {
  const keyOf = ({ news }: Notice) =>
    news.kind === "topic"
      ? `topic ${news.topic}`
      : `${news.question} ${news.because} ${news.now?.quote.text} ${news.before?.quote.text}`;
  return [...new Map(notices.map((notice) => [keyOf(notice), notice])).values()];
}

function sourcesOf({ news }: Notice, number: number | null, translator: Translator): Button[] {
  if (news.kind === "topic" || news.answer === null || news.answer.citations.length === 0) return [];
  const label =
    number === null ? translator.words("watch.sources") : translator.words("watch.sources-of", { number });
  return [{ label, customId: writeCustomId("sources", news.answer.answerId) }];
}

function stopButton({ watchId }: Pick<Watch, "watchId">, translator: Translator): Button {
  return { label: translator.words("watch.stop"), customId: writeCustomId("watch-stop", watchId) };
}

function keepButton({ watchId }: Pick<Watch, "watchId">, translator: Translator): Button {
  return { label: translator.words("watch.keep"), customId: writeCustomId("watch-keep", watchId) };
}
