// What a person reads in place of a reply: that a right is missing and who has it, or that it was asked too often.

import type { Instant } from "../model/article.js";
import type { Audience } from "../model/guild.js";
import { instant, type Line, lineWith, mention, type Part } from "./document.js";
import { type Message, writeMessage } from "./message.js";
import type { Frame } from "./translator.js";

/** Which right is missing, and where. */
export interface MissingRight {
  readonly right: "ask" | "add" | "manage";
  readonly where: "guild" | "dm" | "guest";
  readonly audience: Audience;
}

/** Writes that a right is missing, and who has it. */
export function renderMissingRight(missing: MissingRight, at: Instant, frame: Frame): Message {
  return sentence(missingRightLine(missing, frame), at, frame);
}

/** Writes that nothing can be posted where Dateline is a guest that may not. */
export function renderMayNotPost(at: Instant, frame: Frame): Message {
  return sentence(frame.line("manners.private"), at, frame);
}

/** Writes that there were as many questions in the last minute as are answered, and when to ask again. */
export function renderTooMany(
  { who, count, next }: { readonly who: "person" | "guild"; readonly count: number; readonly next: Instant },
  at: Instant,
  frame: Frame,
): Message {
  return sentence(frame.line(`manners.${who}`, { count, at: instant(next, "age") }), at, frame);
}

function missingRightLine({ right, where, audience }: MissingRight, frame: Frame): Line {
  if (where !== "guild" && right !== "ask") return frame.line(`manners.${where}`);
  if (right === "manage") return frame.line("manners.manage");
  if (!Array.isArray(audience)) return frame.line("manners.managers", { right });
  return lineWith(frame, "manners.roles", { roles: roleList(audience, frame) }, { right });
}

/** Names roles: "@a, @b or @c" in the language of the frame. */
export function roleList(roles: readonly string[], frame: Frame): Line {
  return roles.flatMap((id, at): Part[] => {
    const joint = at < roles.length - 1 ? ", " : ` ${frame.words("manners.or")} `;
    return at === 0 ? [mention("role", id)] : [joint, mention("role", id)];
  });
}

function sentence(line: Line, at: Instant, frame: Frame): Message {
  return writeMessage({ tone: "plain", blocks: [{ kind: "lines", lines: [line] }], footer: [], at, frame });
}
