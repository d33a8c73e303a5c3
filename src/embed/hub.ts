// Fetches one model from the hub into a folder, judging each file by its hash. Does not install it and does not pin.
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type DownloadOptions, downloadFile } from "./download.js";
import type { ModelSpec } from "./model-catalog.js";
import { acceptedHashes, type FileRecord, type Pins } from "./model-folder.js";

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
