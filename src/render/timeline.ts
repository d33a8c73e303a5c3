// What /timeline says: one quote a development with its day, newest first, who else reports it, and what has no date apart.
import type { Development, Timeline } from "../reports-reading.js";
import type { Citation } from "../schema.js";
import { asides, citationOf } from "./citation.js";
import { type Block, type Document, instant, type Line, ruled, strong } from "./document.js";
import type { Frame } from "./frame.js";
import { alsoLines, joined, reportLine, standingLine } from "./reading-lines.js";
import { oneLine } from "./text.js";

const MAX_TOPIC = 200;
/** Longest sentence shown of what stood in a quote's place. */
const MAX_BEFORE = 300;

/** Lays out a timeline; one without developments says so and shows nothing as if it were near. */
export function timelineDocument(timeline: Timeline, frame: Frame): Document {
  const { developments, undated, citations } = timeline;
  const dated = developments.map((one) => developmentBlocks(one, citations, frame));
  const apart = undated.map((one) => developmentBlocks(one, citations, frame));
  const limited = timeline.isLimited ? [frame.line("timeline.limited")] : [];
  return {
    tone: developments.length + undated.length === 0 ? "unanswered" : "plain",
    blocks: ruled([
      headBlocks(timeline, frame),
      ...dated,
      ...(apart.length === 0 ? [] : [[undatedHeading(frame), ...apart.flat()]]),
    ]),
    footer: [...limited, standingLine(timeline, frame)],
    at: timeline.askedAt,
    frame,
  };
}

function headBlocks({ topic, since, developments }: Timeline, frame: Frame): Block[] {
  const heading: Block = {
    kind: "heading",
    line: frame.line("timeline.heading", { topic: oneLine(topic, MAX_TOPIC) }),
  };
  const day = since === null ? null : instant(since, "day");
  if (developments.length === 0) {
    const none = day === null ? frame.line("timeline.none") : frame.line("timeline.none-since", { day });
    return [heading, { kind: "lines", lines: [none] }];
  }
  const facts: Line[] = [
    frame.line("timeline.order", { count: developments.length }),
    ...(day === null ? [] : [frame.line("timeline.since", { day })]),
  ];
  return [heading, { kind: "lines", lines: [joined(facts)], small: true }];
}

function undatedHeading(frame: Frame): Block {
  return { kind: "heading", line: frame.line("timeline.undated") };
}

function developmentBlocks(
  { kind, at, quote, was, also }: Development,
  citations: readonly Citation[],
  frame: Frame,
): Block[] {
  const citation = citationOf(quote, citations);
  const change = kind === "report" ? [] : [" · ", strong(frame.words(`timeline.${kind}`))];
  const when: Line = at === null ? [] : [instant(at, "day"), " (", instant(at, "age"), ")", ...change];
  const before: Line[] = was === null ? [] : [frame.line("timeline.was", { text: oneLine(was, MAX_BEFORE) })];
  const under = [
    ...asides(quote, frame),
    reportLine(citation, quote, frame),
    ...before,
    ...alsoLines(also, citation, frame),
  ];
  const said: Block = { kind: "quote", text: quote.text, under };
  return when.length === 0 ? [said] : [{ kind: "heading", line: when }, said];
}
