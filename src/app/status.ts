// What /status says: counts of the store, the models in use, and since when this process runs.

import type { Instant } from "../model/article.js";
import type { Status } from "../model/status.js";
import type { ArticleStore } from "../store/ports.js";

/** The part of the status that is about models. */
export type ModelStatus = Pick<Status, "embedder" | "reranker" | "lexicalOnly" | "notice">;

interface StatusParts {
  readonly articles: Pick<ArticleStore, "counts">;
  readonly models: () => Promise<ModelStatus>;
  /** Entries of the vector index, in memory or as last saved. */
  readonly indexed: () => Promise<number>;
  /** Null if pages are never fetched again. */
  readonly refetches: () => Promise<NonNullable<Status["refetches"]> | null>;
  readonly startedAt: Instant;
  readonly version: string;
}

export class StatusService {
  readonly #parts: StatusParts;

  constructor(parts: StatusParts) {
    this.#parts = parts;
  }

  async read(): Promise<Status> {
    const { articles, models, indexed, refetches, startedAt, version } = this.#parts;
    return {
      ...(await articles.counts()),
      ...(await models()),
      indexed: await indexed(),
      startedAt,
      version,
      refetches: await refetches(),
    };
  }
}
