// What Discord gets: each document with its buttons. All state of a button is its custom id and the store.
import type { IngestRow, SourcesReport, Status, WhyReport } from "../reports.js";
import type { LinkSummary } from "../reports-reading.js";
import type { Answer, Instant } from "../schema.js";
import { answerDocument } from "./answer.js";
import { answerButtons } from "./answer-buttons.js";
import {
  ARTICLES_PER_PAGE,
  type ArticlePage,
  articlesDocument,
  ingestDocument,
  removedDocument,
} from "./articles.js";
import { writeCustomId } from "./custom-id.js";
import { errorDocument, type Failure, faultDocument, noticeDocument } from "./error.js";
import type { Frame } from "./frame.js";
import { helpDocument } from "./help.js";
import { type Button, type Message, writeMessage } from "./message.js";
import { commandIn } from "./names.js";
import { sourcesDocument } from "./sources.js";
import { statusDocument } from "./status.js";
import { summaryDocument } from "./summary.js";
import { whyDocument } from "./why.js";

/** Writes an answer with at most `limit` quotes beside the earlier ones; a private one can be posted by the person who asked. */
export function renderAnswer(
  answer: Answer,
  visibility: "public" | "private",
  frame: Frame,
  limit?: number,
): Message {
  return writeMessage(answerDocument(answer, frame, limit), {
    buttons: answerButtons(answer, visibility, frame),
  });
}

/** Writes one page of the sources of an answer. */
export function renderSources(report: SourcesReport, frame: Frame, page = 1): Message {
  const pageId = (number: number) => writeCustomId("sources-page", report.answer.answerId, number);
  return writeMessage(sourcesDocument(report, frame), { page, pageId });
}

/** Writes one page of the working of an answer, or that it is gone. */
export function renderWhy(report: WhyReport | null, at: Instant, frame: Frame, page = 1): Message {
  if (report === null) return renderAnswerGone(at, frame);
  const pageId = (number: number) => writeCustomId("why-page", report.answer.answerId, number);
  return writeMessage(whyDocument(report, frame), { page, pageId });
}

/** Writes a summary, or why there is none. */
export function renderSummary(summary: LinkSummary, at: Instant, frame: Frame): Message {
  return writeMessage(summaryDocument(summary, at, frame));
}

/** Writes one page of the list of articles. */
export function renderArticles(list: ArticlePage, at: Instant, frame: Frame): Message {
  const pages = Math.ceil(list.total / ARTICLES_PER_PAGE);
  const to = (key: "page.button-newer" | "page.button-older", page: number): Button => ({
    label: frame.words(key),
    customId: writeCustomId("articles-page", "list", page),
  });
  const newer = list.page > 1 ? [to("page.button-newer", list.page - 1)] : [];
  const older = list.page < pages ? [to("page.button-older", list.page + 1)] : [];
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
export function renderError(error: Failure, at: Instant, frame: Frame): Message {
  return writeMessage(errorDocument(error, at, frame));
}

/** Writes a failure that was not foreseen, with the id that finds it in the log. */
export function renderFault(id: string, at: Instant, frame: Frame): Message {
  return writeMessage(faultDocument(id, at, frame));
}

/** Writes that an answer is not there any more, or not for this person. */
export function renderAnswerGone(at: Instant, frame: Frame): Message {
  const command = commandIn(frame.language, "ask");
  return renderNotice(frame.words("sources.gone", { command }), at, frame);
}

/** Writes one sentence. */
export function renderNotice(sentence: string, at: Instant, frame: Frame): Message {
  return writeMessage(noticeDocument(sentence, at, frame));
}
