// Puts a bench corpus through the real pipeline into a store that is kept, so that a second run adds only what is missing.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type BenchDocument, type CorpusArticles, corpusDigest, toArticles } from "./bench-folder.js";
import type { EvalParts, EvalPipeline, EvalProgress } from "./pipeline.js";

/** Articles handed over together, about 800 passages of news: ingest fills its windows, and progress is reported every half minute. */
const ARTICLES_AT_ONCE = 100;

export interface IndexedCorpus {
  readonly pipeline: EvalPipeline;
  readonly documentIds: CorpusArticles["documentIds"];
  /** Articles that were stored by this run; 0 if all were there. */
  readonly added: number;
  readonly passages: number;
  readonly seconds: number;
}

export interface CorpusOptions {
  /** Only the first so many documents; default null: all. */
  readonly limitDocs?: number | null;
  /** Briefs beside the articles; default false. */
  readonly withLeads?: boolean;
}

/**
 * Names the folder of the store under `cacheFolder`: another corpus, embedder, splitter or limit gets another one.
 * @throws DatelineError bench-invalid if the folder has no corpus
 */
export async function storeFolderOf(
  benchFolder: string,
  cacheFolder: string,
  indexVersion: string,
  { limitDocs = null, withLeads = false }: CorpusOptions = {},
): Promise<string> {
  const key = `${await corpusDigest(benchFolder)}\n${indexVersion}${withLeads ? "\nwith leads" : ""}`;
  const name = createHash("sha256").update(key).digest("hex").slice(0, 16);
  return join(cacheFolder, limitDocs === null ? name : `${name}-first-${limitDocs}`);
}

/** Opens the store and adds what is missing; the caller closes `pipeline`. An unchanged corpus costs one comparison per article. */
export async function indexCorpus(
  documents: readonly BenchDocument[],
  parts: EvalParts,
  storeFolder: string,
  onProgress: (event: EvalProgress) => void,
): Promise<IndexedCorpus> {
  const { articles, documentIds } = toArticles(documents);
  const pipeline = await parts.open(storeFolder);
  const started = performance.now();
  let added = 0;
  try {
    for (let from = 0; from < articles.length; from += ARTICLES_AT_ONCE) {
      onProgress({ label: "Indexing the corpus", done: from, total: articles.length, unit: "articles" });
      const outcomes = await pipeline.addArticles(articles.slice(from, from + ARTICLES_AT_ONCE));
      added += outcomes.filter((outcome) => outcome !== "unchanged").length;
    }
    onProgress({
      label: "Indexing the corpus",
      done: articles.length,
      total: articles.length,
      unit: "articles",
    });
    const { passages } = await pipeline.stores.articles.counts();
    return { pipeline, documentIds, added, passages, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    await pipeline.close();
    throw error;
  }
}
