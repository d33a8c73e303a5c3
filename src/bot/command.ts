// The shape of one slash or context-menu command: its declaration and what it does. No behaviour here.
import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
} from "discord.js";
import type { Services } from "../services.js";

/** What a command is handed; nothing else is within its reach. */
export interface CommandContext {
  readonly services: Services;
  /** Reads an attachment of the interaction, within size and host limits. @throws DatelineError read-too-large, discord-api */
  readonly fetchAttachment: (url: string, maxBytes: number) => Promise<Uint8Array>;
}

/** Interactions that dispatch hands to `execute`; they are deferred before, unless the command declares a modal first. */
export type CommandInteraction = ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction;

export interface Command {
  readonly data: RESTPostAPIApplicationCommandsJSONBody;
  readonly execute: (interaction: ChatInputCommandInteraction, context: CommandContext) => Promise<void>;
  readonly autocomplete?: (interaction: AutocompleteInteraction, context: CommandContext) => Promise<void>;
}
