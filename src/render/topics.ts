// What /timeline, /latest, /summary and "Check this claim" say: dated quotes by development or story, sentences, claims.

import type { Citation, Quote } from "../model/answer.js";
import type { Instant } from "../model/article.js";
import { isDayOnly } from "../model/calendar.js";
import type {
  AlsoIn,
  CheckedClaim,
  ClaimCheck,
  ClaimQuote,
  Development,
  Latest,
  LinkSummary,
  PageSummary,
  Story,
  Timeline,
} from "../model/topic.js";
import { commandIn } from "./catalogue.js";
import {
  asides,
  attribution,
  citationOf,
  dated,
  dayPart,
  joined,
  outletName,
  questionLine,
  standingLine,
  titleLink,
} from "./citation.js";
import { type Block, type Document, linesBlock, lineWith, ruled } from "./document.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { instant, type Line, link, type Part, strong } from "./translator.js";

const MAX_NAME = 80;
/** Other outlets named per quote; more would outweigh it. */
const NAMED = 4;

/** Says outlet, agency and title on one line, the title linked to the sentence; the date is shown elsewhere. */
function reportLine(citation: Citation, quote: Quote, translator: Translator): Line {
  const { agency, source, author } = citation;
  const wire = agency !== null && agency !== source ? [` · ${oneLine(agency, MAX_NAME)}`] : [];
  return [
    strong(outletName(source, translator)),
    ...wire,
    " · ",
    titleLink(citation, translator, quote.link ?? citation.url),
    ...(author === null
      ? []
      : [" · ", ...translator.line("citation.author", { author: oneLine(author, MAX_NAME) })]),
    ...(citation.sample ? [" · ", ...translator.line("citation.sample")] : []),
  ];
}

/**
 * "Also in B, C and 3 more", each outlet once and linked; another article of the quoted outlet by its title. Empty if
 * nobody else reports it.
 */
function alsoLines(
  also: readonly AlsoIn[],
  quoted: Pick<Citation, "source">,
  translator: Translator,
): Line[] {
  const outlets = new Map<string, AlsoIn>();
  for (const one of also) {
    const isSame = one.source !== null && one.source.toLowerCase() === quoted.source?.toLowerCase();
    const name = isSame ? `“${oneLine(one.title, MAX_NAME)}”` : outletName(one.source, translator);
    if (!outlets.has(name)) outlets.set(name, one);
  }
  if (outlets.size === 0) return [];
  const shown = [...outlets].slice(0, NAMED);
  const more = outlets.size - shown.length;
  const names = shown.flatMap(([name, one], at): Part[] => [
    ...(at === 0 ? [] : [", "]),
    link(name, one.url),
    ...(one.isCopy ? [` (${translator.words("topics.copies")})`] : []),
  ]);
  return [
    more === 0
      ? lineWith(translator, "topics.also", { names })
      : lineWith(translator, "topics.also-more", { names }, { count: more }),
  ];
}

function articlesLine({ articleCount }: { readonly articleCount: number }, translator: Translator): Line {
  return translator.line("citation.articles", { count: articleCount });
}

const MAX_TOPIC = 200;
/** Longest sentence shown of what a quote said before. */
const MAX_BEFORE = 300;

/** Lays out a timeline; one without developments says so and shows no quotes. */
export function timelineDocument(timeline: Timeline, translator: Translator): Document {
  const { developments, undated, citations } = timeline;
  const dated = developments.map((one) => developmentBlocks(one, citations, translator));
  const apart = undated.map((one) => developmentBlocks(one, citations, translator));
  const limited = timeline.isLimited ? [translator.line("timeline.limited")] : [];
  return {
    tone: developments.length + undated.length === 0 ? "unanswered" : "plain",
    blocks: ruled([
      headBlocks(timeline, translator),
      ...dated,
      ...(apart.length === 0 ? [] : [[undatedHeading(translator), ...apart.flat()]]),
    ]),
    footer: [...limited, standingLine(timeline, articlesLine(timeline, translator), translator)],
    at: timeline.askedAt,
    translator,
  };
}

function headBlocks({ topic, since, developments }: Timeline, translator: Translator): Block[] {
  const heading: Block = {
    kind: "heading",
    line: translator.line("timeline.heading", { topic: oneLine(topic, MAX_TOPIC) }),
  };
  const day = since === null ? null : dayPart(since, translator);
  if (developments.length === 0) {
    const none =
      day === null ? translator.line("timeline.none") : translator.line("timeline.none-since", { day });
    return [heading, { kind: "lines", lines: [none] }];
  }
  const facts: Line[] = [
    translator.line("timeline.order", { count: developments.length }),
    ...(day === null ? [] : [translator.line("timeline.since", { day })]),
  ];
  return [heading, { kind: "lines", lines: [joined(facts)], small: true }];
}

function undatedHeading(translator: Translator): Block {
  return { kind: "heading", line: translator.line("timeline.undated") };
}

function developmentBlocks(
  { kind, at, quote, was, also }: Development,
  citations: readonly Citation[],
  translator: Translator,
): Block[] {
  const citation = citationOf(quote, citations);
  const change = kind === "report" ? [] : [" · ", strong(translator.words(`timeline.${kind}`))];
  const day = at === citation.publishedAt ? citation.publishedDay : undefined;
  const when: Line = at === null ? [] : [...dated(at, translator, day), ...change];
  const before: Line[] =
    was === null ? [] : [translator.line("timeline.was", { text: oneLine(was, MAX_BEFORE) })];
  const under = [
    ...asides(quote, translator),
    reportLine(citation, quote, translator),
    ...before,
    ...alsoLines(also, citation, translator),
  ];
  const said: Block = { kind: "quote", text: quote.text, under };
  return when.length === 0 ? [said] : [{ kind: "heading", line: when }, said];
}

/** Lays out the latest reports, or says that there are none (about the topic). */
export function latestDocument(latest: Latest, translator: Translator): Document {
  const { topic, stories } = latest;
  const heading: Block = {
    kind: "heading",
    line:
      topic === null
        ? translator.line("latest.heading")
        : translator.line("latest.heading-topic", { topic: oneLine(topic, MAX_TOPIC) }),
  };
  const said: Block =
    stories.length === 0
      ? linesBlock([translator.line(topic === null ? "latest.none" : "timeline.none")])
      : { kind: "lines", lines: [translator.line("latest.order", { count: stories.length })], small: true };
  return {
    tone: stories.length === 0 ? "unanswered" : "plain",
    blocks: ruled([[heading, said], ...stories.map((story) => storyBlocks(story, translator))]),
    footer: [standingLine(latest, articlesLine(latest, translator), translator)],
    at: latest.askedAt,
    translator,
  };
}

function storyBlocks({ citation, quote, also }: Story, translator: Translator): Block[] {
  const line = [
    ...reportLine(citation, quote, translator),
    " · ",
    ...dated(citation.publishedAt, translator, citation.publishedDay),
  ];
  return [
    { kind: "lines", lines: [line] },
    {
      kind: "quote",
      text: quote.text,
      under: [...asides(quote, translator), ...alsoLines(also, citation, translator)],
    },
  ];
}

const MAX_NOTES = 3;

/** Lays out a summary, or why there is none; `at` is the moment of asking. */
export function summaryDocument(found: LinkSummary, at: Instant, translator: Translator): Document {
  if (found.kind === "summary") return summarized(found.summary, found.isNew, at, translator);
  const said =
    found.kind === "unreadable"
      ? translator.line("summary.unreadable")
      : translator.line("summary.may-not-add", { command: commandIn(translator.language, "articles.add") });
  const notes = found.kind === "unreadable" ? found.notes.slice(0, MAX_NOTES) : [];
  const blocks: Block[] = [
    { kind: "lines", lines: [said] },
    {
      kind: "lines",
      lines: [...notes.map((note) => [oneLine(note, 200)]), [oneLine(found.url, 200)]],
      small: true,
    },
  ];
  return { tone: "unanswered", blocks, footer: [], at, translator };
}

function summarized(
  { citation, citations, quotes, sentenceCount, entryCount }: PageSummary,
  isNew: boolean,
  at: Instant,
  translator: Translator,
): Document {
  const head: Block = { kind: "lines", lines: [attribution(citation, translator)] };
  const said = quotes.map((quote) =>
    entryCount === null
      ? [sentenceBlock(quote, citation.url, translator)]
      : entryBlocks(quote, citations, translator),
  );
  const count =
    entryCount === null
      ? translator.line("summary.count", { shown: quotes.length, count: sentenceCount })
      : translator.line("summary.live", { shown: quotes.length, count: entryCount });
  const read: Line = isNew ? [" · ", ...translator.line("summary.read")] : [];
  return {
    tone: "plain",
    blocks: ruled([[head], said.flat()]),
    footer: [[...count, ...read]],
    at,
    translator,
  };
}

function sentenceBlock(quote: Quote, url: string | null, translator: Translator): Block {
  const place = quote.link !== null && quote.link !== url ? quote.link : null;
  const where: Line[] = place === null ? [] : [[link(translator.words("summary.where"), place)]];
  return { kind: "quote", text: quote.text, under: [...asides(quote, translator), ...where] };
}

/** Says the time of an entry of a live page, and its heading if it has one. */
function entryBlocks(quote: Quote, citations: readonly Citation[], translator: Translator): Block[] {
  const entry = citations.find(({ number }) => number === quote.citation);
  if (entry === undefined)
    throw new RangeError(`Quote without a citation: ${quote.articleId}: number ${quote.citation}`);
  const { publishedAt, publishedDay } = entry;
  const isMoment = publishedAt !== null && !isDayOnly(publishedAt);
  const when = isMoment ? [instant(publishedAt, "moment")] : dated(publishedAt, translator, publishedDay);
  const line = [...when, " · ", titleLink(entry, translator, quote.link ?? entry.url)];
  return [
    { kind: "lines", lines: [line] },
    { kind: "quote", text: quote.text, under: asides(quote, translator) },
  ];
}

/** Lays out what the articles say about a message. */
export function claimDocument(check: ClaimCheck, translator: Translator): Document {
  const { claims, leftOut, citations } = check;
  const isEmpty = claims.every(({ quotes }) => quotes.length === 0);
  const said = claims.length === 0 ? translator.line("claim.no-text") : translator.line("claim.no-verdict");
  const head: Block[] = [
    { kind: "heading", line: translator.line("claim.heading") },
    ...(isEmpty && claims.length > 0 ? [] : [{ kind: "lines", lines: [said], small: true } satisfies Block]),
  ];
  const facts: Line[] = [
    ...(leftOut === 0 ? [] : [translator.line("claim.left-out", { count: leftOut })]),
    standingLine(check, articlesLine(check, translator), translator),
  ];
  return {
    tone: isEmpty ? "unanswered" : "plain",
    blocks: ruled([head, ...claims.flatMap((claim) => claimGroups(claim, citations, translator))]),
    footer: [joined(facts)],
    at: check.askedAt,
    translator,
  };
}

/** Puts a claim and its first quote in one group, so that no page ends with a claim alone. */
function claimGroups(
  { claim, quotes }: CheckedClaim,
  citations: readonly Citation[],
  translator: Translator,
): Block[][] {
  const asked: Block = { kind: "heading", line: questionLine(claim) };
  if (quotes.length === 0) return [[asked, linesBlock([translator.line("claim.none")])]];
  return quotes.map((quote, at) => [
    ...(at === 0 ? [asked] : []),
    ...quoteBlocks(quote, citations, translator),
  ]);
}

function quoteBlocks(
  { quote, stance, turns, also }: ClaimQuote,
  citations: readonly Citation[],
  translator: Translator,
): Block[] {
  const citation = citationOf(quote, citations);
  const words = turns.map((turn) => `“${oneLine(turn, 40)}”`).join(", ");
  const label =
    stance === "differs" ? translator.line("claim.differs", { words }) : translator.line(`claim.${stance}`);
  const under = [
    ...asides(quote, translator),
    attribution(citation, translator, quote.link ?? citation.url),
    ...alsoLines(also, citation, translator),
  ];
  return [
    { kind: "lines", lines: [label] },
    { kind: "quote", text: quote.text, under },
  ];
}
