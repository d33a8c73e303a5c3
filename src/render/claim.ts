// What "Check this claim" says: each claim with the quotes nearest to it, and how their words stand to it. Never a verdict.
import type { CheckedClaim, ClaimCheck, ClaimQuote } from "../reports-reading.js";
import type { Citation } from "../schema.js";
import { asides, attribution, citationOf, questionLine } from "./citation.js";
import { type Block, type Document, type Line, ruled } from "./document.js";
import type { Frame } from "./frame.js";
import { alsoLines, joined, standingLine } from "./reading-lines.js";
import { oneLine } from "./text.js";

/** Lays out what the articles hold about a message. */
export function claimDocument(check: ClaimCheck, frame: Frame): Document {
  const { claims, leftOut, citations } = check;
  const isEmpty = claims.every(({ quotes }) => quotes.length === 0);
  const said = claims.length === 0 ? frame.line("claim.no-text") : frame.line("claim.no-verdict");
  const head: Block[] = [
    { kind: "heading", line: frame.line("claim.heading") },
    ...(isEmpty && claims.length > 0 ? [] : [{ kind: "lines", lines: [said], small: true } satisfies Block]),
  ];
  const facts: Line[] = [
    ...(leftOut === 0 ? [] : [frame.line("claim.left-out", { count: leftOut })]),
    standingLine(check, frame),
  ];
  return {
    tone: isEmpty ? "unanswered" : "plain",
    blocks: ruled([head, ...claims.flatMap((claim) => claimGroups(claim, citations, frame))]),
    footer: [joined(facts)],
    at: check.askedAt,
    frame,
  };
}

/** The claim with its first quote, so that a page never ends on a claim alone. */
function claimGroups(
  { claim, quotes }: CheckedClaim,
  citations: readonly Citation[],
  frame: Frame,
): Block[][] {
  const asked: Block = { kind: "heading", line: questionLine(claim) };
  if (quotes.length === 0) return [[asked, { kind: "lines", lines: [frame.line("claim.none")] }]];
  return quotes.map((quote, at) => [...(at === 0 ? [asked] : []), ...quoteBlocks(quote, citations, frame)]);
}

function quoteBlocks(
  { quote, stance, turns, also }: ClaimQuote,
  citations: readonly Citation[],
  frame: Frame,
): Block[] {
  const citation = citationOf(quote, citations);
  const words = turns.map((turn) => `“${oneLine(turn, 40)}”`).join(", ");
  const label = stance === "differs" ? frame.line("claim.differs", { words }) : frame.line(`claim.${stance}`);
  const under = [
    ...asides(quote, frame),
    attribution(citation, frame, quote.link ?? citation.url),
    ...alsoLines(also, citation, frame),
  ];
  return [
    { kind: "lines", lines: [label] },
    { kind: "quote", text: quote.text, under },
  ];
}
