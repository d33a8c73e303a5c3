// The shape of a command: what it declares to Discord and what it does.
import type {
  APIModalInteractionResponseCallbackData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
  StringSelectMenuInteraction,
} from "discord.js";
import type { Services } from "../app/services.js";
import type { Place } from "../model/article.js";
import type { CustomId } from "../render/custom-id.js";
import type { Message } from "../render/message.js";
import type { EventOutcome, ServerEvent } from "../render/server-event.js";
import type { Translator } from "../render/translator.js";
import type { Access, Right } from "./rights.js";

/** What a command receives, which is all it may use. */
export interface CommandContext extends Pick<Access, "settings" | "can" | "isGuest"> {
  readonly services: Services;
  /** Where the interaction happened and who caused it. */
  readonly place: Place;
  /** Texts in the language of the reader of the reply. */
  readonly translator: Translator;
  /** Who sees the reply; always "private" in a channel where Dateline may not post, whatever the command asked for. */
  readonly visibility: "public" | "private";
  /** Discord's names of the permissions that Dateline lacks to post in the channel; empty if it may post. */
  readonly missingPermissions: readonly string[];
  /** The same of any channel or thread of the server, asked of Discord; null if it gives no answer. */
  readonly missingIn: (channelId: string) => Promise<readonly string[] | null>;
  /** Whether the person, and Dateline, may create events in this server; both false elsewhere. */
  readonly events: { readonly person: boolean; readonly bot: boolean };
  /** Adds a scheduled event to this server. @throws DatelineError discord-api */
  readonly addEvent: (event: ServerEvent) => Promise<EventOutcome>;
  /** Downloads an attachment, from Discord's hosts and up to `maxBytes`. @throws DatelineError read-too-large, discord-api */
  readonly fetchAttachment: (url: string, maxBytes: number) => Promise<Uint8Array>;
  /** Shows how far a long task has come, in place of the reply until that is sent. Never rejects. */
  readonly showProgress: (message: Message) => Promise<void>;
}

/** One suggestion of an autocomplete; dispatch cuts names and the list to Discord's limits, and tells equal names apart. */
export interface Choice {
  readonly name: string;
  readonly value: string;
  /** What tells it from a choice of the same name; without it, or where that is the same too, the value does. */
  readonly aside?: string;
}

/** What a button, a menu or a form does; found by the action in its custom id, even after a restart. */
export interface Action {
  /** "update" changes the message that the button or menu is on; the others send a new reply. */
  readonly reply: "private" | "public" | "update";
  /** The right that it requires: dispatch refuses without it. Absent: everyone may. */
  readonly needs?: Right;
  /** True: the action runs the models, waits its turn and counts towards the questions per minute. */
  readonly usesModels?: true;
  readonly execute: (
    interaction: ButtonInteraction | StringSelectMenuInteraction | ModalSubmitInteraction,
    context: CommandContext,
    id: CustomId,
  ) => Promise<Message>;
}

/** A slash command. Dispatch defers, calls `execute` and sends what it returns; a command never replies by itself. */
export interface Command {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** True: only the person sees the reply. Called before `execute`. */
  readonly isPrivate: (interaction: ChatInputCommandInteraction, access: Access) => boolean;
  /** Returns the right that this use requires: without it, dispatch refuses and suggests nothing. Null or absent: everyone may. */
  readonly needs?: (interaction: ChatInputCommandInteraction | AutocompleteInteraction) => Right | null;
  /**
   * Returns the question that this use asks of the models, null if none: it waits its turn, counts towards the questions per
   * minute, and is remembered until the reply has arrived.
   */
  readonly question?: (interaction: ChatInputCommandInteraction) => string | null;
  /** Returns a form to open instead of executing, in the person's language; null for none. */
  readonly form?: (
    interaction: ChatInputCommandInteraction,
    translator: Translator,
  ) => APIModalInteractionResponseCallbackData | null;
  readonly execute: (interaction: ChatInputCommandInteraction, context: CommandContext) => Promise<Message>;
  readonly autocomplete?: (
    interaction: AutocompleteInteraction,
    context: CommandContext,
  ) => Promise<readonly Choice[]>;
  /** By the action in their custom ids; unique over all commands. */
  readonly actions?: Readonly<Record<string, Action>>;
}

/** A command in the context menu of a message; like a slash command it never replies by itself. */
export interface MenuCommand {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  /** True: only the person sees the reply. */
  readonly isPrivate: (interaction: MessageContextMenuCommandInteraction) => boolean;
  /** As for a button. */
  readonly needs?: Right;
  readonly usesModels?: true;
  readonly executeMenu: (
    interaction: MessageContextMenuCommandInteraction,
    context: CommandContext,
  ) => Promise<Message>;
  /** As for a slash command. */
  readonly actions?: Readonly<Record<string, Action>>;
}

export type AnyCommand = Command | MenuCommand;
