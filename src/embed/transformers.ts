// Runs models of the BERT family with @xenova/transformers, the only file that imports it. Loads from disk only; no queue, no process.
import { basename, dirname } from "node:path";
import {
  AutoModel,
  AutoModelForSequenceClassification,
  AutoTokenizer,
  env,
  type PreTrainedTokenizer,
  Tensor,
} from "@xenova/transformers";

/** A loaded embedder. Prefixes are the caller's business. */
export interface LocalEmbedder {
  readonly dimensions: number;
  /** Embeds one batch, padded to its longest text: unit-length vectors one after another; an empty list gives none. */
  embed(texts: readonly string[]): Promise<Float32Array>;
  /** Counts tokens without special tokens and without truncation. */
  countTokens(texts: readonly string[]): number[];
}

/** A loaded cross-encoder. */
export interface LocalReranker {
  /** Scores one batch of texts against the question: one logit a text, higher is better. */
  rerank(question: string, texts: readonly string[]): Promise<number[]>;
}

type Inputs = Record<"input_ids" | "attention_mask" | "token_type_ids", Tensor>;
type Output = { readonly data: Float32Array; readonly dims: readonly number[] };
type Model = (inputs: Inputs) => Promise<Record<string, Output>>;

env.allowRemoteModels = false;
env.useFSCache = false;

/** Loads an embedder from its folder; rejects with the library's error where the folder or a file in it cannot be read. */
export async function loadEmbedder(
  folder: string,
  options: { readonly pooling: "cls" | "mean"; readonly maxTokens: number },
): Promise<LocalEmbedder> {
  const tokenizer = await AutoTokenizer.from_pretrained(locate(folder));
  const model = (await AutoModel.from_pretrained(locate(folder), { quantized: true })) as unknown as Model;
  const encoder = new Encoder(tokenizer, options.maxTokens);
  const embed = async (texts: readonly string[]): Promise<Float32Array> => {
    if (texts.length === 0) return new Float32Array(0);
    const rows = texts.map((text) => encoder.single(text));
    const { last_hidden_state: states } = await model(toInputs(rows, encoder.padding));
    if (states === undefined) throw new TypeError("the model gave no last_hidden_state");
    const lengths = options.pooling === "cls" ? rows.map(() => 1) : rows.map((row) => row.ids.length);
    return poolRows(states, lengths);
  };
  return {
    dimensions: (await embed(["dimensions"])).length,
    embed,
    countTokens: (texts) => texts.map((text) => encoder.tokens(text).length),
  };
}

/** Loads a cross-encoder with one logit from its folder; rejects as `loadEmbedder` does. */
export async function loadReranker(
  folder: string,
  options: { readonly maxTokens: number },
): Promise<LocalReranker> {
  const tokenizer = await AutoTokenizer.from_pretrained(locate(folder));
  const model = (await AutoModelForSequenceClassification.from_pretrained(locate(folder), {
    quantized: true,
  })) as unknown as Model;
  const encoder = new Encoder(tokenizer, options.maxTokens);
  return {
    rerank: async (question, texts) => {
      if (texts.length === 0) return [];
      const query = encoder.tokens(question);
      const scores: number[] = [];
      // One at a time: a batch is no faster on two cores, pads every text to the longest, and shifts the int8 scores.
      for (const text of texts) {
        const { logits } = await model(toInputs([encoder.pair(query, text)], encoder.padding));
        const score = logits?.data[0];
        if (score === undefined) throw new TypeError("the model gave no logit");
        scores.push(score);
      }
      return scores;
    },
  };
}

/** Points the library at the folder's parent and returns the name it then knows the folder by. */
function locate(folder: string): string {
  env.localModelPath = dirname(folder);
  return basename(folder);
}

/** One text or pair as the model reads it; `second` is where the second segment starts. */
interface Row {
  readonly ids: readonly number[];
  readonly second: number;
}

/**
 * Puts special tokens around token ids. The library's own truncation cuts the closing separator off; this one cuts
 * the text and keeps it, as the models were trained.
 */
class Encoder {
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #maxTokens: number;
  readonly #first: number;
  readonly #separator: number;
  readonly padding: number;

  constructor(tokenizer: PreTrainedTokenizer, maxTokens: number) {
    const [first, separator] = tokenizer.encode("");
    if (first === undefined || separator === undefined)
      throw new TypeError("not a tokenizer of the BERT family");
    this.#tokenizer = tokenizer;
    this.#maxTokens = maxTokens;
    this.#first = first;
    this.#separator = separator;
    this.padding = 0; // [PAD] of every BERT vocabulary; masked, so its value does not matter
  }

  tokens(text: string): number[] {
    return this.#tokenizer.encode(text, null, { add_special_tokens: false });
  }

  single(text: string): Row {
    const ids = [this.#first, ...this.tokens(text).slice(0, this.#maxTokens - 2), this.#separator];
    return { ids, second: ids.length };
  }

  /** A question longer than half the room is cut, so that the text always has the other half. */
  pair(question: readonly number[], text: string): Row {
    const room = this.#maxTokens - 3;
    const query = question.slice(0, Math.floor(room / 2));
    const ids = [this.#first, ...query, this.#separator];
    const second = ids.length;
    ids.push(...this.tokens(text).slice(0, room - query.length), this.#separator);
    return { ids, second };
  }
}

function toInputs(rows: readonly Row[], padding: number): Inputs {
  const width = Math.max(...rows.map((row) => row.ids.length));
  const size = rows.length * width;
  const ids = new BigInt64Array(size).fill(BigInt(padding));
  const mask = new BigInt64Array(size);
  const types = new BigInt64Array(size);
  rows.forEach((row, index) => {
    const start = index * width;
    row.ids.forEach((id, offset) => {
      ids[start + offset] = BigInt(id);
    });
    mask.fill(1n, start, start + row.ids.length);
    types.fill(1n, start + row.second, start + row.ids.length);
  });
  const dims = [rows.length, width];
  return {
    input_ids: new Tensor("int64", ids, dims),
    attention_mask: new Tensor("int64", mask, dims),
    token_type_ids: new Tensor("int64", types, dims),
  };
}

/** Averages the first `lengths[i]` token vectors of each row and scales the mean to unit length. */
function poolRows(states: Output, lengths: readonly number[]): Float32Array {
  const [, width = 0, dimensions = 0] = states.dims;
  const pooled = new Float32Array(lengths.length * dimensions);
  lengths.forEach((length, row) => {
    const vector = pooled.subarray(row * dimensions, (row + 1) * dimensions);
    for (let token = 0; token < length; token++) {
      const start = (row * width + token) * dimensions;
      for (let axis = 0; axis < dimensions; axis++) {
        vector[axis] = (vector[axis] ?? 0) + (states.data[start + axis] ?? 0);
      }
    }
    const norm = Math.hypot(...vector);
    for (let axis = 0; axis < dimensions; axis++) vector[axis] = (vector[axis] ?? 0) / norm;
  });
  return pooled;
}
