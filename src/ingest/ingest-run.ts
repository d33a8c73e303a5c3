// One run of ingest as a pipeline: while the model embeds one window of passages, the next is read and split and the last is stored.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Embedder, TokenCounter } from "../embed/embedder.js";
import { DatelineError, describeError } from "../errors.js";
import type { IngestRow } from "../reports.js";
import type { Store } from "../store/store.js";
import type { VectorIndex } from "../store/vector-index.js";
import { embeddingText } from "./embedding-text.js";
import { type Prepared, prepare, rejectedRow, type Task } from "./prepare.js";

/** Tasks prepared together: the tokens of all are counted while the model works on one batch. */
const TASKS_AT_ONCE = 32;
/** But no more text than is split in some 30 ms, so that the thread stays free for Discord. */
const CHARACTERS_AT_ONCE = 250_000;
/** One bad article is left out; so many in a row mean that the model itself fails. */
const FAILURES_BEFORE_STOP = 3;

export interface RunParts {
  readonly store: Store;
  readonly embedder: Embedder | null;
  readonly tokens: TokenCounter;
  readonly index: VectorIndex | null;
  readonly maxTokens: number;
  /** Passages that go to the embedder together; two windows are under way at a time. */
  readonly windowPassages: number;
  readonly signal: AbortSignal | null;
  /** Called once a task, in order, after it is stored for good. */
  readonly onRow: (row: IngestRow, task: Task) => void;
}

type NewArticle = Extract<Prepared, { kind: "new" }>;
type Embedded = { readonly vectors: readonly Float32Array[] | null } | { readonly error: unknown };

interface Window {
  readonly items: readonly Prepared[];
  readonly embedding: Promise<Embedded>;
}

export class IngestRun {
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
   * Works through `tasks`, in order; false where the signal stopped it before the end. What was embedded by then is still stored.
   * @throws DatelineError of the store, or of the embedder where one article after the other fails
   */
  async run(tasks: AsyncIterable<Task> | Iterable<Task>): Promise<boolean> {
    let waiting: Window | null = null;
    for await (const items of this.#windows(tasks)) {
      const next: Window = { items, embedding: this.#embed(items) };
      if (waiting !== null && !(await this.#finish(waiting))) return false;
      waiting = next;
    }
    if (waiting !== null && !(await this.#finish(waiting))) return false;
    return !this.#isAborted();
  }

  async *#windows(tasks: AsyncIterable<Task> | Iterable<Task>): AsyncGenerator<Prepared[]> {
    let items: Prepared[] = [];
    let passages = 0;
    for await (const chunk of chunks(tasks)) {
      if (this.#isAborted()) return;
      for (const item of await this.#prepareAll(chunk)) {
        items.push(item);
        passages += item.kind === "new" ? item.passages.length : 0;
        if (passages < this.#parts.windowPassages && items.length < this.#parts.windowPassages) continue;
        yield items;
        items = [];
        passages = 0;
      }
    }
    if (items.length > 0) yield items;
  }

  async #prepareAll(tasks: readonly Task[]): Promise<Prepared[]> {
    return Promise.all(
      tasks.map((task) => {
        if (task.outcome.kind === "article") {
          const { articleId } = task.outcome.article;
          if (this.#pending.has(articleId)) return { ...task, kind: "repeat" } as const;
          this.#pending.add(articleId);
        }
        return prepare(task, this.#parts);
      }),
    );
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

  /** Stores a window once it is embedded; false where the signal comes first. */
  async #finish({ items, embedding }: Window): Promise<boolean> {
    const embedded = await Promise.race([embedding, this.#aborted]);
    if (embedded === null) return false;
    let from = 0;
    for (const item of items) {
      if (item.kind === "settled") this.#report(item.row, item);
      else if (item.kind === "repeat") await this.#storeAlone(await prepare(item, this.#parts));
      else if ("error" in embedded) await this.#storeAlone(item);
      else {
        const vectors = embedded.vectors?.slice(from, from + item.passages.length) ?? null;
        from += item.passages.length;
        await this.#store(item, vectors);
      }
      await nextTurn(); // each commit waits for the disk: what answers Discord comes in between
    }
    return true;
  }

  /** Embeds one article by itself, where its window has failed, so that one bad article costs only itself. */
  async #storeAlone(item: Prepared): Promise<void> {
    if (item.kind === "settled") return this.#report(item.row, item);
    if (item.kind === "repeat") throw new TypeError("a repeated article was prepared as repeated");
    const embedded = await this.#embed([item]);
    if ("vectors" in embedded) return this.#store(item, embedded.vectors);
    this.#failuresInARow += 1;
    if (!(embedded.error instanceof DatelineError) || this.#failuresInARow >= FAILURES_BEFORE_STOP) {
      throw embedded.error;
    }
    this.#report(rejectedRow(item.subject, [`cannot be embedded: ${describeError(embedded.error)}`]), item);
  }

  async #store(item: NewArticle, embeddings: readonly Float32Array[] | null): Promise<void> {
    const { article, passages, subject, notes } = item;
    const { outcome, passageIds } = await this.#parts.store.put({ article, passages, embeddings });
    const entries = passageIds.flatMap((passageId, i) => {
      const embedding = embeddings?.[i];
      return embedding === undefined ? [] : [{ passageId, embedding }];
    });
    if (entries.length > 0) await this.#parts.index?.add(entries);
    this.#failuresInARow = 0;
    const { articleId, title } = article;
    this.#report({ subject, outcome, articleId, title, passageCount: passageIds.length, notes }, item);
  }

  #report(row: IngestRow, task: Task): void {
    if (task.outcome.kind === "article") this.#pending.delete(task.outcome.article.articleId);
    this.#parts.onRow(row, task);
  }

  #isAborted(): boolean {
    return this.#parts.signal?.aborted === true;
  }
}

async function* chunks(tasks: AsyncIterable<Task> | Iterable<Task>): AsyncGenerator<Task[]> {
  let chunk: Task[] = [];
  let characters = 0;
  for await (const task of tasks) {
    chunk.push(task);
    characters += task.outcome.kind === "article" ? task.outcome.article.text.length : 0;
    if (chunk.length < TASKS_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue;
    yield chunk;
    chunk = [];
    characters = 0;
  }
  if (chunk.length > 0) yield chunk;
}
