// One reply to one interaction: acknowledged at once, sent once, never doubled. Knows Discord's faults; decides no content.
import { setTimeout as wait } from "node:timers/promises";
import {
  type APIModalInteractionResponseCallbackData,
  type BaseInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from "discord.js";
import type { Message } from "../render/message.js";
import { isAlreadyAcknowledged } from "./discord-failure.js";

export type Repliable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | ModalSubmitInteraction;
/** "update" changes the message that a button is on; a command has none. */
export type ReplyKind = "private" | "public" | "update";

/** After the attempts that discord.js makes at once; most outages of Discord are shorter. */
const RETRY_DELAYS_MS = [500, 2500];

/** Tells whether Dateline can reply to this kind of interaction. */
export function isRepliable(interaction: BaseInteraction): interaction is Repliable {
  const isCommand = interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand();
  return isCommand || interaction.isButton() || interaction.isModalSubmit();
}

/** A reply on its way to the person. */
export class Reply {
  readonly #interaction: Repliable;
  /** Null until acknowledged. */
  #kind: ReplyKind | null = null;
  #sending: Promise<void> | null = null;

  constructor(interaction: Repliable) {
    this.#interaction = interaction;
  }

  /** Opens a form in place of a reply. */
  async openForm(form: APIModalInteractionResponseCallbackData): Promise<void> {
    if (this.#interaction.isModalSubmit()) throw new TypeError("A form cannot open another form");
    await this.#interaction.showModal(form);
  }

  /** Tells Discord that a reply will come; a request that reached Discord although it seemed lost counts. */
  async acknowledge(kind: ReplyKind): Promise<void> {
    const interaction = this.#interaction;
    try {
      if (kind === "update" && !interaction.isCommand()) await interaction.deferUpdate();
      else await interaction.deferReply(kind === "private" ? { flags: MessageFlags.Ephemeral } : {});
    } catch (error) {
      if (!isAlreadyAcknowledged(error)) throw error;
      interaction.deferred = true;
    }
    this.#kind = kind;
  }

  /** Sends the message in place of the acknowledgement, unless another was sent. */
  send(message: Message): Promise<void> {
    return this.#once(() => persist(() => this.#interaction.editReply(message)));
  }

  /** Sends a message for the person alone, unless another was sent; a public acknowledgement is taken away. */
  async sendPrivately(message: Message): Promise<void> {
    if (this.#kind === null) await this.acknowledge("private");
    if (this.#kind === "private") return this.send(message);
    return this.#once(async () => {
      if (this.#kind === "public") await persist(() => this.#interaction.deleteReply());
      const flags = [MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] as const;
      await this.#interaction.followUp({ ...message, flags });
    });
  }

  /** Sends once; who comes second waits for the first. What failed may be followed by another. */
  async #once(request: () => Promise<void>): Promise<void> {
    if (this.#sending !== null) return this.#sending;
    this.#sending = request();
    try {
      await this.#sending;
    } catch (error) {
      this.#sending = null;
      throw error;
    }
  }
}

/** Repeats what can be repeated without harm while Discord fails; what Discord refuses is not asked again. */
async function persist(request: () => Promise<unknown>): Promise<void> {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      await request();
      return;
    } catch (error) {
      if (error instanceof DiscordAPIError) throw error;
      await wait(delayMs);
    }
  }
  await request();
}
