// The process that uses a folder's store: a bot is the only one that reads feeds and tells watches, so it gets whatever it takes.
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { ProcessRecord, Role, Shards } from "../../model/processes.js";
import type { Forgets, Processes, Signal, Signals } from "../process-ports.js";

export class OnlyProcess implements Processes {
  readonly processId = randomBytes(6).toString("hex");
  readonly #startedAt = new Date().toISOString();
  #about: Pick<ProcessRecord, "role" | "shards"> = { role: "command", shards: null };

  async join(about: { readonly role: Role; readonly shards: Shards | null }): Promise<void> {
    this.#about = about;
  }

  async list(): Promise<ProcessRecord[]> {
    const { processId } = this;
    return [{ processId, host: hostname(), startedAt: this.#startedAt, ...this.#about }];
  }

  async take(names: readonly string[]): Promise<string[]> {
    return [...names];
  }

  async giveBack(): Promise<void> {
    // nobody else wants it
  }
}

/** Hears what this process tells; what others change in the folder is read anew each time. */
export class OwnSignals implements Signals {
  readonly isListening = false;
  readonly #listeners = new Set<(signal: Signal) => void>();

  async start(): Promise<void> {
    // there is nobody else to hear
  }

  async tell(signal: Signal): Promise<void> {
    for (const listener of this.#listeners) listener(signal);
  }

  on(listener: (signal: Signal) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Counts in memory, and only while this process runs: nothing that was begun before is still worked out. */
export class OwnForgets implements Forgets {
  readonly #counts = new Map<string, number>();

  async note(userId: string): Promise<void> {
    this.#counts.set(userId, (await this.count(userId)) + 1);
  }

  async count(userId: string): Promise<number> {
    return this.#counts.get(userId) ?? 0;
  }
}
