// One reply to one interaction: acknowledged at once and sent exactly once, even if Discord loses requests or responses.
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
  type StringSelectMenuInteraction,
} from "discord.js";
import type { Message } from "../render/message.js";
import {
  DiscordUnreachable,
  isAlreadyAcknowledged,
  isGone,
  neverSent,
  withRetries,
} from "./discord-errors.js";

export type Repliable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | StringSelectMenuInteraction
  | ModalSubmitInteraction;

/** "update" changes the message that a button or menu is on; a command has none. */
export type ReplyKind = "private" | "public" | "update";

/** The pauses add up to more than most outages of Discord last, and the token of an interaction is valid for 15 minutes. */
const RETRY_DELAYS_MS: readonly number[] = [500, 1500, 4000, 10_000, 30_000, 60_000, 120_000];

/** Returns whether Dateline replies to this kind of interaction. */
export function isRepliable(interaction: BaseInteraction): interaction is Repliable {
  const isCommand = interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand();
  const isComponent = interaction.isButton() || interaction.isStringSelectMenu();
  return isCommand || isComponent || interaction.isModalSubmit();
}

/** Another process with the same token answered first: the reply is left to it. */
export class AnsweredByAnotherProcess extends Error {
  override readonly name = "AnsweredByAnotherProcess";
}

/** The reply to one interaction. */
export class Reply {
  readonly #interaction: Repliable;
  readonly #acknowledgement: Acknowledgement;
  readonly #delaysMs: readonly number[];
  /** Null until acknowledged. */
  #kind: ReplyKind | null = null;
  #sending: Promise<void> | null = null;
  /** The notice about waiting or progress; settled if none is being sent. */
  #waitingNotice: Promise<unknown> = Promise.resolve();

  /** `delaysMs` are the pauses between attempts to send while Discord is down; default: four minutes in all. */
  constructor(interaction: Repliable, delaysMs: readonly number[] = RETRY_DELAYS_MS) {
    this.#interaction = interaction;
    this.#acknowledgement = new Acknowledgement(interaction);
    this.#delaysMs = delaysMs;
  }

  /** Opens a form instead of replying. @throws AnsweredByAnotherProcess, DiscordUnreachable */
  async openForm(form: APIModalInteractionResponseCallbackData): Promise<void> {
    if (this.#interaction.isModalSubmit()) throw new TypeError("A form cannot open another form");
    await this.#acknowledgement.openForm(form);
  }

  /** Tells Discord that a reply will come. @throws AnsweredByAnotherProcess, DiscordUnreachable */
  async acknowledge(kind: ReplyKind): Promise<void> {
    this.#kind = await this.#acknowledgement.defer(kind);
  }

  /** Shows that the answer takes a while, until the reply replaces this notice. Tried once, and skipped if a reply is already being sent. */
  async showWaiting(message: Message): Promise<void> {
    if (this.#kind !== "update") await this.showProgress(message);
  }

  /** Shows how far the work has come, until the reply replaces it. Tried once, and skipped if a reply is already being sent. */
  async showProgress(message: Message): Promise<void> {
    if (this.#sending !== null || this.#kind === null) return;
    const sending = this.#interaction.editReply(message);
    this.#waitingNotice = Promise.allSettled([sending]);
    await sending;
  }

  /** Sends the message in place of the acknowledgement, unless another was sent. @throws DiscordUnreachable */
  send(message: Message): Promise<void> {
    return this.#once(() => this.#edit(message));
  }

  /** Sends a message to the person alone, unless another was sent; deletes a public acknowledgement. @throws DiscordUnreachable */
  async sendPrivately(message: Message): Promise<void> {
    if (this.#kind === null) await this.acknowledge("private");
    if (this.#kind === "private") return this.send(message);
    return this.#once(async () => {
      if (this.#kind === "public") await this.#delete();
      const flags = [MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] as const;
      const request = () => this.#interaction.followUp({ ...message, flags });
      // A second one would appear in addition to the first, so it is repeated only if Discord cannot have received it.
      await withRetries(request, this.#delaysMs, neverSent);
    });
  }

  /** Repeating an edit does no harm: the message stays the same. */
  async #edit(message: Message): Promise<void> {
    await this.#waitingNotice;
    await withRetries(() => this.#interaction.editReply(message), this.#delaysMs);
  }

  async #delete(): Promise<void> {
    await this.#waitingNotice;
    await withRetries(async () => {
      try {
        await this.#interaction.deleteReply();
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }, this.#delaysMs);
  }

  /** Sends once; a second caller waits for the first. After a failure another may be sent. */
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

/**
 * Pauses between attempts of the first response, for which Discord waits 3 s. Attempts go on after that: one that seemed lost may
 * have arrived, and Discord then says whether the reply is awaited or too late.
 */
const ACKNOWLEDGE_DELAYS_MS = [100, 300, 800, 1000];
/** Long enough for a machine busy with 200 of them, short enough to leave time for another attempt. */
const ACKNOWLEDGE_TIMEOUT_MS = 2000;

/** The first response to an interaction: says that a reply will come, or opens a form. */
class Acknowledgement {
  readonly #interaction: Repliable;
  /** What was asked for in a request whose outcome is unknown; null while there is none. */
  #inDoubt: ReplyKind | "form" | null = null;

  constructor(interaction: Repliable) {
    this.#interaction = interaction;
  }

  /**
   * Announces a reply of this kind. Returns the kind that Discord knows about: an earlier announcement that seemed lost counts.
   * @throws AnsweredByAnotherProcess, DiscordUnreachable, and what Discord refuses
   */
  async defer(kind: ReplyKind): Promise<ReplyKind> {
    const type = InteractionResponseType.DeferredChannelMessageWithSource;
    const data = kind === "private" ? { flags: MessageFlags.Ephemeral } : {};
    const body = kind === "update" ? { type: InteractionResponseType.DeferredMessageUpdate } : { type, data };
    const known = await this.#send(body, kind);
    if (known === "form") throw new DiscordUnreachable(new Error("a form is open in its place"));
    this.#interaction.deferred = true;
    return known;
  }

  /** Opens a form. @throws AnsweredByAnotherProcess, DiscordUnreachable, and what Discord refuses */
  async openForm(data: APIModalInteractionResponseCallbackData): Promise<void> {
    await this.#send({ type: InteractionResponseType.Modal, data }, "form");
  }

  async #send(body: object, kind: ReplyKind | "form"): Promise<ReplyKind | "form"> {
    const { id, token, client } = this.#interaction;
    const route = Routes.interactionCallback(id, token);
    const request = () => {
      const signal = AbortSignal.timeout(ACKNOWLEDGE_TIMEOUT_MS);
      return client.rest.post(route, { body, auth: false, signal });
    };
    try {
      await withRetries(request, ACKNOWLEDGE_DELAYS_MS, () => {
        this.#inDoubt ??= kind;
        return true;
      });
      return kind;
    } catch (error) {
      if (!isAlreadyAcknowledged(error)) throw error;
      if (this.#inDoubt === null) throw new AnsweredByAnotherProcess(undefined, { cause: error });
      return this.#inDoubt;
    }
  }
}
