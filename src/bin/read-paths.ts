// Reads files and folders as ingest would, without a store: for `dateline read` and for measuring on the samples.
import { readFile } from "node:fs/promises";
import type { DraftOverrides } from "../ingest/draft.js";
import { findFiles } from "../ingest/files.js";
import { defaultMaxBytes, type ReadOutcome, readInput } from "../ingest/read-article.js";
import type { Article, Instant } from "../schema.js";

/** Reads every file under `paths`, in order; what cannot be read is a rejected outcome. `now` bounds and stamps the dates. */
export async function* readPaths(
  paths: readonly string[],
  now: Instant,
  overrides: DraftOverrides = {},
): AsyncGenerator<ReadOutcome> {
  for await (const file of findFiles(paths, { maxBytes: defaultMaxBytes })) {
    const { path } = file;
    if (file.kind === "rejected")
      yield { kind: "rejected", subject: path, code: file.code, reason: file.reason, hint: null };
    else yield* readInput({ name: path, bytes: await readFile(path) }, { now, overrides });
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
