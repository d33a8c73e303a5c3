// What Discord gets: each document with its buttons. All state of a button is its custom id and the store.
import type { IngestRow, SourcesReport, Status } from "../reports.js";
import type { LinkSummary } from "../reports-reading.js";
import type { Answer, Instant } from "../schema.js";
import { answerDocument } from "./answer.js";
import {
  ARTICLES_PER_PAGE,
  type ArticlePage,
  articlesDocument,
  ingestDocument,
  removedDocument,
} from "./articles.js";
import { writeCustomId } from "./custom-id.js";
import { deniedDocument, errorDocument, faultDocument, noticeDocument } from "./error.js";
import type { Frame } from "./frame.js";
import { helpDocument } from "./help.js";
import { type Button, type Message, writeMessage } from "./message.js";
import { sourcesDocument } from "./sources.js";
import { statusDocument } from "./status.js";
import { summaryDocument } from "./summary.js";

/** Writes an answer; a private one can be posted by the person who asked. */
export function renderAnswer(answer: Answer, visibility: "public" | "private", frame: Frame): Message {
  const sources: Button[] =
    answer.citations.length === 0
      ? []
      : [{ label: "Sources", customId: writeCustomId("sources", answer.answerId) }];
  const post: Button[] =
    visibility === "private"
      ? [{ label: "Post here", customId: writeCustomId("post", answer.answerId) }]
      : [];
  return writeMessage(answerDocument(answer, frame), { buttons: [...sources, ...post] });
}

/** Writes one page of the sources of an answer. */
export function renderSources(report: SourcesReport, frame: Frame, page = 1): Message {
  const pageId = (number: number) => writeCustomId("sources-page", report.answer.answerId, number);
  return writeMessage(sourcesDocument(report, frame), { page, pageId });
}

/** Writes a summary, or why there is none. */
export function renderSummary(summary: LinkSummary, at: Instant, frame: Frame): Message {
  return writeMessage(summaryDocument(summary, at, frame));
}

/** Writes one page of the list of articles. */
export function renderArticles(list: ArticlePage, at: Instant, frame: Frame): Message {
  const pages = Math.ceil(list.total / ARTICLES_PER_PAGE);
  const newer: Button[] =
    list.page > 1
      ? [{ label: "Newer", customId: writeCustomId("articles-page", "list", list.page - 1) }]
      : [];
  const older: Button[] =
    list.page < pages
      ? [{ label: "Older", customId: writeCustomId("articles-page", "list", list.page + 1) }]
      : [];
  return writeMessage(articlesDocument(list, at, frame), { buttons: [...newer, ...older] });
}

/** Writes what became of an upload. */
export function renderIngest(rows: readonly IngestRow[], at: Instant, frame: Frame): Message {
  return writeMessage(ingestDocument(rows, at, frame));
}

/** Writes that an article is gone. */
export function renderRemoved(title: string, at: Instant, frame: Frame): Message {
  return writeMessage(removedDocument(title, at, frame));
}

/** Writes the status. */
export function renderStatus(status: Status, at: Instant, frame: Frame): Message {
  return writeMessage(statusDocument(status, at, frame));
}

/** Writes the help. */
export function renderHelp(at: Instant, frame: Frame): Message {
  return writeMessage(helpDocument(at, frame));
}

/** Writes a failure with what mends it. */
export function renderError(
  error: { readonly message: string; readonly hint: string | null },
  at: Instant,
  frame: Frame,
): Message {
  return writeMessage(errorDocument(error, at, frame));
}

/** Writes a failure that was not foreseen, with the id that finds it in the log. */
export function renderFault(id: string, at: Instant, frame: Frame): Message {
  return writeMessage(faultDocument(id, at, frame));
}

/** Writes that changing articles needs a right which is missing. */
export function renderDenied(inGuild: boolean, at: Instant, frame: Frame): Message {
  return writeMessage(deniedDocument(inGuild, at, frame));
}

/** Writes one sentence. */
export function renderNotice(sentence: string, at: Instant, frame: Frame): Message {
  return writeMessage(noticeDocument(sentence, at, frame));
}
