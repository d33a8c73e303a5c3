// Repeats requests while Discord fails. Knows nothing of replies; what Discord refuses is never asked again.
import { setTimeout as wait } from "node:timers/promises";
import { isOutage } from "./discord-failure.js";

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
