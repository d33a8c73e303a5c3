// Files, pages, uploads and articles → the store, embedded in windows; one row reports on each article.

import { setImmediate as nextTurn } from "node:timers/promises";
import { announcedChanges } from "../compare/announced.js";
import { isSameArticle } from "../compare/changes.js";
import type { Embedder, TokenCounter } from "../embed/embedder.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import type { Article, IngestRow, Instant } from "../model/article.js";
import { DatelineError, describeError } from "../model/errors.js";
import { type DraftOverrides, defaultMaxBytes, type Input } from "../read/draft.js";
import { textKey } from "../read/normalize-characters.js";
import type { ArticleStore, NewRevision, PassageBody, PutResult, VectorIndex } from "../store/ports.js";
import { checkFingerprint, embeddingText } from "./embed-missing.js";
import { type FetchedPage, type Loaded, type OnPage, readFullest, readHere } from "./fetch-page.js";
import { type FoundInput, findInputs, loadInputs } from "./inputs.js";
import type { ReadInput, ReadOptions, ReadOutcome } from "./read-input.js";
import { DEFAULT_MAX_TOKENS, splitArticle } from "./split.js";

export interface IngestParts {
  readonly store: ArticleStore;
  /** Null: lexical only; `embedMissing` fills the vectors in later. */
  readonly embedder: Embedder | null;
  readonly tokens: TokenCounter;
  /** Told to follow the store before an article is reported. */
  readonly index: Pick<VectorIndex, "follow"> | null;
  readonly now: () => Instant;
  /** Absent: pages of the web are rejected. */
  readonly fetcher?: HttpFetcher;
  /** Default: `readHere`, which blocks the thread: some seconds for a page of 10 MB. */
  readonly read?: ReadInput;
  readonly onPage?: OnPage;
  /** Folders skipped in a walk: the store's and the models'. */
  readonly skipFolders?: readonly string[];
  readonly limits?: Partial<IngestLimits>;
}

interface IngestLimits {
  /** Of one input; default 20 MB. */
  readonly maxBytes: number;
  /** Of a passage; default 160. */
  readonly maxTokens: number;
  /** Passages embedded and stored together; default 16. */
  readonly windowPassages: number;
}

interface IngestProgress {
  readonly inputsDone: number;
  readonly inputs: number;
  /** Articles added or revised so far, and the passages of these. */
  readonly articles: number;
  readonly passages: number;
}

interface IngestOptions {
  readonly overrides?: DraftOverrides;
  /** Stops within about a second; every row reported by then is stored for good. */
  readonly signal?: AbortSignal;
  /** Called in order of the inputs, each row only after its article is committed and indexed. */
  readonly onRow?: (row: IngestRow) => void;
  readonly onProgress?: (progress: IngestProgress) => void;
}

export interface IngestReport {
  readonly rows: readonly IngestRow[];
  /** False if the signal stopped it before the end. */
  readonly complete: boolean;
}

/** All methods reject with the DatelineErrors of store and embedder (store-busy, worker-failed, …); bad input is a rejected row. */
export interface Ingest {
  /** Reads files, folders and pages from the web, see findInputs. */
  ingestFiles(names: readonly string[], options?: IngestOptions): Promise<IngestReport>;
  /** Reads one upload, or a page that is fetched already; one row per article in it. */
  ingestInput(input: Input, overrides?: DraftOverrides): Promise<IngestRow[]>;
  /** Takes articles that have been read already; one row each, in order, none rejected unless it cannot be embedded. */
  ingestArticles(articles: readonly Omit<Article, "revision">[]): Promise<IngestRow[]>;
}

/** About a quarter of a second of model time. */
const DEFAULT_WINDOW_PASSAGES = 16;

/** Makes the ingest of a store; reads and writes only when a method is called. */
export function createIngest(parts: IngestParts): Ingest {
  const maxBytes = parts.limits?.maxBytes ?? defaultMaxBytes;
  const { read: readOne = readHere } = parts;
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
    windowPassages:
      parts.limits?.windowPassages ??
      (parts.embedder === null ? PASSAGES_PER_COMMIT : DEFAULT_WINDOW_PASSAGES),
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

/** One article to ingest, or why there is none, and which input it comes from. */
export interface Task {
  /** Place of the input, from 0. */
  readonly input: number;
  /** True for the last task of its input. */
  readonly last: boolean;
  readonly outcome: TaskOutcome;
}

type TaskOutcome =
  | Pick<Extract<ReadOutcome, { kind: "article" }>, "kind" | "subject" | "article" | "notes" | "elsewhere">
  | Pick<Extract<ReadOutcome, { kind: "rejected" }>, "kind" | "subject" | "reason" | "hint">;

/** A task ready to be stored, or done already. */
export type Prepared = Task &
  (
    | { readonly kind: "done"; readonly row: IngestRow }
    /** An earlier task of this run has the same article and is not stored yet: to be prepared again after it. */
    | { readonly kind: "repeat" }
    | {
        readonly kind: "new";
        readonly subject: string;
        readonly article: Omit<Article, "revision">;
        readonly notes: readonly string[];
        readonly passages: readonly PassageBody[];
      }
  );

interface Preparer {
  readonly store: Pick<ArticleStore, "newest">;
  readonly tokens: TokenCounter;
  /** Budget of a passage, see SplitOptions. */
  readonly maxTokens: number;
}

/** Compares and splits tasks of different articles; what is stored of these is read at once, and passages are counted in one call. */
export async function prepareAll(tasks: readonly Task[], parts: Preparer): Promise<Prepared[]> {
  const ids = tasks.flatMap(({ outcome }) => (outcome.kind === "article" ? [outcome.article.articleId] : []));
  const held = await parts.store.newest(ids);
  return Promise.all(tasks.map((task) => prepare(task, held, parts)));
}

async function prepare(
  task: Task,
  held: ReadonlyMap<string, Article>,
  { tokens, maxTokens }: Preparer,
): Promise<Prepared> {
  const { outcome } = task;
  if (outcome.kind === "rejected") {
    const notes = outcome.hint === null ? [outcome.reason] : [outcome.reason, outcome.hint];
    return { ...task, kind: "done", row: rejectedRow(outcome.subject, notes) };
  }
  const { subject, article, notes } = outcome;
  const known = held.get(article.articleId);
  const isSame = known !== undefined && isSameArticle(known, article);
  if (isSame || (outcome.elsewhere !== undefined && known !== undefined && isPartOf(article, known))) {
    const { articleId, title } = article;
    const all = isSame ? notes : [...notes, "the stored text is fuller and is kept"];
    const row = { subject, outcome: "unchanged", articleId, title, passageCount: 0, notes: all } as const;
    return { ...task, kind: "done", row };
  }
  const passages = await splitArticle(article, {
    maxTokens,
    countTokens: (texts) => tokens.countTokens(texts),
  });
  return { ...task, kind: "new", subject, article, notes: [...notes, ...announcements(article)], passages };
}

/** Leading letters and digits by which two texts count as the same. */
const sameStart = 80;

/** Returns whether the stored text begins like this one and is longer: a partial text is not a revision of it. */
function isPartOf({ text }: Omit<Article, "revision">, held: Article): boolean {
  return held.text.length > text.length && textKey(held.text).startsWith(textKey(text).slice(0, sameStart));
}

const MAX_ANNOUNCEMENTS = 2;

/** What the article says about its own changes, as notes for the report. */
function announcements({ title, text }: Omit<Article, "revision">): string[] {
  return announcedChanges(`${title}\n${text}`)
    .slice(0, MAX_ANNOUNCEMENTS)
    .map(
      (announced) =>
        `announces ${announced.kind === "correction" ? "a correction" : "an update"}: "${announced.text}"`,
    );
}

function rowOf({ article, subject, notes }: NewArticle, { outcome, passageIds }: PutResult): IngestRow {
  const { articleId, title } = article;
  return { subject, outcome, articleId, title, passageCount: passageIds.length, notes };
}

function rejectedRow(subject: string, notes: readonly string[]): IngestRow {
  return { subject, outcome: "rejected", articleId: null, title: null, passageCount: 0, notes };
}

/** Tasks prepared together: the tokens of all are counted while the model works on one batch. */
const TASKS_AT_ONCE = 32;
/** Tasks of the first window, so that the model has work while the next are split and counted. */
const FIRST_TASKS = 2;
/**
 * Windows that wait for the model or to be stored: while one is stored and the next tasks are split, the model has work for a second.
 * The last window of a run is stored while the model has nothing to do, so that windows are small.
 */
const WINDOWS_UNDER_WAY = 6;
/** Passages after which a commit is made: about 10 ms of work on the thread that writes. */
const PASSAGES_PER_COMMIT = 64;
/** But no more text than can be split in about 30 ms, so that the thread stays free for Discord. */
const CHARACTERS_AT_ONCE = 250_000;
/** One bad article is left out; this many in a row mean that the model itself is failing. */
const FAILURES_BEFORE_STOP = 3;

interface RunParts {
  readonly store: ArticleStore;
  readonly embedder: Embedder | null;
  readonly tokens: TokenCounter;
  readonly index: IngestParts["index"];
  readonly maxTokens: number;
  /** Passages that go to the embedder, and are stored, together. */
  readonly windowPassages: number;
  readonly signal: AbortSignal | null;
  /** Called once per task, in order, after it is stored for good. */
  readonly onRow: (row: IngestRow, task: Task) => void;
}

type NewArticle = Extract<Prepared, { kind: "new" }>;

type Embedded = { readonly vectors: readonly Float32Array[] | null } | { readonly error: unknown };

interface Window {
  readonly items: readonly Prepared[];
  readonly embedding: Promise<Embedded>;
}

class IngestRun {
  readonly #parts: RunParts;
  readonly #aborted: Promise<null>;
  /** Articles between `prepare` and the store. */
  readonly #pending = new Set<string>();
  #failuresInARow = 0;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#aborted = new Promise((resolve) => {
      if (parts.signal?.aborted) resolve(null);
      parts.signal?.addEventListener("abort", () => resolve(null), { once: true });
    });
  }

  /**
   * Works through `tasks`, in order; false if the signal stopped it before the end. What was embedded by then is still stored.
   * @throws DatelineError of the store, or of the embedder if one article after the other fails
   */
  async run(tasks: AsyncIterable<Task> | Iterable<Task>): Promise<boolean> {
    const waiting: Window[] = [];
    for await (const items of this.#windows(tasks)) {
      waiting.push({ items, embedding: this.#embed(items) });
      if (waiting.length > WINDOWS_UNDER_WAY && !(await this.#finish(waiting.shift() as Window)))
        return false;
    }
    for (const window of waiting) if (!(await this.#finish(window))) return false;
    return !this.#isAborted();
  }

  async *#windows(tasks: AsyncIterable<Task> | Iterable<Task>): AsyncGenerator<Prepared[]> {
    let items: Prepared[] = [];
    let passages = 0;
    let isFirst = true;
    for await (const chunk of chunks(tasks, this.#parts.embedder === null ? TASKS_AT_ONCE : FIRST_TASKS)) {
      if (this.#isAborted()) return;
      for (const item of await this.#prepareAll(chunk)) {
        items.push(item);
        passages += item.kind === "new" ? item.passages.length : 0;
        if (passages < this.#parts.windowPassages && items.length < this.#parts.windowPassages) continue;
        yield items;
        items = [];
        passages = 0;
      }
      if (isFirst && items.length > 0) {
        yield items;
        items = [];
        passages = 0;
      }
      isFirst = false;
    }
    if (items.length > 0) yield items;
  }

  /** An article that an earlier task of the run is about to store is prepared after that. */
  async #prepareAll(tasks: readonly Task[]): Promise<Prepared[]> {
    const first = tasks.filter(({ outcome }) => {
      if (outcome.kind !== "article") return true;
      const { articleId } = outcome.article;
      const isFirst = !this.#pending.has(articleId);
      this.#pending.add(articleId);
      return isFirst;
    });
    const prepared = new Map((await prepareAll(first, this.#parts)).map((one, n) => [first[n], one]));
    return tasks.map((task) => prepared.get(task) ?? { ...task, kind: "repeat" });
  }

  /** Never rejects, since it may fail while the window before it is being stored. */
  async #embed(items: readonly Prepared[]): Promise<Embedded> {
    const { embedder } = this.#parts;
    if (embedder === null) return { vectors: null };
    const texts = items.flatMap((item) =>
      item.kind === "new" ? item.passages.map((passage) => embeddingText(item.article, passage)) : [],
    );
    try {
      return { vectors: texts.length === 0 ? [] : await embedder.embedPassages(texts) };
    } catch (error) {
      return { error };
    }
  }

  /** Stores a window once it is embedded; false if the signal comes first. */
  async #finish({ items, embedding }: Window): Promise<boolean> {
    const embedded = await Promise.race([embedding, this.#aborted]);
    if (embedded === null) return false;
    const stored = "error" in embedded ? null : await this.#storeAll(items, embedded.vectors);
    for (const item of items) {
      if (item.kind === "done") this.#report(item.row, item);
      else if (item.kind === "repeat") {
        for (const again of await prepareAll([item], this.#parts)) await this.#storeAlone(again);
      } else if (stored === null) await this.#storeAlone(item);
      else this.#report(stored.get(item) as IngestRow, item);
    }
    return true;
  }

  /** Commits the new articles of a window together, as many at once as do not hold the thread, and lets the index follow. */
  async #storeAll(
    items: readonly Prepared[],
    vectors: readonly Float32Array[] | null,
  ): Promise<Map<NewArticle, IngestRow>> {
    const rows = new Map<NewArticle, IngestRow>();
    const fresh = items.filter((item) => item.kind === "new");
    let from = 0;
    for (let at = 0; at < fresh.length; ) {
      const batch: NewArticle[] = [];
      const revisions: NewRevision[] = [];
      for (let passages = 0; at < fresh.length && passages < PASSAGES_PER_COMMIT; at += 1) {
        const item = fresh[at] as NewArticle;
        const embeddings = vectors?.slice(from, from + item.passages.length) ?? null;
        from += item.passages.length;
        passages += item.passages.length;
        batch.push(item);
        revisions.push({ article: item.article, passages: item.passages, embeddings });
      }
      const results = await this.#parts.store.putAll(revisions);
      for (const [n, item] of batch.entries()) rows.set(item, rowOf(item, results[n] as PutResult));
      await nextTurn(); // a commit waits for the disk: what answers Discord comes in between
    }
    if (vectors !== null && rows.size > 0) await this.#parts.index?.follow();
    if (rows.size > 0) this.#failuresInARow = 0;
    return rows;
  }

  /** Embeds one article by itself after its window has failed, so that one bad article costs only itself. */
  async #storeAlone(item: Prepared): Promise<void> {
    if (item.kind === "done") return this.#report(item.row, item);
    if (item.kind === "repeat") throw new TypeError("a repeated article was prepared as repeated");
    const embedded = await this.#embed([item]);
    if ("vectors" in embedded) {
      const rows = await this.#storeAll([item], embedded.vectors);
      return this.#report(rows.get(item) as IngestRow, item);
    }
    this.#failuresInARow += 1;
    if (!(embedded.error instanceof DatelineError) || this.#failuresInARow >= FAILURES_BEFORE_STOP) {
      throw embedded.error;
    }
    this.#report(rejectedRow(item.subject, [`cannot be embedded: ${describeError(embedded.error)}`]), item);
  }

  #report(row: IngestRow, task: Task): void {
    if (task.outcome.kind === "article") this.#pending.delete(task.outcome.article.articleId);
    this.#parts.onRow(row, task);
  }

  #isAborted(): boolean {
    return this.#parts.signal?.aborted === true;
  }
}

async function* chunks(
  tasks: AsyncIterable<Task> | Iterable<Task>,
  firstTasks: number,
): AsyncGenerator<Task[]> {
  let chunk: Task[] = [];
  let characters = 0;
  let most = firstTasks;
  for await (const task of tasks) {
    chunk.push(task);
    characters += task.outcome.kind === "article" ? task.outcome.article.text.length : 0;
    if (chunk.length < most && characters < CHARACTERS_AT_ONCE) continue;
    yield chunk;
    most = TASKS_AT_ONCE;
    chunk = [];
    characters = 0;
  }
  if (chunk.length > 0) yield chunk;
}
