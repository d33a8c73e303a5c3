// Resident memory of this process and its children while something works, by sampling. Linux only: elsewhere children are not seen.
import { readdir, readFile } from "node:fs/promises";

const EVERY_MS = 100;

/** Highest values seen, in bytes; null where /proc is not there. */
export interface PeakMemory {
  readonly own: number;
  readonly children: number | null;
  /** Highest sum at one moment; pages of programs and libraries count once a process. */
  readonly together: number;
  /** Highest sum of what belongs to one process alone and to no file: what another process could not share. */
  readonly unshared: number | null;
}

/** Does the work and samples beside it. */
export async function memoryWhile<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly peak: PeakMemory }> {
  let peak: PeakMemory = { own: 0, children: null, together: 0, unshared: null };
  let sampling: Promise<void> = Promise.resolve();
  const sample = async () => {
    peak = higher(peak, await sampleFamily());
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

function higher(one: PeakMemory, other: PeakMemory): PeakMemory {
  const most = (a: number | null, b: number | null) => (b === null ? a : Math.max(a ?? 0, b));
  return {
    own: Math.max(one.own, other.own),
    children: most(one.children, other.children),
    together: Math.max(one.together, other.together),
    unshared: most(one.unshared, other.unshared),
  };
}

/** This process and its direct children now. */
async function sampleFamily(): Promise<PeakMemory> {
  const own = process.memoryUsage.rss();
  const pids = await childrenOf();
  if (pids === null) return { own, children: null, together: own, unshared: null };
  const children = await Promise.all(pids.map(readStatus));
  const sum = (sizes: readonly number[]) => sizes.reduce((total, bytes) => total + bytes, 0);
  const resident = sum(children.map((child) => child.resident));
  const family = [...children, await readStatus("self")];
  return {
    own,
    children: resident,
    together: own + resident,
    unshared: sum(family.map(({ anonymous }) => anonymous)),
  };
}

/** Direct children, by the threads that started them; null where the system does not tell. Looking at every process would show in the figures. */
async function childrenOf(): Promise<string[] | null> {
  const threads = await readdir("/proc/self/task").catch(() => null);
  if (threads === null) return null;
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/self/task/${thread}/children`, "utf8").catch(() => "")),
  );
  return lists.flatMap((list) => list.split(/\s+/).filter(Boolean));
}

/** Fields of /proc/PID/status, see proc(5); zeros where the process has ended meanwhile. */
async function readStatus(pid: string) {
  const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  return { resident: field("VmRSS") * 1024, anonymous: field("RssAnon") * 1024 };
}
