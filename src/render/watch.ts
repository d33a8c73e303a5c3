// What /watch and /follow say: what is watched, where news goes, until when. Words only.

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
import { asOfLine, MAX_TITLE, questionLine, quoteBlock } from "./citation.js";
import { writeCustomId } from "./custom-id.js";
import { type Block, type Document, instant, type Line, link, type Part, ruled, strong } from "./document.js";
import { noticeDocument } from "./error.js";
import { type Button, type Message, writeMessage } from "./message.js";
import { commandIn } from "./names.js";
import { oneLine } from "./text.js";
import type { Frame } from "./translator.js";

/** Longest sentence shown of a revision; the article itself has the whole. */
const MAX_SENTENCE = 500;
/** Further reports of a story that are named. */
const MAX_OTHERS = 4;

/** Lays out news as one message; several changes are numbered. */
export function newsDocument(news: readonly News[], at: string, frame: Frame): Document {
  const changes = news.filter((one) => one.kind === "change");
  const topics = news.filter((one) => one.kind === "topic");
  const isOne = changes.length === 1 && topics.length === 0;
  const answers = changes.flatMap(({ answer }) => answer ?? []);
  const [answer] = answers;
  return {
    tone: changes.length > 0 ? "answered" : "plain",
    blocks: ruled([
      ...changes.map((change, i) => changeBlocks(change, isOne ? null : i + 1, frame)),
      ...topics.flatMap((topic) => topicGroups(topic, frame)),
    ]),
    footer: isOne && answer !== undefined ? [asOfLine(answer, frame)] : [],
    at,
    frame,
  };
}

function changeBlocks(change: Change, number: number | null, frame: Frame): Block[] {
  const { question, because, before, revision, answer } = change;
  const count = number === null ? "" : `${number} · `;
  const heading: Line = [count, ...frame.line("news.because", { because })];
  const now = change.now === null ? [] : [citedBlock(change.now, frame)];
  const isWeak = answer?.kind === "answered" && answer.strength === "weak" && now.length > 0;
  const doubt: Block[] = isWeak ? [lines([frame.line("news.weak")], true)] : [];
  const gone: Block[] = revision !== null && answer === null ? [lines([frame.line("news.no-answer")])] : [];
  return [
    lines([questionLine(question)], true),
    { kind: "heading", line: heading },
    ...(revision === null ? [...doubt, ...now] : [...revisedBlocks(change, frame), ...doubt, ...gone]),
    ...(revision === null && before !== null ? beforeBlocks(before, frame) : []),
    ...(revision !== null && now.length > 0
      ? [{ kind: "heading" as const, line: frame.line("news.reported") }, ...now]
      : []),
  ];
}

function beforeBlocks(before: CitedQuote, frame: Frame): Block[] {
  return [{ kind: "heading", line: frame.line("news.before") }, citedBlock(before, frame)];
}

function citedBlock({ quote, citation }: CitedQuote, frame: Frame): Block {
  return quoteBlock(quote, [citation], frame);
}

/** What became of the quote; the sentence that replaced it is not said twice where it is quoted below. */
function revisedBlocks({ before, revision, now: quoted }: Change, frame: Frame): Block[] {
  if (revision === null) return [];
  const at = instant(revision.at, "moment");
  const isQuoted = revision.now !== null && quoted?.quote.text.includes(revision.now) === true;
  const now = revision.now === null ? null : oneLine(revision.now, MAX_SENTENCE);
  const announced = revision.announced === null ? null : oneLine(revision.announced, MAX_SENTENCE);
  const said: Line[] = [
    ...(now === null || isQuoted ? [] : [frame.line("news.now", { at, now })]),
    ...(announced === null ? [] : [frame.line("news.announced", { text: announced })]),
  ];
  const gone: Line[] = revision.now === null && announced === null ? [frame.line("news.gone", { at })] : [];
  const told = [...said, ...gone];
  return [
    ...(before === null ? [] : [citedBlock(before, frame)]),
    ...(told.length === 0 ? [] : [lines(told)]),
  ];
}

function topicGroups({ topic, stories, more }: TopicNews, frame: Frame): Block[][] {
  const line = frame.line("news.topic", {
    topic: frame.words("page.quoted", { text: oneLine(topic, 100) }),
  });
  const heading: Block = { kind: "heading", line };
  const groups = stories.map((story) => storyBlocks(story, frame));
  const rest: Block[][] = more > 0 ? [[lines([frame.line("news.more", { count: more })], true)]] : [];
  return [[heading, ...(groups[0] ?? [])], ...groups.slice(1), ...rest];
}

function storyBlocks({ lead, others }: Story, frame: Frame): Block[] {
  if (others.length === 0) return [citedBlock(lead, frame)];
  const named = others
    .slice(0, MAX_OTHERS)
    .flatMap((citation, i): Line => [i === 0 ? " " : " · ", other(citation, frame)]);
  return [
    citedBlock(lead, frame),
    lines([[...frame.line("news.also", { count: others.length }), ...named]], true),
  ];
}

function other({ source, title, url }: Citation, frame: Frame) {
  const outlet = oneLine(source ?? "", 60) || frame.words("citation.no-outlet");
  return link(`${outlet}: ${oneLine(title, MAX_TITLE / 2)}`, url);
}

/** Blocks of the leading quote of an answer, for a reply that says what is watched. */
export function answerLead(answer: Change["answer"], frame: Frame): Block[] {
  if (answer?.kind !== "answered") return [lines([frame.line("watch.unanswered")])];
  const lead = answer.quotes[0];
  const citation = answer.citations.find(({ number }) => number === lead?.citation);
  return lead === undefined || citation === undefined ? [] : [citedBlock({ quote: lead, citation }, frame)];
}

/** Watches on a page of the list. */
export const WATCHES_PER_PAGE = 10;
const MAX_TEXT = 200;

/** Lays out what is watched from now on, with the answer that changes are held against. */
export function watchAddedDocument(
  { watch, isNew, answer }: WatchAddition,
  at: string,
  frame: Frame,
): Document {
  const heading: Block = { kind: "heading", line: frame.line(isNew ? "watch.added" : "watch.again") };
  return {
    tone: "plain",
    blocks: [
      lines([questionLine(watch.text)], true),
      heading,
      ...answerLead(answer, frame),
      lines([factsOf(watch, at, frame)], true),
    ],
    footer: [],
    at,
    frame,
  };
}

/** Lays out one page of a person's watches, after what could not be told. */
export function watchListDocument(
  { total, items }: WatchPage,
  held: readonly Notice[],
  at: string,
  frame: Frame,
): Document {
  const missed =
    held.length === 0
      ? []
      : newsDocument(
          held.map(({ news }) => news),
          at,
          frame,
        ).blocks;
  const heading: Block = { kind: "heading", line: frame.line("watch.list", { count: total }) };
  return {
    tone: "plain",
    blocks: ruled([
      missed.length === 0 ? [] : [{ kind: "heading", line: frame.line("watch.held") }, ...missed],
      [heading, ...items.flatMap((watch) => entryOf(watch, at, frame))],
    ]),
    footer: [frame.line("watch.hint", { command: commandIn(frame.language, "watch.add") })],
    at,
    frame,
  };
}

/** Lays out one sentence about a watch: that it ended, or until when it is kept. */
export function watchSentence(
  key: "watch.removed" | "watch.renewed",
  { text, expiresAt }: Watch,
  at: string,
  frame: Frame,
): Document {
  const short = frame.words("page.quoted", { text: oneLine(text, MAX_TEXT) });
  const values = key === "watch.removed" ? { text: short } : { text: short, day: instant(expiresAt, "day") };
  return { tone: "plain", blocks: [lines([frame.line(key, values)])], footer: [], at, frame };
}

/** Lays out that a channel follows a topic. */
export function followAddedDocument(
  { watch, isNew }: { readonly watch: Watch; readonly isNew: boolean },
  at: string,
  frame: Frame,
): Document {
  const topic = strong(oneLine(watch.text, MAX_TEXT));
  const until = frame.line("watch.until", { day: instant(watch.expiresAt, "day") });
  return {
    tone: "plain",
    blocks: [
      lines([frame.line(isNew ? "follow.added" : "follow.again", { topic })]),
      lines([frame.line("follow.rate", { when: watch.delivery }), until], true),
    ],
    footer: [],
    at,
    frame,
  };
}

/** Lays out the topics of a guild. */
export function followListDocument(topics: readonly Watch[], at: string, frame: Frame): Document {
  const heading: Block = { kind: "heading", line: frame.line("follow.list", { count: topics.length }) };
  const blocks = [heading, ...topics.flatMap((watch) => entryOf(watch, at, frame))];
  return { tone: "plain", blocks, footer: [], at, frame };
}

/** Lays out that a topic is no longer followed. */
export function followRemovedDocument({ text }: Watch, at: string, frame: Frame): Document {
  const line = frame.line("follow.removed", { topic: strong(oneLine(text, MAX_TEXT)) });
  return { tone: "plain", blocks: [lines([line])], footer: [], at, frame };
}

function entryOf(watch: Watch, at: string, frame: Frame): Block[] {
  const paused: Line[] =
    watch.paused === null ? [] : [frame.line("watch.paused", { why: watch.paused.replace("no-", "") })];
  return [
    lines([[strong(oneLine(watch.text, MAX_TEXT)), ...channelOf(watch)]]),
    lines([factsOf(watch, at, frame), ...paused], true),
  ];
}

/** Names the channel of a topic by a link into Discord, since a mention would be one. */
function channelOf({ kind, target, guildId }: Watch): Part[] {
  if (kind !== "topic" || guildId === null) return [];
  return [
    " → ",
    { kind: "link", label: `#${target.id}`, url: `https://discord.com/channels/${guildId}/${target.id}` },
  ];
}

function factsOf(watch: Watch, at: string, frame: Frame): Line {
  const { target, delivery, quiet, expiresAt, toldAt, kind } = watch;
  const day = instant(expiresAt, "day");
  const facts: Line[] = [
    ...(kind === "topic" ? [] : [frame.line("watch.where", { where: target.kind })]),
    frame.line("watch.when", { when: delivery }),
    ...(quiet === null
      ? []
      : [frame.line("watch.quiet", { from: String(quiet.from), to: String(quiet.to) })]),
    frame.line(expiresAt > at ? "watch.until" : "watch.ended", { day }),
    ...(toldAt === null ? [] : [frame.line("watch.told", { age: instant(toldAt, "age") })]),
  ];
  return facts.flatMap((fact, i) => (i === 0 ? fact : [" · ", ...fact]));
}

function lines(all: readonly Line[], small = false): Block {
  return small ? { kind: "lines", lines: all, small } : { kind: "lines", lines: all };
}

/** Writes that a question is watched. */
export function renderWatchAdded(addition: WatchAddition, at: string, frame: Frame): Message {
  return writeMessage(watchAddedDocument(addition, at, frame), {
    buttons: [stopButton(addition.watch, frame)],
  });
}

/** Writes one page of the list; what could not be told stands on the first. */
export function renderWatches(
  list: WatchPage & { readonly page: number },
  held: readonly Notice[],
  at: string,
  frame: Frame,
): Message {
  const pages = Math.ceil(list.total / WATCHES_PER_PAGE);
  const button = (key: "watch.back" | "watch.more", page: number): Button[] =>
    page < 1 || page > pages
      ? []
      : [{ label: frame.words(key), customId: writeCustomId("watches-page", "list", page) }];
  const buttons = [...button("watch.back", list.page - 1), ...button("watch.more", list.page + 1)];
  return writeMessage(watchListDocument(list, held, at, frame), { buttons });
}

/** Writes that a watch ended; null stands for one that is another person's or gone. */
export function renderWatchRemoved(watch: Watch | null, at: string, frame: Frame): Message {
  return watch === null
    ? notYours(at, frame)
    : writeMessage(watchSentence("watch.removed", watch, at, frame));
}

/** Writes until when a watch is kept; null as above. */
export function renderWatchRenewed(watch: Watch | null, at: string, frame: Frame): Message {
  return watch === null
    ? notYours(at, frame)
    : writeMessage(watchSentence("watch.renewed", watch, at, frame));
}

function notYours(at: string, frame: Frame): Message {
  return writeMessage(
    noticeDocument(
      frame.words("watch.not-yours", { command: commandIn(frame.language, "watch.list") }),
      at,
      frame,
    ),
  );
}

/** Writes that a channel follows a topic. */
export function renderFollowAdded(
  addition: { readonly watch: Watch; readonly isNew: boolean },
  at: string,
  frame: Frame,
): Message {
  return writeMessage(followAddedDocument(addition, at, frame));
}

/** Writes the topics of a guild. */
export function renderFollows(topics: readonly Watch[], at: string, frame: Frame): Message {
  return writeMessage(followListDocument(topics, at, frame));
}

/** Writes that a topic is no longer followed; null stands for one that is not. */
export function renderUnfollowed(watch: Watch | null, at: string, frame: Frame): Message {
  if (watch === null)
    return writeMessage(
      noticeDocument(
        frame.words("follow.unknown", { command: commandIn(frame.language, "follow.list") }),
        at,
        frame,
      ),
    );
  return writeMessage(followRemovedDocument(watch, at, frame));
}

/** Writes that a right is missing; in a DM there are no channels. */
export function renderFollowDenied(inGuild: boolean, at: string, frame: Frame): Message {
  return writeMessage(
    noticeDocument(
      inGuild
        ? frame.words("follow.denied")
        : frame.words("follow.no-guild", { command: commandIn(frame.language, "watch.add") }),
      at,
      frame,
    ),
  );
}

/** Writes news that nobody asked for at this moment: one message for all of it, with the sources and the way to end it. */
export function renderNews(all: readonly Notice[], at: string, frame: Frame): Message {
  const notices = eachOnce(all);
  const [first] = notices;
  const news = notices.map((notice) => notice.news);
  const buttons =
    notices.length === 1 && first?.news.kind === "change"
      ? [...sourcesOf(first, null, frame), stopButton(first, frame), keepButton(first, frame)]
      : notices.flatMap((notice, i) => sourcesOf(notice, i + 1, frame));
  return writeMessage(newsDocument(news, at, frame), { buttons });
}

/** Two people who watch one question in one channel are told together. */
function eachOnce(notices: readonly Notice[]): Notice[] {
  const keyOf = ({ news }: Notice) =>
    news.kind === "topic"
      ? `topic ${news.topic}`
      : `${news.question} ${news.because} ${news.now?.quote.text} ${news.before?.quote.text}`;
  return [...new Map(notices.map((notice) => [keyOf(notice), notice])).values()];
}

function sourcesOf({ news }: Notice, number: number | null, frame: Frame): Button[] {
  if (news.kind === "topic" || news.answer === null || news.answer.citations.length === 0) return [];
  const label = number === null ? frame.words("watch.sources") : frame.words("watch.sources-of", { number });
  return [{ label, customId: writeCustomId("sources", news.answer.answerId) }];
}

function stopButton({ watchId }: Pick<Watch, "watchId">, frame: Frame): Button {
  return { label: frame.words("watch.stop"), customId: writeCustomId("watch-stop", watchId) };
}

function keepButton({ watchId }: Pick<Watch, "watchId">, frame: Frame): Button {
  return { label: frame.words("watch.keep"), customId: writeCustomId("watch-keep", watchId) };
}
