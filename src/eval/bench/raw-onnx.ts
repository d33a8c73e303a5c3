// Asks a child process for the speed of the bare model on given texts. Runs no model itself.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DatelineError } from "../../errors.js";

export interface RawRequest {
  readonly folder: string;
  /** As the embedder reads them, prefix included. */
  readonly texts: readonly string[];
  readonly maxTokens: number;
  readonly batchTokens: number;
}

export interface RawResult {
  /** Inside the model alone: no tokenizing, no pooling, no messages. */
  readonly seconds: number;
  readonly batches: number;
  /** Special tokens included, padding not. */
  readonly tokens: number;
}

/** Runs the loop once, in a process of its own with as many threads as the worker has. @throws DatelineError worker-failed */
export function measureRaw(request: RawRequest): Promise<RawResult> {
  return new Promise((resolve, reject) => {
    const child = fork(workerPath(), [], {
      serialization: "advanced",
      env: {},
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let words = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-1000);
    });
    child.on("message", (result: RawResult) => resolve(result));
    child.on("error", reject);
    child.on("close", (code) =>
      reject(
        new DatelineError("worker-failed", `Bare model loop: ended with code ${code}: ${words.trim()}`, {
          hint: "Run `npm run build`, then `dateline doctor`.",
        }),
      ),
    );
    child.send(request);
  });
}

/** Under vitest the sources run as .ts, which a plain child process cannot: it takes the built file. */
function workerPath(): string {
  const sibling = import.meta.url.endsWith(".ts")
    ? "../../../dist/src/eval/bench/raw-onnx-worker.js"
    : "./raw-onnx-worker.js";
  return fileURLToPath(new URL(sibling, import.meta.url));
}
