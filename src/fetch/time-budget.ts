// Limits the time that a fetch may take, whatever the server does; waiting for its turn does not count.

/** The time is up. */
export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
}

/** The fetcher was closed in the middle of it. */
export class ClosedError extends Error {
  override readonly name = "ClosedError";
}

export class TimeBudget {
  readonly #limitMs: number;
  #leftMs: number;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.#leftMs = limitMs;
  }

  /**
   * Does `work` with a signal that fires when the time is up or `outer` fires; its time is taken off the budget.
   * @throws TimeLimitError, or the reason of `outer`, whatever `work` makes of the signal
   */
  async spend<T>(work: (signal: AbortSignal) => Promise<T>, outer: AbortSignal): Promise<T> {
    outer.throwIfAborted();
    const controller = new AbortController();
    const startedMs = performance.now();
    const seconds = this.#limitMs / 1000;
    const timeUp = () => controller.abort(new TimeLimitError(`it took longer than ${seconds} s`));
    const stopped = () => controller.abort(outer.reason);
    const timer = setTimeout(timeUp, Math.max(0, this.#leftMs));
    outer.addEventListener("abort", stopped, { once: true });
    try {
      return await Promise.race([work(controller.signal), whenAborted(controller.signal)]);
    } finally {
      clearTimeout(timer);
      outer.removeEventListener("abort", stopped);
      this.#leftMs -= performance.now() - startedMs;
    }
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
