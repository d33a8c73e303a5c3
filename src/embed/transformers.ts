// Runs models of the BERT family with @xenova/transformers and the runtime under it; only this file imports them. No queue, no process.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { BertForSequenceClassification, BertModel, BertTokenizer, Tensor } from "@xenova/transformers";
import onnxruntime, { type InferenceSession } from "onnxruntime-node";
import { type Columns, Encoder, poolRows, type Tokenize, toColumns } from "./bert-rows.js";
import { weightsFile } from "./model-catalog.js";

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

/**
 * How onnxruntime holds memory: from malloc as it needs it. Its own arena and the plan of memory that it keeps for each shape of
 * batch cost 50 MB after loading and more with every new shape, and save 3 % of the processor's time.
 */
const MEMORY_OPTIONS = { enableCpuMemArena: false, enableMemPattern: false } as const;

/**
 * Threads of a model: all cores but one, which stays for the process that answers Discord. The runtime's threads wait for each other by
 * spinning: on two busy cores two of them take 1.9 times the processor's time of one, and longer.
 */
export const MODEL_THREADS = Math.max(1, availableParallelism() - 1);

type Output = { readonly data: Float32Array; readonly dims: readonly number[] };
type Model = (inputs: Record<string, Tensor>) => Promise<Record<string, Output>>;

/** Loads an embedder from its folder; rejects with the library's error where the folder or a file in it cannot be read. */
export async function loadEmbedder(
  folder: string,
  options: { readonly pooling: "cls" | "mean"; readonly maxTokens: number },
): Promise<LocalEmbedder> {
  const encoder = await loadEncoder(folder, options.maxTokens);
  const model = new BertModel(...(await loadModel(folder))) as unknown as Model;
  const embed = async (texts: readonly string[]): Promise<Float32Array> => {
    if (texts.length === 0) return new Float32Array(0);
    const rows = texts.map((text) => encoder.single(text));
    const { last_hidden_state: states } = await model(toInputs(toColumns(rows)));
    if (states === undefined) throw new TypeError("the model gave no last_hidden_state");
    const lengths = options.pooling === "cls" ? rows.map(() => 1) : rows.map((row) => row.ids.length);
    const [, width = 0, dimensions = 0] = states.dims;
    return poolRows(states.data, width, dimensions, lengths);
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
  const encoder = await loadEncoder(folder, options.maxTokens);
  const model = new BertForSequenceClassification(...(await loadModel(folder))) as unknown as Model;
  return {
    rerank: async (question, texts) => {
      if (texts.length === 0) return [];
      const query = encoder.tokens(question);
      const scores: number[] = [];
      // One at a time: a batch is no faster on two cores, pads every text to the longest, and shifts the int8 scores.
      for (const text of texts) {
        const { logits } = await model(toInputs(toColumns([encoder.pair(query, text)])));
        const score = logits?.data[0];
        if (score === undefined) throw new TypeError("the model gave no logit");
        scores.push(score);
      }
      return scores;
    },
  };
}

/** Reads what the library's model classes are made of: by path, since a buffer of the weights would be copied and kept. */
async function loadModel(folder: string): Promise<[config: unknown, session: InferenceSession]> {
  const config: unknown = await readJson(folder, "config.json");
  const options = { executionProviders: ["cpu"], intraOpNumThreads: MODEL_THREADS, ...MEMORY_OPTIONS };
  return [config, await onnxruntime.InferenceSession.create(join(folder, weightsFile), options)];
}

/** By hash of what decides a tokenizer's ids: the default models share one, which saves 6 MB. */
const tokenizers = new Map<string, Tokenize>();

async function loadEncoder(folder: string, maxTokens: number): Promise<Encoder> {
  const file = await readJson(folder, "tokenizer.json");
  const config = await readJson(folder, "tokenizer_config.json");
  const { added_tokens, normalizer, pre_tokenizer, post_processor, model } = file;
  const { do_lower_case, strip_accents, tokenize_chinese_chars } = config;
  const rules = [added_tokens, normalizer, pre_tokenizer, post_processor, model];
  const parts = JSON.stringify([...rules, do_lower_case, strip_accents, tokenize_chinese_chars]);
  const key = createHash("sha256").update(parts).digest("hex");
  const tokenize = tokenizers.get(key) ?? openTokenizer(file, config);
  tokenizers.set(key, tokenize);
  return new Encoder(tokenize, maxTokens);
}

function openTokenizer(file: object, config: object): Tokenize {
  const tokenizer = new BertTokenizer(file, config);
  return (text, special) => tokenizer.encode(text, null, { add_special_tokens: special });
}

async function readJson(folder: string, file: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, file), "utf8"));
}

function toInputs({ rows, width, ids, mask, types }: Columns): Record<string, Tensor> {
  const tensor = (data: BigInt64Array) => new Tensor("int64", data, [rows, width]);
  return { input_ids: tensor(ids), attention_mask: tensor(mask), token_type_ids: tensor(types) };
}
