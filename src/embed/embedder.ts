// What models do, as the rest of Dateline sees it: text to vectors, token counts and relevance scores.

/** Turns text into unit-length vectors. Methods may be called concurrently; results keep the order of the input. */
export interface Embedder {
  /** SHA-256 of weights, pooling and prefixes; vectors of different fingerprints are never mixed. */
  readonly fingerprint: string;
  /** Length of every vector, for example 384. */
  readonly dimensions: number;
  /** Maximum tokens that the model reads, special tokens included; for example 512. */
  readonly maxTokens: number;
  /** True if it reads English alone: texts in other languages are found by their names and words. */
  readonly englishOnly?: boolean;
  /** Embeds passages: Float32Array of `dimensions`, norm 1 within 1e-4; an empty list gives an empty list. */
  embedPassages(texts: readonly string[]): Promise<Float32Array[]>;
  /** Embeds one question with the model's query prefix, ahead of waiting passages. */
  embedQuestion(text: string): Promise<Float32Array>;
}

/** Counts tokens of each text, without special tokens. */
export interface TokenCounter {
  countTokens(texts: readonly string[]): Promise<number[]>;
}

/** Scores how well each text answers the question: one logit per text, higher is better, about −12..12. */
export interface Reranker {
  readonly fingerprint: string;
  rerank(question: string, texts: readonly string[]): Promise<number[]>;
}

// Every 7 characters, or part of 7, of a run of letters or digits count as one token, as does each ideograph, kana, hangul syllable
// or other sign. On 300 English news articles this counts 6 % more than bge's tokenizer (5th to 95th percentile: 0 to 12 %).
const pieces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu;
const charactersPerToken = 7;

/** Estimates the number of tokens of a text; 0 for an empty one. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(pieces)) tokens += Math.ceil(piece.length / charactersPerToken);
  return tokens;
}

/** Estimates tokens instead of running a tokenizer. */
export const approximateTokenCounter: TokenCounter = {
  countTokens: async (texts) => texts.map(estimateTokens),
};
