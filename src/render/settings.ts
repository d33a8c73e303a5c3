// What /settings says and reads: the settings, what was changed, and who changed what before.

import type { CommandInteractionOptionResolver } from "discord.js";
import type { Instant } from "../model/article.js";
import {
  type Audience,
  type GuildSettings,
  LANGUAGES,
  type Language,
  MAX_RETENTION_DAYS,
  type OutletRule,
  SETTING_NAMES,
  type SettingChange,
  type SettingName,
  withOutlet,
} from "../model/guild.js";
import { commandIn, type TextKey } from "./catalogue.js";
import { writeCustomId } from "./custom-id.js";
import { choiceOption, integerOption, roleOption, stringOption, subcommand } from "./declare.js";
import { type Block, type Document, linesBlock, lineWith } from "./document.js";
import { type Button, type Message, writeMessage } from "./message.js";
import { roleList } from "./refusal.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { instant, type Line, mention, type Part, strong } from "./translator.js";

/** Outlets named in one line, and the longest name shown. */
const MAX_OUTLETS_SHOWN = 15;
const MAX_OUTLET = 60;

const LANGUAGE_TEXTS: Readonly<Record<Language, TextKey>> = {
  en: "settings.english",
  de: "settings.german",
  fr: "settings.french",
  es: "settings.spanish",
  tr: "settings.turkish",
};

/** Names a setting; one that this version does not know is shown by its key. */
function settingName(setting: SettingName, translator: Translator): string {
  return SETTING_NAMES.includes(setting) ? translator.words(`settings.name.${setting}`) : setting;
}

/** "Name: value". */
function settingLine(settings: GuildSettings, setting: SettingName, translator: Translator): Line {
  const value = valueLine(setting, settings[setting], translator);
  return lineWith(translator, "settings.line", { value }, { name: strong(settingName(setting, translator)) });
}

/** "Name: from → to", or for lists what was added and removed: "Name: + this, − that". */
function changeLine(
  { setting, from, to }: { readonly setting: SettingName; readonly from: unknown; readonly to: unknown },
  translator: Translator,
): Line {
  const name = strong(settingName(setting, translator));
  if (setting === "allowedSources" || setting === "deniedSources") {
    const [old, now] = [from as readonly string[], to as readonly string[]];
    const came = now.filter((outlet) => !old.includes(outlet)).map((outlet) => `+ ${outlet}`);
    const went = old.filter((outlet) => !now.includes(outlet)).map((outlet) => `− ${outlet}`);
    const value = outletLine([...came, ...went], "settings.none", translator);
    return lineWith(translator, "settings.line", { value }, { name });
  }
  const [before, after] = [valueLine(setting, from, translator), valueLine(setting, to, translator)];
  return lineWith(translator, "settings.change", { from: before, to: after }, { name });
}

/** Says a value; one that this version does not know, written by a later one, is shown as it is. */
function valueLine(setting: SettingName, value: unknown, translator: Translator): Line {
  switch (setting) {
    case "language":
      return [translator.words(value === null ? "settings.own-language" : LANGUAGE_TEXTS[value as Language])];
    case "allowedSources":
      return outletLine(value as readonly string[], "settings.all", translator);
    case "deniedSources":
      return outletLine(value as readonly string[], "settings.none", translator);
    case "mayAsk":
    case "mayAdd":
      return audienceLine(value as Audience, translator);
    case "visibility":
      return [translator.words(value === "private" ? "settings.private" : "settings.public")];
    case "digestHour":
      return [`${String(value).padStart(2, "0")}:00`];
    case "retentionDays":
      if (value === null) return [translator.words("settings.as-long")];
      return [translator.words("settings.days", { days: Number(value) })];
    case "timeZone":
    case "quotesPerAnswer":
      return [oneLine(String(value), MAX_OUTLET)];
    default:
      return [oneLine(JSON.stringify(value) ?? "", MAX_OUTLET)];
  }
}

function outletLine(outlets: readonly string[], none: TextKey, translator: Translator): Line {
  if (outlets.length === 0) return [translator.words(none)];
  const shown = outlets.slice(0, MAX_OUTLETS_SHOWN).map((outlet) => oneLine(outlet, MAX_OUTLET));
  const left = outlets.length - shown.length;
  return [shown.join(", "), ...(left === 0 ? [] : [" ", translator.words("settings.more", { count: left })])];
}

function audienceLine(audience: Audience, translator: Translator): Line {
  if (Array.isArray(audience)) return roleList(audience, translator);
  return [translator.words(audience === "everyone" ? "settings.everyone" : "settings.managers")];
}

/** Changes on one page of the history: about a screen. */
export const CHANGES_PER_PAGE = 10;

interface AuditPage {
  readonly total: number;
  readonly items: readonly SettingChange[];
  /** From 1. */
  readonly page: number;
}

/** Lays out all settings of a guild. */
export function settingsDocument(settings: GuildSettings, at: Instant, translator: Translator): Document {
  const heading: Block = { kind: "heading", line: translator.line("settings.heading") };
  const blocks = SETTING_NAMES.map((setting): Block => {
    return { kind: "lines", lines: [settingLine(settings, setting, translator)] };
  });
  const footer = [
    translator.line("settings.footer", { command: commandIn(translator.language, "settings.audit") }),
  ];
  return { tone: "plain", blocks: [heading, ...blocks], footer, at, translator };
}

/** Lays out what was changed; `unknownOutlet` is one without articles so far. */
export function changedDocument(
  changes: readonly SettingChange[],
  { at, unknownOutlet }: { readonly at: Instant; readonly unknownOutlet?: string | null },
  translator: Translator,
): Document {
  const outlet = unknownOutlet == null ? null : oneLine(unknownOutlet, 100);
  const note: Block[] =
    outlet === null
      ? []
      : [{ kind: "lines", lines: [translator.line("settings.unknown-outlet", { outlet })] }];
  const said: Block[] =
    changes.length === 0
      ? [linesBlock([translator.line("settings.same")])]
      : [
          { kind: "heading", line: translator.line("settings.changed") },
          ...changes.map((change): Block => ({ kind: "lines", lines: [changeLine(change, translator)] })),
        ];
  const footer = changes.length === 0 ? [] : [translator.line("settings.effective")];
  return { tone: "plain", blocks: [...said, ...note], footer, at, translator };
}

/** Lays out one page of the history, newest change first. */
export function auditDocument({ total, items }: AuditPage, at: Instant, translator: Translator): Document {
  const heading: Block = { kind: "heading", line: translator.line("settings.audit") };
  const entries = items.map((change): Block => {
    const head: Line = [instant(change.at, "moment"), " · ", who(change.userId, translator)];
    return { kind: "lines", lines: [head, changeLine(change, translator)] };
  });
  const none: Block = linesBlock([translator.line("settings.audit-none")]);
  const footer = total === 0 ? [] : [translator.line("settings.audit-count", { count: total })];
  return { tone: "plain", blocks: [heading, ...(total === 0 ? [none] : entries)], footer, at, translator };
}

function who(userId: string | null, translator: Translator): Part {
  if (userId === null) return translator.words("settings.former");
  return userId === "terminal" ? translator.words("settings.terminal") : mention("person", userId);
}

/** Writes all settings. */
export function renderSettings(settings: GuildSettings, at: Instant, translator: Translator): Message {
  return writeMessage(settingsDocument(settings, at, translator));
}

/** Writes what was changed. */
export function renderChanged(
  changes: readonly SettingChange[],
  options: Parameters<typeof changedDocument>[1],
  translator: Translator,
): Message {
  return writeMessage(changedDocument(changes, options, translator));
}

/** Writes one page of the history with its buttons. */
export function renderAudit(audit: AuditPage, at: Instant, translator: Translator): Message {
  const { page, total } = audit;
  const turn = (label: string, to: number): Button => ({
    label,
    customId: writeCustomId("settings-audit", "list", to),
  });
  const newer = page > 1 ? [turn(translator.words("settings.newer"), page - 1)] : [];
  const older = page * CHANGES_PER_PAGE < total ? [turn(translator.words("settings.older"), page + 1)] : [];
  return writeMessage(auditDocument(audit, at, translator), { buttons: [...newer, ...older] });
}

type Options = Pick<CommandInteractionOptionResolver, "getString" | "getInteger" | "get">;
type Edit = (settings: GuildSettings) => GuildSettings;

/** Stands for null, since a choice needs a value. */
const OWN = "own";
const ROLES = ["role", "role_2", "role_3"] as const;

/** Declares the subcommands. */
export function settingsOptions() {
  return [
    subcommand("settings.show"),
    subcommand("settings.set", setOptions()),
    subcommand("settings.outlets", [
      stringOption("settings.outlets.outlet", { required: true, autocomplete: true, max: 100 }),
      choiceOption(
        "settings.outlets.rule",
        (["allow", "deny", "neutral"] as const).map((value) => ({
          value,
          text: `settings.${value}` as const,
        })),
        true,
      ),
    ]),
    subcommand("settings.rights", [
      choiceOption(
        "settings.rights.right",
        (["ask", "add"] as const).map((value) => ({ value, text: `settings.${value}` as const })),
        true,
      ),
      choiceOption(
        "settings.rights.who",
        (["everyone", "managers", "roles"] as const).map((value) => ({
          value,
          text: `settings.${value}` as const,
        })),
        true,
      ),
      ...ROLES.map((name) => roleOption(`settings.rights.${name}`)),
    ]),
    subcommand("settings.audit", [integerOption("settings.audit.page", 1)]),
  ];
}

function setOptions() {
  const languages = LANGUAGES.map((value) => ({ value, text: LANGUAGE_TEXTS[value] }));
  return [
    choiceOption("settings.set.language", [{ value: OWN, text: "settings.own-language" }, ...languages]),
    choiceOption("settings.set.visibility", [
      { value: "public", text: "settings.public" },
      { value: "private", text: "settings.private" },
    ]),
    integerOption("settings.set.quotes", 1, 3),
    integerOption("settings.set.retention", 0, MAX_RETENTION_DAYS),
    integerOption("settings.set.digest_hour", 0, 23),
    stringOption("settings.set.time_zone", { autocomplete: true, max: 60 }),
  ];
}

/** Reads the options of `set`; null if none was given. */
export function readSet(options: Options): Edit | null {
  const language = options.getString("language");
  const visibility = options.getString("visibility");
  const retention = options.getInteger("retention");
  const timeZone = options.getString("time_zone");
  const [quotes, hour] = [options.getInteger("quotes"), options.getInteger("digest_hour")];
  const change: Partial<GuildSettings> = {
    ...(language === null ? {} : { language: language === OWN ? null : (language as Language) }),
    ...(visibility === null ? {} : { visibility: visibility as GuildSettings["visibility"] }),
    ...(retention === null ? {} : { retentionDays: retention === 0 ? null : retention }),
    ...(timeZone === null ? {} : { timeZone: timeZone.trim() }),
    ...(quotes === null ? {} : { quotesPerAnswer: quotes }),
    ...(hour === null ? {} : { digestHour: hour }),
  };
  return Object.keys(change).length === 0 ? null : (settings) => ({ ...settings, ...change });
}

/** Reads the options of `outlets`. */
export function readOutlets(options: Options): { readonly outlet: string; readonly edit: Edit } {
  const outlet = options.getString("outlet", true);
  const rule = options.getString("rule", true) as OutletRule;
  return { outlet, edit: (settings) => withOutlet(settings, outlet, rule) };
}

/** Reads the options of `rights`; null if roles were chosen but none named. The @everyone role means everyone. */
export function readRights(options: Options, guildId: string): Edit | null {
  const roles = [...new Set(ROLES.flatMap((name) => options.get(name)?.value ?? []).map(String))];
  const who = options.getString("who", true);
  if (who === "roles" && roles.length === 0) return null;
  const named: Audience = roles.includes(guildId) ? "everyone" : roles;
  const audience = who === "roles" ? named : (who as Audience);
  const setting = options.getString("right", true) === "ask" ? "mayAsk" : "mayAdd";
  return (settings) => ({ ...settings, [setting]: audience });
}

/** UTC is missing from Intl, and most servers want it first. */
const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** Returns time zones that contain the typed words, those that start with them first; a space matches an underscore. */
export function timeZonesLike(typed: string, limit: number): string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(" ", "_");
  const place = (zone: string) => {
    const [city = ""] = zone.split("/").slice(-1);
    if (zone.toLowerCase().startsWith(wanted) || city.toLowerCase().startsWith(wanted)) return 0;
    return zone.toLowerCase().includes(wanted) ? 1 : 2;
  };
  return ZONES.filter((zone) => place(zone) < 2)
    .sort((one, other) => place(one) - place(other))
    .slice(0, limit);
}
