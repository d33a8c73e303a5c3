// The real store, retriever and answerer over vectors of words instead of a model: small, exact and the same everywhere.

import { createHash } from "node:crypto";
import { createAnswering } from "../../src/app/answer-pipeline.js";
import { isSameArticle } from "../../src/compare/changes.js";
import type { Embedder, Reranker } from "../../src/embed/embedder.js";
import type { EvalParts, EvalPipeline, Switches } from "../../src/eval/pipeline.js";
import { createFitParts } from "../../src/main/measuring.js";
import type { Article, Instant } from "../../src/model/article.js";
import type { PassageBody, Stores, VectorIndex } from "../../src/store/ports.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";

const DIMENSIONS = 64;

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function wordVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const word of wordsOf(text)) {
    const [slot = 0] = createHash("sha256").update(word).digest();
    vector[slot % DIMENSIONS] = (vector[slot % DIMENSIONS] ?? 0) + 1;
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}

/** Counts the texts it embeds, so that a test can see what a second run costs. */
export class WordEmbedder implements Embedder {
  readonly fingerprint = "words";
  readonly dimensions = DIMENSIONS;
  readonly maxTokens = 512;
  embedded = 0;

  async embedPassages(texts: readonly string[]): Promise<Float32Array[]> {
    this.embedded += texts.length;
    return texts.map(wordVector);
  }

  async embedQuestion(text: string): Promise<Float32Array> {
    return wordVector(text);
  }
}

/** A logit from the share of the question's longer words that the text holds, −6..6. */
const wordReranker: Reranker = {
  fingerprint: "words",
  rerank: async (question, texts) => {
    const asked = wordsOf(question).filter((word) => word.length > 3);
    return texts.map((text) => {
      const held = new Set(wordsOf(text));
      return 12 * (asked.filter((word) => held.has(word)).length / Math.max(1, asked.length)) - 6;
    });
  },
};

/** One passage a paragraph, one sentence where a full stop meets a capital. */
function splitParagraphs(text: string): PassageBody[] {
  return [...text.matchAll(/[^\n]+(?:\n+|$)/g)].map((match, ordinal) => {
    const passage = match[0].trimEnd();
    const start = match.index;
    const sentences = [...passage.matchAll(/.+?(?:[.!?][”"]?(?=\s[\p{Lu}“])|$)\s*/gu)].map((sentence) => ({
      start: start + sentence.index,
      end: start + sentence.index + sentence[0].trimEnd().length,
    }));
    const tokenCount = wordsOf(passage).length;
    return { start, end: start + passage.length, ordinal, text: passage, tokenCount, sentences };
  });
}

/** Parts for runEval and the bench; `failAfter` articles the pipeline breaks, to see that a run resumes. */
export function wordParts(embedder: WordEmbedder, failAfter = Number.POSITIVE_INFINITY): EvalParts {
  return {
    indexVersion: "words 1",
    open: async (folder) => {
      const stores = await openSqliteStores(folder);
      await stores.articles.useFingerprint(embedder.fingerprint, embedder.dimensions);
      const index = await stores.openIndex(DIMENSIONS);
      return new WordPipeline(stores, index, embedder, failAfter);
    },
  };
}

class WordPipeline implements EvalPipeline {
  readonly stores: Stores;
  readonly index: VectorIndex;
  readonly embedder: WordEmbedder;
  #left: number;

  constructor(stores: Stores, index: VectorIndex, embedder: WordEmbedder, failAfter: number) {
    this.stores = stores;
    this.index = index;
    this.embedder = embedder;
    this.#left = failAfter;
  }

  async addArticles(articles: readonly Omit<Article, "revision">[]) {
    const outcomes: ("added" | "revised" | "unchanged")[] = [];
    for (const article of articles) {
      if (this.#left-- <= 0) throw new Error("power cut");
      const known = (await this.stores.articles.newest([article.articleId])).get(article.articleId);
      if (known !== undefined && isSameArticle(known, article)) {
        outcomes.push("unchanged");
        continue;
      }
      const passages = splitParagraphs(article.text);
      const embeddings = await this.embedder.embedPassages(passages.map(({ text }) => text));
      const { outcome } = await this.stores.articles.put({ article, passages, embeddings });
      outcomes.push(outcome);
    }
    return outcomes;
  }

  get #parts() {
    const { stores, index, embedder } = this;
    return { stores, index, embedder, reranker: wordReranker, rerankLimit: 12 };
  }

  async answer(question: string, asOf: Instant, switches: Switches) {
    const answering = createAnswering({ ...this.#parts, switches });
    return answering({ question, now: asOf, asOf, asOfChosen: true, source: null });
  }

  fitting() {
    return createFitParts(this.#parts);
  }

  async close(): Promise<void> {
    await this.stores.close();
  }
}
