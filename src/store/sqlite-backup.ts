// Copies a store into one file while others read and write it, and checks the copy. Changes nothing of the store.
import { randomBytes } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatelineError } from "../errors.js";
import {
  asFileError,
  type BackupStep,
  checksumFile,
  createPrivate,
  exists,
  forceToDisk,
  sha256Of,
  writeChecksum,
} from "./backup-file.js";
import { SqliteDatabase } from "./sqlite-driver.js";
import { asStoreError } from "./sqlite-errors.js";
import { type BackupContents, inspectCopy } from "./sqlite-inspect.js";
import { DATABASE_FILE } from "./sqlite-store.js";

/** Pages copied at a time: 4 MiB at SQLite's page size of 4 KiB, some 10 ms. */
const PAGES_A_STEP = 1024;
const BUSY_TIMEOUT_MS = 10_000;

export interface BackupReport extends BackupContents {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes the store in folder `path`, as it is at this moment, to the new file `target`, and its checksum to `<target>.sha256`.
 * Either both are there and whole at the end, or nothing is.
 * @throws DatelineError usage-invalid where there is no store or `target` is there already, store-broken, store-newer, store-busy
 */
export async function backUpStore(
  path: string,
  target: string,
  onStep: (step: BackupStep) => void = () => undefined,
): Promise<BackupReport> {
  const file = join(path, DATABASE_FILE);
  await checkNames(file, target);
  const unfinished = `${target}.unfinished-${randomBytes(4).toString("hex")}`;
  try {
    await createPrivate(unfinished);
    const bytes = await copySnapshot(file, unfinished, onStep);
    onStep({ step: "checking", doneBytes: 0, totalBytes: bytes });
    const contents = inspectCopy(unfinished, {
      what: `Store cannot be backed up: ${file}`,
      hint: "No backup was written. Run `dateline doctor`; an older backup may be whole.",
    });
    const sha256 = await sha256Of(unfinished);
    await forceToDisk(unfinished);
    await writeChecksum(target, sha256);
    await rename(unfinished, target);
    await forceToDisk(dirname(target));
    return { file: target, bytes, sha256, ...contents };
  } catch (error) {
    throw asFileError(asStoreError(error, file), target);
  } finally {
    for (const suffix of ["", "-journal", "-wal", "-shm"]) await rm(unfinished + suffix, { force: true });
  }
}

async function checkNames(file: string, target: string): Promise<void> {
  if (!(await exists(file))) {
    throw new DatelineError("usage-invalid", `No store to back up: ${file} does not exist`, {
      hint: "Name the folder of the store with --store or DATELINE_DATA.",
    });
  }
  for (const name of [target, checksumFile(target)]) {
    if (!(await exists(name))) continue;
    throw new DatelineError("usage-invalid", `Backup would overwrite a file: ${name}`, {
      hint: "Choose another name, such as one with the date in it, or delete that file first.",
    });
  }
}

/** One read transaction around all steps: what others write meanwhile is not in it, and does not make it begin again. */
async function copySnapshot(
  file: string,
  target: string,
  onStep: (step: BackupStep) => void,
): Promise<number> {
  const database = new SqliteDatabase(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const pageBytes = Number(database.pragma("page_size", { simple: true }));
    database.exec("BEGIN");
    database.prepare("SELECT count(*) FROM sqlite_schema").get(); // the snapshot begins with the first read
    const { totalPages } = await database.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        const totalBytes = totalPages * pageBytes;
        onStep({ step: "copying", doneBytes: totalBytes - remainingPages * pageBytes, totalBytes });
        return PAGES_A_STEP;
      },
    });
    database.exec("COMMIT");
    return totalPages * pageBytes;
  } finally {
    database.close();
  }
}
