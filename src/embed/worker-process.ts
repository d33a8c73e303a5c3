// One run of the worker process: starts it, sends requests, and reports how each request and the process ended.
import { type ChildProcess, fork } from "node:child_process";
import type { PairReaderOptions } from "./pair-reader.js";

/** First message to a new worker: which models to load. */
export interface LoadRequest {
  readonly kind: "load";
  readonly id: number;
  readonly embedder: {
    readonly folder: string;
    readonly pooling: "cls" | "mean";
    readonly maxTokens: number;
    readonly weightsSha256: string;
    readonly queryPrefix: string;
    readonly passagePrefix: string;
  };
  readonly reranker: (PairReaderOptions & { readonly folder: string; readonly maxTokens: number }) | null;
}

/** One batch; the texts contain their prefixes already. */
export type BatchRequest =
  | { readonly kind: "embed"; readonly id: number; readonly texts: readonly string[] }
  | { readonly kind: "count"; readonly id: number; readonly texts: readonly string[] }
  | {
      readonly kind: "rerank";
      readonly id: number;
      readonly texts: readonly string[];
      readonly question: string;
    };

type WithoutId<Request> = Request extends unknown ? Omit<Request, "id"> : never;

/** A request before it is sent. */
export type UnsentRequest = WithoutId<LoadRequest | BatchRequest>;

export type WorkerRequest = LoadRequest | BatchRequest;

/** The answer to the request of the same id; `values` holds one number per text, or the vectors of the texts end to end. */
export type WorkerReply =
  | { readonly id: number; readonly kind: "loaded"; readonly dimensions: number }
  | { readonly id: number; readonly kind: "done"; readonly values: Float32Array }
  | { readonly id: number; readonly kind: "failed"; readonly reason: string };

/** What became of a request; "crashed": the process ended while working on it, "untouched": before its turn. */
export type Outcome =
  | WorkerReply
  | { readonly kind: "crashed"; readonly reason: string }
  | { readonly kind: "untouched" };

interface Pending {
  readonly id: number;
  readonly settle: (outcome: Outcome) => void;
}

const MAX_STDERR = 2000; // characters kept, enough for the last message of a native crash

/** Only tokenizing produces garbage there: a young generation of 2 × 2 MiB instead of 2 × 16 MiB costs no measurable time. */
const NODE_OPTIONS = ["--max-semi-space-size=2"];

/**
 * Settings of glibc's malloc; other systems ignore them. What a run of the model frees is kept for the next run: giving it back to the
 * system and getting it again takes 3 % of the time. Few arenas, since only one thread allocates much.
 */
const ENVIRONMENT = {
  MALLOC_TRIM_THRESHOLD_: `${16 * 2 ** 20}`,
  MALLOC_MMAP_THRESHOLD_: `${32 * 2 ** 20}`,
  MALLOC_ARENA_MAX: "2",
};

export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #answerTimeoutMs: number;
  readonly #ended: Promise<void>;
  /** In the order in which the process handles them. */
  readonly #pending: Pending[] = [];
  #timer: NodeJS.Timeout | undefined;
  #nextId = 1;
  #stderr = "";
  /** Why the process ended; null while it runs. */
  #endReason: string | null = null;
  #killedFor: string | null = null;

  /** Starts the process without this one's environment, so that it holds no secrets. */
  constructor(path: string, answerTimeoutMs: number, onEnd: () => void) {
    this.#answerTimeoutMs = answerTimeoutMs;
    this.#child = fork(path, [], {
      serialization: "advanced",
      env: ENVIRONMENT,
      execArgv: NODE_OPTIONS, // not those of the parent: --env-file would read the secrets again
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-MAX_STDERR);
    });
    this.#child.on("message", (reply: WorkerReply) => this.#answered(reply));
    this.#child.on("disconnect", () => this.#child.kill("SIGKILL")); // comes before "close" if it ended by itself
    this.#ended = new Promise((resolve) => {
      const end = (reason: string) => {
        this.#endReason ??= this.#describeEnd(reason);
        this.#settleAll(this.#endReason);
        resolve();
      };
      this.#child.on("error", (error) => end(error.message));
      this.#child.on("close", (code, signal) =>
        end(signal === null ? `exit code ${code}` : `signal ${signal}`),
      );
    });
    void this.#ended.then(onEnd);
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  get isGone(): boolean {
    return this.#endReason !== null;
  }

  /** Requests sent and not answered yet. */
  get inFlight(): number {
    return this.#pending.length;
  }

  /** Sends a request after those in flight and returns its outcome; never rejects. Kills the process if it does not answer in time. */
  request(request: UnsentRequest): Promise<Outcome> {
    if (this.#endReason !== null) return Promise.resolve({ kind: "crashed", reason: this.#endReason });
    const id = this.#nextId++;
    return new Promise((settle) => {
      this.#pending.push({ id, settle });
      if (this.#pending.length === 1) this.#watch();
      this.#child.send({ ...request, id }, (error) => {
        if (error !== null) this.kill(error.message);
      });
    });
  }

  /** Kills the process, which keeps nothing that could be lost; resolves when it is gone. */
  async kill(reason: string): Promise<void> {
    this.#killedFor ??= reason;
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  /** Ignores answers of a process that is being killed. */
  #answered(reply: WorkerReply): void {
    if (this.#killedFor !== null) return;
    const [first] = this.#pending;
    if (first === undefined || reply.id !== first.id) {
      this.kill("it answered out of turn");
      return;
    }
    this.#pending.shift();
    this.#watch();
    first.settle(reply);
  }

  /** Restarts the timeout for the request whose turn it is. */
  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#pending.length === 0) return;
    this.#timer = setTimeout(
      () => this.kill(`no answer for ${this.#answerTimeoutMs} ms`),
      this.#answerTimeoutMs,
    );
  }

  /** Settles the last one first, so that each is put back in front of those sent after it. */
  #settleAll(reason: string): void {
    const [first, ...behind] = this.#pending.splice(0);
    clearTimeout(this.#timer);
    for (const { settle } of behind.reverse()) settle({ kind: "untouched" });
    first?.settle({ kind: "crashed", reason });
  }

  #describeEnd(reason: string): string {
    const stderr = this.#stderr.trim().replace(/\s+/g, " ");
    return (this.#killedFor ?? reason) + (stderr === "" ? "" : `, stderr: ${stderr}`);
  }
}
