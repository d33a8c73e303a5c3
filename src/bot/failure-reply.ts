// Judges what went wrong with an interaction: how it is logged and counted, and what the person is told. Sends nothing.
import { DatelineError } from "../errors.js";
import { renderCannotPost, renderDmClosed } from "../render/delivery.js";
import type { Frame } from "../render/frame.js";
import type { Message } from "../render/message.js";
import { renderError, renderFault } from "../render/replies.js";
import type { Instant } from "../schema.js";
import { Unreached } from "./attempts.js";
import type { InteractionFailure } from "./counter.js";
import { isDmClosed, isExpired, refusedFor } from "./discord-failure.js";
import { AnsweredElsewhere } from "./first-response.js";

export interface Judgement {
  /** Event in the log. */
  readonly event: "expired" | "answered-elsewhere" | "reply-lost" | "denied" | "failed";
  readonly level: "warn" | "error";
  /** Null where nothing failed. */
  readonly failure: InteractionFailure | null;
  /** Null where the person cannot be reached any more. */
  readonly say: ((at: Instant, frame: Frame) => Message) | null;
}

/** `id` finds a bug in the log; `lacking` are rights that are known to be missing in the channel. */
export function judgeFailure(
  { id, err }: { readonly id: string; readonly err: unknown },
  lacking: readonly string[],
): Judgement {
  if (isExpired(err)) return { event: "expired", level: "warn", failure: "expired", say: null };
  if (err instanceof AnsweredElsewhere)
    return { event: "answered-elsewhere", level: "warn", failure: null, say: null };
  if (err instanceof Unreached)
    return { event: "reply-lost", level: "warn", failure: "discord-api", say: null };
  const rights = refusedFor(err, lacking);
  if (rights !== null) return denied((at, frame) => renderCannotPost(rights, true, at, frame));
  if (isDmClosed(err)) return denied(renderDmClosed);
  if (err instanceof DatelineError) {
    const say: Judgement["say"] = (at, frame) => renderError(err, at, frame);
    return { event: "failed", level: "warn", failure: err.code, say };
  }
  const say: Judgement["say"] = (at, frame) => renderFault(id, at, frame);
  return { event: "failed", level: "error", failure: "fault", say };
}

function denied(say: NonNullable<Judgement["say"]>): Judgement {
  return { event: "denied", level: "warn", failure: "denied", say };
}
