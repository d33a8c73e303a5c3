// Names what Discord's REST and gateway throw: a failure with a remedy, or a code to act on. Talks to nobody.

import { setTimeout as wait } from "node:timers/promises";
import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  GatewayCloseCodes,
  HTTPError,
} from "discord.js";
import { DatelineError, describeError } from "../model/errors.js";

/** Discord: JSON error codes. The interaction is unknown: too old, or never this bot's. */
const UNKNOWN_INTERACTION = 10_062;
const UNKNOWN_WEBHOOK = 10_015;
const UNKNOWN_MESSAGE = 10_008;
/** The same page: the token of the interaction is no longer valid, 15 minutes after asking. */
const INVALID_WEBHOOK_TOKEN = 50_027;
const ALREADY_ACKNOWLEDGED = 40_060;
/** The same page: the channel is hidden from the bot, a right is missing there, a person takes no messages from it. */
const MISSING_ACCESS = 50_001;
const MISSING_PERMISSIONS = 50_013;
const CANNOT_MESSAGE_PERSON = 50_007;
/** What undici and Node say before a request has left this machine. */
const NEVER_SENT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];
const UNDICI_NEVER_SENT = "UND_ERR_CONNECT_TIMEOUT";

/** Turns whatever talking to Discord threw into a failure that says what to do; `what` completes "cannot …". */
export function discordFailure(error: unknown, what: string): DatelineError {
  if (error instanceof DatelineError) return error;
  if (isBadToken(error)) return badToken(error);
  return new DatelineError("discord-api", `Discord: cannot ${what}: ${describeError(error)}`, {
    hint: "Look whether Discord can be reached, and at DISCORD_API_URL, DISCORD_APPLICATION_ID and DISCORD_GUILD_ID.",
    cause: error,
  });
}

/** Names the gateway's closing for good; null where the session was declared invalid. */
export function closeFailure(closeCode: number | null): DatelineError {
  if (closeCode === GatewayCloseCodes.AuthenticationFailed) return badToken();
  const actual = closeCode === null ? "was declared invalid" : `was closed with code ${closeCode}`;
  return new DatelineError("discord-api", `Discord: gateway: expected a session that lasts, it ${actual}`, {
    hint: "Start the bot again; if it happens again, look the code up in Discord's list of gateway close codes.",
  });
}

/** True where nobody waits for this reply any more. */
export function isExpired(error: unknown): boolean {
  return hasCode(error, [UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, UNKNOWN_MESSAGE, INVALID_WEBHOOK_TOKEN]);
}

/** True where the message to be taken away is not there any more. */
export function isGone(error: unknown): boolean {
  return hasCode(error, [UNKNOWN_MESSAGE]);
}

/** True where Discord has a first response already: an earlier request, thought lost, did reach it, or another process was faster. */
export function isAlreadyAcknowledged(error: unknown): boolean {
  return hasCode(error, [ALREADY_ACKNOWLEDGED]);
}

/** True where Discord or the way there failed, so that the same request may succeed later. */
export function isOutage(error: unknown): boolean {
  if (error instanceof DiscordAPIError || !(error instanceof Error)) return false;
  if (error instanceof HTTPError || error.name === "AbortError") return true;
  return "code" in error && /^(?:E[A-Z]{3,}|EAI_\w+|UND_ERR_\w+)$/.test(String(error.code));
}

/** True where a request cannot have reached Discord. */
export function neverSent(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === UNDICI_NEVER_SENT || NEVER_SENT.includes(String(error.code));
}

/**
 * Names the rights for want of which Discord refused; null where that was not the reason. `lacking` are those that are known
 * to be missing in the channel.
 */
export function refusedFor(error: unknown, lacking: readonly string[]): readonly string[] | null {
  const isHidden = hasCode(error, [MISSING_ACCESS]);
  if (!isHidden && !hasCode(error, [MISSING_PERMISSIONS])) return null;
  if (lacking.length > 0) return lacking;
  return isHidden ? ["ViewChannel"] : ["SendMessages"];
}

/** True where the person takes no direct messages from Dateline. */
export function isDmClosed(error: unknown): boolean {
  return hasCode(error, [CANNOT_MESSAGE_PERSON]);
}

function hasCode(error: unknown, codes: readonly number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}

function isBadToken(error: unknown): boolean {
  if (error instanceof DiscordAPIError || error instanceof HTTPError) return error.status === 401;
  return error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
}

function badToken(cause?: unknown): DatelineError {
  return new DatelineError("discord-token", "Discord: DISCORD_TOKEN: expected a bot's token, was refused", {
    hint: "Copy the token anew from the bot's page in Discord's developer portal into DISCORD_TOKEN.",
    cause,
  });
}

/** A request that stayed without an answer however often it was made: whether Discord had it is not known. */
export class Unreached extends Error {
  override readonly name = "Unreached";

  constructor(cause: unknown) {
    super("Discord gave no answer", { cause });
  }
}

/**
 * Makes a request, and again after each of `delaysMs` while it meets an outage; `mayRepeat` can end that earlier.
 * @throws Unreached where the last one met one too; else what the request throws
 */
export async function persist<T>(
  request: () => Promise<T>,
  delaysMs: readonly number[],
  mayRepeat: (error: unknown) => boolean = () => true,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const delayMs = delaysMs[attempt];
      if (!isOutage(error)) throw error;
      if (delayMs === undefined || !mayRepeat(error)) throw new Unreached(error);
      // Nobody keeps the process alive for it.
      await wait(delayMs, undefined, { ref: false });
    }
  }
}
