// First responses, edits, follow-ups and deletions of interactions, as Discord answers them.
import { CALLBACK, type Exchange, type SeenMessage } from "./exchange.js";
import { checkDefer, checkMessage, isEphemeral, type RawMessage } from "./rules.js";
import { snowflake } from "./snowflake.js";

/** Discord: a first response that comes later meets an unknown interaction. */
export const FIRST_RESPONSE_MS = 3000;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Conversation {
  readonly exchanges: ReadonlyMap<string, Exchange>;
  readonly violations: string[];
  /** Most milliseconds until the first response. */
  readonly firstResponseMs: number;
  readonly byToken: (token: string) => Exchange | undefined;
  readonly refuse: (problem: string) => Answer;
}

interface CallbackBody {
  readonly type: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

const UNKNOWN_INTERACTION: Answer = { status: 404, body: { message: "Unknown interaction", code: 10_062 } };
const ACKNOWLEDGED: Answer = {
  status: 400,
  body: { message: "Interaction has already been acknowledged.", code: 40_060 },
};
const INVALID_TOKEN: Answer = { status: 401, body: { message: "Invalid Webhook Token", code: 50_027 } };
const UNKNOWN_MESSAGE: Answer = { status: 404, body: { message: "Unknown Message", code: 10_008 } };
const DONE: Answer = { status: 204, body: undefined };

/** Takes the first response to an interaction. */
export function answerCallback(
  world: Conversation,
  id: string,
  token: string,
  body: unknown,
  arrivedAt: number,
): Answer {
  const exchange = world.exchanges.get(id);
  const { type, data } = body as CallbackBody;
  if (exchange === undefined || exchange.token !== token || exchange.expired) return UNKNOWN_INTERACTION;
  if (exchange.callback !== null) return ACKNOWLEDGED;
  const ackMs = arrivedAt - exchange.deliveredAt;
  if (ackMs > world.firstResponseMs) {
    world.violations.push(`first response after ${Math.round(ackMs)} ms`);
    return UNKNOWN_INTERACTION;
  }
  const problems = callbackProblems(type, data);
  if (problems.length > 0) return world.refuse(problems.join("; "));
  exchange.ackMs = ackMs;
  exchange.callback = type;
  if (type === CALLBACK.choices) exchange.settle((data as { choices: unknown }).choices);
  if (type === CALLBACK.form) exchange.settle(data);
  if (type === CALLBACK.defer || type === CALLBACK.message) {
    exchange.ephemeral = isEphemeral(data?.flags as number | undefined);
    exchange.originalId = snowflake();
  }
  if (type === CALLBACK.message || type === CALLBACK.update) settleMessage(exchange, data as RawMessage);
  return DONE;
}

function callbackProblems(type: number, data: CallbackBody["data"]): string[] {
  if (type === CALLBACK.defer) return checkDefer(data);
  if (type === CALLBACK.message || type === CALLBACK.update) return checkMessage(data ?? {}, "reply");
  if (type !== CALLBACK.choices) return [];
  const choices = (data?.choices ?? []) as readonly unknown[];
  return choices.length <= 25 ? [] : [`${choices.length} choices`];
}

/** Takes a request to the interaction's webhook; `parts` is token, "messages", message id. */
export function answerWebhook(
  world: Conversation,
  method: string,
  parts: readonly string[],
  body: unknown,
): Answer {
  const exchange = world.byToken(parts[0] ?? "");
  if (exchange === undefined || exchange.expired) return INVALID_TOKEN;
  if (exchange.callback === null) return { status: 404, body: { message: "Unknown Webhook", code: 10_015 } };
  if (method === "POST") return send(world, exchange, body as RawMessage);
  if (parts[2] !== "@original")
    return world.refuse(`${method} of message ${parts[2]}: not served by the double`);
  if (exchange.originalId === null) return UNKNOWN_MESSAGE;
  if (method === "DELETE") {
    exchange.remove(exchange.originalId);
    exchange.originalId = null;
    return DONE;
  }
  if (method !== "PATCH")
    return { status: 200, body: messageBody(exchange, seen(exchange, { components: [] })) };
  const problems = checkMessage(body as RawMessage, "edit");
  if (problems.length > 0) return world.refuse(problems.join("; "));
  return { status: 200, body: messageBody(exchange, settleMessage(exchange, body as RawMessage)) };
}

function send(world: Conversation, exchange: Exchange, message: RawMessage): Answer {
  const problems = checkMessage(message, "reply");
  if (problems.length > 0) return world.refuse(problems.join("; "));
  // Discord puts the first one in place of "thinking…", for whoever sees that.
  const fills = exchange.callback === CALLBACK.defer && exchange.originalId !== null && exchange.writes === 0;
  if (fills) return { status: 200, body: messageBody(exchange, settleMessage(exchange, message)) };
  const sent = { ...seen(exchange, message), id: snowflake(), ephemeral: isEphemeral(message.flags) };
  exchange.write(sent);
  return { status: 200, body: messageBody(exchange, sent) };
}

function settleMessage(exchange: Exchange, message: RawMessage): SeenMessage {
  const shown = seen(exchange, message);
  exchange.write(shown);
  return shown;
}

function seen(exchange: Exchange, { components = [] }: RawMessage): SeenMessage {
  const { channelId, ephemeral, originalId } = exchange;
  return { id: originalId ?? "", channelId, ephemeral, components };
}

function messageBody(exchange: Exchange, message: SeenMessage): object {
  return {
    id: message.id,
    type: 20,
    channel_id: exchange.channelId,
    author: { id: "1", username: "dateline", discriminator: "0", bot: true },
    content: "",
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    flags: (1 << 15) | (message.ephemeral ? 1 << 6 : 0),
    components: message.components,
  };
}
