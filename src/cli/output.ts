// Output of the terminal: results to stdout, everything else to stderr; colours and a progress bar on terminals only.
import cliProgress from "cli-progress";
import picocolors from "picocolors";
import { createSupportsHyperlinks } from "supports-hyperlinks";
import type { ProgressEvent } from "../model/status.js";

/** Longer lines are hard to read. */
const MAX_WIDTH = 100;

type Colors = ReturnType<typeof picocolors.createColors>;

export interface Output {
  /** Styles for stdout; they change nothing if stdout is not a terminal, NO_COLOR is set or TERM is "dumb". */
  readonly colors: Colors;
  /** True if `colors` adds colour. */
  readonly colored: boolean;
  /** True if stdout is a terminal that shows links behind words (OSC 8). */
  readonly linked: boolean;
  /** Columns to write in: those of the terminal, at most 100; 80 if stdout is not one. */
  readonly width: number;
  /** True if stderr is a terminal, so that a progress bar may be drawn. */
  readonly interactive: boolean;
  /** Writes one line of the result to stdout. */
  line(text: string): void;
  /** Writes the result as one JSON document to stdout. */
  json(value: unknown): void;
  /** Writes one line to stderr: progress, warnings, errors. */
  note(text: string): void;
}

/** Opens stdout and stderr; from then on, a closed pipe (`| head`) ends the process silently. */
export function openOutput(): Output {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", exitOnClosedPipe);
  const { NO_COLOR, TERM } = process.env;
  const colored = process.stdout.isTTY === true && !NO_COLOR && TERM !== "dumb";
  return {
    colors: picocolors.createColors(colored),
    colored,
    linked: createSupportsHyperlinks(process.stdout),
    width: Math.min(process.stdout.columns || 80, MAX_WIDTH),
    interactive: process.stderr.isTTY === true,
    line: (text) => void process.stdout.write(`${text}\n`),
    json: (value) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
  };
}

function exitOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
}

export interface Progress {
  report(event: ProgressEvent): void;
  /** Writes a line to stderr without breaking the bar. */
  note(text: string): void;
  /** Removes the bar; to be called before anything else is written. */
  end(): void;
}

/** Creates the progress display: a bar, or on a pipe one line per step, when it begins. */
export function createProgress(output: Output): Progress {
  return output.interactive ? new BarProgress() : new LineProgress(output);
}

class LineProgress implements Progress {
  readonly #output: Output;
  readonly #seen = new Set<string>();

  constructor(output: Output) {
    this.#output = output;
  }

  report(event: ProgressEvent): void {
    if (this.#seen.has(event.label)) return;
    this.#seen.add(event.label);
    const amount = event.total === null ? "" : ` (${describeAmount(event.total, event.unit)})`;
    this.#output.note(`${event.label}${amount}`);
  }

  note(text: string): void {
    this.#output.note(text);
  }

  end(): void {
    this.#seen.clear();
  }
}

class BarProgress implements Progress {
  #bar: cliProgress.SingleBar | null = null;
  #label: string | null = null;

  report(event: ProgressEvent): void {
    if (event.label !== this.#label) this.end();
    const total = event.total ?? Math.max(event.done, 1);
    const amount = `${amountDone(event)} of ${describeAmount(total, event.unit)}`;
    if (this.#bar === null) {
      this.#label = event.label;
      this.#bar = new cliProgress.SingleBar({
        format: "{label} [{bar}] {percentage} % · {amount}",
        stream: process.stderr,
        barCompleteChar: "=",
        barIncompleteChar: " ",
        barsize: 24,
        hideCursor: true,
        stopOnComplete: false,
      });
      this.#bar.start(total, event.done, { label: event.label, amount });
      return;
    }
    this.#bar.setTotal(total);
    this.#bar.update(event.done, { amount });
  }

  note(text: string): void {
    this.end();
    process.stderr.write(`${text}\n`);
  }

  end(): void {
    this.#bar?.stop();
    this.#bar = null;
    this.#label = null;
  }
}

function amountDone({ done, unit }: ProgressEvent): string {
  return unit === "bytes" ? describeAmount(done, unit) : String(done);
}

/** Returns an amount as people read it, for example "32.4 MB" or "120 passages"; MB is 10⁶ bytes. */
export function describeAmount(amount: number, unit: ProgressEvent["unit"]): string {
  if (unit !== "bytes") return `${amount} ${unit}`;
  if (amount < 1e6) return `${Math.max(1, Math.round(amount / 1e3))} kB`;
  return amount < 1e9 ? `${(amount / 1e6).toFixed(1)} MB` : `${(amount / 1e9).toFixed(2)} GB`;
}

/** Returns a count with its noun: "1 passage", "1,204 articles". */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
