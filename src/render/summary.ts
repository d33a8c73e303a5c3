// What /summary says: sentences of one article or live page, word for word and in order, with where they stand.
import type { LinkSummary, PageSummary } from "../reports-reading.js";
import type { Citation, Instant, Quote } from "../schema.js";
import { asides, attribution, titleLink } from "./citation.js";
import { type Block, type Document, instant, type Line, link, ruled } from "./document.js";
import type { Frame } from "./frame.js";
import { commandIn } from "./names.js";
import { oneLine } from "./text.js";

const MAX_NOTES = 3;

/** Lays out a summary, or why there is none; `at` is the moment of asking. */
export function summaryDocument(found: LinkSummary, at: Instant, frame: Frame): Document {
  if (found.kind === "summary") return summarized(found.summary, found.isNew, at, frame);
  const said =
    found.kind === "unreadable"
      ? frame.line("summary.unreadable")
      : frame.line("summary.may-not-add", { command: commandIn(frame.language, "articles.add") });
  const notes = found.kind === "unreadable" ? found.notes.slice(0, MAX_NOTES) : [];
  const blocks: Block[] = [
    { kind: "lines", lines: [said] },
    {
      kind: "lines",
      lines: [...notes.map((note) => [oneLine(note, 200)]), [oneLine(found.url, 200)]],
      small: true,
    },
  ];
  return { tone: "unanswered", blocks, footer: [], at, frame };
}

function summarized(
  { citation, citations, quotes, sentenceCount, entryCount }: PageSummary,
  isNew: boolean,
  at: Instant,
  frame: Frame,
): Document {
  const head: Block = { kind: "lines", lines: [attribution(citation, frame)] };
  const said = quotes.map((quote) =>
    entryCount === null ? [sentenceBlock(quote, citation.url, frame)] : entryBlocks(quote, citations, frame),
  );
  const count =
    entryCount === null
      ? frame.line("summary.count", { shown: quotes.length, count: sentenceCount })
      : frame.line("summary.live", { shown: quotes.length, count: entryCount });
  const read: Line = isNew ? [" · ", ...frame.line("summary.read")] : [];
  return { tone: "plain", blocks: ruled([[head], said.flat()]), footer: [[...count, ...read]], at, frame };
}

function sentenceBlock(quote: Quote, url: string | null, frame: Frame): Block {
  const place = quote.link !== null && quote.link !== url ? quote.link : null;
  const where: Line[] = place === null ? [] : [[link(frame.words("summary.where"), place)]];
  return { kind: "quote", text: quote.text, under: [...asides(quote, frame), ...where] };
}

/** An entry of a live page has a time of its own, and mostly a heading. */
function entryBlocks(quote: Quote, citations: readonly Citation[], frame: Frame): Block[] {
  const entry = citations.find(({ number }) => number === quote.citation);
  if (entry === undefined)
    throw new RangeError(`Quote without a citation: ${quote.articleId}: number ${quote.citation}`);
  const when: Line =
    entry.publishedAt === null ? frame.line("citation.undated") : [instant(entry.publishedAt, "moment")];
  const line = [...when, " · ", titleLink(entry, frame, quote.link ?? entry.url)];
  return [
    { kind: "lines", lines: [line] },
    { kind: "quote", text: quote.text, under: asides(quote, frame) },
  ];
}
