// Finds what is to be done for an interaction: by command name, or by the action in a custom id.
import type {
  APIModalInteractionResponseCallbackData,
  BaseInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
} from "discord.js";
import { readCustomId } from "../render/custom-id.js";
import type { Message } from "../render/message.js";
import { renderNotice } from "../render/replies.js";
import type { Action, AnyCommand, Command, CommandContext, MenuCommand } from "./command.js";
import type { Repliable, ReplyKind } from "./reply.js";

const OUTDATED = "This belongs to another version of Dateline. Ask again with /ask.";

export interface Task {
  readonly reply: ReplyKind;
  /** The form to open instead of running; null where there is none. */
  readonly form: () => APIModalInteractionResponseCallbackData | null;
  readonly run: (context: CommandContext) => Promise<Message>;
}

/** All commands and actions by name. */
export class TaskList {
  readonly #commands: ReadonlyMap<string, Command>;
  readonly #menus: ReadonlyMap<string, MenuCommand>;
  readonly #actions = new Map<string, Action>();

  /** @throws RangeError where two commands claim one action */
  constructor(commands: readonly AnyCommand[]) {
    const slashes = commands.filter((command) => "execute" in command);
    const menus = commands.filter((command) => "executeMenu" in command);
    this.#commands = new Map(slashes.map((command) => [command.data.name, command]));
    this.#menus = new Map(menus.map((command) => [command.data.name, command]));
    for (const [name, action] of commands.flatMap(({ actions = {} }) => Object.entries(actions))) {
      if (this.#actions.has(name)) throw new RangeError(`Action declared twice: ${name}`);
      this.#actions.set(name, action);
    }
  }

  /** Returns the command of that name; undefined where there is none. */
  command(name: string): Command | undefined {
    return this.#commands.get(name);
  }

  /** Returns what to do; for a command or button that is no longer known, to say so. */
  find(interaction: Repliable): Task {
    if (interaction.isChatInputCommand()) return this.#slash(interaction) ?? notice(OUTDATED);
    if (interaction.isMessageContextMenuCommand()) return this.#menu(interaction) ?? notice(OUTDATED);
    return this.#action(interaction) ?? notice(OUTDATED);
  }

  #menu(interaction: MessageContextMenuCommandInteraction): Task | null {
    const command = this.#menus.get(interaction.commandName);
    if (command === undefined) return null;
    return {
      reply: command.isPrivate(interaction) ? "private" : "public",
      form: () => null,
      run: (context) => command.executeMenu(interaction, context),
    };
  }

  #slash(interaction: ChatInputCommandInteraction): Task | null {
    const command = this.#commands.get(interaction.commandName);
    if (command === undefined) return null;
    return {
      reply: command.isPrivate(interaction) ? "private" : "public",
      form: () => command.form?.(interaction) ?? null,
      run: (context) => command.execute(interaction, context),
    };
  }

  #action(interaction: Extract<Repliable, { customId: string }>): Task | null {
    const id = readCustomId(interaction.customId);
    const action = id === null ? undefined : this.#actions.get(id.action);
    if (id === null || action === undefined) return null;
    return {
      reply: action.reply,
      form: () => null,
      run: (context) => action.execute(interaction, context, id),
    };
  }
}

/** Makes a task that says one sentence to the person. */
export function notice(sentence: string): Task {
  return {
    reply: "private",
    form: () => null,
    run: async ({ services, frame }) => renderNotice(sentence, services.now(), frame),
  };
}

/** Names an interaction for the log. */
export function nameOf(interaction: BaseInteraction): string {
  if (interaction.isCommand() || interaction.isAutocomplete()) return interaction.commandName;
  return interaction.isMessageComponent() || interaction.isModalSubmit() ? interaction.customId : "unknown";
}
