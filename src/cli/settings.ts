// `dateline settings`: shows and changes the settings of a Discord server, without Discord. A running bot applies a change at once.
import type { Command } from "commander";
import type { Services } from "../app/services.js";
import { DatelineError } from "../model/errors.js";
import { type GuildSettings, SETTING_NAMES, type SettingName } from "../model/guild.js";
import type { Document } from "../render/document.js";
import { type GlobalOptions, type Terminal, withDateline, writingOptions } from "./terminal.js";

/** Maximum number of changes that `audit` shows. */
const AUDIT_LINES = 100;
/** Named in the audit as the person who made a change. */
const TERMINAL_USER = "terminal";

const HELP = `
Settings and their values:
  language          en, de, fr, es, tr, or own: the language that the server has in Discord
  allowedSources    outlets, one argument each; none: all outlets may be quoted
  deniedSources     outlets that are never quoted, one argument each
  mayAsk, mayAdd    everyone, managers, or role ids
  visibility        public or private
  digestHour        0 to 23
  timeZone          for example Europe/Berlin
  quotesPerAnswer   1 to 3
  retentionDays     number of days, or 0: as long as this Dateline keeps answers

Example: dateline settings 123456789012345678 set deniedSources "Harbour Courier"`;

interface Request {
  readonly guild: string;
  readonly action: string;
  readonly name: string | undefined;
  readonly values: readonly string[];
}

export function addSettings(program: Command, terminal: Terminal): void {
  program
    .command("settings")
    .description("show or change the settings of a Discord server, or list past changes")
    .argument("<server>", "id of the server")
    .argument("[action]", "show, set or audit", "show")
    .argument("[name]", "setting to change")
    .argument("[values...]", "its new value")
    .addHelpText("after", HELP)
    .action(
      (guild: string, action: string, name: string | undefined, values: string[], _o, command: Command) =>
        withDateline(terminal, command, { models: "none" }, ({ services }) =>
          run({ guild: checkGuild(guild), action, name, values }, services, command, terminal),
        ),
    );
}

async function run(
  { guild, action, name, values }: Request,
  services: Services,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { auditDocument, changedDocument, settingsDocument } = await import("../render/settings.js");
  const { writeText } = await import("../render/terminal.js");
  const { output } = terminal;
  const writing = writingOptions(command, terminal);
  const [at, translator] = [services.now(), writing.translator];
  const show = (data: unknown, document: Document) => {
    if (json) output.json(data);
    else output.line(writeText(document, { ...writing, now: at }));
  };
  const { settings } = services;
  if (action === "show") {
    const current = await settings.of(guild);
    show(current, settingsDocument(current, at, translator));
  } else if (action === "audit") {
    const found = await settings.audit(guild, 0, AUDIT_LINES);
    show(found, auditDocument({ ...found, page: 1 }, at, translator));
  } else if (action === "set") {
    const change = parseSetting(name, values);
    const changes = await settings.change(guild, TERMINAL_USER, (current) => ({ ...current, ...change }));
    show(changes, changedDocument(changes, { at }, translator));
  } else throw usageError(`Unknown action: "${action}"`, "Use show, set or audit.");
}

/** Parses a setting as typed; the settings service validates its value. @throws DatelineError usage-invalid */
function parseSetting(name: string | undefined, values: readonly string[]): Partial<GuildSettings> {
  const setting = SETTING_NAMES.find((each) => each === name);
  if (setting === undefined)
    throw usageError(`Unknown setting: "${name ?? ""}"`, "See dateline settings --help.");
  const isList = setting === "allowedSources" || setting === "deniedSources";
  if (values.length === 0 && !isList)
    throw usageError(`No value for ${setting}`, "See dateline settings --help.");
  return { [setting]: parseValue(setting, values) };
}

function parseValue(setting: SettingName, values: readonly string[]): unknown {
  const [value = ""] = values;
  switch (setting) {
    case "language":
      return value === "own" ? null : value;
    case "allowedSources":
    case "deniedSources":
      return values;
    case "mayAsk":
    case "mayAdd":
      return value === "everyone" || value === "managers" ? value : values;
    case "retentionDays":
      return value === "0" ? null : Number(value);
    case "digestHour":
    case "quotesPerAnswer":
      return Number(value);
    case "visibility":
    case "timeZone":
      return value;
  }
}

function checkGuild(guild: string): string {
  if (/^\d{15,21}$/.test(guild)) return guild;
  throw usageError(
    `Not a server id: "${guild}"`,
    "An id has 15 to 21 digits; Discord shows it in developer mode.",
  );
}

function usageError(message: string, hint: string): DatelineError {
  return new DatelineError("usage-invalid", message, { hint });
}
