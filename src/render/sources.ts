// What /sources says: every citation of an answer with its quotes, when it was read, and whether it still stands.
import type { QuoteChange, SourceEntry, SourcesReport } from "../reports.js";
import { asides, asOfLine, attribution, questionLine } from "./citation.js";
import { type Block, type Document, instant, type Line, ruled, strong } from "./document.js";
import type { Frame } from "./frame.js";
import { announcementLine } from "./history.js";
import { oneLine } from "./text.js";

/** Longest sentence shown of what stands in a quote's place. */
const MAX_SENTENCE = 500;
const MAX_ANNOUNCED = 3;

/** Lays out the sources of an answer; those of a refusal are labelled as no answer. */
export function sourcesDocument({ answer, entries }: SourcesReport, frame: Frame): Document {
  const head: Block[] = [
    { kind: "heading", line: ["Sources"] },
    {
      kind: "lines",
      lines: [[...questionLine(answer.question), " · asked ", instant(answer.askedAt, "moment")]],
      small: true,
    },
  ];
  if (answer.kind === "unanswered")
    head.push({ kind: "lines", lines: [["Nearest articles, not an answer."]] });
  if (entries.length === 0) head.push({ kind: "lines", lines: [["No article was cited."]] });
  return {
    tone: "plain",
    blocks: ruled([head, ...entries.map((entry) => entryBlocks(entry, frame))]),
    footer: [asOfLine(answer, frame)],
    at: answer.askedAt,
    frame,
  };
}

function entryBlocks(entry: SourceEntry, frame: Frame): Block[] {
  const { citation, quotes } = entry;
  const read: Line = [
    "read ",
    instant(citation.fetchedAt, "moment"),
    ` · article ${citation.articleId} · revision ${citation.revision} · `,
    stateOf(entry, frame),
  ];
  return [
    {
      kind: "lines",
      lines: [[`${citation.number} · `, ...attribution(citation, frame, quotes[0]?.link ?? citation.url)]],
    },
    ...quotes.map((quote, at): Block => {
      const gone = entry.changes.filter((change) => change.quote === at).map(changeLine);
      return { kind: "quote", text: quote.text, under: [...asides(quote, frame), ...gone] };
    }),
    ...announcedBlocks(entry, frame),
    { kind: "lines", lines: [read], small: true },
  ];
}

function changeLine({ kind, at, revision, now }: QuoteChange): Line {
  const when: Line = [" in the revision of ", instant(at, "moment"), ` (revision ${revision})`];
  if (kind === "removed" || now === null) return [strong("This sentence was removed"), ...when, "."];
  return [strong("This sentence was changed"), ...when, ` to: “${oneLine(now, MAX_SENTENCE)}”`];
}

function announcedBlocks({ announced }: SourceEntry, frame: Frame): Block[] {
  if (announced.length === 0) return [];
  const lines = announced.slice(0, MAX_ANNOUNCED).map((each) => announcementLine(each, frame));
  return [{ kind: "lines", lines, small: true }];
}

function stateOf({ state, newestRevision }: SourceEntry, frame: Frame): string {
  const newest = newestRevision === null ? "a newer revision" : `revision ${newestRevision}`;
  switch (state) {
    case "same":
      return "unchanged since";
    case "revised":
      return `${newest} has come since and still says this`;
    case "changed":
      return `changed since: ${newest} no longer says this`;
    case "removed":
      return "removed from the store since";
    case "withheld":
      return frame.words("settings.withheld");
  }
}
