// Watches this process while something works: delay of the event loop and how late a tiny HTTP answer comes. Judges nothing.
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../statistics.js";

const RESOLUTION_MS = 10;
const EVERY_MS = 50;

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

/** Does the work and measures beside it; at least one acknowledgement is measured, however short the work. */
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
    this.#timer = setInterval(() => this.#sendDue(), EVERY_MS);
    this.#sendDue();
  }

  async stop(): Promise<number[]> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    return Promise.all(this.#running);
  }

  /** A loop that was blocked sends all that fell due meanwhile. */
  #sendDue(): void {
    for (; this.#due <= performance.now(); this.#due += EVERY_MS) {
      const due = this.#due;
      const answered = acknowledge(this.#port).then(() => performance.now() - due);
      answered.catch(() => undefined); // told when the probe stops
      this.#running.push(answered);
    }
  }
}

/** A connection that is reset, as on a machine that comes to a standstill, is tried again: the wait for both counts. */
async function acknowledge(port: number): Promise<void> {
  await untilNotReset(() => ask(port));
}

/** Tries again, up to four times, what ends in a reset connection: an unlucky moment of the machine is no end of a bench. */
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
      // A reply that breaks off after its head is no error to Node, and has no end.
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
