// What a refusal says: that the articles do not answer, why, and what is nearest, labelled as no answer.
import type { Citation, Unanswered } from "../schema.js";
import { askedWords } from "./asked-words.js";
import { asOfLine, creditLine, dated, joined, questionLine } from "./citation.js";
import { type Block, type Document, instant, type Line, ruled } from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

const MAX_NEAREST = 5;

/** Lays out a refusal. */
export function unansweredDocument(answer: Unanswered, frame: Frame): Document {
  const near = nearestBlocks(answer, frame);
  return {
    tone: "unanswered",
    blocks: ruled([
      [
        { kind: "lines", lines: [questionLine(answer.question)], small: true },
        { kind: "heading", line: frame.line("unanswered.title") },
        { kind: "lines", lines: [reasonLine(answer, frame), ...lackLines(answer, frame)] },
      ],
      near.length === 0 ? [] : [{ kind: "heading", line: frame.line("unanswered.nearest") }, ...near],
    ]),
    footer: [asOfLine(answer, frame)],
    at: answer.askedAt,
    frame,
  };
}

/** Says why it is not answered. */
export function reasonLine(answer: Unanswered, frame: Frame): Line {
  return frame.line(`unanswered.${answer.reason}`, {
    count: answer.articleCount,
    place: answer.source === null ? "none" : "one",
    source: oneLine(answer.source ?? "", 80),
    chosen: answer.asOfChosen ? "yes" : "no",
  });
}

/** What would be needed: words that stand in no article, or else something newer about what is named. */
function lackLines({ missing, newestAbout: about, question }: Unanswered, frame: Frame): Line[] {
  if (missing.length > 0) return [frame.line("unanswered.missing", { words: askedWords(missing, question) })];
  if (!about) return [];
  const names = askedWords(about.names, question);
  return [frame.line("unanswered.nothing-after", { names, day: instant(about.at, "day") })];
}

function nearestBlocks(answer: Unanswered, frame: Frame): Block[] {
  return answer.nearest.slice(0, MAX_NEAREST).flatMap((number, at): Block[] => {
    const citation = answer.citations.find((each) => each.number === number);
    if (citation === undefined) return [];
    const facts = joined([
      dated(citation.publishedAt, frame),
      ...aboutLines(answer, at, frame),
      ...sampleLines(citation, frame),
    ]);
    return [{ kind: "lines", lines: [creditLine(citation, frame)], facts: [facts] }];
  });
}

/** "speaks of “harbour” · not of “2024”"; what no article holds was said above. Empty where it holds nothing that is named. */
function aboutLines({ nearestAbout = [], missing, question }: Unanswered, at: number, frame: Frame): Line[] {
  const { holds = [], lacks = [] } = nearestAbout[at] ?? {};
  if (holds.length === 0) return [];
  const others = askedWords(
    lacks.filter((word) => !missing.includes(word)),
    question,
  );
  return [
    frame.line("unanswered.speaks-of", { holds: askedWords(holds, question) }),
    ...(others === "" ? [] : [frame.line("unanswered.not-of", { lacks: others })]),
  ];
}

function sampleLines({ sample }: Citation, frame: Frame): Line[] {
  return sample ? [frame.line("citation.sample")] : [];
}
