// Servers of the double as REST shows them: channels with their overwrites, roles, the bot as a member, scheduled events.
import type { Answer } from "./interaction-routes.js";
import { RIGHTS } from "./payloads.js";
import { snowflake } from "./snowflake.js";

/** A channel or thread as a test describes it; what is not given is a text channel without overwrites. */
export interface MadeChannel {
  readonly type?: number;
  readonly parent_id?: string;
  readonly thread_metadata?: { readonly archived: boolean; readonly locked: boolean };
  /** Permission bits that everyone in this server is denied there. */
  readonly deny?: bigint;
  readonly guildId?: string;
  /** Permission bits that the bot itself is allowed there. */
  readonly allow?: bigint;
}

export interface ScheduledEvent {
  readonly id: string;
  readonly guild_id: string;
  readonly name: string;
  readonly description?: string;
  readonly scheduled_start_time: string;
  readonly scheduled_end_time: string;
  readonly entity_metadata: { readonly location: string };
}

/** All servers of the double; one that no test described lets the bot see and write everywhere. */
export class Guilds {
  readonly #userId: string;
  readonly #refusalOf: (channelId: string) => Answer | undefined;
  readonly #channels = new Map<string, MadeChannel>();
  /** Scheduled events, oldest first. */
  readonly events: ScheduledEvent[] = [];

  constructor(userId: string, refusalOf: (channelId: string) => Answer | undefined) {
    this.#userId = userId;
    this.#refusalOf = refusalOf;
  }

  /** Describes a channel. */
  make(channelId: string, channel: MadeChannel): void {
    this.#channels.set(channelId, channel);
  }

  /** Answers GET /channels/{id}; a channel that refuses messages for lack of access or existence refuses this, too. */
  channel(id: string): Answer {
    const refusal = this.#refusalOf(id);
    if (refusal !== undefined && refusal.status !== 400 && !JSON.stringify(refusal.body).includes("50013"))
      return refusal;
    const { type = 0, guildId = "", deny = 0n, allow = 0n, ...more } = this.#channels.get(id) ?? {};
    const overwrites = [
      ...(deny === 0n ? [] : [{ id: guildId, type: 0, allow: "0", deny: String(deny) }]),
      ...(allow === 0n ? [] : [{ id: this.#userId, type: 1, allow: String(allow), deny: "0" }]),
    ];
    return { status: 200, body: { id, type, name: "news", permission_overwrites: overwrites, ...more } };
  }

  /** Answers what is asked of a server; null if the double serves no such route. */
  answer(method: string, parts: readonly string[], body: unknown): Answer | null {
    const [guildId = "", what, userId] = parts;
    if (method === "GET" && what === "roles") return { status: 200, body: [everyone(guildId)] };
    if (method === "GET" && what === "members" && userId === this.#userId)
      return { status: 200, body: { user: { id: userId, username: "dateline" }, roles: [] } };
    if (what !== "scheduled-events") return null;
    const own = this.events.filter((event) => event.guild_id === guildId);
    if (method === "GET") return { status: 200, body: own };
    return method === "POST" ? this.#schedule(guildId, body as ScheduledEvent) : null;
  }

  /** Discord refuses an event that begins in the past or ends before it begins. */
  #schedule(guildId: string, event: ScheduledEvent): Answer {
    const [start, end] = [Date.parse(event.scheduled_start_time), Date.parse(event.scheduled_end_time)];
    if (!(start < end))
      return { status: 400, body: { message: "Cannot end before it begins", code: 50_035 } };
    const made = { ...event, id: snowflake(), guild_id: guildId };
    this.events.push(made);
    return { status: 200, body: made };
  }
}

/** The role that everyone has: it may see, write, and write in threads. */
function everyone(guildId: string): object {
  const { ViewChannel, SendMessages, SendMessagesInThreads } = RIGHTS;
  const permissions = String(ViewChannel | SendMessages | SendMessagesInThreads);
  return { id: guildId, name: "@everyone", permissions, color: 0, hoist: false, position: 0 };
}
