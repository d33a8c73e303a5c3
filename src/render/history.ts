// What `articles show` says: an article, where its text stands elsewhere, and every revision with what changed in it.
import type {
  Announcement,
  ArticleHistory,
  Instant,
  RevisionEntry,
  SentenceChange,
} from "../model/article.js";
import { attribution, dated, MAX_TITLE } from "./citation.js";
import { type Block, type Document, instant, type Line, ruled, strong } from "./document.js";
import { oneLine } from "./text.js";
import type { Frame, TextKey } from "./translator.js";

/** Longest sentence shown of a change or an announcement; the article itself has the whole. */
const MAX_SENTENCE = 500;
const MAX_CHANGES = 40;
const MAX_COPIES = 15;

/** Lays out the history of an article, newest revision first. */
export function historyDocument(history: ArticleHistory, at: Instant, frame: Frame): Document {
  const { article, revisions } = history;
  const head: Block = { kind: "lines", lines: [attribution({ ...article, number: 1 }, frame)] };
  const id = frame.line("history.article", { articleId: article.articleId, count: revisions.length });
  return {
    tone: "plain",
    blocks: ruled([
      [head, { kind: "lines", lines: [id], small: true }],
      copyBlocks(history, frame),
      ...[...revisions].reverse().map((entry) => revisionBlocks(entry, frame)),
    ]),
    footer: [],
    at,
    frame,
  };
}

function copyBlocks({ copies, outletCount, originName }: ArticleHistory, frame: Frame): Block[] {
  if (copies.length === 0) return [];
  const origin = originName === null ? "" : ` (${oneLine(originName, 80)})`;
  const lines = copies
    .slice(0, MAX_COPIES)
    .map(
      ({ articleId, title, source, publishedAt }): Line => [
        `${oneLine(source ?? frame.words("citation.no-outlet"), 80)} · ${oneLine(title, MAX_TITLE)} · `,
        ...dated(publishedAt, frame),
        ` · ${articleId}`,
      ],
    );
  const rest = copies.length - lines.length;
  const more: Line[] = rest > 0 ? [frame.line("page.rest", { count: rest })] : [];
  return [
    { kind: "heading", line: [...frame.line("history.copies", { outlets: outletCount }), origin] },
    { kind: "lines", lines: [...lines, ...more] },
  ];
}

function revisionBlocks(entry: RevisionEntry, frame: Frame): Block[] {
  const { revision, at, fetchedAt, changes, announced } = entry;
  const more = changes.length - MAX_CHANGES;
  const lines: Line[] = [
    ...announced.map((each) => announcementLine(each, frame)),
    ...(revision === 1 ? [frame.line("history.first")] : []),
    ...changes.slice(0, MAX_CHANGES).flatMap((change) => changeLines(change, frame)),
    ...(more > 0 ? [frame.line("history.more-changes", { count: more })] : []),
  ];
  const read = frame.line("history.read", { at: instant(fetchedAt, "moment") });
  return [
    { kind: "heading", line: frame.line("history.revision", { revision, at: instant(at, "moment") }) },
    ...(lines.length > 0 ? [{ kind: "lines", lines } satisfies Block] : []),
    { kind: "lines", lines: [[...read, ...alsoChanged(entry, frame)]], small: true },
  ];
}

function alsoChanged({ fields }: RevisionEntry, frame: Frame): Line {
  if (fields.length === 0) return [];
  const names = fields.map((field) => frame.words("history.field", { field }));
  return [" · ", ...frame.line("history.also", { fields: names.join(", ") })];
}

/** Says what an article announces of itself. */
export function announcementLine({ kind, text }: Announcement, frame: Frame): Line {
  return sentenceLine(kind === "correction" ? "history.correction" : "history.update", text, frame);
}

function changeLines({ kind, before, after }: SentenceChange, frame: Frame): Line[] {
  if (kind === "removed") return [sentenceLine("history.removed", before, frame)];
  if (kind === "added") return [sentenceLine("history.added", after, frame)];
  return [sentenceLine("history.changed", before, frame), sentenceLine("history.to", after, frame)];
}

function sentenceLine(key: TextKey, sentence: string | null, frame: Frame): Line {
  const value = frame.words("page.quoted", { text: oneLine(sentence ?? "", MAX_SENTENCE) });
  return frame.line("page.label", { label: strong(frame.words(key)), value });
}
