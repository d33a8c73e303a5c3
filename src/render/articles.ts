// What /articles says: the list of what was read, the report of what was added, and what was removed.

import type { IngestRow } from "../reports.js";
import type { ArticleHeading, Instant } from "../schema.js";
import { dated, MAX_TITLE } from "./citation.js";
import { type Block, type Document, ruled, strong } from "./document.js";
import type { Frame } from "./frame.js";
import { commandIn } from "./names.js";
import { oneLine } from "./text.js";

/** Articles on one page of the list. */
export const ARTICLES_PER_PAGE = 10;
const MAX_ROWS = 15;

export interface ArticlePage {
  readonly total: number;
  readonly items: readonly ArticleHeading[];
  /** From 1. */
  readonly page: number;
}

/** Lays out one page of the list, newest first; an empty store says how to fill it. */
export function articlesDocument({ total, items, page }: ArticlePage, at: Instant, frame: Frame): Document {
  const pages = Math.max(1, Math.ceil(total / ARTICLES_PER_PAGE));
  const rows = items.map((item): Block => {
    const source = item.source === null ? frame.words("citation.no-outlet") : oneLine(item.source, 60);
    const line = [
      strong(oneLine(item.title, MAX_TITLE)),
      ` · ${source} · `,
      ...dated(item.publishedAt, frame),
      ` · ${item.articleId}`,
    ];
    return { kind: "lines", lines: [line] };
  });
  const none = frame.line(total === 0 ? "articles.none" : "articles.page-empty", {
    command: commandIn(frame.language, "articles.add"),
  });
  return {
    tone: "plain",
    blocks: [
      { kind: "heading", line: frame.line("articles.count", { count: total }) },
      ...(rows.length > 0 ? rows : [{ kind: "lines", lines: [none] } satisfies Block]),
    ],
    footer: [frame.line("message.page", { page, of: pages })],
    at,
    frame,
  };
}

/** Lays out what became of an upload, one entry an article found in it. */
export function ingestDocument(rows: readonly IngestRow[], at: Instant, frame: Frame): Document {
  const groups = rows.slice(0, MAX_ROWS).map((row) => rowBlocks(row, frame));
  const rest = rows.length - groups.length;
  const none: Block[] = [{ kind: "lines", lines: [frame.line("articles.nothing")] }];
  return {
    tone: rows.some(({ outcome }) => outcome !== "rejected") ? "plain" : "error",
    blocks: rows.length === 0 ? none : ruled(groups),
    footer: rest > 0 ? [frame.line("page.rest", { count: rest })] : [],
    at,
    frame,
  };
}

/** Notes are in English: they are details for whoever looks after what is read. */
function rowBlocks(
  { outcome, title, subject, articleId, passageCount, notes }: IngestRow,
  frame: Frame,
): Block[] {
  const label = strong(frame.words(`articles.${outcome}`));
  const value = oneLine(title ?? subject, MAX_TITLE);
  const passages = frame.words("articles.passages", { count: passageCount });
  const facts = outcome === "rejected" ? [] : [[[passages, articleId].filter(Boolean).join(" · ")]];
  const small = [...facts, ...notes.slice(0, 4).map((note) => [oneLine(note, 200)])];
  return [
    { kind: "lines", lines: [frame.line("page.label", { label, value })] },
    { kind: "lines", lines: small, small: true },
  ];
}

/** Says that an article is gone. */
export function removedDocument(title: string, at: Instant, frame: Frame): Document {
  const label = strong(frame.words("articles.removed"));
  const line = frame.line("page.label", { label, value: oneLine(title, MAX_TITLE) });
  return { tone: "plain", blocks: [{ kind: "lines", lines: [line] }], footer: [], at, frame };
}
