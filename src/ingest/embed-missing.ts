// Embeds every passage that has no vector yet: after a lexical-only ingest, or when the model has changed.

import type { Embedder } from "../embed/embedder.js";
import type { Article, Passage } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import type { ArticleStore } from "../store/ports.js";

/** A longer title would push the passage aside; headlines of news have under 120 characters. */
const MAX_TITLE = 200;

/** Returns title (its first 200 characters at most, whole words), a line break and the text of the passage. */
export function embeddingText(article: Pick<Article, "title">, passage: Pick<Passage, "text">): string {
  return `${shortTitle(article.title)}\n${passage.text}`;
}

function shortTitle(title: string): string {
  if (title.length <= MAX_TITLE) return title;
  const cut = title.slice(0, MAX_TITLE + 1);
  return cut.slice(0, cut.lastIndexOf(" ") > 0 ? cut.lastIndexOf(" ") : MAX_TITLE);
}

/** Enough to batch by length; an interruption loses some ten seconds of work. */
const PASSAGES_AT_ONCE = 256;

interface EmbedMissingOptions {
  /** Stops before the next batch. */
  readonly signal?: AbortSignal;
}

/**
 * Embeds in batches, each stored before the next begins, so that it can be interrupted and taken up again at any time.
 * Tells `onProgress` after each batch; returns how many vectors were made.
 * @throws DatelineError store-fingerprint if the store expects vectors of another embedder
 */
export async function embedMissing(
  store: ArticleStore,
  embedder: Embedder,
  onProgress: (done: number, total: number) => void = () => undefined,
  options: EmbedMissingOptions = {},
): Promise<number> {
  checkFingerprint(store, embedder);
  const counts = await store.counts();
  const total = counts.passages - counts.embeddings;
  let done = 0;
  while (options.signal?.aborted !== true) {
    const passages = await store.takePassagesToEmbed(PASSAGES_AT_ONCE);
    if (passages.length === 0) break;
    const vectors = await embedder.embedPassages(await textsOf(store, passages));
    const entries = passages.map(({ passageId }, i) => ({
      passageId,
      embedding: vectors[i] as Float32Array,
    }));
    await store.putEmbeddings(entries);
    done += entries.length;
    onProgress(done, Math.max(done, total));
  }
  return done;
}

/** @throws DatelineError store-fingerprint, before vectors of two embedders could be mixed */
export function checkFingerprint(store: ArticleStore, embedder: Embedder): void {
  if (store.fingerprint === embedder.fingerprint) return;
  const [expected, actual] = [store.fingerprint ?? "none yet", embedder.fingerprint];
  throw new DatelineError("store-fingerprint", `Another embedder: expected ${expected}, got ${actual}`, {
    hint: "Call useFingerprint of the store first; Dateline does so at start: restart it.",
  });
}

/** An article that was removed meanwhile leaves its passage without a title; the store passes its vector over. */
async function textsOf(store: ArticleStore, passages: readonly Passage[]): Promise<string[]> {
  const articles = new Map<string, Article | null>();
  const texts: string[] = [];
  for (const passage of passages) {
    const { articleId, revision } = passage;
    const key = `${articleId}.${revision}`;
    const article = articles.get(key) ?? (await store.article(articleId, revision));
    articles.set(key, article);
    texts.push(embeddingText(article ?? { title: "" }, passage));
  }
  return texts;
}
