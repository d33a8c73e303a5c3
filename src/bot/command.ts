// The shape of one slash command: its declaration and what it does. No behaviour here.
import type {
  APIModalInteractionResponseCallbackData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from "discord.js";
import type { GuildSettings } from "../guild-settings.js";
import type { CustomId } from "../render/custom-id.js";
import type { Frame } from "../render/frame.js";
import type { Message } from "../render/message.js";
import type { Place } from "../schema.js";
import type { Services } from "../services.js";

/** What a command is handed; nothing else is within its reach. */
export interface CommandContext {
  readonly services: Services;
  /** Where the interaction happened and who caused it. */
  readonly place: Place;
  /** The words around quotes, in the language of whoever reads the reply. */
  readonly frame: Frame;
  /** Of the guild; the defaults elsewhere. */
  readonly settings: GuildSettings;
  /** Reads an attachment within size and host limits. @throws DatelineError read-too-large, discord-api */
  readonly fetchAttachment: (url: string, maxBytes: number) => Promise<Uint8Array>;
}

/** One line of an autocomplete; dispatch cuts names to Discord's length and the list to 25. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** What a button or a form does; found again after a restart by the action in its custom id. */
export interface Action {
  /** "update" changes the message that the button is on; the others reply anew. */
  readonly reply: "private" | "public" | "update";
  readonly execute: (
    interaction: ButtonInteraction | ModalSubmitInteraction,
    context: CommandContext,
    id: CustomId,
  ) => Promise<Message>;
}

/** Dispatch defers, calls `execute` and sends what it returns; a command never replies by itself. */
export interface Command {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** True: only the person sees the reply. Decided before `execute`, from the interaction alone. */
  readonly isPrivate: (interaction: ChatInputCommandInteraction) => boolean;
  /** A form to open instead of executing; null where there is nothing to ask. */
  readonly form?: (
    interaction: ChatInputCommandInteraction,
  ) => APIModalInteractionResponseCallbackData | null;
  readonly execute: (interaction: ChatInputCommandInteraction, context: CommandContext) => Promise<Message>;
  readonly autocomplete?: (
    interaction: AutocompleteInteraction,
    context: CommandContext,
  ) => Promise<readonly Choice[]>;
  /** By the action of their custom ids; unique over all commands. */
  readonly actions?: Readonly<Record<string, Action>>;
}

/** A command of the menu on a message; like a slash command it never replies by itself. */
export interface MenuCommand {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  /** True: only the person sees the reply. */
  readonly isPrivate: (interaction: MessageContextMenuCommandInteraction) => boolean;
  readonly executeMenu: (
    interaction: MessageContextMenuCommandInteraction,
    context: CommandContext,
  ) => Promise<Message>;
  /** As those of a slash command. */
  readonly actions?: Readonly<Record<string, Action>>;
}

export type AnyCommand = Command | MenuCommand;
