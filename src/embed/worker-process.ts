// One run of the worker process: starts it, sends it requests, tells how each and the process ended. Never restarts it.
import { type ChildProcess, fork } from "node:child_process";

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
  readonly reranker: { readonly folder: string; readonly maxTokens: number } | null;
}

/** One batch. Prefixes are already in the texts. */
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

/** The answer to the request of the same id; `values` holds one number a text, or one vector a text end to end. */
export type WorkerReply =
  | { readonly id: number; readonly kind: "loaded"; readonly dimensions: number }
  | { readonly id: number; readonly kind: "done"; readonly values: Float32Array }
  | { readonly id: number; readonly kind: "failed"; readonly reason: string };

/** What became of a request; "crashed" means that the process is gone, "untouched" that it went before this request had its turn. */
export type Outcome =
  | WorkerReply
  | { readonly kind: "crashed"; readonly reason: string }
  | { readonly kind: "untouched" };

interface Pending {
  readonly id: number;
  readonly settle: (outcome: Outcome) => void;
}

const keptWords = 2000; // characters of standard error, enough for the last message of a native crash

/** Only tokenizing makes garbage there: a young generation of 2 × 2 MiB instead of 2 × 16 MiB costs no time that can be measured. */
const NODE_OPTIONS = ["--max-semi-space-size=2"];

export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #answerTimeoutMs: number;
  readonly #ended: Promise<void>;
  /** In the order in which the process works on them. */
  readonly #pending: Pending[] = [];
  #timer: NodeJS.Timeout | undefined;
  #nextId = 1;
  #words = "";
  /** Set once the process is gone. */
  #end: string | null = null;
  #killedFor: string | null = null;

  /** Starts the process with an empty environment: it needs none, and so it holds no secret. */
  constructor(path: string, answerTimeoutMs: number, onEnd: () => void) {
    this.#answerTimeoutMs = answerTimeoutMs;
    this.#child = fork(path, [], {
      serialization: "advanced",
      env: {},
      execArgv: NODE_OPTIONS, // none are inherited: --env-file would read the secrets again
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#words = (this.#words + text).slice(-keptWords);
    });
    this.#child.on("message", (reply: WorkerReply) => this.#answered(reply));
    this.#child.on("disconnect", () => this.#child.kill("SIGKILL")); // comes before "close" when it ended by itself
    this.#ended = new Promise((resolve) => {
      const end = (reason: string) => {
        this.#end ??= this.#describeEnd(reason);
        this.#settleAll(this.#end);
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
    return this.#end !== null;
  }

  /** Requests sent and not answered. */
  get inFlight(): number {
    return this.#pending.length;
  }

  /** Sends a request behind those in flight and waits for its end; never rejects. Without an answer in time the process is killed. */
  request(request: UnsentRequest): Promise<Outcome> {
    if (this.#end !== null) return Promise.resolve({ kind: "crashed", reason: this.#end });
    const id = this.#nextId++;
    return new Promise((settle) => {
      this.#pending.push({ id, settle });
      if (this.#pending.length === 1) this.#watch();
      this.#child.send({ ...request, id }, (error) => {
        if (error !== null) this.kill(error.message);
      });
    });
  }

  /** Ends the process at once: it holds nothing that could be lost. Resolves when it is gone. */
  async kill(reason: string): Promise<void> {
    this.#killedFor ??= reason;
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  /** A process that is being ended is not believed any more, whatever is still on its way. */
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

  /** Gives the request that has its turn its time. */
  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#pending.length === 0) return;
    this.#timer = setTimeout(
      () => this.kill(`no answer for ${this.#answerTimeoutMs} ms`),
      this.#answerTimeoutMs,
    );
  }

  /** The last one first, so that each is put back in front of those sent after it. */
  #settleAll(reason: string): void {
    const [first, ...behind] = this.#pending.splice(0);
    clearTimeout(this.#timer);
    for (const { settle } of behind.reverse()) settle({ kind: "untouched" });
    first?.settle({ kind: "crashed", reason });
  }

  #describeEnd(reason: string): string {
    const words = this.#words.trim().replace(/\s+/g, " ");
    return (this.#killedFor ?? reason) + (words === "" ? "" : `, last words: ${words}`);
  }
}
