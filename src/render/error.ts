// What a failure and a notice say to the person. Never a stack, a path or a setting's value.
import type { Instant } from "../schema.js";
import { type Document, strong } from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

const MAX_MESSAGE = 600;

/** Lays out a failure with what mends it. */
export function errorDocument(
  error: { readonly message: string; readonly hint: string | null },
  at: Instant,
  frame: Frame,
): Document {
  const hint = error.hint === null ? [] : [[oneLine(error.hint, MAX_MESSAGE)]];
  const lines = [[strong(oneLine(error.message, MAX_MESSAGE))], ...hint];
  return { tone: "error", blocks: [{ kind: "lines", lines }], footer: [], at, frame };
}

/** Lays out a failure that was not foreseen; `id` finds it in the log. */
export function faultDocument(id: string, at: Instant, frame: Frame): Document {
  const hint = `Whoever runs Dateline finds it in the log under ${id}.`;
  return errorDocument({ message: "That went wrong on my side. Asking again may work.", hint }, at, frame);
}

/** Lays out one sentence to the person. */
export function noticeDocument(sentence: string, at: Instant, frame: Frame): Document {
  return { tone: "plain", blocks: [{ kind: "lines", lines: [[sentence]] }], footer: [], at, frame };
}
