// One reply to one interaction: acknowledged at once, sent once, never doubled. Knows Discord's faults; decides no content.
import {
  type APIModalInteractionResponseCallbackData,
  type BaseInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  InteractionResponseType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  Routes,
} from "discord.js";
import type { Message } from "../render/message.js";
import { isAlreadyAcknowledged, isGone, neverSent, persist, Unreached } from "./discord-errors.js";

/**
 * Discord waits 3 s for it. What was given up earlier may have arrived all the same, so that another attempt is worth it even
 * later: it is refused either because the reply is awaited already, or because it is too late.
 */
const DELAYS_MS = [100, 300, 800, 1000];
/** Long enough for a machine that is busy with 200 of them, short enough for another attempt in time. */
const TIMEOUT_MS = 2000;

/** Another process with the same token was faster: the reply is its own. */
export class AnsweredElsewhere extends Error {
  override readonly name = "AnsweredElsewhere";
}

/** Says that a reply will come, or opens a form. */
export class FirstResponse {
  readonly #interaction: Repliable;
  /** What was asked for in a request whose fate is unknown; null while there is none. */
  #inDoubt: ReplyKind | "form" | null = null;

  constructor(interaction: Repliable) {
    this.#interaction = interaction;
  }

  /**
   * Announces a reply of this kind. Returns the kind that Discord knows of: an earlier announcement that seemed lost counts.
   * @throws AnsweredElsewhere, Unreached, and what Discord refuses
   */
  async announce(kind: ReplyKind): Promise<ReplyKind> {
    const type = InteractionResponseType.DeferredChannelMessageWithSource;
    const data = kind === "private" ? { flags: MessageFlags.Ephemeral } : {};
    const body = kind === "update" ? { type: InteractionResponseType.DeferredMessageUpdate } : { type, data };
    const known = await this.#send(body, kind);
    if (known === "form") throw new Unreached(new Error("a form is open in its place"));
    this.#interaction.deferred = true;
    return known;
  }

  /** Opens a form in place of a reply. @throws AnsweredElsewhere, Unreached, and what Discord refuses */
  async openForm(data: APIModalInteractionResponseCallbackData): Promise<void> {
    await this.#send({ type: InteractionResponseType.Modal, data }, "form");
  }

  async #send(body: object, kind: ReplyKind | "form"): Promise<ReplyKind | "form"> {
    const { id, token, client } = this.#interaction;
    const route = Routes.interactionCallback(id, token);
    const request = () => {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      return client.rest.post(route, { body, auth: false, signal });
    };
    try {
      await persist(request, DELAYS_MS, () => {
        this.#inDoubt ??= kind;
        return true;
      });
      return kind;
    } catch (error) {
      if (!isAlreadyAcknowledged(error)) throw error;
      if (this.#inDoubt === null) throw new AnsweredElsewhere(undefined, { cause: error });
      return this.#inDoubt;
    }
  }
}

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
