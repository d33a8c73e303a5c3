// Finds what is to be done for an interaction: by command name, or by the action in a custom id.
import type {
  APIModalInteractionResponseCallbackData,
  BaseInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
} from "discord.js";
import type { Instant } from "../model/article.js";
import { readCustomId } from "../render/custom-id.js";
import type { Message } from "../render/message.js";
import { commandIn } from "../render/names.js";
import { renderNotice } from "../render/replies.js";
import type { Translator } from "../render/translator.js";
import type { Action, AnyCommand, Command, CommandContext, MenuCommand } from "./command.js";
import type { Repliable, ReplyKind } from "./reply.js";
import type { Right, Terms } from "./rights.js";

export interface Task {
  readonly reply: ReplyKind;
  /** The right that it takes; null: none. */
  readonly needs: Right | null;
  readonly cost: "model" | null;
  /** The form to open instead of running; null where there is none. */
  readonly form: (translator: Translator) => APIModalInteractionResponseCallbackData | null;
  /** What is asked of the models; null where they are not asked. */
  readonly question: string | null;
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
  find(interaction: Repliable, terms: Terms): Task {
    if (interaction.isChatInputCommand()) return this.#slash(interaction, terms) ?? notice(outdated);
    if (interaction.isMessageContextMenuCommand()) return this.#menu(interaction) ?? notice(outdated);
    return this.#action(interaction) ?? notice(outdated);
  }

  #menu(interaction: MessageContextMenuCommandInteraction): Task | null {
    const command = this.#menus.get(interaction.commandName);
    if (command === undefined) return null;
    return {
      reply: command.isPrivate(interaction) ? "private" : "public",
      needs: command.needs ?? null,
      cost: command.cost ?? null,
      question: null,
      form: () => null,
      run: (context) => command.executeMenu(interaction, context),
    };
  }

  #slash(interaction: ChatInputCommandInteraction, terms: Terms): Task | null {
    const command = this.#commands.get(interaction.commandName);
    if (command === undefined) return null;
    const question = command.question?.(interaction) ?? null;
    return {
      reply: command.isPrivate(interaction, terms) || !terms.mayPost ? "private" : "public",
      needs: command.needs?.(interaction) ?? null,
      cost: question === null ? null : "model",
      question,
      form: (translator) => command.form?.(interaction, translator) ?? null,
      run: (context) => command.execute(interaction, context),
    };
  }

  #action(interaction: Extract<Repliable, { customId: string }>): Task | null {
    const id = readCustomId(interaction.customId);
    const action = id === null ? undefined : this.#actions.get(id.action);
    if (id === null || action === undefined) return null;
    return {
      reply: action.reply,
      needs: action.needs ?? null,
      cost: action.cost ?? null,
      question: null,
      form: () => null,
      run: (context) => action.execute(interaction, context, id),
    };
  }
}

const outdated = (at: Instant, translator: Translator) =>
  renderNotice(
    translator.words("notice.outdated", { command: commandIn(translator.language, "ask") }),
    at,
    translator,
  );

/** Makes a task that says something to the person alone. */
export function notice(say: (at: Instant, translator: Translator) => Message): Task {
  return {
    reply: "private",
    needs: null,
    cost: null,
    question: null,
    form: () => null,
    run: async ({ services, translator }) => say(services.now(), translator),
  };
}

/** Names an interaction for the log. */
export function nameOf(interaction: BaseInteraction): string {
  if (interaction.isCommand() || interaction.isAutocomplete()) return interaction.commandName;
  return interaction.isMessageComponent() || interaction.isModalSubmit() ? interaction.customId : "unknown";
}
