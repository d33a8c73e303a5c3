// A thread that writes: one process's changes of the store, one after the other, so that no wait for the disk stops what answers Discord.
import { Worker } from "node:worker_threads";
import { DatelineError, type ErrorCode } from "../errors.js";

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
    ? "../../dist/src/store/sqlite-writer-main.js"
    : "./sqlite-writer-main.js";
  return new URL(place, import.meta.url);
}
