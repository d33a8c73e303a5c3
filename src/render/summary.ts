// What /summary says: sentences of one article, word for word and in its order, with where they stand.
import type { Instant, Quote, Summary } from "../schema.js";
import { asides, attribution } from "./citation.js";
import { type Block, counted, type Document, type Line, link, ruled } from "./document.js";
import type { Frame } from "./frame.js";

/** Lays out a summary; `at` is the moment of asking. */
export function summaryDocument(
  { citation, quotes, sentenceCount }: Summary,
  at: Instant,
  frame: Frame,
): Document {
  const head: Block = { kind: "lines", lines: [attribution(citation, frame)] };
  return {
    tone: "plain",
    blocks: ruled([[head], quotes.map((quote) => sentenceBlock(quote, citation.url, frame))]),
    footer: [
      [`${quotes.length} of ${counted(sentenceCount, "sentence")}, word for word, in the article's order`],
    ],
    at,
    frame,
  };
}

function sentenceBlock(quote: Quote, url: string | null, frame: Frame): Block {
  const place = quote.link !== null && quote.link !== url ? quote.link : null;
  const where: Line[] = place === null ? [] : [[link("where it stands", place)]];
  return { kind: "quote", text: quote.text, under: [...asides(quote, frame), ...where] };
}
