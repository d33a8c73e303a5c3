// What /latest says: the newest reports by story, each with its day and one sentence, word for word.
import type { Latest, Story } from "../reports-reading.js";
import { asides, dated } from "./citation.js";
import { type Block, type Document, ruled } from "./document.js";
import type { Frame } from "./frame.js";
import { alsoLines, reportLine, standingLine } from "./reading-lines.js";
import { oneLine } from "./text.js";

const MAX_TOPIC = 200;

/** Lays out the newest reports; none where no dated report is there, or none about the topic. */
export function latestDocument(latest: Latest, frame: Frame): Document {
  const { topic, stories } = latest;
  const heading: Block = {
    kind: "heading",
    line:
      topic === null
        ? frame.line("latest.heading")
        : frame.line("latest.heading-topic", { topic: oneLine(topic, MAX_TOPIC) }),
  };
  const said: Block =
    stories.length === 0
      ? { kind: "lines", lines: [frame.line(topic === null ? "latest.none" : "timeline.none")] }
      : { kind: "lines", lines: [frame.line("latest.order", { count: stories.length })], small: true };
  return {
    tone: stories.length === 0 ? "unanswered" : "plain",
    blocks: ruled([[heading, said], ...stories.map((story) => storyBlocks(story, frame))]),
    footer: [standingLine(latest, frame)],
    at: latest.askedAt,
    frame,
  };
}

function storyBlocks({ citation, quote, also }: Story, frame: Frame): Block[] {
  const line = [...reportLine(citation, quote, frame), " · ", ...dated(citation.publishedAt, frame)];
  return [
    { kind: "lines", lines: [line] },
    {
      kind: "quote",
      text: quote.text,
      under: [...asides(quote, frame), ...alsoLines(also, citation, frame)],
    },
  ];
}
