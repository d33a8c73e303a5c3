// Resident memory of a process and its children, by sampling /proc. Linux only.
import { readdir, readFile } from "node:fs/promises";

const EVERY_MS = 100;

/** In bytes. */
export interface Memory {
  readonly before: number;
  readonly peak: number;
  readonly after: number;
}

/** Does the work and samples beside it; `after` is read when all has been quiet for `restMs`. */
export async function memoryOf(pid: number, restMs: number, work: () => Promise<void>): Promise<Memory> {
  const before = await familySize(pid);
  let peak = before;
  const timer = setInterval(async () => {
    peak = Math.max(peak, await familySize(pid));
  }, EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  await new Promise((resolve) => setTimeout(resolve, restMs));
  return { before, peak, after: await familySize(pid) };
}

/** Resident bytes of the process and its direct children. */
async function familySize(pid: number): Promise<number> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map(readStatus));
  const family = all.filter((one) => one.pid === pid || one.parent === pid);
  return family.reduce((sum, { resident }) => sum + resident, 0);
}

/** Fields of /proc/PID/status, see proc(5); zeros where the process has ended meanwhile. */
async function readStatus(name: string) {
  const text = await readFile(`/proc/${name}/status`, "utf8").catch(() => "");
  const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  return { pid: Number(name), parent: field("PPid"), resident: field("VmRSS") * 1024 };
}
