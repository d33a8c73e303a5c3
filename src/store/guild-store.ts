// Port: the settings of guilds as text, and who changed what. Knows no setting by name; every method is async.
import type { Instant } from "../schema.js";

/** One line of the audit; never changed but for the person. */
export interface AuditLine {
  readonly at: Instant;
  /** Null where that person had it forgotten. */
  readonly userId: string | null;
  readonly setting: string;
  /** JSON texts. */
  readonly from: string;
  readonly to: string;
}

/** What a change comes to, decided with what is stored in view. */
export interface GuildChange {
  readonly value: string;
  readonly lines: readonly AuditLine[];
}

export interface GuildStore {
  /** The stored text; null where nothing was ever set. */
  settings(guildId: string): Promise<string | null>;
  /** Stores value and lines in one transaction; `decide` sees what is stored then, and null from it changes nothing. */
  change(guildId: string, decide: (stored: string | null) => GuildChange | null): Promise<void>;
  /** Guilds with stored settings, by id. */
  guilds(): Promise<string[]>;
  /** Newest first, from `offset`. */
  audit(
    guildId: string,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly lines: readonly AuditLine[] }>;
  /** Takes a person's id out of every line; returns how many there were. */
  forgetPerson(userId: string): Promise<number>;
  close(): Promise<void>;
}
