// What a refusal says: that the articles do not answer, why, and what is nearest, labelled as no answer.
import type { Citation, Unanswered } from "../schema.js";
import { asOfLine, attribution, questionLine } from "./citation.js";
import { type Block, counted, type Document, instant, type Line, ruled } from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

/** Lays out a refusal. */
export function unansweredDocument(answer: Unanswered, frame: Frame): Document {
  const missing = answer.missing.slice(0, 8).map((word) => `“${oneLine(word, 40)}”`);
  const nearest = answer.nearest
    .map((number) => answer.citations.find((citation) => citation.number === number))
    .filter((citation): citation is Citation => citation !== undefined)
    .slice(0, 5);
  const why: Line[] = [
    [reason(answer)],
    ...(missing.length > 0 ? [[`Nothing about: ${missing.join(", ")}`]] : newestAbout(answer)),
  ];
  const near: Block[] = nearest.map((citation) => ({ kind: "lines", lines: [attribution(citation, frame)] }));
  return {
    tone: "unanswered",
    blocks: ruled([
      [
        { kind: "lines", lines: [questionLine(answer.question)], small: true },
        { kind: "heading", line: ["My articles do not answer this."] },
        { kind: "lines", lines: why },
      ],
      near.length === 0 ? [] : [{ kind: "heading", line: ["Nearest, not an answer"] }, ...near],
    ]),
    footer: [asOfLine(answer, frame)],
    at: answer.askedAt,
    frame,
  };
}

/** "Nothing about “Brennholm” after 3 May 2025": what is asked for may be newer than what was read. */
function newestAbout({ newestAbout: about }: Unanswered): Line[] {
  if (!about) return [];
  const names = about.names.slice(0, 8).map((name) => `“${oneLine(name, 40)}”`);
  return [[`I found nothing about ${names.join(", ")} after `, instant(about.at, "day"), "."]];
}

function reason(answer: Unanswered): string {
  const read = counted(answer.articleCount, "article");
  const where = answer.source === null ? "" : ` of ${oneLine(answer.source, 80)}`;
  const when = answer.asOfChosen ? " published by the day you chose" : "";
  switch (answer.reason) {
    case "no-articles":
      return `There is no article${where}${when || " yet"}.`;
    case "no-match":
      return `None of ${read}${where}${when} is about it.`;
    case "not-covered":
      return `Of ${read}${where}${when}, some come near, but none says it.`;
    case "not-verified":
      return "What seemed to say it no longer stands in its article letter by letter, so it is not shown.";
  }
}
