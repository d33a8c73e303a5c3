// Fetches one file over HTTP to disk, hashing as it goes, with a limit on silence. Does not judge what it got.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { describeError } from "../errors.js";

export interface DownloadOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Most milliseconds until the response's headers. */
  readonly connectTimeoutMs: number;
  /** Most milliseconds between two pieces of the body. */
  readonly stallTimeoutMs: number;
  /** Called after each piece; total is null where the server does not say. */
  readonly onBytes: (receivedBytes: number, totalBytes: number | null) => void;
}

export type Download =
  | { readonly kind: "done"; readonly bytes: number; readonly sha256: string }
  | {
      readonly kind: "failed";
      readonly reason: string;
      /** False where no server answered at all, so that asking it for another file is in vain. */
      readonly responded: boolean;
    };

/**
 * Writes the body to `target`; a failed download leaves a torn file there, so `target` is a place of no consequence.
 * A body is whole only when it has the announced length, or was sent in chunks up to the last one.
 */
export async function downloadFile(url: string, target: string, options: DownloadOptions): Promise<Download> {
  const silence = new Silence();
  try {
    silence.limit(options.connectTimeoutMs, "no answer");
    const response = await options.fetch(url, {
      signal: silence.signal,
      headers: { "accept-encoding": "identity" },
    });
    silence.limit(options.stallTimeoutMs, "silence in the middle of the file");
    const refusal = refuse(response);
    if (refusal !== null) {
      await response.body?.cancel();
      return { kind: "failed", reason: refusal, responded: true };
    }
    return await writeBody(response, target, options, silence);
  } catch (error) {
    if (isFileError(error)) throw error;
    const reason = silence.reason ?? describeNetworkError(error);
    return { kind: "failed", reason, responded: silence.phase > 1 };
  } finally {
    silence.end();
  }
}

async function writeBody(
  response: Response,
  target: string,
  options: DownloadOptions,
  silence: Silence,
): Promise<Download> {
  const announced = response.headers.get("content-length");
  const total = announced === null ? null : Number(announced);
  const hash = createHash("sha256");
  const file = await open(target, "w");
  let bytes = 0;
  try {
    for await (const piece of response.body ?? []) {
      silence.limit(options.stallTimeoutMs, "silence in the middle of the file");
      hash.update(piece);
      await file.writeFile(piece);
      bytes += piece.byteLength;
      options.onBytes(bytes, total);
    }
  } finally {
    await file.close();
  }
  if (total !== null && bytes !== total) {
    return { kind: "failed", reason: `expected ${total} bytes, got ${bytes}`, responded: true };
  }
  return { kind: "done", bytes, sha256: hash.digest("hex") };
}

/** Says why a response cannot be the file: its status, a sign-in page in its place, or no way to see its end. */
function refuse(response: Response): string | null {
  if (response.status !== 200) return `expected HTTP 200, got ${response.status}`;
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/html")) return "expected a file, got a web page";
  const chunked = response.headers.get("transfer-encoding") === "chunked";
  if (response.headers.get("content-length") === null && !chunked) return "the length is not announced";
  return null;
}

/** Aborts when nothing is heard for too long; each call of `limit` starts the time anew. */
class Silence {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  reason: string | null = null;
  /** How often `limit` was called: 1 while waiting for the headers. */
  phase = 0;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  limit(milliseconds: number, what: string): void {
    this.phase += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.reason = `${what} for ${milliseconds} ms`;
      this.#controller.abort();
    }, milliseconds);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && "syscall" in error && "path" in error;

/** Names the cause below "fetch failed", where the reason is. */
function describeNetworkError(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return describeError(error);
  const code = "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return `${describeError(cause) || describeError(error)}${code}`;
}
