// One run of the worker process: starts it, sends it one request at a time, tells how it ended. Never restarts it.
import { type ChildProcess, fork } from "node:child_process";
import type { UnsentRequest, WorkerReply } from "./worker-protocol.js";

/** What became of a request; "crashed" means that the process is gone. */
export type Outcome = WorkerReply | { readonly kind: "crashed"; readonly reason: string };

interface Pending {
  readonly id: number;
  readonly settle: (outcome: Outcome) => void;
  readonly timer: NodeJS.Timeout;
}

const keptWords = 2000; // characters of standard error, enough for the last message of a native crash

export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #answerTimeoutMs: number;
  readonly #ended: Promise<void>;
  #pending: Pending | null = null;
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
      execArgv: [], // an inherited --env-file would read the secrets again
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
        this.#settle({ kind: "crashed", reason: this.#end });
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

  /** Sends one request and waits for its end; never rejects. Without an answer in time the process is killed. */
  request(request: UnsentRequest): Promise<Outcome> {
    if (this.#end !== null) return Promise.resolve({ kind: "crashed", reason: this.#end });
    if (this.#pending !== null) throw new TypeError("the worker takes one request at a time");
    const id = this.#nextId++;
    return new Promise((settle) => {
      const timer = setTimeout(
        () => this.kill(`no answer for ${this.#answerTimeoutMs} ms`),
        this.#answerTimeoutMs,
      );
      this.#pending = { id, settle, timer };
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

  #answered(reply: WorkerReply): void {
    if (reply.id === this.#pending?.id) this.#settle(reply);
  }

  #settle(outcome: Outcome): void {
    const pending = this.#pending;
    if (pending === null) return;
    this.#pending = null;
    clearTimeout(pending.timer);
    pending.settle(outcome);
  }

  #describeEnd(reason: string): string {
    const words = this.#words.trim().replace(/\s+/g, " ");
    return (this.#killedFor ?? reason) + (words === "" ? "" : `, last words: ${words}`);
  }
}
