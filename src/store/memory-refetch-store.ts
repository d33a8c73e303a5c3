// Pages to be fetched again in memory, for tests: the port's whole contract, nothing kept after the process.

import type { Instant } from "../model/article.js";
import type { RefetchSummary } from "../model/feed.js";
import type { RefetchRecord, RefetchStore } from "./ports.js";

export class MemoryRefetchStore implements RefetchStore {
  readonly #records = new Map<string, RefetchRecord>();

  async put(record: RefetchRecord): Promise<void> {
    this.#records.set(record.articleId, structuredClone(record));
  }

  async record(articleId: string): Promise<RefetchRecord | null> {
    return this.#records.get(articleId) ?? null;
  }

  async due(now: Instant, limit: number): Promise<RefetchRecord[]> {
    const due = this.#in("waiting").filter(({ nextAt }) => nextAt <= now);
    return due.sort(byNext).slice(0, limit);
  }

  async remove(articleId: string): Promise<boolean> {
    return this.#records.delete(articleId);
  }

  async summary(now: Instant): Promise<RefetchSummary> {
    const waiting = this.#in("waiting").sort(byNext);
    return {
      waiting: waiting.length,
      due: waiting.filter(({ nextAt }) => nextAt <= now).length,
      gone: this.#in("gone").length,
      refused: this.#in("refused").length,
      nextAt: waiting[0]?.nextAt ?? null,
    };
  }

  async close(): Promise<void> {
    this.#records.clear();
  }

  #in(wanted: RefetchRecord["state"]): RefetchRecord[] {
    return [...this.#records.values()].filter(({ state }) => state === wanted);
  }
}

function byNext(one: RefetchRecord, other: RefetchRecord): number {
  if (one.nextAt !== other.nextAt) return one.nextAt < other.nextAt ? -1 : 1;
  return one.articleId < other.articleId ? -1 : 1;
}
