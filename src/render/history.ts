// What `articles show` says: an article, where its text stands elsewhere, and every revision with what changed in it.
import type { Announcement, ArticleHistory, RevisionEntry, SentenceChange } from "../reports.js";
import type { Instant } from "../schema.js";
import { attribution, dated, MAX_TITLE } from "./citation.js";
import { type Block, counted, type Document, instant, type Line, ruled, strong } from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

/** Longest sentence shown of a change or an announcement; the article itself has the whole. */
const MAX_SENTENCE = 500;
const MAX_CHANGES = 40;
const MAX_COPIES = 15;

/** Lays out the history of an article, newest revision first. */
export function historyDocument(history: ArticleHistory, at: Instant, frame: Frame): Document {
  const { article, revisions } = history;
  const head: Block = { kind: "lines", lines: [attribution({ ...article, number: 1 }, frame)] };
  const id: Line = [`article ${article.articleId} · ${counted(revisions.length, "revision")}`];
  return {
    tone: "plain",
    blocks: ruled([
      [head, { kind: "lines", lines: [id], small: true }],
      copyBlocks(history, frame),
      ...[...revisions].reverse().map(revisionBlocks),
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
        `${oneLine(source ?? "outlet not stated", 80)} · ${oneLine(title, MAX_TITLE)} · `,
        ...dated(publishedAt, frame),
        ` · ${articleId}`,
      ],
    );
  const rest: Line[] = copies.length > lines.length ? [[`and ${copies.length - lines.length} more`]] : [];
  return [
    { kind: "heading", line: [`The same text: ${counted(outletCount, "outlet")}, 1 origin${origin}`] },
    { kind: "lines", lines: [...lines, ...rest] },
  ];
}

function revisionBlocks({ revision, at, fetchedAt, fields, changes, announced }: RevisionEntry): Block[] {
  const also = fields.length === 0 ? "" : ` · also changed: ${fields.join(", ")}`;
  const rest: Line[] =
    changes.length > MAX_CHANGES ? [[`and ${changes.length - MAX_CHANGES} more changes`]] : [];
  const first: Line[] = revision === 1 ? [["First read."]] : [];
  const lines = [
    ...announced.map(announcementLine),
    ...first,
    ...changes.slice(0, MAX_CHANGES).flatMap(changeLines),
    ...rest,
  ];
  return [
    { kind: "heading", line: [`Revision ${revision} of `, instant(at, "moment")] },
    ...(lines.length > 0 ? [{ kind: "lines", lines } satisfies Block] : []),
    { kind: "lines", lines: [["read ", instant(fetchedAt, "moment"), also]], small: true },
  ];
}

/** Says what an article announces of itself. */
export function announcementLine({ kind, text }: Announcement): Line {
  const what = kind === "correction" ? "Announces a correction" : "Announces an update";
  return [strong(what), `: “${oneLine(text, MAX_SENTENCE)}”`];
}

function changeLines({ kind, before, after }: SentenceChange): Line[] {
  const old = before === null ? "" : oneLine(before, MAX_SENTENCE);
  const now = after === null ? "" : oneLine(after, MAX_SENTENCE);
  if (kind === "removed") return [[strong("Removed"), `: “${old}”`]];
  if (kind === "added") return [[strong("Added"), `: “${now}”`]];
  return [
    [strong("Changed"), `: “${old}”`],
    [strong("to"), `: “${now}”`],
  ];
}
