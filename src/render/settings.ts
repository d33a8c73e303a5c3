// What /settings says: what holds, what was changed, and who changed it before. The same documents go to the terminal.
import { type GuildSettings, SETTING_NAMES, type SettingChange } from "../guild-settings.js";
import type { Instant } from "../schema.js";
import { writeCustomId } from "./custom-id.js";
import { type Block, type Document, instant, type Line, mention, type Part } from "./document.js";
import type { Frame } from "./frame.js";
import { type Button, type Message, writeMessage } from "./message.js";
import { commandIn } from "./names.js";
import { changeLine, settingLine } from "./setting-values.js";
import { oneLine } from "./text.js";

/** Lines of a page of the audit: a screen. */
export const CHANGES_PER_PAGE = 10;

export interface AuditPage {
  readonly total: number;
  readonly items: readonly SettingChange[];
  /** From 1. */
  readonly page: number;
}

/** Lays out all settings of a guild. */
export function settingsDocument(settings: GuildSettings, at: Instant, frame: Frame): Document {
  const heading: Block = { kind: "heading", line: frame.line("settings.heading") };
  const blocks = SETTING_NAMES.map((setting): Block => {
    return { kind: "lines", lines: [settingLine(settings, setting, frame)] };
  });
  const footer = [frame.line("settings.footer", { command: commandIn(frame.language, "settings.audit") })];
  return { tone: "plain", blocks: [heading, ...blocks], footer, at, frame };
}

/** Lays out what a change came to; `unknownOutlet` is one that no article is from yet. */
export function changedDocument(
  changes: readonly SettingChange[],
  { at, unknownOutlet }: { readonly at: Instant; readonly unknownOutlet?: string | null },
  frame: Frame,
): Document {
  const outlet = unknownOutlet == null ? null : oneLine(unknownOutlet, 100);
  const note: Block[] =
    outlet === null ? [] : [{ kind: "lines", lines: [frame.line("settings.unknown-outlet", { outlet })] }];
  const said: Block[] =
    changes.length === 0
      ? [{ kind: "lines", lines: [frame.line("settings.same")] }]
      : [
          { kind: "heading", line: frame.line("settings.changed") },
          ...changes.map((change): Block => ({ kind: "lines", lines: [changeLine(change, frame)] })),
        ];
  const footer = changes.length === 0 ? [] : [frame.line("settings.effective")];
  return { tone: "plain", blocks: [...said, ...note], footer, at, frame };
}

/** Lays out one page of the audit, newest change first. */
export function auditDocument({ total, items }: AuditPage, at: Instant, frame: Frame): Document {
  const heading: Block = { kind: "heading", line: frame.line("settings.audit") };
  const entries = items.map((change): Block => {
    const head: Line = [instant(change.at, "moment"), " · ", who(change.userId, frame)];
    return { kind: "lines", lines: [head, changeLine(change, frame)] };
  });
  const none: Block = { kind: "lines", lines: [frame.line("settings.audit-none")] };
  const footer = total === 0 ? [] : [frame.line("settings.audit-count", { count: total })];
  return { tone: "plain", blocks: [heading, ...(total === 0 ? [none] : entries)], footer, at, frame };
}

function who(userId: string | null, frame: Frame): Part {
  if (userId === null) return frame.words("settings.former");
  return userId === "terminal" ? frame.words("settings.terminal") : mention("person", userId);
}

/** Writes all settings. */
export function renderSettings(settings: GuildSettings, at: Instant, frame: Frame): Message {
  return writeMessage(settingsDocument(settings, at, frame));
}

/** Writes what a change came to. */
export function renderChanged(
  changes: readonly SettingChange[],
  options: Parameters<typeof changedDocument>[1],
  frame: Frame,
): Message {
  return writeMessage(changedDocument(changes, options, frame));
}

/** Writes one page of the audit with its buttons. */
export function renderAudit(audit: AuditPage, at: Instant, frame: Frame): Message {
  const { page, total } = audit;
  const turn = (label: string, to: number): Button => ({
    label,
    customId: writeCustomId("settings-audit", "list", to),
  });
  const newer = page > 1 ? [turn(frame.words("settings.newer"), page - 1)] : [];
  const older = page * CHANGES_PER_PAGE < total ? [turn(frame.words("settings.older"), page + 1)] : [];
  return writeMessage(auditDocument(audit, at, frame), { buttons: [...newer, ...older] });
}
