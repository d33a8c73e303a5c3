// What /watch and /follow say: what is watched, where news goes, until when. Words only.
import type { WatchAddition, WatchPage } from "../services-watches.js";
import type { Notice, Watch } from "../watch-schema.js";
import { questionLine } from "./citation.js";
import { type Block, type Document, instant, type Line, type Part, ruled, strong } from "./document.js";
import type { Frame } from "./frame.js";
import { commandIn } from "./names.js";
import { oneLine } from "./text.js";
import { answerLead, newsDocument } from "./watch-news.js";

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
