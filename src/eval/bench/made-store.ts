// `dateline bench --scale N --postgres`: everything at one size, over a store of N made-up passages with the bot's own parts.
import { join } from "node:path";
import { DatelineError } from "../../model/errors.js";
import { askFigures, measureAsk } from "./ask-speed.js";
import { feedFigures, measureFeeds } from "./feed-soak.js";
import { ingestFigures, measureIngest } from "./ingest-speed.js";
import { articlesFor, MADE_DIMENSIONS, MADE_NOW, madeQuestion } from "./made-news.js";
import type { BenchOptions, BenchParts, Figure } from "./parts.js";
import { fillMade, halfAndMost, measureLookUps } from "./scale.js";

/** Questions with the models, each asked twice; a minute and a half for each store. */
const ASKED = 50;
/** Feeds of 40 items that are read into the store, and taken out of it again. */
const FEEDS = { feeds: 100, itemsPerFeed: 40 } as const;
const EMBEDDED_PART = 10;

type Given = Pick<BenchOptions, "parts" | "only" | "cacheFolder" | "onProgress" | "feedSize"> & {
  readonly passages: number;
  /** Articles to be taken in, the first one as a warm-up; they are removed again. */
  readonly articles: () => Promise<Parameters<typeof measureIngest>[0]>;
};

/** Fills the store up to `passages`, unless it holds them, and measures it. @throws DatelineError bench-invalid, and what the parts throw */
export async function measureMadeStore(given: Given): Promise<Figure[]> {
  const { parts, only = null, cacheFolder, passages, feedSize, onProgress } = given;
  const folder = join(cacheFolder, `made-${passages}-${parts.storeName}`);
  const figures = await fill(folder, given);
  if (only === null || only === "ask") figures.push(...(await measureQuestions(folder, given)));
  if ((only === null || only === "ingest") && parts.model !== null) {
    const { model } = parts;
    figures.push(...ingestFigures(await measureIngest(await given.articles(), parts, model, folder)));
  }
  if ((only === null || only === "feeds") && parts.openFeeds !== null) {
    const size = { ...FEEDS, ...feedSize, lexicalOnly: true };
    figures.push(...feedFigures(await measureFeeds(size, parts.openFeeds, onProgress, folder)));
    const embedded = { ...size, feeds: Math.ceil(size.feeds / EMBEDDED_PART), lexicalOnly: false };
    if (parts.model !== null)
      figures.push(...feedFigures(await measureFeeds(embedded, parts.openFeeds, onProgress, folder)));
  }
  return [...figures, ...(await sizeFigures(folder, parts))];
}

async function fill(folder: string, { parts, passages, onProgress }: Given): Promise<Figure[]> {
  const pipeline = await parts.open(folder);
  try {
    const dimensions = pipeline.embedder?.dimensions ?? MADE_DIMENSIONS;
    if (dimensions !== MADE_DIMENSIONS) {
      const expected = `expected an embedder of ${MADE_DIMENSIONS} dimensions, got ${dimensions}`;
      throw new DatelineError("bench-invalid", `Made-up passages: ${expected}`);
    }
    const made = await fillMade(pipeline, passages, onProgress);
    const rate = made && made.passages / (made.storeSeconds + made.indexSeconds);
    const value = rate === null ? "the store was there" : `${rate.toFixed(0)} passages/s`;
    return [known("made-up passages stored and indexed, without the model", value)];
  } finally {
    await pipeline.close();
  }
}

async function measureQuestions(folder: string, { parts, passages, onProgress }: Given): Promise<Figure[]> {
  const count = articlesFor(passages);
  const opening = performance.now();
  const pipeline = await parts.open(folder);
  const figures: Figure[] = [];
  try {
    const lookUps = await measureLookUps(pipeline, count, onProgress, opening);
    const row = (name: string, times: readonly number[]) => known(`${name}, p50 / p95`, halfAndMost(times));
    figures.push(
      known("start: opened to first candidates", `${(lookUps.startMs / 1000).toFixed(1)} s`),
      row("candidates, quiet", lookUps.quietMs),
      row("candidates, just after an insert", lookUps.afterInsertMs),
      row("missing words", lookUps.missingMs),
      row("counts", lookUps.countsMs),
      row("suggestions", lookUps.suggestMs),
      known("recall@10 against exact", lookUps.recall.toFixed(4)),
    );
  } finally {
    await pipeline.close();
  }
  figures.push(...(await askWithModels(folder, count, parts, onProgress)));
  return figures;
}

async function askWithModels(
  folder: string,
  count: number,
  parts: BenchParts,
  onProgress: BenchOptions["onProgress"],
): Promise<Figure[]> {
  const questions = Array.from({ length: ASKED + 1 }, (_, at) => {
    const { question } = madeQuestion(Math.floor(((at + 0.25) * count) / (ASKED + 1)), count);
    return { question, asOf: MADE_NOW };
  });
  const reranked = await measureAsk(folder, questions, true, parts, onProgress);
  const plain = await measureAsk(folder, questions, false, parts, onProgress);
  const { own, children } = reranked.peak;
  const worker = children === null ? "not seen on this system" : megabytes(children);
  return [
    ...askFigures(reranked),
    ...askFigures(plain),
    known("peak memory while asking, main process / model worker", `${megabytes(own)} / ${worker}`),
  ];
}

async function sizeFigures(folder: string, { measureStore }: BenchParts): Promise<Figure[]> {
  const { storeBytes, indexBytes, serverMemory } = await measureStore(folder);
  const memory = serverMemory === null ? "–" : megabytes(serverMemory);
  return [
    known(
      "store on the disk, of that the vector index",
      `${megabytes(storeBytes)}, ${megabytes(indexBytes)}`,
    ),
    known("memory of the database server, all its processes", memory),
  ];
}

const known = (name: string, value: string): Figure => ({ name, value, aim: "", met: null });
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
