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
import type { Services } from "../app/services.js";
import type { Place } from "../model/article.js";
import type { CustomId } from "../render/custom-id.js";
import type { Message } from "../render/message.js";
import type { Translator } from "../render/translator.js";
import type { Right, Terms } from "./rights.js";

/** What a command is handed; nothing else is within its reach. */
export interface CommandContext extends Pick<Terms, "settings" | "may"> {
  readonly services: Services;
  /** Where the interaction happened and who caused it. */
  readonly place: Place;
  /** The words around quotes, in the language of whoever reads the reply. */
  readonly translator: Translator;
  /** Who sees the reply that is being made; only the person in a channel where Dateline may not post, whatever the command wants. */
  readonly visibility: "public" | "private";
  /** What Dateline would need for posting there and lacks, by Discord's names; empty where it may post. */
  readonly lackingRights: readonly string[];
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
  /** Without this right dispatch refuses instead; absent: everyone may. */
  readonly needs?: Right;
  /** "model": it makes the models work, and counts towards the questions of a minute. */
  readonly cost?: "model";
  readonly execute: (
    interaction: ButtonInteraction | ModalSubmitInteraction,
    context: CommandContext,
    id: CustomId,
  ) => Promise<Message>;
}

/** Dispatch defers, calls `execute` and sends what it returns; a command never replies by itself. */
export interface Command {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** True: only the person sees the reply. Decided before `execute`. */
  readonly isPrivate: (interaction: ChatInputCommandInteraction, terms: Terms) => boolean;
  /** The right that this use of it takes: without it dispatch refuses, and nothing is suggested. Null or absent: everyone may. */
  readonly needs?: (interaction: ChatInputCommandInteraction | AutocompleteInteraction) => Right | null;
  /**
   * What is asked of the models by this use of it, null where nothing is: it counts towards the questions of a minute, waits its
   * turn, and is remembered until the reply has arrived.
   */
  readonly question?: (interaction: ChatInputCommandInteraction) => string | null;
  /** A form to open instead of executing, in the person's language; null where there is nothing to ask. */
  readonly form?: (
    interaction: ChatInputCommandInteraction,
    translator: Translator,
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
  /** As those of a button. */
  readonly needs?: Right;
  readonly cost?: "model";
  readonly executeMenu: (
    interaction: MessageContextMenuCommandInteraction,
    context: CommandContext,
  ) => Promise<Message>;
  /** As those of a slash command. */
  readonly actions?: Readonly<Record<string, Action>>;
}

export type AnyCommand = Command | MenuCommand;
