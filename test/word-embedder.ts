// A fast embedder without a model for tests of what goes around it: texts that share words are near. Deterministic.
import type { Embedder, TokenCounter } from "../src/embed/embedder.js";

export const WORD_FINGERPRINT = "b".repeat(64);
export const WORD_DIMENSIONS = 32;

/** Unit vector with one dimension a word, by hash; a text without words gives the first axis. */
export function wordVector(text: string): Float32Array {
  const vector = new Float32Array(WORD_DIMENSIONS);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let hash = 2_166_136_261; // FNV-1a
    for (const char of word) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
    const place = (hash >>> 8) % WORD_DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const norm = Math.hypot(...vector);
  return norm === 0 ? vector.fill(1, 0, 1) : vector.map((value) => value / norm);
}

/** Embeds by `wordVector`; `calls` holds the texts of each call of embedPassages, `before` may wait or throw. */
export function wordEmbedder(before: (texts: readonly string[]) => Promise<void> = async () => undefined) {
  const calls: (readonly string[])[] = [];
  const embedder: Embedder & TokenCounter = {
    fingerprint: WORD_FINGERPRINT,
    dimensions: WORD_DIMENSIONS,
    maxTokens: 512,
    embedPassages: async (texts) => {
      calls.push(texts);
      await before(texts);
      return texts.map(wordVector);
    },
    embedQuestion: async (text) => wordVector(text),
    countTokens: async (texts) => texts.map((text) => text.split(/\s+/).filter(Boolean).length),
  };
  return { embedder, calls };
}
