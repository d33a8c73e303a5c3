// What a backup is outside of SQLite: a file, and its checksum beside it as `sha256sum` writes it. Knows no table.
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, readFile, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DatelineError, describeError } from "../errors.js";

/** For the owner alone: a backup holds what people asked in private. */
const OWNER_ONLY = 0o600;

/** One report of a step that takes a while. */
export interface BackupStep {
  readonly step: "copying" | "checking";
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** Returns the name of the file that holds the checksum: `<file>.sha256`. */
export function checksumFile(file: string): string {
  return `${file}.sha256`;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Creates an empty file that only its owner can read. */
export async function createPrivate(path: string): Promise<void> {
  await (await open(path, "wx", OWNER_ONLY)).close();
}

/** Writes the checksum of `file` beside it, in the format of `sha256sum --check`. */
export async function writeChecksum(file: string, sha256: string): Promise<void> {
  await writeFile(checksumFile(file), `${sha256}  ${basename(file)}\n`, { flag: "wx", mode: OWNER_ONLY });
}

/** Returns the checksum that stands beside `file`. @throws DatelineError usage-invalid where there is none */
export async function readChecksum(file: string): Promise<string> {
  const beside = checksumFile(file);
  const text = await readFile(beside, "utf8").catch(() => "");
  const sha256 = /^[0-9a-f]{64}\b/.exec(text)?.[0];
  if (sha256 !== undefined) return sha256;
  throw new DatelineError("usage-invalid", `Backup without its checksum: ${file}: expected ${beside}`, {
    hint: "Copy that file too, or go on without it with --no-checksum.",
  });
}

/** Returns the SHA-256 of a file in hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Copies `from` to the new file `to`, forced to disk, and returns the SHA-256 of what was read. */
export async function copyHashed(
  from: string,
  to: string,
  onStep: (step: BackupStep) => void,
): Promise<string> {
  const { size: totalBytes } = await stat(from);
  const hash = createHash("sha256");
  let doneBytes = 0;
  const watch = new Transform({
    transform(part: Buffer, _encoding, done) {
      hash.update(part);
      doneBytes += part.byteLength;
      onStep({ step: "copying", doneBytes, totalBytes });
      done(null, part);
    },
  });
  await pipeline(createReadStream(from), watch, createWriteStream(to, { flags: "wx", mode: OWNER_ONLY }));
  await forceToDisk(to);
  return hash.digest("hex");
}

/** Waits until a file, or the names in a folder, are on the disk. */
export async function forceToDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Returns the DatelineError (usage-invalid) for a failure of the file system, else the error itself. */
export function asFileError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("syscall" in error)) return error;
  return new DatelineError("usage-invalid", `Cannot read or write: ${path}: ${describeError(error)}`, {
    hint: "Check the path, that the disk has room, and that the folder may be written to.",
    cause: error,
  });
}
