// Measures /ask: cold and warm, with and without reranking, until the first answer, and the memory meanwhile.
import type { Instant } from "../../model/article.js";
import { ALL_ON, type EvalPipeline, type EvalProgress, type Switches } from "../pipeline.js";
import { quantile } from "../statistics.js";
import type { BenchParts, Figure } from "./parts.js";
import { memoryWhile, type PeakMemory } from "./process-watch.js";

/** A question and the instant at which it is asked. */
export interface TimedQuestion {
  readonly question: string;
  readonly asOf: Instant;
}

export interface AskSpeed {
  readonly reranked: boolean;
  /** From opening the store to the first answer, in milliseconds: store, index, worker with its models, answer. */
  readonly firstAnswerMs: number;
  /** First time that each question is asked of the newly opened store, then the second time. */
  readonly coldMs: readonly number[];
  readonly warmMs: readonly number[];
  readonly peak: PeakMemory;
}

/** Reopens the store, asks everything twice and closes it. The first question is left out of `coldMs`: it is the first answer. */
export async function measureAsk(
  storeFolder: string,
  questions: readonly TimedQuestion[],
  reranked: boolean,
  parts: BenchParts,
  onProgress: (event: EvalProgress) => void,
): Promise<AskSpeed> {
  const switches: Switches = { ...ALL_ON, rerank: reranked };
  const [first, ...rest] = questions;
  const { result, peak } = await memoryWhile(async () => {
    const started = performance.now();
    const pipeline = await parts.open(storeFolder);
    try {
      if (first !== undefined) await pipeline.answer(first.question, first.asOf, switches);
      const firstAnswerMs = performance.now() - started;
      const report = (pass: string) => (done: number) => {
        const label = `Asking ${pass} (${reranked ? "reranked" : "not reranked"})`;
        onProgress({ label, done, total: rest.length, unit: "questions" });
      };
      const coldMs = await timeAll(pipeline, rest, switches, report("cold"));
      const warmMs = await timeAll(pipeline, rest, switches, report("warm"));
      return { firstAnswerMs, coldMs, warmMs };
    } finally {
      await pipeline.close();
    }
  });
  return { reranked, ...result, peak };
}

async function timeAll(
  pipeline: EvalPipeline,
  questions: readonly TimedQuestion[],
  switches: Switches,
  report: (done: number) => void,
): Promise<number[]> {
  const times: number[] = [];
  for (const { question, asOf } of questions) {
    report(times.length);
    const started = performance.now();
    await pipeline.answer(question, asOf, switches);
    times.push(performance.now() - started);
  }
  report(times.length);
  return times;
}

/** Figures of one way of asking; the target is p95 ≤ 0.8 s with reranking on two cores at 25,000 passages. */
export function askFigures({ reranked, firstAnswerMs, coldMs, warmMs }: AskSpeed): Figure[] {
  const way = reranked ? "with reranking" : "without reranking";
  const row = (name: string, times: readonly number[]): Figure => {
    const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
    return {
      name: `/ask ${way}, ${name}, p50 / p95 of ${times.length}`,
      value: `${p50.toFixed(0)} / ${p95.toFixed(0)} ms`,
      aim: reranked ? "p95 ≤ 800 ms" : "",
      met: reranked ? p95 <= 800 : null,
    };
  };
  return [
    row("cold", coldMs),
    row("warm", warmMs),
    {
      name: `start: store opened to first answer, ${way}`,
      value: `${(firstAnswerMs / 1000).toFixed(2)} s`,
      aim: "",
      met: null,
    },
  ];
}

/** Peak memory against 1.5 times the vectors plus the models' weights. */
export function memoryFigures(peak: PeakMemory, vectorBytes: number, modelBytes: number): Figure[] {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const aim = vectorBytes * 1.5 + modelBytes;
  return [
    { name: "peak memory while asking, main process", value: megabytes(peak.own), aim: "", met: null },
    {
      name: "peak memory while asking, model worker",
      value: peak.children === null ? "not seen on this system" : megabytes(peak.children),
      aim: "",
      met: null,
    },
    {
      name: `peak memory together (vectors ${megabytes(vectorBytes)}, weights ${megabytes(modelBytes)})`,
      value: megabytes(peak.together),
      aim: `≤ ${megabytes(aim)}`,
      met: peak.together <= aim,
    },
    {
      name: "of that in no file (without the pages of programs and libraries)",
      value: peak.unshared === null ? "not seen on this system" : megabytes(peak.unshared),
      aim: "",
      met: null,
    },
  ];
}
