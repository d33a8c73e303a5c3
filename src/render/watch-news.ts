// What a person or a channel is told when news comes by itself: the old beside the new, with dates. Words only.
import type { Citation } from "../schema.js";
import type { Change, CitedQuote, News, Story, TopicNews } from "../watch-schema.js";
import { asOfLine, MAX_TITLE, questionLine, quoteBlock } from "./citation.js";
import { type Block, type Document, instant, type Line, link, ruled } from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

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

function lines(all: readonly Line[], small = false): Block {
  return small ? { kind: "lines", lines: all, small } : { kind: "lines", lines: all };
}

/** Blocks of the leading quote of an answer, for a reply that says what is watched. */
export function answerLead(answer: Change["answer"], frame: Frame): Block[] {
  if (answer?.kind !== "answered") return [lines([frame.line("watch.unanswered")])];
  const lead = answer.quotes[0];
  const citation = answer.citations.find(({ number }) => number === lead?.citation);
  return lead === undefined || citation === undefined ? [] : [citedBlock({ quote: lead, citation }, frame)];
}
