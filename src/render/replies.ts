// Writes replies for Discord: each document with its buttons.
import type { Answer, SourcesReport, WhyReport } from "../model/answer.js";
import type { IngestRow, Instant } from "../model/article.js";
import { sourceCode } from "../model/outlets.js";
import type { Proof } from "../model/proof.js";
import type { Status } from "../model/status.js";
import type { ClaimCheck, Latest, LinkSummary, Timeline } from "../model/topic.js";
import { helpDocument, statusDocument } from "./about.js";
import { answerDocument } from "./answer.js";
import {
  ARTICLES_PER_PAGE,
  type ArticlePage,
  articlesDocument,
  ingestDocument,
  removedDocument,
} from "./articles.js";
import { commandIn } from "./catalogue.js";
import { writeCustomId, writeTopicId } from "./custom-id.js";
import { plainDocument } from "./document.js";
import { errorDocument, type Failure, faultDocument, noticeDocument } from "./error.js";
import { type Button, type Message, withFile, writeMessage } from "./message.js";
import { sourcesDocument } from "./sources.js";
import { type Beginning, beginningButtons } from "./start.js";
import { claimDocument, latestDocument, summaryDocument, timelineDocument } from "./topics.js";
import type { Translator } from "./translator.js";
import { whyDocument } from "./why.js";

/** Lists the buttons; Sources needs a citation, and only a private answer can be posted. */
function answerButtons(
  answer: Answer,
  visibility: "public" | "private",
  translator: Translator,
  offersEvent: boolean,
): Button[] {
  const { answerId, citations } = answer;
  const isSure = answer.kind === "answered" && answer.strength === "clear";
  type Action = "sources" | "earlier" | "why" | "watch" | "post" | "event";
  const button = (action: Action, label: string): Button => ({
    label,
    customId: writeCustomId(action, answerId),
  });
  return [
    ...(citations.length === 0 ? [] : [button("sources", translator.words("button.sources"))]),
    ...(answer.kind === "answered" ? [button("earlier", translator.words("button.earlier"))] : []),
    button("why", translator.words("button.why")),
    button("watch", translator.words(isSure ? "button.watch" : "button.watch-unanswered")),
    ...(visibility === "private" ? [button("post", translator.words("button.post"))] : []),
    ...(offersEvent ? [button("event", translator.words("button.event"))] : []),
  ];
}

/**
 * Writes an answer with at most `limit` quotes besides the earlier ones; a private one gets a button to post it, and one that
 * `offersEvent` a button to add the event that it announces.
 */
export function renderAnswer(
  answer: Answer,
  visibility: "public" | "private",
  translator: Translator,
  limit?: number,
  offersEvent = false,
): Message {
  return writeMessage(answerDocument(answer, translator, limit), {
    buttons: answerButtons(answer, visibility, translator, offersEvent),
  });
}

/** Writes one page of the sources of an answer, with a button for its proof if it has a quote. */
export function renderSources(report: SourcesReport, translator: Translator, page = 1): Message {
  const { answerId } = report.answer;
  const pageId = (number: number) => writeCustomId("sources-page", answerId, number);
  const proof = { label: translator.words("sources.proof"), customId: writeCustomId("proof", answerId) };
  const buttons = report.entries.some(({ quotes }) => quotes.length > 0) ? [proof] : [];
  return writeMessage(sourcesDocument(report, translator), { page, pageId, buttons });
}

/** Writes the proof of an answer as a file, with how to check it. */
export function renderProof(proof: Proof, at: Instant, translator: Translator): Message {
  const name = `dateline-proof-${proof.asOf.slice(0, 10)}.json`;
  const lines = [translator.line("proof.what", { count: proof.quotes.length })];
  const how = translator.line("proof.how", { command: `dateline verify ${name}` });
  const document = plainDocument([{ kind: "lines", lines, facts: [how] }], at, translator);
  return withFile(writeMessage(document), name, `${JSON.stringify(proof, null, 2)}\n`);
}

/** Writes one page of how an answer came about, or that it is gone. */
export function renderWhy(report: WhyReport | null, at: Instant, translator: Translator, page = 1): Message {
  if (report === null) return renderAnswerGone(at, translator);
  const pageId = (number: number) => writeCustomId("why-page", report.answer.answerId, number);
  return writeMessage(whyDocument(report, translator), { page, pageId });
}

/** Writes a summary, or why there is none. */
export function renderSummary(summary: LinkSummary, at: Instant, translator: Translator): Message {
  return writeMessage(summaryDocument(summary, at, translator));
}

/** Writes one page of the list of articles. */
export function renderArticles(list: ArticlePage, at: Instant, translator: Translator): Message {
  const pages = Math.ceil(list.total / ARTICLES_PER_PAGE);
  const to = (key: "page.button-newer" | "page.button-older", page: number): Button => ({
    label: translator.words(key),
    customId: writeCustomId("articles-page", "list", page),
  });
  const newer = list.page > 1 ? [to("page.button-newer", list.page - 1)] : [];
  const older = list.page < pages ? [to("page.button-older", list.page + 1)] : [];
  return writeMessage(articlesDocument(list, at, translator), { buttons: [...newer, ...older] });
}

/** Writes what became of an upload. */
export function renderIngest(rows: readonly IngestRow[], at: Instant, translator: Translator): Message {
  return writeMessage(ingestDocument(rows, at, translator));
}

/** Writes that an article was removed. */
export function renderRemoved(title: string, at: Instant, translator: Translator): Message {
  return writeMessage(removedDocument(title, at, translator));
}

/** Writes the status. */
export function renderStatus(status: Status, at: Instant, translator: Translator): Message {
  return writeMessage(statusDocument(status, at, translator));
}

/** Writes the help; while nothing has been read, with how to begin. */
export function renderHelp(beginning: Beginning | null, at: Instant, translator: Translator): Message {
  const buttons = beginning === null ? [] : beginningButtons(beginning, translator);
  return writeMessage(helpDocument(beginning, at, translator), { buttons });
}

/** Writes a failure and its remedy. */
export function renderError(error: Failure, at: Instant, translator: Translator): Message {
  return writeMessage(errorDocument(error, at, translator));
}

/** Writes an unexpected failure, with the id that finds it in the log. */
export function renderFault(id: string, at: Instant, translator: Translator): Message {
  return writeMessage(faultDocument(id, at, translator));
}

/** Writes that an answer is gone or not visible to this person. */
export function renderAnswerGone(at: Instant, translator: Translator): Message {
  const command = commandIn(translator.language, "ask");
  return renderNotice(translator.words("sources.gone", { command }), at, translator);
}

/** Writes one sentence. */
export function renderNotice(sentence: string, at: Instant, translator: Translator): Message {
  return writeMessage(noticeDocument(sentence, at, translator));
}

/** Writes one page of a timeline. */
export function renderTimeline(timeline: Timeline, translator: Translator, page = 1): Message {
  const { topic, asOf, since } = timeline;
  const subject = writeTopicId({ topic, asOf, since, source: null });
  const pageId = (number: number) => writeCustomId("timeline-page", subject, number);
  return writeMessage(timelineDocument(timeline, translator), { page, pageId });
}

/** Writes one page of the timeline behind a stored answer. */
export function renderEarlier(
  timeline: Timeline | null,
  { answerId, at }: { readonly answerId: string; readonly at: Instant },
  translator: Translator,
  page = 1,
): Message {
  const [command, again] = [
    commandIn(translator.language, "ask"),
    commandIn(translator.language, "timeline"),
  ];
  if (timeline === null)
    return renderNotice(translator.words("timeline.gone", { command, timeline: again }), at, translator);
  const pageId = (number: number) => writeCustomId("earlier-page", answerId, number);
  return writeMessage(timelineDocument(timeline, translator), { page, pageId });
}

/** Writes one page of the latest reports. */
export function renderLatest(latest: Latest, translator: Translator, page = 1): Message {
  const { topic, asOf, source } = latest;
  const code = source === null ? null : sourceCode(source);
  const subject = writeTopicId({ topic: topic ?? "", asOf, since: null, source: code });
  const pageId = (number: number) => writeCustomId("latest-page", subject, number);
  return writeMessage(latestDocument(latest, translator), { page, pageId });
}

/** Writes what the articles say about a message, as far as it fits one reply. */
export function renderClaim(check: ClaimCheck, translator: Translator): Message {
  return writeMessage(claimDocument(check, translator));
}
