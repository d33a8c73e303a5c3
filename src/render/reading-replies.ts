// What Discord gets of timelines, newest reports and checks: each document with its page buttons. All state is in their ids.
import type { ClaimCheck, Latest, Timeline } from "../reports-reading.js";
import type { Instant } from "../schema.js";
import { claimDocument } from "./claim.js";
import { writeCustomId } from "./custom-id.js";
import type { Frame } from "./frame.js";
import { latestDocument } from "./latest.js";
import { type Message, writeMessage } from "./message.js";
import { commandIn } from "./names.js";
import { sourceCode, writeReadingId } from "./reading-id.js";
import { renderNotice } from "./replies.js";
import { timelineDocument } from "./timeline.js";

/** Writes one page of a timeline. */
export function renderTimeline(timeline: Timeline, frame: Frame, page = 1): Message {
  const { topic, asOf, since } = timeline;
  const subject = writeReadingId({ topic, asOf, since, source: null });
  const pageId = (number: number) => writeCustomId("timeline-page", subject, number);
  return writeMessage(timelineDocument(timeline, frame), { page, pageId });
}

/** Writes one page of the timeline behind an answer, which the store keeps. */
export function renderEarlier(
  timeline: Timeline | null,
  { answerId, at }: { readonly answerId: string; readonly at: Instant },
  frame: Frame,
  page = 1,
): Message {
  const [command, again] = [commandIn(frame.language, "ask"), commandIn(frame.language, "timeline")];
  if (timeline === null)
    return renderNotice(frame.words("timeline.gone", { command, timeline: again }), at, frame);
  const pageId = (number: number) => writeCustomId("earlier-page", answerId, number);
  return writeMessage(timelineDocument(timeline, frame), { page, pageId });
}

/** Writes one page of the newest reports. */
export function renderLatest(latest: Latest, frame: Frame, page = 1): Message {
  const { topic, asOf, source } = latest;
  const code = source === null ? null : sourceCode(source);
  const subject = writeReadingId({ topic: topic ?? "", asOf, since: null, source: code });
  const pageId = (number: number) => writeCustomId("latest-page", subject, number);
  return writeMessage(latestDocument(latest, frame), { page, pageId });
}

/** Writes what the articles hold about a message, as far as it fits one message. */
export function renderClaim(check: ClaimCheck, frame: Frame): Message {
  return writeMessage(claimDocument(check, frame));
}
