// Compares the speed of ingest with the bare model on the same texts, and measures how the main process responds.
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddingText } from "../../ingest/embed-missing.js";
import type { Article } from "../../model/article.js";
import { DatelineError } from "../../model/errors.js";
import type { EvalPipeline } from "../pipeline.js";
import { quantile } from "../statistics.js";
import type { BenchModel, BenchParts, Figure } from "./parts.js";
import { type Responsiveness, watchWhile } from "./process-watch.js";

export interface RawRequest {
  readonly folder: string;
  /** As the embedder reads them, prefix included. */
  readonly texts: readonly string[];
  readonly maxTokens: number;
  readonly batchTokens: number;
}

export interface RawResult {
  /** Inside the model alone: no tokenizing, no pooling, no messages. */
  readonly seconds: number;
  readonly batches: number;
  /** Special tokens included, padding not. */
  readonly tokens: number;
}

/** Runs the loop once, in a separate process with as many threads as the worker. @throws DatelineError worker-failed */
export function measureRaw(request: RawRequest): Promise<RawResult> {
  return new Promise((resolve, reject) => {
    const child = fork(workerPath(), [], {
      serialization: "advanced",
      env: {},
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let words = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-1000);
    });
    child.on("message", (result: RawResult) => resolve(result));
    child.on("error", reject);
    child.on("close", (code) =>
      reject(
        new DatelineError("worker-failed", `Bare model loop: ended with code ${code}: ${words.trim()}`, {
          hint: "Run `npm run build`, then `dateline doctor`.",
        }),
      ),
    );
    child.send(request);
  });
}

/** Under vitest the sources run as .ts, which a plain child process cannot: it takes the built file. */
function workerPath(): string {
  const sibling = import.meta.url.endsWith(".ts")
    ? "../../../dist/src/eval/bench/raw-onnx-worker.js"
    : "./raw-onnx-worker.js";
  return fileURLToPath(new URL(sibling, import.meta.url));
}

export interface IngestSpeed {
  readonly passages: number;
  readonly passagesPerSecond: number;
  readonly rawPassagesPerSecond: number;
  /** Of each turn, lowest first: how far they lie apart tells how quiet the machine was. */
  readonly ratios: readonly number[];
  readonly responsiveness: Responsiveness;
}

/** Turns that ingest and the bare loop take, so that whatever else the machine does slows both. Each is some four seconds of either. */
const TURNS = 5;

/**
 * Ingests the articles in turns, the first one unmeasured as a warm-up, and runs the bare loop on the same texts after each: into an
 * empty store, or into that of `storeFolder`, from which they are removed again.
 */
export async function measureIngest(
  articles: readonly Body[],
  parts: BenchParts,
  model: BenchModel,
  storeFolder: string | null = null,
): Promise<IngestSpeed> {
  const folder = storeFolder ?? (await mkdtemp(join(tmpdir(), "dateline-bench-")));
  const pipeline = await parts.open(folder);
  try {
    await pipeline.addArticles(articles.slice(0, 1));
    const turns: Turn[] = [];
    for (const some of inTurns(articles.slice(1))) turns.push(await measureTurn(some, pipeline, model));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const passages = sum(turns.map((turn) => turn.passages));
    return {
      passages,
      passagesPerSecond: passages / sum(turns.map((turn) => turn.seconds)),
      rawPassagesPerSecond: passages / sum(turns.map((turn) => turn.rawSeconds)),
      ratios: turns.map((turn) => turn.rawSeconds / turn.seconds).sort((one, other) => one - other),
      responsiveness: worstOf(turns.map((turn) => turn.responsiveness)),
    };
  } finally {
    if (storeFolder !== null)
      for (const { articleId } of articles) await pipeline.stores.articles.remove(articleId);
    await pipeline.close();
    if (storeFolder === null) await rm(folder, { recursive: true, force: true });
  }
}

type Body = Omit<Article, "revision">;
type Turn = Readonly<Record<"passages" | "seconds" | "rawSeconds", number>> & {
  readonly responsiveness: Responsiveness;
};

async function measureTurn(
  articles: readonly Body[],
  pipeline: EvalPipeline,
  { folder, maxTokens, batchTokens, passagePrefix }: BenchModel,
): Promise<Turn> {
  let seconds = 0;
  const { responsiveness } = await watchWhile(async () => {
    const started = performance.now();
    await pipeline.addArticles(articles);
    seconds = (performance.now() - started) / 1000; // without starting and ending the watch: 40 ms
  });
  const texts: string[] = [];
  for (const article of articles) {
    const passages = await pipeline.stores.articles.passagesOf(article.articleId, 1);
    texts.push(...passages.map((passage) => passagePrefix + embeddingText(article, passage)));
  }
  const raw = await measureRaw({ folder, texts, maxTokens, batchTokens });
  return { passages: texts.length, seconds, rawSeconds: raw.seconds, responsiveness };
}

function inTurns(articles: readonly Body[]): Body[][] {
  const size = Math.ceil(articles.length / TURNS);
  return Array.from({ length: TURNS }, (_, turn) => articles.slice(turn * size, (turn + 1) * size)).filter(
    (some) => some.length > 0,
  );
}

/** Of each figure the highest, since a share of a turn cannot be told from its quantiles. */
function worstOf(all: readonly Responsiveness[]): Responsiveness {
  const worst = (read: (one: Responsiveness) => number) => Math.max(...all.map(read));
  return {
    eventLoop: {
      p50: worst((one) => one.eventLoop.p50),
      p99: worst((one) => one.eventLoop.p99),
      max: worst((one) => one.eventLoop.max),
    },
    acknowledgement: {
      count: all.reduce((total, one) => total + one.acknowledgement.count, 0),
      p50: worst((one) => one.acknowledgement.p50),
      p99: worst((one) => one.acknowledgement.p99),
      max: worst((one) => one.acknowledgement.max),
    },
  };
}

/** Lists the figures with their aims: at least .93 of the bare model in the middle of the turns, acknowledgement under 300 ms. */
export function ingestFigures(speed: IngestSpeed): Figure[] {
  const { ratios } = speed;
  const ratio = quantile(ratios, 0.5);
  const range = `${(ratios[0] ?? 0).toFixed(3)} to ${(ratios.at(-1) ?? 0).toFixed(3)}`;
  const { eventLoop, acknowledgement } = speed.responsiveness;
  return [
    {
      name: `ingest (${speed.passages} passages: split, embed, store, index)`,
      value: `${speed.passagesPerSecond.toFixed(1)} passages/s`,
      aim: "",
      met: null,
    },
    {
      name: "bare onnxruntime, same weights, texts and threads",
      value: `${speed.rawPassagesPerSecond.toFixed(1)} passages/s`,
      aim: "",
      met: null,
    },
    {
      name: `ingest against bare, median of ${ratios.length} turns`,
      value: `${ratio.toFixed(3)} (${range})`,
      aim: "≥ 0.93",
      met: ratio >= 0.93,
    },
    {
      name: "event-loop delay while ingesting, p50 / p99 / max",
      value: `${eventLoop.p50.toFixed(1)} / ${eventLoop.p99.toFixed(1)} / ${eventLoop.max.toFixed(1)} ms`,
      aim: "",
      met: null,
    },
    {
      name: "acknowledgement while ingesting, p50 / p99 / max",
      value: `${acknowledgement.p50.toFixed(1)} / ${acknowledgement.p99.toFixed(1)} / ${acknowledgement.max.toFixed(1)} ms of ${acknowledgement.count}`,
      aim: "max < 300 ms",
      met: acknowledgement.max < 300,
    },
  ];
}
