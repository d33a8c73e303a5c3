// What /articles says: the list of what was read, the report of what was added, and what was removed.

import type { IngestRow } from "../reports.js";
import type { ArticleHeading, Instant } from "../schema.js";
import { dated, MAX_TITLE } from "./citation.js";
import { type Block, counted, type Document, ruled, strong } from "./document.js";
import type { Frame } from "./frame.js";
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
    const source = item.source === null ? "outlet not stated" : oneLine(item.source, 60);
    const line = [
      strong(oneLine(item.title, MAX_TITLE)),
      ` · ${source} · `,
      ...dated(item.publishedAt, frame),
      ` · ${item.articleId}`,
    ];
    return { kind: "lines", lines: [line] };
  });
  const none = total === 0 ? "No article yet. Add one with /articles add." : "No article on this page.";
  return {
    tone: "plain",
    blocks: [
      { kind: "heading", line: [`${counted(total, "article")}, newest first`] },
      ...(rows.length > 0 ? rows : [{ kind: "lines", lines: [[none]] } satisfies Block]),
    ],
    footer: [[`Page ${page} of ${pages}`]],
    at,
    frame,
  };
}

const OUTCOMES = {
  added: "Added",
  revised: "New revision",
  unchanged: "Unchanged",
  rejected: "Not added",
} as const;

/** Lays out what became of an upload, one entry an article found in it. */
export function ingestDocument(rows: readonly IngestRow[], at: Instant, frame: Frame): Document {
  const groups = rows.slice(0, MAX_ROWS).map((row): Block[] => {
    const name = oneLine(row.title ?? row.subject, MAX_TITLE);
    const facts =
      row.outcome === "rejected" ? [] : [counted(row.passageCount, "passage"), row.articleId ?? ""];
    const notes = row.notes.slice(0, 4).map((note) => [oneLine(note, 200)]);
    const about = [...(facts.length > 0 ? [[facts.filter(Boolean).join(" · ")]] : []), ...notes];
    const head: Block = { kind: "lines", lines: [[strong(OUTCOMES[row.outcome]), ": ", name]] };
    return about.length === 0 ? [head] : [head, { kind: "lines", lines: about, small: true }];
  });
  const rest = rows.length - groups.length;
  const none: Block[] = [{ kind: "lines", lines: [["Nothing was found in it."]] }];
  return {
    tone: rows.some(({ outcome }) => outcome !== "rejected") ? "plain" : "error",
    blocks: rows.length === 0 ? none : ruled(groups),
    footer: rest > 0 ? [[`and ${rest} more`]] : [],
    at,
    frame,
  };
}

/** Says that an article is gone. */
export function removedDocument(title: string, at: Instant, frame: Frame): Document {
  const line = [strong("Removed"), ": ", oneLine(title, MAX_TITLE)];
  return { tone: "plain", blocks: [{ kind: "lines", lines: [line] }], footer: [], at, frame };
}
