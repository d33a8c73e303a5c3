// Lets people's questions go before work that nobody waits for. Counts; runs nothing by itself.

/** Work that waits gets its turn after so long, however busy it is. */
const LONGEST_WAIT_MS = 60_000;

export class PeopleFirst {
  #open = 0;
  #waiting: (() => void)[] = [];

  /** Runs the work of somebody who waits for it. */
  async ask<T>(work: () => Promise<T>): Promise<T> {
    this.#open += 1;
    try {
      return await work();
    } finally {
      this.#open -= 1;
      if (this.#open === 0) for (const go of this.#waiting.splice(0)) go();
    }
  }

  /** Resolves when nobody waits for an answer, after a minute at the latest. */
  async turn(): Promise<void> {
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONGEST_WAIT_MS);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
