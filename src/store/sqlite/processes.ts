// The process that uses a folder's store: a bot is the only one that reads feeds and tells watches, so it gets whatever it takes.
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { ProcessRecord, Role, Shards } from "../../model/processes.js";
import type { Processes } from "../process-ports.js";

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
