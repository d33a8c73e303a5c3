// `dateline settings GUILD`: what holds in a guild, seen and changed where Dateline runs. The bot sees a change at once.
import type { Command } from "commander";
import type { Services } from "../app/services.js";
import { DatelineError } from "../model/errors.js";
import { type GuildSettings, SETTING_NAMES, type SettingName } from "../model/guild.js";
import type { Document } from "../render/document.js";
import { renderDocumentText } from "../render/terminal.js";
import { translatorFor } from "../render/translator.js";
import { type GlobalOptions, type Terminal, withDateline } from "./terminal.js";

/** Lines of the audit that the terminal shows. */
const AUDIT_LINES = 100;
/** Stands for the person in the audit. */
const TERMINAL = "terminal";

const HELP = `
Names and values of settings:
  language          en, de, fr, es, tr, or own: the language of the server in Discord
  allowedSources    outlets, each an argument of its own; none: all are quoted
  deniedSources     outlets that are never quoted, likewise
  mayAsk, mayAdd    everyone, managers, or ids of roles
  visibility        public or private
  digestHour        0 to 23
  timeZone          such as Europe/Berlin
  quotesPerAnswer   1 to 3
  retentionDays     days, or 0: as long as this Dateline keeps answers

Example: dateline settings 123456789012345678 set deniedSources "Harbour Courier"`;

export function addSettings(program: Command, terminal: Terminal): void {
  program
    .command("settings")
    .description("show or change the settings of a Discord server, or who changed them")
    .argument("<guild>", "id of the server")
    .argument("[what]", "show, set or audit", "show")
    .argument("[name]", "name of the setting to set")
    .argument("[values...]", "its new value")
    .addHelpText("after", HELP)
    .action((guild: string, what: string, name: string | undefined, values: string[], _o, command: Command) =>
      withDateline(terminal, command, { models: "none" }, ({ services }) =>
        run({ guild: checkGuild(guild), what, name, values }, services, command, terminal),
      ),
    );
}

interface Wanted {
  readonly guild: string;
  readonly what: string;
  readonly name: string | undefined;
  readonly values: readonly string[];
}

async function run(
  { guild, what, name, values }: Wanted,
  services: Services,
  command: Command,
  { output }: Terminal,
): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { auditDocument, changedDocument, settingsDocument } = await import("../render/settings.js");
  const [at, translator] = [services.now(), translatorFor("en")];
  const show = (data: unknown, document: Document) => {
    const options = { color: output.colored, width: output.width, now: at };
    if (json) output.json(data);
    else output.line(renderDocumentText(document, options));
  };
  const { settings } = services;
  if (what === "show") {
    const held = await settings.of(guild);
    show(held, settingsDocument(held, at, translator));
  } else if (what === "audit") {
    const found = await settings.audit(guild, 0, AUDIT_LINES);
    show(found, auditDocument({ ...found, page: 1 }, at, translator));
  } else if (what === "set") {
    const change = readSetting(name, values);
    const changes = await settings.change(guild, TERMINAL, (held) => ({ ...held, ...change }));
    show(changes, changedDocument(changes, { at }, translator));
  } else throw usage(`Not something to do: "${what}"`, "Say show, set or audit.");
}

/** Reads a setting as it is typed; whether its value can be is checked where it is stored. */
export function readSetting(name: string | undefined, values: readonly string[]): Partial<GuildSettings> {
  const setting = SETTING_NAMES.find((each) => each === name);
  if (setting === undefined) throw usage(`Not a setting: "${name ?? ""}"`, "See dateline settings --help.");
  const isList = setting === "allowedSources" || setting === "deniedSources";
  if (values.length === 0 && !isList) throw usage(`No value for ${setting}`, "See dateline settings --help.");
  return { [setting]: readValue(setting, values) };
}

function readValue(setting: SettingName, values: readonly string[]): unknown {
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
  throw usage(`Not the id of a server: "${guild}"`, "Discord shows it with developer mode: 15 to 21 digits.");
}

function usage(message: string, hint: string): DatelineError {
  return new DatelineError("usage-invalid", message, { hint });
}
