// What a failure says to the person: its meaning and remedy, without a stack, a path or the value of a setting.

import type { Instant } from "../model/article.js";
import type { DatelineError, ErrorCode } from "../model/errors.js";
import type { TextKey } from "./catalogue.js";
import { type Document, plainDocument } from "./document.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { type Line, strong } from "./translator.js";

const MAX_MESSAGE = 600;

/** The parts of a failure that may be shown. */
export type Failure = Pick<DatelineError, "code" | "message" | "hint">;

/** What an error code means, and what the person can do. */
interface Meaning {
  readonly says: TextKey;
  readonly remedy: TextKey;
  /**
   * Which of the error's English texts are shown in small: the message, which names the subject, and the hint, if it
   * lists possible values. None if they are about the machine that Dateline runs on.
   */
  readonly detail: "none" | "message" | "message and hint";
}

const usage: Meaning = { says: "error.usage", remedy: "error.usage-do", detail: "message and hint" };
const reading: Meaning = { says: "error.read", remedy: "error.read-do", detail: "message and hint" };
const fetching: Meaning = { says: "error.fetch", remedy: "error.fetch-do", detail: "message" };
const models: Meaning = { says: "fault.models", remedy: "fault.doctor-do", detail: "none" };
const store: Meaning = { says: "fault.store", remedy: "fault.doctor-do", detail: "none" };
const setup: Meaning = { says: "fault.setup", remedy: "fault.doctor-do", detail: "none" };

const MEANINGS: Readonly<Record<ErrorCode, Meaning>> = {
  "usage-invalid": usage,
  "usage-question": { says: "error.question", remedy: "error.question-do", detail: "message" },
  "usage-day": { says: "error.day", remedy: "error.day-do", detail: "message" },
  "usage-source": { says: "error.source", remedy: "error.choose-do", detail: "message and hint" },
  "usage-address": { says: "error.address", remedy: "error.address-do", detail: "message" },
  "read-unreadable": reading,
  "read-unknown-format": reading,
  "read-too-large": { says: "error.large", remedy: "error.large-do", detail: "message" },
  "fetch-refused": fetching,
  "fetch-failed": fetching,
  "article-unknown": { says: "error.article", remedy: "error.choose-do", detail: "message" },
  "answer-unknown": { says: "error.answer", remedy: "error.answer-do", detail: "none" },
  "watch-unknown": { says: "error.watch", remedy: "error.choose-do", detail: "none" },
  "watch-limit": { says: "error.watch-limit", remedy: "error.watch-limit-do", detail: "message" },
  "feed-unknown": { says: "error.feed", remedy: "error.choose-do", detail: "message" },
  "feed-unusable": { says: "error.no-feed", remedy: "error.no-feed-do", detail: "message" },
  "worker-busy": { says: "fault.busy", remedy: "fault.later-do", detail: "none" },
  "worker-failed": { says: "fault.worker", remedy: "fault.later-do", detail: "none" },
  "model-unavailable": models,
  "model-checksum": models,
  "model-broken": models,
  "store-busy": { ...store, remedy: "fault.later-do" },
  "store-unreachable": { ...store, remedy: "fault.later-do" },
  "store-broken": store,
  "store-newer": store,
  "store-fingerprint": store,
  "index-broken": store,
  "config-invalid": setup,
  "discord-token": setup,
  "discord-api": { says: "fault.discord", remedy: "fault.later-do", detail: "message" },
  "bench-invalid": setup,
};

/** Lays out a failure and its remedy; in English the remedy is the hint of the failure, which is more precise. */
export function errorDocument(
  { code, message, hint }: Failure,
  at: Instant,
  translator: Translator,
): Document {
  const { says, remedy, detail } = MEANINGS[code];
  const knows = detail !== "none" && hint !== null && translator.language === "en";
  const remedyLine = knows
    ? [oneLine(hint, MAX_MESSAGE)]
    : translator.line(remedy, { command: "`dateline doctor`" });
  const shown = detail === "message and hint" && !knows ? [message, hint ?? ""] : [message];
  const small = detail === "none" ? [] : shown.map((text) => oneLine(text, MAX_MESSAGE));
  return problemDocument(translator.words(says), remedyLine, small.filter(Boolean), at, translator);
}

function problemDocument(
  says: string,
  remedy: Line,
  small: readonly string[],
  at: Instant,
  translator: Translator,
): Document {
  const details = small.map((text): Line => [text]);
  return {
    tone: "error",
    blocks: [
      { kind: "lines", lines: [[strong(says)], remedy] },
      ...(details.length === 0 ? [] : [{ kind: "lines" as const, lines: details, small: true }]),
    ],
    footer: [],
    at,
    translator,
  };
}

/** Lays out an unexpected failure; `id` finds it in the log. */
export function faultDocument(id: string, at: Instant, translator: Translator): Document {
  return problemDocument(
    translator.words("fault.mine"),
    translator.line("fault.in-log", { id }),
    [],
    at,
    translator,
  );
}

/** Lays out one sentence. */
export function noticeDocument(sentence: string, at: Instant, translator: Translator): Document {
  return plainDocument([{ kind: "lines", lines: [[sentence]] }], at, translator);
}
