// Finds what an interaction asks for: a command by its name, or the action of a button, menu or form by its custom id.
import type {
  APIModalInteractionResponseCallbackData,
  BaseInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
} from "discord.js";
import type { Instant } from "../model/article.js";
import { commandIn } from "../render/catalogue.js";
import { readCustomId } from "../render/custom-id.js";
import type { Message } from "../render/message.js";
import { renderNotice } from "../render/replies.js";
import type { Translator } from "../render/translator.js";
import type { Action, AnyCommand, Command, CommandContext, MenuCommand } from "./command.js";
import type { Repliable, ReplyKind } from "./reply.js";
import type { Access, Right } from "./rights.js";

/** What to do for one interaction. */
export interface Task {
  readonly reply: ReplyKind;
  /** The right that it takes; null for none. */
  readonly needs: Right | null;
  readonly usesModels: boolean;
  /** Returns the form to open instead of running; null if there is none. */
  readonly form: (translator: Translator) => APIModalInteractionResponseCallbackData | null;
  /** The question to remember until it is answered; null if none is asked. */
  readonly question: string | null;
  readonly run: (context: CommandContext) => Promise<Message>;
}

/** All commands by name and all actions by custom id. */
export class CommandRouter {
  readonly #commands: ReadonlyMap<string, Command>;
  readonly #menus: ReadonlyMap<string, MenuCommand>;
  readonly #actions = new Map<string, Action>();

  /** @throws RangeError if two commands declare the same action */
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

  /** Returns the slash command of that name; undefined if there is none. */
  command(name: string): Command | undefined {
    return this.#commands.get(name);
  }

  /** Returns the task of an interaction; for a command or button that no longer exists, one that says so. */
  route(interaction: Repliable, access: Access): Task {
    const found = interaction.isChatInputCommand()
      ? this.#slash(interaction, access)
      : interaction.isMessageContextMenuCommand()
        ? this.#menu(interaction)
        : this.#action(interaction);
    return found ?? privateNotice(renderOutdated);
  }

  #slash(interaction: ChatInputCommandInteraction, access: Access): Task | null {
    const command = this.#commands.get(interaction.commandName);
    if (command === undefined) return null;
    const question = command.question?.(interaction) ?? null;
    return {
      reply: command.isPrivate(interaction, access) || !access.mayPost ? "private" : "public",
      needs: command.needs?.(interaction) ?? null,
      usesModels: question !== null,
      question,
      form: (translator) => command.form?.(interaction, translator) ?? null,
      run: (context) => command.execute(interaction, context),
    };
  }

  #menu(interaction: MessageContextMenuCommandInteraction): Task | null {
    const command = this.#menus.get(interaction.commandName);
    if (command === undefined) return null;
    return {
      reply: command.isPrivate(interaction) ? "private" : "public",
      needs: command.needs ?? null,
      usesModels: command.usesModels ?? false,
      question: null,
      form: () => null,
      run: (context) => command.executeMenu(interaction, context),
    };
  }

  #action(interaction: Extract<Repliable, { customId: string }>): Task | null {
    const id = readCustomId(interaction.customId);
    const action = id === null ? undefined : this.#actions.get(id.action);
    if (id === null || action === undefined) return null;
    return {
      reply: action.reply,
      needs: action.needs ?? null,
      usesModels: action.usesModels ?? false,
      question: null,
      form: () => null,
      run: (context) => action.execute(interaction, context, id),
    };
  }
}

/** Makes a task that only shows a message to the person who caused the interaction. */
export function privateNotice(render: (at: Instant, translator: Translator) => Message): Task {
  return {
    reply: "private",
    needs: null,
    usesModels: false,
    question: null,
    form: () => null,
    run: async ({ services, translator }) => render(services.now(), translator),
  };
}

/** Names an interaction for the log: by its command or its custom id. */
export function nameOf(interaction: BaseInteraction): string {
  if (interaction.isCommand() || interaction.isAutocomplete()) return interaction.commandName;
  return interaction.isMessageComponent() || interaction.isModalSubmit() ? interaction.customId : "unknown";
}

function renderOutdated(at: Instant, translator: Translator): Message {
  const command = commandIn(translator.language, "ask");
  return renderNotice(translator.words("notice.outdated", { command }), at, translator);
}
