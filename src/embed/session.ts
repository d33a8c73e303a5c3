// Opens the weights of a model with onnxruntime and runs them over one text or pair at a time.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import onnxruntime, { type InferenceSession } from "onnxruntime-node";
import { weightsFile } from "./model-catalog.js";

/**
 * onnxruntime allocates memory with malloc as it needs it. Its own arena and the memory plans that it keeps for each batch shape cost
 * 50 MB after loading and more with every new shape, and save only 3 % of processor time.
 */
const MEMORY_OPTIONS = { enableCpuMemArena: false, enableMemPattern: false } as const;

/**
 * Threads of the embedder: all cores but one, which is left to the process that answers Discord. The runtime's threads spin while they
 * wait for each other: on two busy cores, two threads take 1.9 times the processor time of one, and longer.
 */
export const MODEL_THREADS = Math.max(1, availableParallelism() - 1);

/** Reads the weights by path, since a buffer would be copied and kept. */
export function openSession(folder: string, intraOpNumThreads: number): Promise<InferenceSession> {
  const options = { executionProviders: ["cpu"], intraOpNumThreads, ...MEMORY_OPTIONS };
  return onnxruntime.InferenceSession.create(join(folder, weightsFile), options);
}

/** One text or pair as the model reads it; `second` is the index where the second segment starts. */
export interface Row {
  readonly ids: readonly number[];
  readonly second: number;
}

interface Output {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/**
 * Reads one text or pair. Never several together: int8 models scale their numbers by all that is in a batch, so that a text would get
 * another result beside other texts, and with the padding a batch takes 2 % longer.
 */
export async function runModel(
  session: InferenceSession,
  { ids, second }: Row,
  name: string,
): Promise<Output> {
  const inputs = {
    input_ids: BigInt64Array.from(ids, BigInt),
    attention_mask: new BigInt64Array(ids.length).fill(1n),
    token_type_ids: new BigInt64Array(ids.length).fill(1n, second),
  };
  const feeds = Object.entries(inputs)
    .filter(([input]) => session.inputNames.includes(input))
    .map(([input, values]) => [input, new onnxruntime.Tensor("int64", values, [1, ids.length])] as const);
  const output = (await session.run(Object.fromEntries(feeds)))[name];
  if (!(output?.data instanceof Float32Array)) throw new TypeError(`the model gave no ${name}`);
  return { data: output.data, dims: output.dims };
}
