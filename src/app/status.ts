// What /status says: counts of the store, the models in use, and since when this process runs.

import type { Instant } from "../model/article.js";
import type { Activity, DayCount, Status } from "../model/status.js";
import { DAY_MS } from "../model/time.js";
import type { AnswerStore, ArticleStore } from "../store/ports.js";

/** The part of the status that is about models. */
export type ModelStatus = Pick<Status, "embedder" | "reranker" | "lexicalOnly" | "notice">;

interface StatusParts {
  readonly articles: Pick<ArticleStore, "counts" | "addedPerDay">;
  readonly answers: Pick<AnswerStore, "askedPerDay">;
  readonly models: () => Promise<ModelStatus>;
  /** Entries of the vector index, in memory or as last saved. */
  readonly indexed: () => Promise<number>;
  /** Null if pages are never fetched again. */
  readonly refetches: () => Promise<NonNullable<Status["refetches"]> | null>;
  /** Null if no other process can share the store. */
  readonly processes: () => Promise<NonNullable<Status["processes"]> | null>;
  readonly startedAt: Instant;
  readonly now: () => Instant;
  readonly version: string;
}

export class StatusService {
  readonly #parts: StatusParts;

  constructor(parts: StatusParts) {
    this.#parts = parts;
  }

  async read(): Promise<Status> {
    const { articles, models, indexed, refetches, processes, startedAt, version } = this.#parts;
    return {
      ...(await articles.counts()),
      ...(await models()),
      indexed: await indexed(),
      startedAt,
      version,
      refetches: await refetches(),
      processes: await processes(),
    };
  }

  /** Counts what happened on each of the last `days` days, today included. */
  async activity(days: number): Promise<Activity> {
    const { articles, answers, now } = this.#parts;
    const today = Math.floor(Date.parse(now()) / DAY_MS);
    const all = Array.from({ length: days }, (_, i) => dayOf(today - days + 1 + i));
    const since = `${all[0]}T00:00:00.000Z`;
    return {
      articles: filled(all, await articles.addedPerDay(since)),
      questions: filled(all, await answers.askedPerDay(since)),
    };
  }
}

function dayOf(days: number): string {
  return new Date(days * DAY_MS).toISOString().slice(0, 10);
}

function filled(days: readonly string[], counts: readonly DayCount[]): DayCount[] {
  const known = new Map(counts.map(({ day, count }) => [day, count]));
  return days.map((day) => ({ day, count: known.get(day) ?? 0 }));
}
