// Resident memory of this process and its children while something works, by sampling. Linux only: elsewhere children are not seen.
import { readdir, readFile } from "node:fs/promises";

const EVERY_MS = 100;
const PAGE_BYTES = 4096; // of every Linux on x86-64 and of most on arm64

/** Highest values seen, in bytes; `children` is null where /proc is not there. */
export interface PeakMemory {
  readonly own: number;
  readonly children: number | null;
  /** Highest sum at one moment. */
  readonly together: number;
}

/** Does the work and samples beside it. */
export async function memoryWhile<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly peak: PeakMemory }> {
  let peak: PeakMemory = { own: 0, children: null, together: 0 };
  let sampling: Promise<void> = Promise.resolve();
  const sample = async () => {
    const own = process.memoryUsage.rss();
    const children = await childrenBytes();
    peak = {
      own: Math.max(peak.own, own),
      children: children === null ? peak.children : Math.max(peak.children ?? 0, children),
      together: Math.max(peak.together, own + (children ?? 0)),
    };
  };
  const timer = setInterval(() => {
    sampling = sampling.then(sample);
  }, EVERY_MS);
  try {
    const result = await work();
    await sampling.then(sample);
    return { result, peak };
  } finally {
    clearInterval(timer);
  }
}

/** Resident bytes of all direct children, null without /proc. */
async function childrenBytes(): Promise<number | null> {
  const entries = await readdir("/proc").catch(() => null);
  if (entries === null) return null;
  const sizes = await Promise.all(
    entries.filter((name) => /^\d+$/.test(name)).map((pid) => residentIfChild(pid)),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function residentIfChild(pid: string): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""); // a process may end meanwhile
  // After the name in brackets: state, parent, …; resident pages are the 22nd field from there (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[1]) === process.pid ? Number(fields[21]) * PAGE_BYTES : 0;
}
