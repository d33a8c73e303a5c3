// Classifies what Discord's REST API and gateway throw, and repeats requests while Discord is down.
import { setTimeout as wait } from "node:timers/promises";
import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  GatewayCloseCodes,
  HTTPError,
} from "discord.js";
import { DatelineError, describeError } from "../model/errors.js";

// Discord: Opcodes and Status Codes, JSON Error Codes.
/** The interaction is too old, or was never this bot's. */
const UNKNOWN_INTERACTION = 10_062;
const UNKNOWN_WEBHOOK = 10_015;
const UNKNOWN_MESSAGE = 10_008;
/** The token of the interaction is no longer valid, 15 minutes after it came in. */
const INVALID_WEBHOOK_TOKEN = 50_027;
const ALREADY_ACKNOWLEDGED = 40_060;
/** The channel is hidden from the bot. */
const MISSING_ACCESS = 50_001;
const MISSING_PERMISSIONS = 50_013;
/** The person takes no direct messages from the bot. */
const CANNOT_MESSAGE_PERSON = 50_007;
/** Codes of undici and Node for a request that never left this machine. */
const NEVER_SENT = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

/** Turns whatever a request to Discord threw into a failure with a hint; `what` completes "cannot …". */
export function discordFailure(error: unknown, what: string): DatelineError {
  if (error instanceof DatelineError) return error;
  if (isBadToken(error)) return badToken(error);
  return new DatelineError("discord-api", `Discord: cannot ${what}: ${describeError(error)}`, {
    hint: "Check the network, DISCORD_API_URL, DISCORD_APPLICATION_ID and DISCORD_GUILD_ID.",
    cause: error,
  });
}

/** Makes the failure for a gateway session that Discord ended for good; null if it declared the session invalid. */
export function closeFailure(closeCode: number | null): DatelineError {
  if (closeCode === GatewayCloseCodes.AuthenticationFailed) return badToken();
  const what =
    closeCode === null ? "declared the session invalid" : `closed the session with code ${closeCode}`;
  return new DatelineError("discord-api", `Discord: the gateway ${what}`, {
    hint: "Start the bot again. If it happens again, look up the code in Discord's list of gateway close codes.",
  });
}

/** Returns whether nobody waits for the reply any more. */
export function isExpired(error: unknown): boolean {
  return hasCode(error, [UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, UNKNOWN_MESSAGE, INVALID_WEBHOOK_TOKEN]);
}

/** Returns whether the message to delete no longer exists. */
export function isGone(error: unknown): boolean {
  return hasCode(error, [UNKNOWN_MESSAGE]);
}

/** Returns whether Discord already has a first response: from an earlier request that seemed lost, or from another process. */
export function isAlreadyAcknowledged(error: unknown): boolean {
  return hasCode(error, [ALREADY_ACKNOWLEDGED]);
}

/** Returns whether Discord or the network failed, so that the same request may succeed later. */
function isOutage(error: unknown): boolean {
  if (error instanceof DiscordAPIError || !(error instanceof Error)) return false;
  if (error instanceof HTTPError || error.name === "AbortError") return true;
  return "code" in error && /^(?:E[A-Z]{3,}|EAI_\w+|UND_ERR_\w+)$/.test(String(error.code));
}

/** Returns whether a request cannot have reached Discord. */
export function neverSent(error: unknown): boolean {
  return error instanceof Error && "code" in error && NEVER_SENT.includes(String(error.code));
}

/**
 * Returns the missing permissions that made Discord refuse; null if it refused for another reason. `known` are the permissions known
 * to be missing in the channel.
 */
export function refusedFor(error: unknown, known: readonly string[]): readonly string[] | null {
  const isHidden = hasCode(error, [MISSING_ACCESS]);
  if (!isHidden && !hasCode(error, [MISSING_PERMISSIONS])) return null;
  if (known.length > 0) return known;
  return isHidden ? ["ViewChannel"] : ["SendMessages"];
}

/** Returns whether Discord answered, and would not show or do what was asked. */
export function isRefused(error: unknown): boolean {
  return error instanceof DiscordAPIError && [403, 404].includes(error.status);
}

/** Returns whether the person takes no direct messages from Dateline. */
export function isDmClosed(error: unknown): boolean {
  return hasCode(error, [CANNOT_MESSAGE_PERSON]);
}

/** A request got no answer, however often it was sent; Discord may or may not have received it. */
export class DiscordUnreachable extends Error {
  override readonly name = "DiscordUnreachable";

  constructor(cause: unknown) {
    super("Discord gave no answer", { cause });
  }
}

/**
 * Sends a request, and again after each of `delaysMs` as long as it fails with an outage and `mayRepeat` allows it.
 * @throws DiscordUnreachable after the last outage; anything else that the request throws
 */
export async function withRetries<T>(
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
      if (delayMs === undefined || !mayRepeat(error)) throw new DiscordUnreachable(error);
      // The wait alone does not keep the process alive.
      await wait(delayMs, undefined, { ref: false });
    }
  }
}

function hasCode(error: unknown, codes: readonly number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}

function isBadToken(error: unknown): boolean {
  if (error instanceof DiscordAPIError || error instanceof HTTPError) return error.status === 401;
  return error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
}

function badToken(cause?: unknown): DatelineError {
  return new DatelineError("discord-token", "Discord: refused DISCORD_TOKEN", {
    hint: "Copy the bot's token from Discord's developer portal into DISCORD_TOKEN again.",
    cause,
  });
}
