// Port: what the bot tells whoever counts its work. No text and no id of a person or place goes through it.
import type { ErrorCode } from "../model/errors.js";

/** Why an interaction failed: a code, "fault" for a bug, "expired" where nobody waited any more, "denied" for want of a right. */
export type InteractionFailure = ErrorCode | "fault" | "expired" | "denied";

/** Every method returns at once and never throws. */
export interface BotCounter {
  /** An interaction came in that Dateline has not seen before. */
  began(): void;
  /** Discord had the first response, `ms` milliseconds after the interaction came in. */
  acknowledged(ms: number): void;
  /** It ended, null where the reply was sent; once for each `began`. */
  ended(failure: InteractionFailure | null): void;
  /** The gateway was reached, or lost. */
  connected(isConnected: boolean): void;
}
