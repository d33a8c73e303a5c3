// Every kind of document that Discord gets, made of hostile text. A new kind is one line in KINDS; what it may hold goes into its record.
import fc from "fast-check";
import { LANGUAGES } from "../../src/model/guild.js";
import * as privacy from "../../src/render/about.js";
import { statusDocument } from "../../src/render/about.js";
import { answerDocument } from "../../src/render/answer.js";
import { articlesDocument, ingestDocument, removedDocument } from "../../src/render/articles.js";
import { missedDocument, renderMissed } from "../../src/render/delivery.js";
import type { Document } from "../../src/render/document.js";
import { errorDocument, noticeDocument } from "../../src/render/error.js";
import * as feedReplies from "../../src/render/feeds.js";
import * as feeds from "../../src/render/feeds.js";
import { historyDocument } from "../../src/render/history.js";
import { type Message, writeMessage } from "../../src/render/message.js";
import * as reading from "../../src/render/replies.js";
import * as replies from "../../src/render/replies.js";
import * as settings from "../../src/render/settings.js";
import { sourcesDocument } from "../../src/render/sources.js";
import { claimDocument, latestDocument, summaryDocument, timelineDocument } from "../../src/render/topics.js";
import { type Translator, translatorFor } from "../../src/render/translator.js";
import * as watch from "../../src/render/watch.js";
import * as watchReplies from "../../src/render/watch.js";
import { newsDocument } from "../../src/render/watch.js";
import { whyDocument } from "../../src/render/why.js";
import { filled, hostileAnswer } from "./answers.js";
import * as content from "./hostile-content.js";
import * as people from "./hostile-people.js";

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
  document: (given: T, translator: Translator) => Document,
  write: (given: T, translator: Translator, page: number) => Message,
): DocumentKind {
  const translator = fc.constantFrom(...LANGUAGES).map(translatorFor);
  const rendering = fc.tuple(given, translator).map(([content, words]) => ({
    document: document(content, words),
    page: (page: number) => write(content, words, page),
    hasPages: write.length === 3,
  }));
  return { name, runs, rendering };
}

/** Most are written as of a moment. */
const at =
  <T, R>(write: (given: T, at: string, translator: Translator) => R) =>
  (given: T, translator: Translator) =>
    write(given, AT, translator);
const historyPage = (page: number) => `dl:history:0123456789ab:${page}`;

/** All kinds; the runs come to more than 10,000 answers, and 5,000 of the others. */
export const KINDS: readonly DocumentKind[] = [
  kind("answers for all", 5000, hostileAnswer, answerDocument, (it, translator) =>
    replies.renderAnswer(it, "public", translator),
  ),
  kind("answers for one", 5000, hostileAnswer, answerDocument, (it, translator) =>
    replies.renderAnswer(it, "private", translator),
  ),
  kind("sources", 600, content.report, sourcesDocument, (it, translator, page) =>
    replies.renderSources(it, translator, page),
  ),
  kind("what was missed", 600, content.missed, at(missedDocument), at(renderMissed)),
  kind("summaries", 600, content.summary, at(summaryDocument), at(replies.renderSummary)),
  kind("timelines", 400, content.timeline, timelineDocument, (it, translator, page) =>
    reading.renderTimeline(it, translator, page),
  ),
  kind("newest reports", 400, content.latest, latestDocument, (it, translator, page) =>
    reading.renderLatest(it, translator, page),
  ),
  kind("checks of claims", 400, content.claim, claimDocument, (it, translator) =>
    reading.renderClaim(it, translator),
  ),
  kind("lists of articles", 500, content.articleList, at(articlesDocument), at(replies.renderArticles)),
  kind(
    "reports of uploads",
    500,
    content.some(content.row, 17),
    at(ingestDocument),
    at(replies.renderIngest),
  ),
  kind("removed articles", 200, filled, at(removedDocument), at(replies.renderRemoved)),
  kind("histories", 300, content.history, at(historyDocument), (it, translator, page) =>
    writeMessage(historyDocument(it, AT, translator), { page, pageId: historyPage }),
  ),
  kind("lists of feeds", 300, content.feedList, at(feeds.feedsDocument), at(feedReplies.renderFeeds)),
  kind(
    "feeds in trouble",
    200,
    content.some(content.feed, 20),
    at(feeds.troubledDocument),
    (it, translator, page) => feedReplies.renderTroubled(it, AT, translator, page),
  ),
  kind("health of feeds", 300, content.feed, at(feeds.feedHealthDocument), at(feedReplies.renderFeedHealth)),
  kind(
    "feeds that were added",
    200,
    content.addition,
    at(feeds.feedAddedDocument),
    at(feedReplies.renderFeedAdded),
  ),
  kind("reads of feeds", 200, content.reads, at(feeds.feedReadsDocument), at(feedReplies.renderFeedReads)),
  kind(
    "feeds that were removed",
    100,
    content.feed,
    at(feeds.feedRemovedDocument),
    at(feedReplies.renderFeedRemoved),
  ),
  kind("status", 200, content.status, at(statusDocument), at(replies.renderStatus)),
  kind(
    "watches that were added",
    300,
    people.watchAdded,
    at(watch.watchAddedDocument),
    at(watchReplies.renderWatchAdded),
  ),
  kind(
    "lists of watches",
    300,
    people.watchList,
    (it, translator) => watch.watchListDocument(it.page, it.held, AT, translator),
    (it, translator) => watchReplies.renderWatches({ ...it.page, page: 1 }, it.held, AT, translator),
  ),
  kind("lists of topics", 200, people.topics, at(watch.followListDocument), at(watchReplies.renderFollows)),
  kind(
    "news of changes",
    400,
    people.changeNotices,
    (it, translator) =>
      newsDocument(
        it.map(({ news }) => news),
        AT,
        translator,
      ),
    at(watchReplies.renderNews),
  ),
  kind(
    "news about topics",
    400,
    people.topicNotices,
    (it, translator) =>
      newsDocument(
        it.map(({ news }) => news),
        AT,
        translator,
      ),
    at(watchReplies.renderNews),
  ),
  kind("settings", 300, people.settings, at(settings.settingsDocument), at(settings.renderSettings)),
  kind(
    "changed settings",
    200,
    people.changes,
    ({ changes, unknownOutlet }, translator) =>
      settings.changedDocument(changes, { at: AT, unknownOutlet }, translator),
    ({ changes, unknownOutlet }, translator) =>
      settings.renderChanged(changes, { at: AT, unknownOutlet }, translator),
  ),
  kind("audits of settings", 200, people.audit, at(settings.auditDocument), at(settings.renderAudit)),
  kind(
    "what is kept about a person",
    200,
    people.privacy,
    at(privacy.privacyDocument),
    at(privacy.renderPrivacy),
  ),
  kind(
    "questions before forgetting",
    100,
    people.forgetting,
    at(privacy.forgetDocument),
    at(privacy.renderForgetQuestion),
  ),
  kind(
    "what was forgotten",
    100,
    people.forgotten,
    at(privacy.forgottenDocument),
    at(privacy.renderForgotten),
  ),
  kind("workings of answers", 400, people.why, whyDocument, (it, translator, page) =>
    replies.renderWhy(it, AT, translator, page),
  ),
  kind("failures", 400, content.failure, at(errorDocument), at(replies.renderError)),
  kind("notices", 200, filled, at(noticeDocument), at(replies.renderNotice)),
];
