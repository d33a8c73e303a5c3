// What /privacy and /forget say, from what is really kept and set.
import type { Forgotten, PrivacyFacts } from "../reports.js";
import type { Instant } from "../schema.js";
import { writeCustomId } from "./custom-id.js";
import { type Block, type Document, type Line, strong } from "./document.js";
import type { Frame } from "./frame.js";
import { type Message, writeMessage } from "./message.js";
import { commandIn } from "./names.js";
import { oneLine } from "./text.js";

const KINDS = ["answers", "watches", "lines"] as const satisfies readonly (keyof Forgotten)[];

/** Writes what is kept, how long, where, and how to have it deleted. */
export function renderPrivacy(facts: PrivacyFacts, at: Instant, frame: Frame): Message {
  const { retentionDays, contact } = facts;
  const kept = KINDS.filter((kind) => facts.kinds.includes(kind)).map((kind): Line => {
    const line = frame.line(`privacy.${kind}`);
    return kind === "answers" ? [...line, " ", ...howLong(retentionDays, frame)] : line;
  });
  const command = strong(commandIn(frame.language, "forget.me"));
  const groups: readonly (readonly Line[])[] = [
    [...kept, ...(facts.countsQuestions ? [frame.line("privacy.counted")] : [])],
    [frame.line("privacy.not")],
    [frame.line("privacy.where")],
    [frame.line("privacy.delete", { command }), frame.line("privacy.rest")],
    contact === null ? [] : [frame.line("privacy.contact", { contact: oneLine(contact, 200) })],
  ];
  return writeMessage(plain("privacy.heading", groups, at, frame));
}

function howLong(days: number | null, frame: Frame): Line {
  return days === null ? frame.line("privacy.until") : frame.line("privacy.days", { days });
}

/** Asks once more before everything goes. */
export function renderForgetQuestion(kinds: PrivacyFacts["kinds"], at: Instant, frame: Frame): Message {
  const lines = KINDS.filter((kind) => kinds.includes(kind)).map((kind) => frame.line(`forget.ask-${kind}`));
  const groups = [lines, [frame.line("privacy.rest"), frame.line("forget.final")]];
  const button = { label: frame.words("forget.button"), customId: writeCustomId("forget-me", "all") };
  return writeMessage(plain("forget.heading", groups, at, frame), { buttons: [button] });
}

/** Writes what was deleted. */
export function renderForgotten(forgotten: Forgotten, at: Instant, frame: Frame): Message {
  const lines = KINDS.filter((kind) => forgotten[kind] > 0).map((kind) =>
    frame.line(`forget.${kind}`, { count: forgotten[kind] }),
  );
  const said = lines.length === 0 ? [frame.line("forget.nothing")] : lines;
  return writeMessage(plain("forget.done", [said, [frame.line("privacy.rest")]], at, frame));
}

function plain(
  heading: "privacy.heading" | "forget.heading" | "forget.done",
  groups: readonly (readonly Line[])[],
  at: Instant,
  frame: Frame,
): Document {
  const told = groups.filter((lines) => lines.length > 0);
  const blocks: Block[] = [
    { kind: "heading", line: frame.line(heading) },
    ...told.map((lines): Block => ({ kind: "lines", lines })),
  ];
  return { tone: "plain", blocks, footer: [], at, frame };
}
