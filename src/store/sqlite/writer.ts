// Stores that are written on a separate thread, one change after another, so that waiting for the disk never delays Discord.
import { Worker } from "node:worker_threads";
import type { OpenQuestion } from "../../model/answer.js";
import type { Instant } from "../../model/article.js";
import { DatelineError, type ErrorCode } from "../../model/errors.js";
import type {
  AnswerRecord,
  FeedChange,
  FeedItemRecord,
  FeedRecord,
  NewRevision,
  PassageVector,
  PutResult,
  RefetchRecord,
  Stores,
} from "../ports.js";
import { SqliteAnswerStore } from "./answers.js";
import { SqliteArticleStore } from "./articles.js";
import type { StoreConnection } from "./database.js";
import { SqliteFeedStore } from "./feeds.js";
import { SqliteRefetchStore } from "./refetches.js";

/** The stores that are written on the thread. */
type WrittenStores = Pick<Stores, "articles" | "answers" | "feeds" | "refetches">;
type Method = (...args: never[]) => Promise<unknown>;
type MethodName<Store> = { [Name in keyof Store]: Store[Name] extends Method ? Name : never }[keyof Store];
type ArgumentsOf<Work> = Work extends (...args: infer Arguments) => unknown ? Arguments : never;
type ResultOf<Work> = Work extends (...args: never[]) => Promise<infer Result> ? Result : never;

/** What goes to the thread: a call of a store's method. Null in its place is the end. */
export interface WriteJob {
  readonly id: number;
  readonly store: keyof WrittenStores;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** A DatelineError as it is sent between threads, where an Error loses its code. */
interface SentError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  readonly cause: unknown;
}

/** What comes back: a result, a known failure, or a bug as it was thrown. */
export type WriteReply = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly failed: SentError }
  | { readonly bug: unknown }
);

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The thread holds one article at a time; a larger young generation would only cost memory. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** Sends calls to the thread, which starts with the first call, and again after it was lost. */
export class StoreWriter {
  readonly #path: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #nextId = 1;
  #isClosed = false;

  /** `path` is the folder of a store that is open already, so that no migration is left to the thread. */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Calls a method of a store, after all calls before; resolves once its change is committed.
   * @throws what the method throws; store-broken if the thread is lost, and then the change may be there or not
   */
  call<Store extends keyof WrittenStores, Name extends MethodName<WrittenStores[Store]> & string>(
    store: Store,
    method: Name,
    ...args: ArgumentsOf<WrittenStores[Store][Name]>
  ): Promise<ResultOf<WrittenStores[Store][Name]>> {
    const id = this.#nextId++;
    return new Promise<never>((resolve, reject) => {
      if (this.#isClosed) throw new TypeError("the store is closed");
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, store, method, args } satisfies WriteJob);
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
    });
  }

  /** Waits for the calls before and closes the stores; if nobody else has the file open, the log is written into it. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#isClosed = true;
    if (worker === null) return;
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.postMessage(null);
    await ended;
  }

  #start(): Worker {
    const worker = new Worker(builtScript(), { workerData: this.#path, resourceLimits: LIMITS });
    worker.on("message", (reply: WriteReply) => this.#answered(reply));
    worker.on("error", (error) => this.#lost(worker, error));
    worker.on("exit", () => this.#lost(worker, null));
    return worker;
  }

  #answered(reply: WriteReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("result" in reply) waiting?.resolve(reply.result);
    else if ("bug" in reply) waiting?.reject(reply.bug);
    else {
      const { code, message, hint, cause } = reply.failed;
      waiting?.reject(new DatelineError(code, message, { ...(hint === null ? {} : { hint }), cause }));
    }
  }

  #lost(worker: Worker, cause: Error | null): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    const open = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of open) {
      reject(
        new DatelineError("store-broken", `Store was not written: ${this.#path}: its thread ended`, {
          hint: "What was reported as stored is not lost; the next change starts the thread again.",
          ...(cause === null ? {} : { cause }),
        }),
      );
    }
  }
}

/** The built thread, also when this file runs unbuilt, as in tests. */
function builtScript(): URL {
  const place = import.meta.url.endsWith(".ts")
    ? "../../../dist/src/store/sqlite/writer-thread.js"
    : "./writer-thread.js";
  return new URL(place, import.meta.url);
}

/** Reads articles on the calling thread and writes them on the other; each change is committed once its promise resolves. */
export class ThreadedArticleStore extends SqliteArticleStore {
  readonly #writer: StoreWriter;

  constructor(connection: StoreConnection, writer: StoreWriter) {
    super(connection);
    this.#writer = writer;
  }

  override putAll(revisions: readonly NewRevision[]): Promise<PutResult[]> {
    const copies = revisions.map((revision) => ({
      ...revision,
      embeddings: revision.embeddings?.map(ownCopy) ?? null,
    }));
    return this.#writer.call("articles", "putAll", copies);
  }

  override remove(articleId: string): Promise<string[]> {
    return this.#writer.call("articles", "remove", articleId);
  }

  /** Both threads have to know which vectors are theirs; the second finds it done. */
  override async useFingerprint(fingerprint: string, dimensions: number): Promise<void> {
    await this.#writer.call("articles", "useFingerprint", fingerprint, dimensions);
    await super.useFingerprint(fingerprint, dimensions);
  }

  override putEmbeddings(entries: readonly PassageVector[]): Promise<void> {
    const copies = entries.map((entry) => ({ ...entry, embedding: ownCopy(entry.embedding) }));
    return this.#writer.call("articles", "putEmbeddings", copies);
  }

  override sketchMissing(limit: number): Promise<number> {
    return this.#writer.call("articles", "sketchMissing", limit);
  }
}

/** A vector may be a view of the batch that it came with, all of which would be copied to the thread. */
const ownCopy = (vector: Float32Array): Float32Array => vector.slice();

/** The same for answers. */
export class ThreadedAnswerStore extends SqliteAnswerStore {
  readonly #writer: StoreWriter;

  constructor(connection: StoreConnection, writer: StoreWriter) {
    super(connection);
    this.#writer = writer;
  }

  override putAnswer(record: AnswerRecord): Promise<void> {
    return this.#writer.call("answers", "putAnswer", record);
  }

  override removeAnswersOf(userId: string): Promise<number> {
    return this.#writer.call("answers", "removeAnswersOf", userId);
  }

  override removeAnswersBefore(before: Instant, guildId: string | null): Promise<number> {
    return this.#writer.call("answers", "removeAnswersBefore", before, guildId);
  }

  override writeOpenQuestions(noted: readonly OpenQuestion[], closed: readonly string[]): Promise<void> {
    return this.#writer.call("answers", "writeOpenQuestions", noted, closed);
  }
}

/** The same for feeds. */
export class ThreadedFeedStore extends SqliteFeedStore {
  readonly #writer: StoreWriter;

  constructor(connection: StoreConnection, writer: StoreWriter) {
    super(connection);
    this.#writer = writer;
  }

  override add(feed: FeedRecord): Promise<boolean> {
    return this.#writer.call("feeds", "add", feed);
  }

  override makeDue(now: Instant): Promise<number> {
    return this.#writer.call("feeds", "makeDue", now);
  }

  override change(feedId: string, change: FeedChange): Promise<boolean> {
    return this.#writer.call("feeds", "change", feedId, change);
  }

  override remove(feedId: string): Promise<boolean> {
    return this.#writer.call("feeds", "remove", feedId);
  }

  override settle(items: readonly FeedItemRecord[]): Promise<void> {
    return this.#writer.call("feeds", "settle", items);
  }

  override prune(feedId: string, keys: readonly string[], before: Instant): Promise<number> {
    return this.#writer.call("feeds", "prune", feedId, keys, before);
  }
}

/** The same for pages to be fetched again. */
export class ThreadedRefetchStore extends SqliteRefetchStore {
  readonly #writer: StoreWriter;

  constructor(connection: StoreConnection, writer: StoreWriter) {
    super(connection);
    this.#writer = writer;
  }

  override put(record: RefetchRecord): Promise<void> {
    return this.#writer.call("refetches", "put", record);
  }

  override remove(articleId: string): Promise<boolean> {
    return this.#writer.call("refetches", "remove", articleId);
  }
}
