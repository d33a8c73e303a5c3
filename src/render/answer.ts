// What an answer says: the leading quote, further ones, what was reported earlier, and as of when. Shows no score.
import type { Answer, Answered, Quote } from "../schema.js";
import { askedWords } from "./asked-words.js";
import { asOfLine, questionLine, quoteBlock } from "./citation.js";
import { type Block, type Document, type Line, ruled } from "./document.js";
import type { Frame } from "./frame.js";
import { contradicts, isSince, shownQuotes } from "./shown-quotes.js";
import { unansweredDocument } from "./unanswered.js";

/** Lays out an answer or a refusal; of the quotes that are not earlier ones at most `limit`. */
export function answerDocument(answer: Answer, frame: Frame, limit = 3): Document {
  return answer.kind === "answered"
    ? answeredDocument(answer, frame, limit)
    : unansweredDocument(answer, frame);
}

function answeredDocument(answer: Answered, frame: Frame, limit: number): Document {
  const question: Block = { kind: "lines", lines: [questionLine(answer.question)], small: true };
  const { quotes, left } = shownQuotes(answer, limit);
  const further = furtherGroups(answer, quotes, frame);
  const more: Block[] =
    left === 0 ? [] : [{ kind: "lines", lines: [frame.line("answer.more", { count: left })], small: true }];
  return {
    tone: answer.strength === "weak" ? "weak" : "answered",
    blocks: ruled([
      [question, ...doubt(answer, frame), ...leadBlocks(answer, frame)],
      ...further,
      more,
      earlierGroup(answer, frame),
    ]),
    footer: [asOfLine(answer, frame)],
    at: answer.askedAt,
    frame,
  };
}

/** Says that a match is not sure, and what it lacks. */
function doubt({ strength, unnamed = [], question }: Answered, frame: Frame): Block[] {
  if (strength === "clear") return [];
  const names = askedWords(unnamed, question);
  const lacks: Line[] = names === "" ? [] : [frame.line("answer.unnamed", { names })];
  return [
    { kind: "heading", line: frame.line("answer.weak") },
    ...(lacks.length === 0 ? [] : [{ kind: "lines", lines: lacks } satisfies Block]),
  ];
}

function leadBlocks({ quotes, citations, strength, stale = false }: Answered, frame: Frame): Block[] {
  const [lead] = quotes;
  if (lead === undefined) return [];
  const old: Block[] = stale ? [{ kind: "lines", lines: [frame.line("answer.stale")] }] : [];
  return [quoteBlock(lead, citations, frame, { isLead: strength === "clear" }), ...old];
}

/** Puts a heading over what contradicts the first quote and over what is newer; the rest needs one only behind these. */
function furtherGroups(answer: Answered, shown: readonly Quote[], frame: Frame): Block[][] {
  const groups: Block[][] = [];
  let last = "";
  for (const [at, quote] of shown.entries()) {
    if (at === 0) continue;
    const place = { isBehind: true, isSameArticle: isOf(quote, shown[at - 1]) };
    const block = quoteBlock(quote, answer.citations, frame, place);
    const heading = headingOf(quote, answer, frame) ?? (last === "" ? [] : frame.line("answer.also"));
    const key = JSON.stringify(heading);
    if (key === last || (groups.length > 0 && heading.length === 0)) groups.at(-1)?.push(block);
    else groups.push(heading.length === 0 ? [block] : [{ kind: "heading", line: heading }, block]);
    last = heading.length === 0 ? "" : key;
  }
  return groups;
}

function headingOf(quote: Quote, answer: Answered, frame: Frame): Line | null {
  const { conflict } = answer;
  if (conflict && contradicts(quote, answer)) {
    const [first, other] = [conflict.first, conflict.other].map((word) => written(word, frame));
    return first && other ? frame.line("answer.differs", { first, other }) : frame.line("answer.contradicts");
  }
  return isSince(quote, answer) ? frame.line("answer.since") : null;
}

function earlierGroup({ earlier, citations }: Answered, frame: Frame): Block[] {
  if (earlier.length === 0) return [];
  const blocks = earlier.map((quote, at) =>
    quoteBlock(quote, citations, frame, { isBehind: true, isSameArticle: isOf(quote, earlier[at - 1]) }),
  );
  return [{ kind: "heading", line: frame.line("answer.earlier") }, ...blocks];
}

/** True for two quotes of one revision, one below the other. */
function isOf(quote: Quote, above: Quote | undefined): boolean {
  return above !== undefined && above.citation === quote.citation;
}

/** Numbers are compared without their separators. */
function written(word: string, frame: Frame): string {
  return /^\d{1,15}$/.test(word) ? frame.number(Number(word)) : word;
}
