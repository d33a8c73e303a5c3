// Deletes questions and answers when their time has come: at the start, then once a day. Decides nothing about watches.
import type { Instant } from "../schema.js";
import type { SettingsServices } from "../services.js";
import type { GuildStore } from "../store/guild-store.js";
import type { Store } from "../store/store.js";

const DAY_MS = 86_400_000;

export interface RetentionParts {
  readonly store: Pick<Store, "removeAnswersBefore">;
  readonly guilds: Pick<GuildStore, "guilds">;
  readonly settings: Pick<SettingsServices, "of">;
  /** Days that questions and answers are kept where a guild asks for no less; null: for ever. */
  readonly days: number | null;
  readonly now: () => Instant;
}

export interface RetentionEvents {
  /** Called once a sweep with the number of answers that went. */
  readonly onSwept: (answers: number) => void;
  /** Called where a sweep failed; the next one takes up what was left. */
  readonly onFault: (error: unknown) => void;
}

export class Retention {
  readonly #parts: RetentionParts;
  #timer: NodeJS.Timeout | null = null;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** Sweeps now and every day until it is closed. */
  start(events: RetentionEvents): void {
    const sweep = () => {
      this.#sweeping = this.sweep().then(events.onSwept, events.onFault);
    };
    sweep();
    this.#timer = setInterval(sweep, DAY_MS);
    this.#timer.unref();
  }

  /** Ends the sweeps; one that is going on is waited for. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Deletes what is older than may be kept; returns how many answers that were. */
  async sweep(): Promise<number> {
    const { store, guilds, settings, days } = this.#parts;
    let swept = days === null ? 0 : await store.removeAnswersBefore(this.#before(days), null);
    for (const guildId of await guilds.guilds()) {
      const own = (await settings.of(guildId)).retentionDays;
      if (own === null || (days !== null && own >= days)) continue;
      swept += await store.removeAnswersBefore(this.#before(own), guildId);
    }
    return swept;
  }

  #before(days: number): Instant {
    return new Date(Date.parse(this.#parts.now()) - days * DAY_MS).toISOString();
  }
}
