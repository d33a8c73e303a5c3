// Declarations of message commands and of options with fixed choices, with their names in every language. No behaviour.
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandStringOption,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from "discord.js";
import { stringOption } from "./declare.js";
import type { NamePath } from "./names.js";
import { MENU_NAMES, type MenuName } from "./reading-names.js";

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
export function choiceOption(path: NamePath, choices: ChoiceNames): APIApplicationCommandBasicOption {
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
