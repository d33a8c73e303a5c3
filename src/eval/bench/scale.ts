// `dateline bench --scale N`: what a question costs among N made-up passages against 10,000, in one run; made once, then kept.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { findCandidates } from "../../retrieve/candidates.js";
import { questionTerms } from "../../retrieve/question.js";
import { INDEX_FILE } from "../../store/index-files.js";
import type { NewRevision, Scope, Stores, VectorIndex } from "../../store/ports.js";
import { DATABASE_FILE } from "../../store/sqlite/database.js";
import { openThreadedStores } from "../../store/sqlite/open-stores.js";
import { dot } from "../../store/vectors.js";
import type { EvalPipeline, EvalProgress } from "../pipeline.js";
import { quantile, seededRandom } from "../statistics.js";
import {
  articlesFor,
  isRevised,
  MADE_DIMENSIONS,
  MADE_NOW,
  type MadeQuestion,
  madeArticle,
  madeId,
  madeQuestion,
} from "./made-news.js";
import type { Figure } from "./parts.js";
import { memoryWhile, type PeakMemory, type Responsiveness, watchWhile } from "./process-watch.js";

const BASE = 10_000;
const QUESTIONS = 200;
const RECALL_QUESTIONS = 50;
const NEIGHBORS = 10;
const ARTICLES_AT_ONCE = 40; // put and indexed together: an interruption loses no more
const FINGERPRINT = "made up for the bench";
const TIE = 1e-5; // similarities this near are one

/** What a question looks up, times in ms. */
export interface LookUps {
  readonly quietMs: readonly number[];
  readonly afterInsertMs: readonly number[];
  readonly missingMs: readonly number[];
  readonly countsMs: readonly number[];
  readonly suggestMs: readonly number[];
  readonly responsiveness: Responsiveness;
  /** From opening the store to the first candidates. */
  readonly startMs: number;
  /** While asking, without the pass over every vector that recall is compared with. */
  readonly peak: PeakMemory;
  /** Of the ten nearest; 1 without vectors. */
  readonly recall: number;
}

/** Everything measured on one size. */
interface Measured extends LookUps {
  readonly passages: number;
  readonly files: { readonly database: number; readonly index: number };
  /** Null if the store was there already. */
  readonly made: Made | null;
}

/** What was put, and how long that took. */
export interface Made {
  readonly passages: number;
  readonly storeSeconds: number;
  readonly indexSeconds: number;
}

export interface ScaleOptions {
  readonly passages: number;
  /** Keeps one store for each size. */
  readonly cacheFolder: string;
  /** Of the weights, which the bot holds besides. */
  readonly modelBytes: number;
  readonly onProgress: (event: EvalProgress) => void;
}

/** Measures 10,000 passages, then as many as are wanted, and compares the two. An interrupted run goes on where it was. */
export async function runScale(options: ScaleOptions): Promise<Figure[]> {
  const base = await measureScale({ ...options, passages: BASE });
  const large = options.passages === BASE ? base : await measureScale(options);
  return [...makingFigures(large), ...lookUpFigures(base, large), ...restFigures(large, options.modelBytes)];
}

async function measureScale(options: ScaleOptions): Promise<Measured> {
  const { passages, cacheFolder, onProgress } = options;
  const folder = join(cacheFolder, `scale-${passages}`);
  const made = await makeStore(folder, options);
  const count = articlesFor(passages);
  const opening = performance.now();
  const opened = await open(folder);
  let lookUps: LookUps;
  try {
    lookUps = await measureLookUps(opened, count, onProgress, opening);
  } finally {
    await opened.stores.close();
  }
  const bytes = async (name: string) => (await stat(join(folder, name))).size;
  const files = { database: await bytes(DATABASE_FILE), index: await bytes(INDEX_FILE) };
  return { passages, ...lookUps, files, made };
}

type Opened = Pick<EvalPipeline, "stores" | "index">;

/** Asks made-up questions of a store that holds `count` made-up articles; `opening` is when it was begun to be opened. */
export async function measureLookUps(
  opened: Opened,
  count: number,
  onProgress: (event: EvalProgress) => void,
  opening: number,
): Promise<LookUps> {
  const questions = Array.from({ length: QUESTIONS }, (_, at) =>
    madeQuestion(Math.floor(((at + 0.5) * count) / QUESTIONS), count),
  );
  await candidates(opened, questions[0] as MadeQuestion);
  const startMs = performance.now() - opening;
  const { result, peak } = await memoryWhile(() => askAll(opened, questions, count, onProgress));
  const recall = opened.index === null ? 1 : await measureRecall(opened, opened.index, count, onProgress);
  return { ...result, startMs, peak, recall };
}

async function open(folder: string): Promise<{ readonly stores: Stores; readonly index: VectorIndex }> {
  const stores = await openThreadedStores(folder);
  await stores.articles.useFingerprint(FINGERPRINT, MADE_DIMENSIONS);
  return { stores, index: await stores.openIndex(MADE_DIMENSIONS) };
}

async function makeStore(folder: string, { passages, onProgress }: ScaleOptions): Promise<Measured["made"]> {
  const opened = await open(folder);
  try {
    return await fillMade(opened, passages, onProgress);
  } finally {
    await opened.stores.close();
  }
}

/**
 * Puts what is missing of so many made-up passages, as ingest does: what is ready together is committed together, and the index
 * follows. Null if nothing is missing.
 */
export async function fillMade(
  { stores, index }: Pick<EvalPipeline, "stores" | "index">,
  passages: number,
  onProgress: (event: EvalProgress) => void,
): Promise<Made | null> {
  const count = articlesFor(passages);
  const before = await stores.articles.counts();
  let [storeMs, indexMs] = [0, 0];
  for (let n = before.articles; n < count; n += ARTICLES_AT_ONCE) {
    const batch = Array.from({ length: Math.min(ARTICLES_AT_ONCE, count - n) }, (_, at) => n + at);
    const revisions = [
      ...batch.map((one) => madeArticle(one, count)),
      ...batch.filter(isRevised).map((one) => madeArticle(one, count, 2)),
    ];
    const started = performance.now();
    await stores.articles.putAll(revisions.map((revision) => fitting(revision, index)));
    const stored = performance.now();
    await index?.follow();
    storeMs += stored - started;
    indexMs += performance.now() - stored;
    onProgress({ label: `Making ${passages} passages`, done: n, total: count, unit: "articles" });
  }
  await index?.save();
  const { passages: after } = await stores.articles.counts();
  const fresh = after - before.passages;
  return fresh === 0 ? null : { passages: fresh, storeSeconds: storeMs / 1000, indexSeconds: indexMs / 1000 };
}

/** Without an index there is no embedder that a vector could belong to. */
function fitting(revision: NewRevision, index: VectorIndex | null): NewRevision {
  return index === null ? { ...revision, embeddings: null } : revision;
}

const now: Scope = { asOf: MADE_NOW, source: null };

async function candidates({ stores, index }: Opened, { question, embedding }: MadeQuestion): Promise<number> {
  const embedder = {
    ...{ fingerprint: FINGERPRINT, dimensions: MADE_DIMENSIONS, maxTokens: 512 },
    countTokens: async (texts: readonly string[]) => texts.map(() => 1),
    embedQuestion: async () => embedding,
    embedPassages: async () => [],
  };
  const query = { question, ...now, now: MADE_NOW };
  const found = await findCandidates(
    query,
    questionTerms(question),
    { stores, index, embedder },
    { lexical: true, vectors: true },
  );
  return found.length;
}

async function askAll(
  opened: Opened,
  questions: readonly MadeQuestion[],
  count: number,
  onProgress: (event: EvalProgress) => void,
): Promise<Omit<LookUps, "recall" | "peak" | "startMs">> {
  const { search, articles } = opened.stores;
  const time = async (
    label: string,
    work: (question: MadeQuestion, at: number) => Promise<unknown>,
    before?: (at: number) => Promise<unknown>,
  ) => {
    const times: number[] = [];
    for (const [at, question] of questions.entries()) {
      await before?.(at);
      const started = performance.now();
      await work(question, at);
      times.push(performance.now() - started);
      onProgress({ label, done: at + 1, total: questions.length, unit: "questions" });
    }
    return times;
  };
  await time("Warming up", (question) => candidates(opened, question));
  const { result, responsiveness } = await watchWhile(async () => ({
    quietMs: await time("Asking", (question) => candidates(opened, question)),
    missingMs: await time("Missing words", ({ question }) =>
      search.missingTerms(questionTerms(question).words, now),
    ),
    countsMs: await time("Counting", () => search.scopeCounts(now)),
    suggestMs: await time("Suggesting", async ({ question }) => {
      await search.suggestArticles(question.slice(0, 4), 25);
      await search.suggestSources("", 25);
    }),
    afterInsertMs: await time(
      "Asking after an insert",
      (question) => candidates(opened, question),
      (at) => articles.put(fitting(madeArticle(count + at, count), opened.index)),
    ),
  }));
  for (const at of questions.keys()) await articles.remove(madeId(count + at));
  return { ...result, responsiveness };
}

/** Compares with every vector, read once. */
async function measureRecall(
  { stores }: Opened,
  index: VectorIndex,
  count: number,
  onProgress: (event: EvalProgress) => void,
): Promise<number> {
  await index.follow();
  const random = seededRandom(5);
  const queries = Array.from(
    { length: RECALL_QUESTIONS },
    () => madeQuestion(Math.floor(random() * count), count).embedding,
  );
  const best = queries.map((): number[] => []);
  let done = 0;
  const total = await index.size();
  for await (const batch of stores.articles.embeddings()) {
    for (const { passageId, embedding } of batch) {
      if (isRevised(Number.parseInt(passageId.slice(0, 12), 16)) && passageId.startsWith(".1.", 12)) continue;
      for (const [at, query] of queries.entries()) keepBest(best[at] as number[], dot(query, embedding));
    }
    done += batch.length;
    onProgress({ label: "Comparing with every vector", done, total, unit: "passages" });
  }
  let hits = 0;
  for (const [at, query] of queries.entries()) {
    const floor = (best[at]?.at(-1) ?? 1) - TIE;
    hits += (await index.search(query, NEIGHBORS, now)).filter(
      ({ similarity }) => similarity >= floor,
    ).length;
  }
  return hits / (queries.length * NEIGHBORS);
}

/** Keeps the highest ten, highest first. */
function keepBest(best: number[], similarity: number): void {
  if (best.length === NEIGHBORS && similarity <= (best.at(-1) as number)) return;
  const at = best.findIndex((other) => other < similarity);
  best.splice(at === -1 ? best.length : at, 0, similarity);
  best.length = Math.min(best.length, NEIGHBORS);
}

/** Writes p50 and p95. */
export function halfAndMost(times: readonly number[]): string {
  return `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)} ms`;
}

const known = (name: string, value: string): Figure => ({ name, value, aim: "", met: null });
const thousands = (count: number) => count.toLocaleString("en-US");
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

function makingFigures({ made }: Measured): Figure[] {
  if (made === null)
    return [known("insert rate", "not measured: the store was there; delete it to measure again")];
  const { passages, storeSeconds, indexSeconds } = made;
  const rate = (seconds: number) => `${(passages / seconds).toFixed(0)} passages/s`;
  return [
    known("inserted: stored and indexed, without the model", rate(storeSeconds + indexSeconds)),
    known("of that stored / indexed", `${rate(storeSeconds)} / ${rate(indexSeconds)}`),
  ];
}

function lookUpFigures(base: Measured, large: Measured): Figure[] {
  const rows: [name: string, read: (one: Measured) => readonly number[], hasAim: boolean][] = [
    ["candidates, quiet", (one) => one.quietMs, true],
    ["candidates, just after an insert", (one) => one.afterInsertMs, true],
    ["missing words", (one) => one.missingMs, false],
    ["counts", (one) => one.countsMs, false],
    ["suggestions", (one) => one.suggestMs, false],
  ];
  return rows.flatMap(([name, read, hasAim]) => {
    const both = (one: Measured) => halfAndMost(read(one));
    const times = quantile(read(large), 0.5) / quantile(read(base), 0.5);
    return [
      known(`${name}, p50 / p95 at ${thousands(base.passages)}`, both(base)),
      {
        name: `${name}, p50 / p95 at ${thousands(large.passages)}`,
        value: `${both(large)}, ${times.toFixed(2)} times`,
        aim: hasAim ? "≤ 2 times" : "",
        met: hasAim ? times <= 2 : null,
      },
    ];
  });
}

function restFigures(large: Measured, modelBytes: number): Figure[] {
  const { eventLoop } = large.responsiveness;
  const aim = large.passages * MADE_DIMENSIONS * Float32Array.BYTES_PER_ELEMENT * 1.2 + modelBytes;
  return [
    {
      name: "event-loop delay meanwhile, p50 / p99 / max",
      value: `${eventLoop.p50.toFixed(1)} / ${eventLoop.p99.toFixed(1)} / ${eventLoop.max.toFixed(1)} ms`,
      aim: "p99 ≤ 20 ms",
      met: eventLoop.p99 <= 20,
    },
    {
      name: "start: opened to first candidates",
      value: `${(large.startMs / 1000).toFixed(1)} s`,
      aim: "≤ 10 s",
      met: large.startMs <= 10_000,
    },
    {
      name: "recall@10 against exact",
      value: large.recall.toFixed(4),
      aim: "≥ 0.98",
      met: large.recall >= 0.98,
    },
    {
      name: "peak memory of the process, without models",
      value: megabytes(large.peak.own),
      aim: `≤ ${megabytes(aim)}: vectors × 1.2 + models`,
      met: large.peak.own <= aim,
    },
    known("database / index file", `${megabytes(large.files.database)} / ${megabytes(large.files.index)}`),
  ];
}
