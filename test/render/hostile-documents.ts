// Every kind of document that Discord gets, made of hostile text. A new kind is one line in KINDS; what it may hold goes into its record.
import fc from "fast-check";
import { LANGUAGES } from "../../src/guild-settings.js";
import { answerDocument } from "../../src/render/answer.js";
import { articlesDocument, ingestDocument, removedDocument } from "../../src/render/articles.js";
import { claimDocument } from "../../src/render/claim.js";
import { missedDocument, renderMissed } from "../../src/render/delivery.js";
import type { Document } from "../../src/render/document.js";
import { errorDocument, noticeDocument } from "../../src/render/error.js";
import * as feedReplies from "../../src/render/feed-replies.js";
import * as feeds from "../../src/render/feeds.js";
import { type Frame, frameOf } from "../../src/render/frame.js";
import { historyDocument } from "../../src/render/history.js";
import { latestDocument } from "../../src/render/latest.js";
import { type Message, writeMessage } from "../../src/render/message.js";
import * as reading from "../../src/render/reading-replies.js";
import * as replies from "../../src/render/replies.js";
import { sourcesDocument } from "../../src/render/sources.js";
import { statusDocument } from "../../src/render/status.js";
import { summaryDocument } from "../../src/render/summary.js";
import { timelineDocument } from "../../src/render/timeline.js";
import { filled, hostileAnswer } from "./answers.js";
import * as content from "./hostile-content.js";

const AT = "2025-11-24T14:05:00.000Z";

/** A document, and the message of one page of it, from 1. */
export interface Rendering {
  readonly document: Document;
  readonly page: (page: number) => Message;
  /** False: there is one message, and what does not fit is counted in it. */
  readonly hasPages: boolean;
}

export interface DocumentKind {
  readonly name: string;
  readonly runs: number;
  readonly rendering: fc.Arbitrary<Rendering>;
}

/** `write` is what the bot sends; one that takes no page has one message only. */
function kind<T>(
  name: string,
  runs: number,
  given: fc.Arbitrary<T>,
  document: (given: T, frame: Frame) => Document,
  write: (given: T, frame: Frame, page: number) => Message,
): DocumentKind {
  const frame = fc.constantFrom(...LANGUAGES).map(frameOf);
  const rendering = fc.tuple(given, frame).map(([content, words]) => ({
    document: document(content, words),
    page: (page: number) => write(content, words, page),
    hasPages: write.length === 3,
  }));
  return { name, runs, rendering };
}

const historyPage = (page: number) => `dl:history:0123456789ab:${page}`;

/** All kinds; the runs come to more than 10,000 answers, and 5,000 of the others. */
export const KINDS: readonly DocumentKind[] = [
  kind("answers for all", 5000, hostileAnswer, answerDocument, (it, frame) =>
    replies.renderAnswer(it, "public", frame),
  ),
  kind("answers for one", 5000, hostileAnswer, answerDocument, (it, frame) =>
    replies.renderAnswer(it, "private", frame),
  ),
  kind("sources", 600, content.report, sourcesDocument, (it, frame, page) =>
    replies.renderSources(it, frame, page),
  ),
  kind(
    "what was missed",
    600,
    content.missed,
    (it, frame) => missedDocument(it, AT, frame),
    (it, frame) => renderMissed(it, AT, frame),
  ),
  kind(
    "summaries",
    600,
    content.summary,
    (it, frame) => summaryDocument(it, AT, frame),
    (it, frame) => replies.renderSummary(it, AT, frame),
  ),
  kind("timelines", 400, content.timeline, timelineDocument, (it, frame, page) =>
    reading.renderTimeline(it, frame, page),
  ),
  kind("newest reports", 400, content.latest, latestDocument, (it, frame, page) =>
    reading.renderLatest(it, frame, page),
  ),
  kind("checks of claims", 400, content.claim, claimDocument, (it, frame) => reading.renderClaim(it, frame)),
  kind(
    "lists of articles",
    500,
    content.articleList,
    (it, frame) => articlesDocument(it, AT, frame),
    (it, frame) => replies.renderArticles(it, AT, frame),
  ),
  kind(
    "reports of uploads",
    500,
    content.some(content.row, 17),
    (it, frame) => ingestDocument(it, AT, frame),
    (it, frame) => replies.renderIngest(it, AT, frame),
  ),
  kind(
    "removed articles",
    200,
    filled,
    (it, frame) => removedDocument(it, AT, frame),
    (it, frame) => replies.renderRemoved(it, AT, frame),
  ),
  kind(
    "histories",
    300,
    content.history,
    (it, frame) => historyDocument(it, AT, frame),
    (it, frame, page) => writeMessage(historyDocument(it, AT, frame), { page, pageId: historyPage }),
  ),
  kind(
    "lists of feeds",
    300,
    content.feedList,
    (it, frame) => feeds.feedsDocument(it, AT, frame),
    (it, frame) => feedReplies.renderFeeds(it, AT, frame),
  ),
  kind(
    "feeds in trouble",
    200,
    content.some(content.feed, 20),
    (it, frame) => feeds.troubledDocument(it, AT, frame),
    (it, frame, page) => feedReplies.renderTroubled(it, AT, frame, page),
  ),
  kind(
    "health of feeds",
    300,
    content.feed,
    (it, frame) => feeds.feedHealthDocument(it, AT, frame),
    (it, frame) => feedReplies.renderFeedHealth(it, AT, frame),
  ),
  kind(
    "feeds that were added",
    200,
    content.addition,
    (it, frame) => feeds.feedAddedDocument(it, AT, frame),
    (it, frame) => feedReplies.renderFeedAdded(it, AT, frame),
  ),
  kind(
    "reads of feeds",
    200,
    content.reads,
    (it, frame) => feeds.feedReadsDocument(it, AT, frame),
    (it, frame) => feedReplies.renderFeedReads(it, AT, frame),
  ),
  kind(
    "feeds that were removed",
    100,
    content.feed,
    (it, frame) => feeds.feedRemovedDocument(it, AT, frame),
    (it, frame) => feedReplies.renderFeedRemoved(it, AT, frame),
  ),
  kind(
    "status",
    200,
    content.status,
    (it, frame) => statusDocument(it, AT, frame),
    (it, frame) => replies.renderStatus(it, AT, frame),
  ),
  kind(
    "failures",
    400,
    content.failure,
    (it, frame) => errorDocument(it, AT, frame),
    (it, frame) => replies.renderError(it, AT, frame),
  ),
  kind(
    "notices",
    200,
    filled,
    (it, frame) => noticeDocument(it, AT, frame),
    (it, frame) => replies.renderNotice(it, AT, frame),
  ),
];
