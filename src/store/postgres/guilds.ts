// Settings of guilds in PostgreSQL, kept in memory as long as every change by other processes is heard.
import type { GuildChange } from "../ports.js";
import { RecordedGuilds } from "../records/settings.js";
import type { PostgresConnection } from "./connection.js";
import type { PostgresSignals } from "./signals.js";

/** Guilds remembered; above it all are read again. */
const MAX_KNOWN = 10_000;

export class PostgresGuilds extends RecordedGuilds {
  readonly #signals: PostgresSignals;
  readonly #known = new Map<string, Promise<string | null>>();

  constructor(connection: PostgresConnection, signals: PostgresSignals) {
    super(connection);
    this.#signals = signals;
    signals.on(({ kind, id }) => {
      if (kind !== "settings") return;
      if (id === null) this.#known.clear();
      else this.#known.delete(id);
    });
  }

  /** A change that is heard while it is read puts the reading aside: the next call reads again. */
  override settings(guildId: string): Promise<string | null> {
    const known = this.#signals.isListening ? this.#known.get(guildId) : undefined;
    if (known !== undefined) return known;
    const read = super.settings(guildId);
    if (!this.#signals.isListening) return read;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(guildId, read);
    read.catch(() => this.#known.delete(guildId));
    return read;
  }

  override async change(
    guildId: string,
    decide: (stored: string | null) => GuildChange | null,
  ): Promise<void> {
    try {
      await super.change(guildId, decide);
    } finally {
      this.#known.delete(guildId);
    }
  }
}
