// What a person reads when a request is refused: which right is missing and who has it, or that there were too many.

import type { Instant } from "../model/article.js";
import type { Audience } from "../model/guild.js";
import { lineWith } from "./document.js";
import { type Message, writeMessage } from "./message.js";
import type { Translator } from "./translator.js";
import { instant, type Line, mention, type Part } from "./translator.js";

/** Which right is missing, and where. */
interface MissingRight {
  readonly right: "ask" | "add" | "manage";
  readonly where: "guild" | "dm" | "guest";
  readonly audience: Audience;
}

/** Writes that a right is missing, and who has it. */
export function renderMissingRight(missing: MissingRight, at: Instant, translator: Translator): Message {
  return sentence(missingRightLine(missing, translator), at, translator);
}

/** Writes that Dateline, installed on an account only, cannot post publicly here. */
export function renderMayNotPost(at: Instant, translator: Translator): Message {
  return sentence(translator.line("refusal.private"), at, translator);
}

/** Writes that the limit of questions per minute is reached, and when to ask again. */
export function renderTooMany(
  { who, count, next }: { readonly who: "person" | "guild"; readonly count: number; readonly next: Instant },
  at: Instant,
  translator: Translator,
): Message {
  return sentence(translator.line(`refusal.${who}`, { count, at: instant(next, "age") }), at, translator);
}

function missingRightLine({ right, where, audience }: MissingRight, translator: Translator): Line {
  if (where !== "guild" && right !== "ask") return translator.line(`refusal.${where}`);
  if (right === "manage") return translator.line("refusal.manage");
  if (!Array.isArray(audience)) return translator.line("refusal.managers", { right });
  return lineWith(translator, "refusal.roles", { roles: roleList(audience, translator) }, { right });
}

/** Lists roles: "@a, @b or @c". */
export function roleList(roles: readonly string[], translator: Translator): Line {
  return roles.flatMap((id, at): Part[] => {
    const joint = at < roles.length - 1 ? ", " : ` ${translator.words("refusal.or")} `;
    return at === 0 ? [mention("role", id)] : [joint, mention("role", id)];
  });
}

function sentence(line: Line, at: Instant, translator: Translator): Message {
  return writeMessage({
    tone: "plain",
    blocks: [{ kind: "lines", lines: [line] }],
    footer: [],
    at,
    translator,
  });
}
