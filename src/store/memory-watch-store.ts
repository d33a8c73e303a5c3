// Watches in memory, for tests: the port's whole contract, nothing kept after the process.

import type { Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import type { Notice, Target, Watch } from "../model/watch.js";
import type { PendingWatch, WatchChange, WatchFilter, WatchLine, WatchStore } from "./ports.js";

export class MemoryWatchStore implements WatchStore {
  readonly #watches = new Map<string, Watch>();
  readonly #marks = new Map<string, { readonly number: number; readonly at: Instant }>();
  readonly #notices = new Map<string, Notice>();
  #cursor: number | null = null;

  async add(watch: Watch): Promise<void> {
    if (this.#watches.has(watch.watchId))
      throw new DatelineError("store-broken", `Watch ${watch.watchId}: is there already`);
    this.#watches.set(watch.watchId, watch);
  }

  async watch(watchId: string): Promise<Watch | null> {
    return this.#watches.get(watchId) ?? null;
  }

  async list(filter: WatchFilter, offset: number, limit: number): Promise<Watch[]> {
    return this.#fitting(filter)
      .reverse()
      .slice(offset, offset + limit);
  }

  async count(filter: WatchFilter): Promise<number> {
    return this.#fitting(filter).length;
  }

  async open(now: Instant): Promise<WatchLine[]> {
    const open = this.#fitting({}).filter(({ expiresAt, paused }) => expiresAt > now && paused === null);
    return open.map(({ watchId, kind, text, told }) => {
      const cited = (told?.citations ?? []).map(({ articleId }) => articleId);
      return { watchId, kind, text, cited };
    });
  }

  async change(watchId: string, change: WatchChange): Promise<boolean> {
    const watch = this.#watches.get(watchId);
    if (watch === undefined) return false;
    this.#watches.set(watchId, { ...watch, ...change });
    return true;
  }

  async remove(watchId: string): Promise<boolean> {
    for (const { noticeId, watchId: own } of this.#notices.values())
      if (own === watchId) this.#notices.delete(noticeId);
    this.#marks.delete(watchId);
    return this.#watches.delete(watchId);
  }

  async removeOf(userId: string): Promise<number> {
    for (const topic of this.#fitting({ userId, kind: "topic" }))
      this.#watches.set(topic.watchId, { ...topic, userId: "" });
    for (const { noticeId, userId: own } of this.#notices.values())
      if (own === userId) this.#notices.delete(noticeId);
    return this.#removeAll(this.#fitting({ userId, kind: "question" }));
  }

  async prune(before: Instant): Promise<number> {
    for (const { noticeId, state, sentAt } of this.#notices.values())
      if (state === "sent" && (sentAt ?? before) < before) this.#notices.delete(noticeId);
    return this.#removeAll(this.#fitting({}).filter(({ expiresAt }) => expiresAt < before));
  }

  async cursor(): Promise<number | null> {
    return this.#cursor;
  }

  async mark(watchIds: readonly string[], number: number, at: Instant): Promise<void> {
    this.#cursor = number;
    for (const watchId of watchIds.filter((id) => this.#watches.has(id))) {
      const earlier = this.#marks.get(watchId);
      const newest = Math.max(number, earlier?.number ?? 0);
      this.#marks.set(watchId, { number: newest, at: earlier?.at ?? at });
    }
  }

  async pending(limit: number): Promise<PendingWatch[]> {
    const marked = [...this.#marks].sort(([, one], [, other]) => (one.at < other.at ? -1 : 1));
    return marked.slice(0, limit).flatMap(([watchId, mark]) => {
      const watch = this.#watches.get(watchId);
      return watch === undefined ? [] : [{ watch, ...mark }];
    });
  }

  async settle(watchId: string, number: number, change: WatchChange, news: Notice | null): Promise<void> {
    if (!(await this.change(watchId, change))) return;
    if ((this.#marks.get(watchId)?.number ?? 0) <= number) this.#marks.delete(watchId);
    if (news !== null) this.#notices.set(news.noticeId, news);
  }

  async due(now: Instant, limit: number): Promise<Notice[]> {
    const due = [...this.#notices.values()].filter(
      ({ state, sendAt }) => state === "waiting" && sendAt <= now,
    );
    return due.sort((one, other) => (one.sendAt < other.sendAt ? -1 : 1)).slice(0, limit);
  }

  async claim(noticeIds: readonly string[], nonce: string): Promise<void> {
    const free = noticeIds.filter((id) => this.#notices.get(id)?.nonce === null);
    await this.update(free, { nonce });
  }

  async update(noticeIds: readonly string[], change: Partial<Notice>): Promise<void> {
    for (const notice of noticeIds.flatMap((id) => this.#notices.get(id) ?? []))
      this.#notices.set(notice.noticeId, { ...notice, ...change });
  }

  async sentTo(target: Target, since: Instant): Promise<Instant[]> {
    const messages = new Map<string | null, Instant>();
    for (const { nonce, state, sentAt, target: own } of this.#notices.values()) {
      if (state !== "sent" || sentAt === null || sentAt < since || !isSame(own, target)) continue;
      messages.set(nonce, sentAt);
    }
    return [...messages.values()].sort().reverse();
  }

  async held(userId: string): Promise<Notice[]> {
    return [...this.#notices.values()].filter(
      (notice) => notice.state === "held" && notice.userId === userId,
    );
  }

  async close(): Promise<void> {
    this.#watches.clear();
    this.#marks.clear();
    this.#notices.clear();
    this.#cursor = null;
  }

  async #removeAll(watches: readonly Watch[]): Promise<number> {
    for (const { watchId } of watches) await this.remove(watchId);
    return watches.length;
  }

  #fitting({ kind, userId, guildId, target }: WatchFilter): Watch[] {
    return [...this.#watches.values()].filter(
      (watch) =>
        (kind === undefined || watch.kind === kind) &&
        (userId === undefined || watch.userId === userId) &&
        (guildId === undefined || watch.guildId === guildId) &&
        (target === undefined || isSame(watch.target, target)),
    );
  }
}

function isSame(one: Target, other: Target): boolean {
  return one.kind === other.kind && one.id === other.id;
}
