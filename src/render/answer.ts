// What an answer says: the leading quote, further ones, what was reported earlier, and as of when. Shows no score.
import type { Answer, Answered } from "../schema.js";
import { asOfLine, questionLine, quoteBlock } from "./citation.js";
import { type Block, type Document, ruled } from "./document.js";
import type { Frame } from "./frame.js";
import { unansweredDocument } from "./unanswered.js";

/** Lays out an answer or a refusal. */
export function answerDocument(answer: Answer, frame: Frame): Document {
  return answer.kind === "answered" ? answeredDocument(answer, frame) : unansweredDocument(answer, frame);
}

function answeredDocument(answer: Answered, frame: Frame): Document {
  const question: Block = { kind: "lines", lines: [questionLine(answer.question)], small: true };
  const doubt: Block[] =
    answer.strength === "weak"
      ? [{ kind: "heading", line: ["Not a sure match: read and judge whether this answers it."] }]
      : [];
  const [lead, ...further] = answer.quotes.map((quote) => quoteBlock(quote, answer.citations, frame));
  const earlier = answer.earlier.map((quote) => quoteBlock(quote, answer.citations, frame));
  return {
    tone: "answered",
    blocks: ruled([
      [question, ...doubt, ...(lead === undefined ? [] : [lead])],
      further,
      earlier.length === 0 ? [] : [{ kind: "heading", line: ["Earlier"] }, ...earlier],
    ]),
    footer: [asOfLine(answer, frame)],
    at: answer.askedAt,
    frame,
  };
}
