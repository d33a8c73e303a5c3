// Declares commands and options as Discord takes them, with their names in every language.
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from "discord.js";
import { CATALOGUES, type Catalogue, type CommandPath, type MenuKey, type TextKey } from "./catalogue.js";

/** Manage Server as Discord's permission bits, for commands that require it. */
export const MANAGE_SERVER = String(PermissionFlagsBits.ManageGuild);

/** Declares a slash command for guilds, its own DM and private channels, installable by guild and by user. */
export function declareCommand(
  path: CommandPath,
  options: (APIApplicationCommandBasicOption | APIApplicationCommandSubcommandOption)[] = [],
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    ...words(path),
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    // Typed as one list: Discord wants subcommands alone or options alone, which the callers keep to.
    options: options as APIApplicationCommandBasicOption[],
  };
}

/** Declares a slash command that exists only in guilds where Dateline itself is installed. */
export function declareGuildCommand(
  ...args: Parameters<typeof declareCommand>
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    ...declareCommand(...args),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
}

/** Declares a subcommand. */
export function subcommand(
  path: CommandPath,
  options: APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, ...words(path), options };
}

interface StringRules {
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  /** Maximum characters; default: Discord's 6,000. */
  readonly max?: number;
}

/** Declares a text option; `autocomplete` needs a handler in its command. */
export function stringOption(path: CommandPath, rules: StringRules = {}): APIApplicationCommandBasicOption {
  const { required = false, autocomplete = false, max } = rules;
  const length = max === undefined ? {} : { max_length: max };
  const base = { type: ApplicationCommandOptionType.String as const, ...words(path), required, ...length };
  return autocomplete ? { ...base, autocomplete } : base;
}

/** Declares a yes-or-no option. */
export function booleanOption(path: CommandPath): APIApplicationCommandBasicOption {
  return { type: ApplicationCommandOptionType.Boolean, ...words(path) };
}

/** Declares a whole number from `min` up to `max`; default: no upper bound. */
export function integerOption(
  path: CommandPath,
  min: number,
  max?: number,
): APIApplicationCommandBasicOption {
  const bound = max === undefined ? {} : { max_value: max };
  return { type: ApplicationCommandOptionType.Integer, ...words(path), min_value: min, ...bound };
}

/** A choice from a list, named in every language. */
interface OptionChoice {
  readonly value: string;
  readonly text: TextKey;
}

/** Declares a choice from a list of at most 25. */
export function choiceOption(
  path: CommandPath,
  choices: readonly OptionChoice[],
  required = false,
): APIApplicationCommandBasicOption {
  const named = choices.map(({ value, text }) => {
    const { en, ...others } = localized(({ texts }) => texts[text]);
    return { value, name: en, name_localizations: others };
  });
  return { type: ApplicationCommandOptionType.String, ...words(path), required, choices: named };
}

/** Declares a role of the guild. */
export function roleOption(path: CommandPath): APIApplicationCommandBasicOption {
  return { type: ApplicationCommandOptionType.Role, ...words(path) };
}

/** Declares a file to attach. */
export function attachmentOption(path: CommandPath): APIApplicationCommandBasicOption {
  return { type: ApplicationCommandOptionType.Attachment, ...words(path) };
}

function words(path: CommandPath) {
  const { en: name, ...names } = localized(({ commands }) => commands[path].name);
  const { en: description, ...descriptions } = localized(({ commands }) => commands[path].description);
  return { name, name_localizations: names, description, description_localizations: descriptions };
}

/** Declares a command in the menu of a message, usable wherever a slash command is. */
export function declareMenu(key: MenuKey): RESTPostAPIContextMenuApplicationCommandsJSONBody {
  const { en, ...others } = localized(({ menus }) => menus[key]);
  return {
    type: ApplicationCommandType.Message,
    name: en,
    name_localizations: others,
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  };
}

/** Collects a text of the catalogues for English and Discord's other locales; both Spanish ones get the same. */
export function localized(textOf: (catalogue: Catalogue) => string) {
  const { en, de, fr, es, tr } = CATALOGUES;
  return {
    en: textOf(en),
    de: textOf(de),
    fr: textOf(fr),
    "es-ES": textOf(es),
    "es-419": textOf(es),
    tr: textOf(tr),
  };
}
