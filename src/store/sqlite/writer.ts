// A thread that writes: one process's changes of the store, one after the other, so that no wait for the disk stops what answers Discord.
import { Worker } from "node:worker_threads";
import { DatelineError, type ErrorCode } from "../../model/errors.js";
import type { FeedStore, RefetchStore, Store } from "../ports.js";

/** The stores that the thread has open. */
export type WrittenStore = "articles" | "feeds" | "refetches";

/** What goes to the thread: a method of a store, or null for the end. */
export interface WriteJob {
  readonly id: number;
  readonly store: WrittenStore;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** A failure that keeps its code on the way between threads, which a DatelineError would lose. */
export interface SentError {
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

/** It holds no more than one article at a time; a large young generation would only cost memory. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** The thread as the other threads see it. It starts with the first job, and again after it was lost. */
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
   * @throws what the method throws; store-broken where the thread is lost, and then the change may be there or not
   */
  call(store: WrittenStore, method: string, args: readonly unknown[]): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw new TypeError("the store is closed");
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, store, method, args } satisfies WriteJob);
      this.#waiting.set(id, { resolve, reject });
    });
  }

  /** Waits for the calls before and closes the stores; where they are the last that have the file open, the log goes into it. */
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
          hint: "Nothing that was told as stored is lost; the next change starts the thread again.",
          ...(cause === null ? {} : { cause }),
        }),
      );
    }
  }
}

/** Also when this file runs unbuilt, as in tests. */
function builtScript(): URL {
  const place = import.meta.url.endsWith(".ts")
    ? "../../../dist/src/store/sqlite/writer-thread.js"
    : "./writer-thread.js";
  return new URL(place, import.meta.url);
}

/** Methods that change something; what is not listed runs on the calling thread, which is right, only slower for it. */
const articleWrites = new Set<keyof Store>([
  "put",
  "remove",
  "sketchMissing",
  "putEmbeddings",
  "putAnswer",
  "removeAnswersOf",
  "removeAnswersBefore",
  "writeOpenQuestions",
  "setSetting",
]);
const feedWrites = new Set<keyof FeedStore>(["add", "makeDue", "change", "remove", "settle", "prune"]);
const refetchWrites = new Set<keyof RefetchStore>(["put", "remove"]);

/** Returns the store with its changes made by `writer`, each committed once its promise resolves; closing closes the reader only. */
export function threadedStore(store: Store, writer: StoreWriter): Store {
  const written = throughThread(store, "articles", articleWrites, writer);
  return withMethods(written, {
    put: (revision) => {
      const embeddings = revision.embeddings?.map(ownCopy) ?? null;
      return written.put({ ...revision, embeddings });
    },
    putEmbeddings: (entries) =>
      written.putEmbeddings(entries.map((entry) => ({ ...entry, embedding: ownCopy(entry.embedding) }))),
    // Both threads have to know which vectors are theirs; the second finds it done.
    useFingerprint: async (...args) => {
      await writer.call("articles", "useFingerprint", args);
      await store.useFingerprint(...args);
    },
  });
}

/** The same for feeds. */
export function threadedFeedStore(feeds: FeedStore, writer: StoreWriter): FeedStore {
  return throughThread(feeds, "feeds", feedWrites, writer);
}

/** The same for pages to be fetched again. */
export function threadedRefetchStore(refetches: RefetchStore, writer: StoreWriter): RefetchStore {
  return throughThread(refetches, "refetches", refetchWrites, writer);
}

/** A vector may be a view of the batch that it came with, all of which would be copied to the thread. */
const ownCopy = (vector: Float32Array): Float32Array => vector.slice();

function throughThread<T extends object>(
  store: T,
  name: WrittenStore,
  writes: ReadonlySet<keyof T>,
  writer: StoreWriter,
): T {
  const methods = [...writes].map((method) => [
    method,
    (...args: readonly unknown[]) => writer.call(name, String(method), args),
  ]);
  return withMethods(store, Object.fromEntries(methods) as Partial<T>);
}

/** The same object, except for these methods. */
function withMethods<T extends object>(store: T, methods: Partial<T>): T {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(methods, name);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
