// Messages that the bot sends on its own to channels and DMs of the double, with Discord's refusals and nonces.
import type { SeenMessage } from "./exchange.js";
import type { Answer } from "./interaction-routes.js";
import { checkMessage, type RawMessage } from "./rules.js";
import { snowflake } from "./snowflake.js";

interface CreateMessage extends RawMessage {
  readonly nonce?: string;
  readonly enforce_nonce?: boolean;
}

/** Why Discord refuses a channel, by its error code. */
export const REFUSALS = {
  closedDm: { status: 403, body: { message: "Cannot send messages to this user", code: 50_007 } },
  noAccess: { status: 403, body: { message: "Missing Access", code: 50_001 } },
  noPermission: { status: 403, body: { message: "Missing Permissions", code: 50_013 } },
  unknown: { status: 404, body: { message: "Unknown Channel", code: 10_003 } },
  unknownGuild: { status: 404, body: { message: "Unknown Guild", code: 10_004 } },
  archived: { status: 400, body: { message: "Thread is archived", code: 50_083 } },
} as const satisfies Readonly<Record<string, Answer>>;

/** Takes what the bot sends without being asked. */
export class Messages {
  readonly #refuse: (problem: string) => Answer;
  /** DM channels by person. */
  readonly #dms = new Map<string, string>();
  readonly #sent: SeenMessage[] = [];
  readonly #nonces = new Map<string, SeenMessage>();
  readonly #refusals = new Map<string, Answer>();

  constructor(refuse: (problem: string) => Answer) {
    this.#refuse = refuse;
  }

  /** Makes a channel, or the DM of a person, refuse from now on; null makes it open again. */
  refuseFrom(id: string, answer: Answer | null): void {
    if (answer === null) this.#refusals.delete(id);
    else this.#refusals.set(id, answer);
  }

  /** How a channel refuses; undefined if it does not. */
  refusalOf(id: string): Answer | undefined {
    return this.#refusals.get(id);
  }

  /** All messages in a channel, or in the DM of a person, oldest first. */
  in(id: string): readonly SeenMessage[] {
    const channelId = this.#dms.get(id) ?? id;
    return this.#sent.filter((message) => message.channelId === channelId);
  }

  /** Opens the DM of a person: the same channel each time. */
  openDm(body: unknown): Answer {
    const { recipient_id: userId } = body as { recipient_id: string };
    const id = this.#dms.get(userId) ?? snowflake();
    this.#dms.set(userId, id);
    const refusal = this.#refusals.get(userId);
    if (refusal !== undefined) this.#refusals.set(id, refusal);
    else this.#refusals.delete(id);
    return { status: 200, body: { id, type: 1, recipients: [{ id: userId }] } };
  }

  /** Takes a message; one with a nonce that is known already is the one that is there. */
  create(channelId: string, body: unknown): Answer {
    const message = body as CreateMessage;
    const refusal = this.#refusals.get(channelId);
    if (refusal !== undefined) return refusal;
    const problems = checkMessage(message, "reply");
    if (problems.length > 0) return this.#refuse(problems.join("; "));
    const nonce = message.enforce_nonce === true ? message.nonce : undefined;
    const known = nonce === undefined ? undefined : this.#nonces.get(`${channelId} ${nonce}`);
    if (known !== undefined) return { status: 200, body: bodyOf(known) };
    const seen = { id: snowflake(), channelId, ephemeral: false, components: message.components ?? [] };
    this.#sent.push(seen);
    if (nonce !== undefined) this.#nonces.set(`${channelId} ${nonce}`, seen);
    return { status: 200, body: bodyOf(seen) };
  }
}

function bodyOf({ id, channelId, components }: SeenMessage): object {
  const author = { id: "1", username: "dateline", discriminator: "0", bot: true };
  return { id, channel_id: channelId, author, content: "", components, timestamp: new Date().toISOString() };
}
