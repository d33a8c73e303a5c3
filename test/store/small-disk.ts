// A small disk of its own for a test, which can be filled and emptied; only root may mount one.
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class SmallDisk {
  readonly folder: string;

  /** Null, said aloud, where no disk can be mounted. */
  static mount(bytes: number): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), "dateline-disk-"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder], { stdio: "pipe" });
      return new SmallDisk(folder);
    } catch {
      rmSync(folder, { recursive: true });
      process.stderr.write("SKIPPED: a full disk, since only root may mount one\n");
      return null;
    }
  }

  private constructor(folder: string) {
    this.folder = folder;
  }

  get #filler(): string {
    return join(this.folder, "filler");
  }

  /** Fills it, but for about `leftBytes`. */
  fill(leftBytes = 0): void {
    const handle = openSync(this.#filler, "w");
    try {
      for (const block of [Buffer.alloc(65_536), Buffer.alloc(4096)]) while (wrote(handle, block));
    } finally {
      closeSync(handle);
    }
    if (leftBytes > 0) truncateSync(this.#filler, statSync(this.#filler).size - leftBytes);
  }

  /** Makes room again. */
  empty(): void {
    rmSync(this.#filler, { force: true });
  }

  unmount(): void {
    execFileSync("umount", ["-l", this.folder], { stdio: "pipe" });
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function wrote(handle: number, block: Buffer): boolean {
  try {
    return writeSync(handle, block) === block.length;
  } catch {
    return false;
  }
}
