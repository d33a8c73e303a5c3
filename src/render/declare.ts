// Declarations of commands and options as Discord takes them, with their names in every language. No behaviour.
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandStringOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from "discord.js";
import { NAMES, type NamePath, type Names } from "./names.js";
import { MENU_NAMES, type MenuName } from "./reading-names.js";
import { type TextKey, translatorFor } from "./translator.js";

/** Right that a command may ask for: Manage Server, as Discord's permission bits. */
export const MANAGE_SERVER = String(PermissionFlagsBits.ManageGuild);

/** Declares a slash command for guilds, its own DM and private channels, installable by guild and by user. */
export function declareCommand(
  path: NamePath,
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
  path: NamePath,
  options: APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, ...words(path), options };
}

interface StringRules {
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  /** Most characters, default Discord's 6,000. */
  readonly max?: number;
}

/** Declares a text option; `autocomplete` needs a handler in its command. */
export function stringOption(path: NamePath, rules: StringRules = {}): APIApplicationCommandBasicOption {
  const { required = false, autocomplete = false, max } = rules;
  const length = max === undefined ? {} : { max_length: max };
  const base = { type: ApplicationCommandOptionType.String as const, ...words(path), required, ...length };
  return autocomplete ? { ...base, autocomplete } : base;
}

/** Declares a yes-or-no option. */
export function booleanOption(path: NamePath): APIApplicationCommandBasicOption {
  return { type: ApplicationCommandOptionType.Boolean, ...words(path) };
}

/** Declares a whole number from `min`, up to `max` where that is given. */
export function integerOption(path: NamePath, min: number, max?: number): APIApplicationCommandBasicOption {
  const bound = max === undefined ? {} : { max_value: max };
  return { type: ApplicationCommandOptionType.Integer, ...words(path), min_value: min, ...bound };
}

/** One of a list; its name is said in every language. */
export interface OptionChoice {
  readonly value: string;
  readonly text: TextKey;
}

/** Declares a choice from a list of at most 25. */
export function choiceOption(
  path: NamePath,
  choices: readonly OptionChoice[],
  required = false,
): APIApplicationCommandBasicOption {
  const named = choices.map(({ value, text }) => ({
    value,
    name: translatorFor("en").words(text),
    name_localizations: {
      de: translatorFor("de").words(text),
      fr: translatorFor("fr").words(text),
      "es-ES": translatorFor("es").words(text),
      tr: translatorFor("tr").words(text),
    },
  }));
  return { type: ApplicationCommandOptionType.String, ...words(path), required, choices: named };
}

/** Declares a role of the guild. */
export function roleOption(path: NamePath): APIApplicationCommandBasicOption {
  return { type: ApplicationCommandOptionType.Role, ...words(path) };
}

/** Declares a file to attach. */
export function attachmentOption(path: NamePath): APIApplicationCommandBasicOption {
  return { type: ApplicationCommandOptionType.Attachment, ...words(path) };
}

function words(path: NamePath) {
  const names: Names = NAMES[path];
  return {
    name: path.slice(path.lastIndexOf(".") + 1),
    name_localizations: localized(names, 0),
    description: names.description,
    description_localizations: localized(names, 1),
  };
}

/** By Discord's locales; Spanish is the same on both sides of the sea. */
function localized(names: Names, at: 0 | 1) {
  const { de, fr, "es-ES": es, tr } = names;
  return { de: de[at], fr: fr[at], "es-ES": es[at], "es-419": es[at], tr: tr[at] };
}

/** Declares a command of the menu on a message, wherever a slash command can be used. */
export function declareMenu(name: MenuName): RESTPostAPIContextMenuApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.Message,
    name,
    name_localizations: MENU_NAMES[name],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  };
}

/** Names of choices by their value: English, and those of Discord's other languages. */
export type ChoiceNames = Readonly<
  Record<string, { readonly en: string } & Readonly<Record<string, string>>>
>;

/** Declares a text option that takes one of a few values. */
export function fixedChoiceOption(path: NamePath, choices: ChoiceNames): APIApplicationCommandBasicOption {
  const listed = Object.entries(choices).map(([value, { en: name, ...name_localizations }]) => ({
    name,
    name_localizations,
    value,
  }));
  // Typed as a union with autocomplete, which an option with choices cannot have.
  return {
    ...(stringOption(path) as APIApplicationCommandStringOption),
    choices: listed,
  } as APIApplicationCommandStringOption;
}
