// One reply to one interaction: acknowledged at once, sent once, never doubled. Knows Discord's faults; decides no content.
import {
  type APIModalInteractionResponseCallbackData,
  type BaseInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from "discord.js";
import type { Message } from "../render/message.js";
import { persist } from "./attempts.js";
import { isGone, neverSent } from "./discord-failure.js";
import { FirstResponse } from "./first-response.js";

export type Repliable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | ModalSubmitInteraction;
/** "update" changes the message that a button is on; a command has none. */
export type ReplyKind = "private" | "public" | "update";

/** Most outages of Discord are shorter, and the token of an interaction lives 15 minutes. */
export const RETRY_DELAYS_MS: readonly number[] = [500, 1500, 4000, 10_000, 30_000, 60_000, 120_000];

/** Tells whether Dateline can reply to this kind of interaction. */
export function isRepliable(interaction: BaseInteraction): interaction is Repliable {
  const isCommand = interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand();
  return isCommand || interaction.isButton() || interaction.isModalSubmit();
}

/** A reply on its way to the person. */
export class Reply {
  readonly #interaction: Repliable;
  readonly #first: FirstResponse;
  readonly #delaysMs: readonly number[];
  /** Null until acknowledged. */
  #kind: ReplyKind | null = null;
  #sending: Promise<void> | null = null;
  /** The word about waiting; settled where there is none on its way. */
  #holding: Promise<unknown> = Promise.resolve();

  constructor(interaction: Repliable, delaysMs: readonly number[] = RETRY_DELAYS_MS) {
    this.#interaction = interaction;
    this.#first = new FirstResponse(interaction);
    this.#delaysMs = delaysMs;
  }

  /** Opens a form in place of a reply. @throws AnsweredElsewhere, Unreached */
  async openForm(form: APIModalInteractionResponseCallbackData): Promise<void> {
    if (this.#interaction.isModalSubmit()) throw new TypeError("A form cannot open another form");
    await this.#first.openForm(form);
  }

  /** Tells Discord that a reply will come. @throws AnsweredElsewhere, Unreached */
  async acknowledge(kind: ReplyKind): Promise<void> {
    this.#kind = await this.#first.announce(kind);
  }

  /** Says that it takes a while; the reply takes its place. Tried once, and not where a reply is on its way already. */
  async hold(message: Message): Promise<void> {
    if (this.#sending !== null || this.#kind === null || this.#kind === "update") return;
    const holding = this.#interaction.editReply(message);
    this.#holding = Promise.allSettled([holding]);
    await holding;
  }

  /** Sends the message in place of the acknowledgement, unless another was sent. @throws Unreached */
  send(message: Message): Promise<void> {
    return this.#once(() => this.#edit(message));
  }

  /** Sends a message for the person alone, unless another was sent; a public acknowledgement is taken away. @throws Unreached */
  async sendPrivately(message: Message): Promise<void> {
    if (this.#kind === null) await this.acknowledge("private");
    if (this.#kind === "private") return this.send(message);
    return this.#once(async () => {
      if (this.#kind === "public") await this.#takeAway();
      const flags = [MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] as const;
      const request = () => this.#interaction.followUp({ ...message, flags });
      // A second one would stand beside the first: it is repeated only where Discord cannot have had it.
      await persist(request, this.#delaysMs, neverSent);
    });
  }

  /** An edit may be repeated without harm: it says the same. */
  async #edit(message: Message): Promise<void> {
    await this.#holding;
    await persist(() => this.#interaction.editReply(message), this.#delaysMs);
  }

  async #takeAway(): Promise<void> {
    await this.#holding;
    await persist(async () => {
      try {
        await this.#interaction.deleteReply();
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }, this.#delaysMs);
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
