// Settings of guilds in memory, for tests: the port's whole contract, nothing kept after the process.
import type { AuditLine, GuildChange, GuildStore } from "./ports.js";

export class MemoryGuildStore implements GuildStore {
  readonly #settings = new Map<string, string>();
  #lines: { readonly guildId: string; readonly line: AuditLine }[] = [];

  async settings(guildId: string): Promise<string | null> {
    return this.#settings.get(guildId) ?? null;
  }

  async change(guildId: string, decide: (stored: string | null) => GuildChange | null): Promise<void> {
    const change = decide(this.#settings.get(guildId) ?? null);
    if (change === null) return;
    this.#settings.set(guildId, change.value);
    this.#lines.push(...change.lines.map((line) => ({ guildId, line: { ...line } })));
  }

  async guilds(): Promise<string[]> {
    return [...this.#settings.keys()].sort();
  }

  async audit(guildId: string, offset: number, limit: number) {
    const own = this.#lines.filter((each) => each.guildId === guildId).map(({ line }) => line);
    return { total: own.length, lines: own.reverse().slice(offset, offset + limit) };
  }

  async forgetPerson(userId: string): Promise<number> {
    const isTheirs = ({ line }: { line: AuditLine }) => line.userId === userId;
    const count = this.#lines.filter(isTheirs).length;
    this.#lines = this.#lines.map((each) =>
      isTheirs(each) ? { ...each, line: { ...each.line, userId: null } } : each,
    );
    return count;
  }

  async close(): Promise<void> {
    this.#settings.clear();
    this.#lines = [];
  }
}
