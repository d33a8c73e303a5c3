// Reads files, folders and pages as ingest would, without a store: for `dateline read` and for measuring on the samples.

import type { HttpFetcher } from "../fetch/http-fetcher.js";
import type { DraftOverrides } from "../ingest/draft.js";
import { type FoundInput, findInputs, loadInputs } from "../ingest/inputs.js";
import { defaultMaxBytes, type ReadOutcome } from "../ingest/read-article.js";
import { readFullest } from "../ingest/read-fullest.js";
import type { Article, Instant } from "../schema.js";

export interface ReadPathsOptions {
  readonly overrides?: DraftOverrides;
  /** Absent: addresses are rejected. */
  readonly fetcher?: HttpFetcher;
}

/** Reads every file and page of `names`, in order; what cannot be read is a rejected outcome. `now` bounds and stamps the dates. */
export async function* readPaths(
  names: readonly string[],
  now: Instant,
  { overrides = {}, fetcher }: ReadPathsOptions = {},
): AsyncGenerator<ReadOutcome> {
  const found: FoundInput[] = [];
  for await (const one of findInputs(names, { maxBytes: defaultMaxBytes })) found.push(one);
  for await (const one of loadInputs(found, { fetcher: fetcher ?? null })) {
    if (one.kind === "rejected") yield one;
    else yield* await readFullest(one.input, { now, overrides }, { fetcher: fetcher ?? null });
  }
}

/** Returns the articles under `path` that can be read; empty where there are none. */
export async function readSamples(path: string, now: Instant): Promise<Omit<Article, "revision">[]> {
  const articles: Omit<Article, "revision">[] = [];
  for await (const outcome of readPaths([path], now)) {
    if (outcome.kind === "article") articles.push(outcome.article);
  }
  return articles;
}
