// Calls methods on another thread that has the store open, and serves such calls there.
import { parentPort, Worker } from "node:worker_threads";
import { DatelineError, type ErrorCode } from "../../model/errors.js";

type Method = (...args: never[]) => Promise<unknown>;
type MethodName<Target> = {
  [Name in keyof Target]: Target[Name] extends Method ? Name : never;
}[keyof Target];
type ArgumentsOf<Work> = Work extends (...args: infer Arguments) => unknown ? Arguments : never;
type ResultOf<Work> = Work extends (...args: never[]) => Promise<infer Result> ? Result : never;

/** What goes to the thread: a call of a method. Null in its place is the end. */
interface Call {
  readonly id: number;
  readonly target: string;
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
type Reply = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly failed: SentError }
  | { readonly bug: unknown }
);

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread holds one article or one question at a time; a larger young generation would only cost memory. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

interface ThreadOptions {
  /** Folder of a store that is open already, so that no migration is left to the thread. */
  readonly path: string;
  /** Name of the script beside this file, without ending. */
  readonly script: "write-thread" | "search-thread";
  /** What a lost thread means for the call that waited. */
  readonly lost: { readonly message: string; readonly hint: string };
}

/** Sends calls to the thread, which starts with the first call, and again after it was lost. `Targets` are what it serves, by name. */
export class StoreThread<Targets> {
  readonly #options: ThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #nextId = 1;
  #isClosed = false;
  #losses = 0;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** How often the thread was lost, with what it held. */
  get losses(): number {
    return this.#losses;
  }

  /** @throws what the method throws; store-broken if the thread is lost, and then a change may be there or not */
  call<Name extends keyof Targets & string, Called extends MethodName<Targets[Name]> & string>(
    target: Name,
    method: Called,
    ...args: ArgumentsOf<Targets[Name][Called]>
  ): Promise<ResultOf<Targets[Name][Called]>> {
    const id = this.#nextId++;
    return new Promise<never>((resolve, reject) => {
      if (this.#isClosed) throw new TypeError("the store is closed");
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, target, method, args } satisfies Call);
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
    });
  }

  /** Waits for the calls before and closes the thread's stores. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#isClosed = true;
    if (worker === null) return;
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.postMessage(null);
    await ended;
  }

  #start(): Worker {
    const { path, script } = this.#options;
    const worker = new Worker(builtScript(script), { workerData: path, resourceLimits: LIMITS });
    worker.on("message", (reply: Reply) => this.#answered(reply));
    worker.on("error", (error) => this.#lost(worker, error));
    worker.on("exit", () => this.#lost(worker, null));
    return worker;
  }

  #answered(reply: Reply): void {
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
    this.#losses += 1;
    const open = [...this.#waiting.values()];
    this.#waiting.clear();
    const { path, lost } = this.#options;
    for (const { reject } of open) {
      const given = cause === null ? {} : { cause };
      reject(
        new DatelineError("store-broken", `${lost.message}: ${path}: its thread ended`, {
          hint: lost.hint,
          ...given,
        }),
      );
    }
  }
}

/** The built thread, also when this file runs unbuilt, as in tests. */
function builtScript(name: string): URL {
  const folder = import.meta.url.endsWith(".ts") ? "../../../dist/src/store/sqlite/" : "./";
  return new URL(`${folder}${name}.js`, import.meta.url);
}

/** Makes the calls that come to this thread, and ends it with `close`. `inOrder`: one call after another, as they came. */
export function serveCalls(
  targets: Readonly<Record<string, object>>,
  { inOrder, close }: { readonly inOrder: boolean; readonly close: () => Promise<void> },
): void {
  let last: Promise<unknown> = Promise.resolve();
  parentPort?.on("message", (call: Call | null) => {
    if (call === null) last = last.then(close).then(() => parentPort?.close());
    else if (inOrder) last = last.then(() => reply(targets, call));
    else last = Promise.all([last, reply(targets, call)]);
  });
}

async function reply(targets: Readonly<Record<string, object>>, call: Call): Promise<void> {
  parentPort?.postMessage(
    await make(targets, call).then(
      (result): Reply => ({ id: call.id, result }),
      (error): Reply => {
        if (!(error instanceof DatelineError)) return { id: call.id, bug: error };
        const { code, message, hint, cause } = error;
        const reason = cause instanceof Error ? cause.message : null;
        return { id: call.id, failed: { code, message, hint, cause: reason } };
      },
    ),
  );
}

async function make(
  targets: Readonly<Record<string, object>>,
  { target, method, args }: Call,
): Promise<unknown> {
  const found: unknown = Reflect.get(targets[target] ?? {}, method);
  if (typeof found !== "function") throw new TypeError(`no such method of ${target}: ${method}`);
  return found.apply(targets[target], args);
}
