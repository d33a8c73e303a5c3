// Files, pages, uploads and articles → the store: what a caller may ask of ingest. The work is in ingest-run.ts.
import type { Embedder, TokenCounter } from "../embed/embedder.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import type { IngestRow } from "../reports.js";
import type { Article, Instant } from "../schema.js";
import type { Store } from "../store/store.js";
import type { VectorIndex } from "../store/vector-index.js";
import type { DraftOverrides, Input } from "./draft.js";
import { checkFingerprint } from "./embed-missing.js";
import type { FetchedPage, Loaded, OnPage } from "./fetch-page.js";
import { IngestRun } from "./ingest-run.js";
import { type FoundInput, findInputs, loadInputs } from "./inputs.js";
import type { Task, TaskOutcome } from "./prepare.js";
import { defaultMaxBytes, type ReadInput, type ReadOptions, readInput } from "./read-article.js";
import { readFullest } from "./read-fullest.js";
import { DEFAULT_MAX_TOKENS } from "./split.js";

/** About a second of the model: the first window is soon under way, the last leaves little to store, and two still hold batches of like length. */
const DEFAULT_WINDOW_PASSAGES = 64;

export interface IngestParts {
  readonly store: Store;
  /** Null: lexical only; `embedMissing` fills the vectors in later. */
  readonly embedder: Embedder | null;
  readonly tokens: TokenCounter;
  /** Gets the new vectors after the store has them; a revised article keeps those of its earlier revisions. */
  readonly index: VectorIndex | null;
  readonly now: () => Instant;
  /** Absent: nothing is fetched from the web. */
  readonly fetcher?: HttpFetcher;
  /** Default: `readInput`, which holds the thread: some seconds for a page of 10 MB. */
  readonly read?: ReadInput;
  readonly onPage?: OnPage;
  /** Folders passed over in a walk: the store's and the models'. */
  readonly skipFolders?: readonly string[];
  readonly limits?: Partial<IngestLimits>;
}

export interface IngestLimits {
  /** Of one input; default 20 MB. */
  readonly maxBytes: number;
  /** Of a passage; default 160. */
  readonly maxTokens: number;
  /** Passages embedded together; default 256. */
  readonly windowPassages: number;
}

export interface IngestProgress {
  readonly inputsDone: number;
  readonly inputs: number;
  /** Articles added or revised so far, and the passages of these. */
  readonly articles: number;
  readonly passages: number;
}

export interface IngestOptions {
  readonly overrides?: DraftOverrides;
  /** Stops within about a second; every row reported by then is stored for good. */
  readonly signal?: AbortSignal;
  /** Called in order of the inputs, each row only after its article is committed and indexed. */
  readonly onRow?: (row: IngestRow) => void;
  readonly onProgress?: (progress: IngestProgress) => void;
}

export interface IngestReport {
  readonly rows: readonly IngestRow[];
  /** False where the signal stopped it before the end. */
  readonly complete: boolean;
}

/** All methods reject with the DatelineErrors of store and embedder (store-busy, worker-failed, …); bad input is a rejected row. */
export interface Ingest {
  /** Reads files, folders and pages from the web, see findInputs. */
  ingestFiles(names: readonly string[], options?: IngestOptions): Promise<IngestReport>;
  /** Reads one upload, or a page that is fetched already; one row an article in it. */
  ingestInput(input: Input, overrides?: DraftOverrides): Promise<IngestRow[]>;
  /** Takes articles that are read already; one row each, in order, none rejected unless it cannot be embedded. */
  ingestArticles(articles: readonly Omit<Article, "revision">[]): Promise<IngestRow[]>;
}

/** Joins the parts; touches nothing until a method is called. */
export function createIngest(parts: IngestParts): Ingest {
  const maxBytes = parts.limits?.maxBytes ?? defaultMaxBytes;
  const { read: readOne = readInput } = parts;
  const optionsOf = (overrides: DraftOverrides = {}): ReadOptions => ({
    now: parts.now(),
    overrides,
    maxBytes,
  });
  return {
    ingestFiles: async (names, options = {}) => {
      const found: FoundInput[] = [];
      const { skipFolders = [], fetcher = null } = parts;
      for await (const one of findInputs(names, { maxBytes, skipFolders })) found.push(one);
      const { signal } = options;
      const ended = signal ? { signal } : {};
      const loaded = loadInputs(found, { fetcher, ...ended });
      const read = (input: Input) =>
        readFullest(input, optionsOf(options.overrides), { fetcher, read: readOne, ...ended });
      const pages = new Map<number, FetchedPage>();
      return runTasks(parts, tasksOf(loaded, read, pages), found.length, options, pages);
    },
    ingestInput: async (input, overrides) => [
      ...(await runTasks(parts, toTasks(await readOne(input, optionsOf(overrides)), 0), 1)).rows,
    ],
    ingestArticles: async (articles) => {
      const tasks = articles.flatMap((article, input) =>
        toTasks([{ kind: "article", subject: article.url ?? article.title, article, notes: [] }], input),
      );
      return [...(await runTasks(parts, tasks, articles.length)).rows];
    },
  };
}

async function runTasks(
  parts: IngestParts,
  tasks: AsyncIterable<Task> | Iterable<Task>,
  inputs: number,
  options: IngestOptions = {},
  pages: ReadonlyMap<number, FetchedPage> = new Map(),
): Promise<IngestReport> {
  if (parts.embedder !== null) checkFingerprint(parts.store, parts.embedder);
  const rows: IngestRow[] = [];
  const told: Promise<void>[] = [];
  let progress: IngestProgress = { inputsDone: 0, inputs, articles: 0, passages: 0 };
  const run = new IngestRun({
    ...parts,
    maxTokens: parts.limits?.maxTokens ?? DEFAULT_MAX_TOKENS,
    windowPassages: parts.limits?.windowPassages ?? DEFAULT_WINDOW_PASSAGES,
    signal: options.signal ?? null,
    onRow: (row, task) => {
      rows.push(row);
      const stored = row.outcome === "added" || row.outcome === "revised" ? 1 : 0;
      progress = {
        inputsDone: task.input + (task.last ? 1 : 0),
        inputs,
        articles: progress.articles + stored,
        passages: progress.passages + row.passageCount,
      };
      const page = pages.get(task.input);
      if (page !== undefined && row.articleId !== null && parts.onPage !== undefined) {
        const telling = parts.onPage(row.articleId, page, row.outcome === "revised");
        telling.catch(() => undefined); // thrown at the end
        told.push(telling);
      }
      options.onRow?.(row);
      options.onProgress?.(progress);
    },
  });
  const complete = await run.run(tasks);
  await Promise.all(told);
  return { complete, rows };
}

async function* tasksOf(
  inputs: AsyncIterable<Loaded>,
  read: (input: Input) => Promise<readonly TaskOutcome[]>,
  pages: Map<number, FetchedPage>,
): AsyncGenerator<Task> {
  let place = 0;
  for await (const one of inputs) {
    const outcomes = one.kind === "input" ? await read(one.input) : [one];
    if ("page" in one && one.page !== undefined && outcomes.length === 1) pages.set(place, one.page);
    yield* toTasks(outcomes, place);
    place += 1;
  }
}

function toTasks(outcomes: readonly TaskOutcome[], input: number): Task[] {
  return outcomes.map((outcome, i) => ({ input, last: i === outcomes.length - 1, outcome }));
}
