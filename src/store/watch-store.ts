// Port: watches, which of them may have news, and the news on its way. Knows nothing of how news is found or sent; every method is async.
import type { Instant } from "../schema.js";
import type { Notice, Target, Watch } from "../watch-schema.js";

/** What finds a watch in a look over all of them, without its evidence. */
export interface WatchLine {
  readonly watchId: string;
  readonly kind: Watch["kind"];
  readonly text: string;
  /** Ids of the articles that the told answer cites. */
  readonly cited: readonly string[];
}

/** Which watches are counted or listed; all fields must fit, none means all. */
export interface WatchFilter {
  readonly kind?: Watch["kind"];
  readonly userId?: string;
  readonly guildId?: string;
  readonly target?: Target;
}

export type WatchChange = Partial<Omit<Watch, "watchId" | "kind" | "userId" | "guildId" | "channelId">>;

/** A watch that may have news. */
export interface PendingWatch {
  readonly watch: Watch;
  /** Number of the newest arrival that it was marked for. */
  readonly number: number;
  /** When it was first marked. */
  readonly at: Instant;
}

export interface WatchStore {
  /** Adds a watch. @throws DatelineError store-broken where the id is there already */
  add(watch: Watch): Promise<void>;
  watch(watchId: string): Promise<Watch | null>;
  /** Newest first, from `offset`; ended ones too. */
  list(filter: WatchFilter, offset: number, limit: number): Promise<Watch[]>;
  count(filter: WatchFilter): Promise<number>;
  /** Of those that have not ended and are not paused, in no particular order. */
  open(now: Instant): Promise<WatchLine[]>;
  /** Changes a watch; false where it is unknown. */
  change(watchId: string, change: WatchChange): Promise<boolean>;
  /** Removes a watch with its news; false where it is unknown. */
  remove(watchId: string): Promise<boolean>;
  /** Removes all that a person watches, with its news; topics that channels follow stay, without the person. Returns how many were removed. */
  removeOf(userId: string): Promise<number>;
  /** Removes watches that ended before this moment, and news sent before it; returns how many watches. */
  prune(before: Instant): Promise<number>;

  /** Number of the newest arrival that all watches were held against; null before the first look. */
  cursor(): Promise<number | null>;
  /** Moves the cursor and marks these watches as ones that may have news, in one transaction; a mark keeps its first moment. */
  mark(watchIds: readonly string[], number: number, at: Instant): Promise<void>;
  /** Marked ones, longest first. */
  pending(limit: number): Promise<PendingWatch[]>;
  /**
   * In one transaction: changes a watch, takes its mark away unless it was marked for a later arrival than `number`, and queues
   * its news. Nothing where the watch was removed meanwhile.
   */
  settle(watchId: string, number: number, change: WatchChange, news: Notice | null): Promise<void>;

  /** Waiting news whose moment has come, oldest first. */
  due(now: Instant, limit: number): Promise<Notice[]>;
  /** Gives news its nonce, where it has none, before it is sent. */
  claim(noticeIds: readonly string[], nonce: string): Promise<void>;
  /** Changes news on its way; unknown ids are passed over. */
  update(
    noticeIds: readonly string[],
    change: Partial<Pick<Notice, "state" | "sentAt" | "sendAt" | "tries" | "target" | "nonce">>,
  ): Promise<void>;
  /** Messages sent to a target at or after this moment, newest first. */
  sentTo(target: Target, since: Instant): Promise<Instant[]>;
  /** News of a person that could not be told, oldest first. */
  held(userId: string): Promise<Notice[]>;
  close(): Promise<void>;
}
