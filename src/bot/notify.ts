// Sends news of watches to channels and DMs through Discord's REST API; what Discord refuses is an outcome, not an error.
import { DiscordAPIError, HTTPError, RateLimitError, type REST, Routes } from "discord.js";
import type { Instant } from "../model/article.js";
import { describeError } from "../model/errors.js";
import type { Delivered, Notifier, Target } from "../model/watch.js";
import type { Message } from "../render/message.js";
import { translatorFor } from "../render/translator.js";
import { renderChannelPaused, renderNews } from "../render/watch.js";

/** Discord's JSON error codes that rule out the message permanently. */
const REFUSED: ReadonlyMap<number, Extract<Delivered, { kind: "refused" }>["reason"]> = new Map([
  [50_007, "no-dm"], // cannot send messages to this user
  [10_013, "no-dm"], // unknown user
  [50_278, "no-dm"], // cannot send messages to this user: no mutual guilds
  [50_001, "no-access"], // missing access
  [50_013, "no-access"], // missing permissions
  [10_003, "no-channel"], // unknown channel
  [10_004, "no-channel"], // unknown guild
  [50_083, "archived"], // the thread is archived
  [160_005, "archived"], // the thread is locked
  [50_008, "no-access"], // not a text channel any more
  [50_024, "no-access"], // the same, as Discord says it of some kinds of channel
]);

interface NotifyParts {
  readonly rest: Pick<REST, "post">;
  readonly now: () => Instant;
}

/** Makes a notifier over the REST client. */
export function createNotifier({ rest, now }: NotifyParts): Notifier & {
  /** Forgets the DM channel of a person; null: of everybody. */
  forget(userId: string | null): void;
} {
  const channels = new Map<string, string>();
  return {
    async send(target, news, nonce) {
      const [first] = news;
      if (first === undefined) return { kind: "sent" };
      return post(target, renderNews(news, now(), translatorFor(first.language)), nonce);
    },
    async warn(paused) {
      const [first] = paused;
      if (first === undefined) return { kind: "sent" };
      const message = renderChannelPaused(paused, now(), translatorFor(first.language));
      return post({ kind: "dm", id: first.userId }, message, `paused-${first.watchId}`);
    },
    forget(userId) {
      if (userId === null) channels.clear();
      else channels.delete(userId);
    },
  };

  async function post(target: Target, message: Message, nonce: string): Promise<Delivered> {
    try {
      const channelId = await channelOf(target, rest, channels);
      await rest.post(Routes.channelMessages(channelId), { body: bodyOf(message, nonce) });
      return { kind: "sent" };
    } catch (error) {
      channels.delete(target.id);
      return outcomeOf(error, target);
    }
  }
}

/** Opens the DM channel of a person once per process; Discord returns the same one each time. */
async function channelOf(
  { kind, id }: Target,
  rest: NotifyParts["rest"],
  channels: Map<string, string>,
): Promise<string> {
  if (kind === "channel") return id;
  const known = channels.get(id);
  if (known !== undefined) return known;
  const channel = (await rest.post(Routes.userChannels(), { body: { recipient_id: id } })) as { id: string };
  channels.set(id, channel.id);
  return channel.id;
}

/** Pings nobody; Discord drops a message that is sent again with the same nonce within a few minutes. */
function bodyOf({ flags, components }: Message, nonce: string): object {
  return { flags, components, allowed_mentions: { parse: [] }, nonce, enforce_nonce: true };
}

/** Returns what went wrong. @throws errors that neither Discord nor the network caused */
function outcomeOf(error: unknown, { kind }: Target): Delivered {
  if (error instanceof DiscordAPIError) {
    const reason = REFUSED.get(Number(error.code));
    if (reason === undefined) return { kind: "later", reason: describeError(error) };
    // A closed DM has many codes; a channel never refuses as a person does.
    if (kind === "dm") return { kind: "refused", reason: "no-dm" };
    return { kind: "refused", reason: reason === "no-dm" ? "no-access" : reason };
  }
  if (error instanceof HTTPError || error instanceof RateLimitError || isNetworkError(error))
    return { kind: "later", reason: describeError(error) };
  throw error;
}

function isNetworkError(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === "AbortError" || "code" in error || error.cause !== undefined)
  );
}
