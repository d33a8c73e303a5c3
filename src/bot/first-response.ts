// The first response to an interaction: repeated while Discord fails, and known again where it arrived unheard. Sends no message.

import type { APIModalInteractionResponseCallbackData } from "discord.js";
import { InteractionResponseType, MessageFlags, Routes } from "discord.js";
import { persist, Unreached } from "./attempts.js";
import { isAlreadyAcknowledged } from "./discord-failure.js";
import type { Repliable, ReplyKind } from "./reply.js";

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
