// What may be asked about watches: told by whom, listed for whom, kept until when. No Discord, no SQL here.
import type { Language } from "./guild-settings.js";
import type { Answer, Instant, Place } from "./schema.js";
import type { Notice, Quiet, Watch } from "./watch-schema.js";

/** How somebody wants to be told. */
export interface WatchWishes {
  /** "dm": in private. "channel": where the watch is made. */
  readonly where: "dm" | "channel";
  readonly delivery: Watch["delivery"];
  readonly quiet: Quiet | null;
  /** IANA name; null: the guild's, UTC in a DM. */
  readonly timeZone: string | null;
  readonly language: Language;
  /** True where the channel can read the question anyway. */
  readonly isPublic: boolean;
}

export interface WatchAddition {
  readonly watch: Watch;
  /** False where the same person watches the same question already: it is kept for longer, and told as wished now. */
  readonly isNew: boolean;
  /** The answer that changes are held against. */
  readonly answer: Answer;
}

export interface TopicWishes extends Pick<WatchWishes, "delivery" | "language"> {
  readonly topic: string;
  /** The channel that is told. */
  readonly channelId: string;
}

export interface WatchPage {
  readonly total: number;
  readonly items: readonly Watch[];
}

/** Watches of a guild, counted; texts are left out. */
export interface WatchCount {
  /** Null: made in DMs. */
  readonly guildId: string | null;
  readonly questions: number;
  readonly topics: number;
}

export interface WatchServices {
  /** Asks now and tells when the answer changes. @throws DatelineError watch-limit, usage-invalid, and what asking throws */
  add(place: Place, question: string, wishes: WatchWishes): Promise<WatchAddition>;
  /** Watches the question of an answer that this person may see. @throws DatelineError answer-unknown, watch-limit */
  addAnswer(place: Place, answerId: string, wishes: WatchWishes): Promise<WatchAddition>;
  /** Of a person, newest first, ended ones too. */
  list(userId: string, offset: number, limit: number): Promise<WatchPage>;
  /** Takes out what a person could not be told, to be shown now; what was paused for it goes on. */
  takeHeld(userId: string): Promise<readonly Notice[]>;
  /** The person's own, whose question holds what was typed. */
  suggest(userId: string, typed: string, limit: number): Promise<readonly Watch[]>;
  /** Null where it is not there or another person's. */
  remove(userId: string, watchId: string): Promise<Watch | null>;
  /** Keeps it for another 90 days from now, and tries again where it was paused; null as above. */
  renew(userId: string, watchId: string): Promise<Watch | null>;
  /** Removes all that a person watches; returns how many. */
  removeOf(userId: string): Promise<number>;

  /** Tells a channel of every story about a topic; one that it follows already is kept for longer, and tried again. @throws DatelineError watch-limit, usage-invalid */
  follow(place: Place, wishes: TopicWishes): Promise<{ readonly watch: Watch; readonly isNew: boolean }>;
  /** Of a guild, newest first. */
  follows(guildId: string): Promise<readonly Watch[]>;
  /** Null where this guild does not follow it. */
  unfollow(guildId: string, watchId: string): Promise<Watch | null>;

  /** For whoever runs Dateline: counts by guild, most first. */
  counts(): Promise<readonly WatchCount[]>;
  /** The clock. */
  now(): Instant;
}
