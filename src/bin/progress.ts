// Shows how far a long step is: a bar on a terminal, one plain line a step elsewhere. Writes to stderr only.
import cliProgress from "cli-progress";
import type { Output } from "./output.js";

/** One report of a long step; `label` tells steps apart, `done` never falls within one. */
export interface ProgressEvent {
  /** For example "bge-small-en-v1.5/onnx/model_quantized.onnx" or "Embedding passages". */
  readonly label: string;
  readonly done: number;
  /** Null where it is not known. */
  readonly total: number | null;
  readonly unit: "bytes" | "files" | "inputs" | "passages" | "articles" | "questions" | "pages" | "feeds";
}

export interface Progress {
  report(event: ProgressEvent): void;
  /** Writes a line without tearing the bar. */
  note(text: string): void;
  /** Ends the bar that is drawn; to be called before anything else is written. */
  end(): void;
}

/** Creates the progress display; on a pipe it prints each label once, when its step begins. */
export function createProgress(output: Output): Progress {
  return output.interactive ? new BarProgress() : new LineProgress(output);
}

/** Writes a number with its noun for whoever runs Dateline: "1 passage", "1,204 articles". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
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
