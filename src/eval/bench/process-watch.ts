// Measures this process while something works: delay of the event loop, latency of a tiny HTTP answer, memory.

import { readdir, readFile } from "node:fs/promises";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../statistics.js";

const RESOLUTION_MS = 10;
const PROBE_EVERY_MS = 50;

/** All in milliseconds. */
export interface Responsiveness {
  readonly eventLoop: { readonly p50: number; readonly p99: number; readonly max: number };
  /** From when a request was due until its reply was read, so that a blocked loop counts in full. */
  readonly acknowledgement: {
    readonly count: number;
    readonly p50: number;
    readonly p99: number;
    readonly max: number;
  };
}

/** Does the work and measures meanwhile; at least one acknowledgement is measured, however short the work. */
export async function watchWhile<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly responsiveness: Responsiveness }> {
  const server = createServer((_request, reply) => reply.end("ok"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const probe = new Probe(port);
  try {
    await acknowledge(port); // the first one pays for loading and connecting
    histogram.enable();
    await sleep(2 * RESOLUTION_MS); // the histogram counts from its second look
    probe.start();
    const result = await work();
    await sleep(2 * RESOLUTION_MS); // and learns of a stall when the loop goes on
    histogram.disable();
    const latencies = await probe.stop();
    const delay = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
    const eventLoop = {
      p50: delay(histogram.percentile(50)),
      p99: delay(histogram.percentile(99)),
      max: delay(histogram.max),
    };
    return { result, responsiveness: { eventLoop, acknowledgement: summarize(latencies) } };
  } finally {
    await probe.stop();
    server.close();
    server.closeAllConnections();
  }
}

/** Sends a request every 50 ms, whether or not the last one came back. */
class Probe {
  readonly #port: number;
  readonly #running: Promise<number>[] = [];
  #timer: NodeJS.Timeout | null = null;
  #due = 0;

  constructor(port: number) {
    this.#port = port;
  }

  start(): void {
    this.#due = performance.now();
    this.#timer = setInterval(() => this.#sendDue(), PROBE_EVERY_MS);
    this.#sendDue();
  }

  async stop(): Promise<number[]> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    return Promise.all(this.#running);
  }

  /** A loop that was blocked sends all that fell due meanwhile. */
  #sendDue(): void {
    for (; this.#due <= performance.now(); this.#due += PROBE_EVERY_MS) {
      const due = this.#due;
      const answered = acknowledge(this.#port).then(() => performance.now() - due);
      answered.catch(() => undefined); // told when the probe stops
      this.#running.push(answered);
    }
  }
}

/** A connection that is reset, as on an overloaded machine, is retried: the wait for both counts. */
async function acknowledge(port: number): Promise<void> {
  await untilNotReset(() => ask(port));
}

/** Tries again, up to four times, what ends in a reset connection: a bad moment of the machine should not end the bench. */
export async function untilNotReset<T>(work: () => Promise<T>, attempts = 5): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isReset(error) || attempts <= 1) throw error;
    return untilNotReset(work, attempts - 1);
  }
}

/** Node's own fetch hides the reason in a cause. */
function isReset(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "ECONNRESET") || isReset(error.cause);
}

function ask(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, agent: false }, (reply) => reply.resume().on("end", resolve))
      .on("error", reject)
      // Node raises neither an error nor "end" for a reply that breaks off after its headers.
      .on("close", () => reject(Object.assign(new Error("broken off"), { code: "ECONNRESET" })));
  });
}

function summarize(latencies: readonly number[]): Responsiveness["acknowledgement"] {
  return {
    count: latencies.length,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    max: Math.max(...latencies),
  };
}

const SAMPLE_EVERY_MS = 100;

/** Highest values seen, in bytes; null if /proc is not there. */
export interface PeakMemory {
  readonly own: number;
  readonly children: number | null;
  /** Highest sum at one moment; pages of programs and libraries count once per process. */
  readonly together: number;
  /** Highest sum of what belongs to one process alone and to no file: what another process could not share. */
  readonly unshared: number | null;
}

/** Does the work and samples meanwhile. */
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
  }, SAMPLE_EVERY_MS);
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

/** Direct children, by the threads that started them; null if the system does not say. Looking at every process would show in the figures. */
async function childrenOf(): Promise<string[] | null> {
  const threads = await readdir("/proc/self/task").catch(() => null);
  if (threads === null) return null;
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/self/task/${thread}/children`, "utf8").catch(() => "")),
  );
  return lists.flatMap((list) => list.split(/\s+/).filter(Boolean));
}

/** Fields of /proc/PID/status, see proc(5); zeros if the process has ended meanwhile. */
async function readStatus(pid: string) {
  const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  return { resident: field("VmRSS") * 1024, anonymous: field("RssAnon") * 1024 };
}

/** Sums the memory of other processes, what they share counted once; null if the system does not tell. */
export async function memoryOf(processIds: readonly number[]): Promise<number | null> {
  const sizes = await Promise.all(
    processIds.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
      return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) * 1024;
    }),
  );
  const sum = sizes.reduce((total, bytes) => total + bytes, 0);
  return sum === 0 ? null : sum;
}
