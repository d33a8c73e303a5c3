// Where the terminal's words go: results to stdout, everything else to stderr; colours and progress on terminals only.
import picocolors from "picocolors";

/** Longer lines are hard to read. */
const MAX_WIDTH = 100;

type Colors = ReturnType<typeof picocolors.createColors>;

export interface Output {
  /** For stdout: every style is the identity where stdout is no terminal, NO_COLOR is set or TERM is "dumb". */
  readonly colors: Colors;
  /** Whether `colors` colours. */
  readonly colored: boolean;
  /** Columns to write in: those of the terminal, at most 100; 80 where there is none. */
  readonly width: number;
  /** True where stderr is a terminal, so that progress may be drawn. */
  readonly interactive: boolean;
  /** Writes one line of the result to stdout. */
  line(text: string): void;
  /** Writes the result as one JSON document to stdout. */
  json(value: unknown): void;
  /** Writes one line of what goes on to stderr. */
  note(text: string): void;
}

/** Opens the terminal; from now on a reader that went away (`| head`) ends the process without a word. */
export function openOutput(): Output {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", leaveQuietly);
  const { NO_COLOR, TERM } = process.env;
  const colored = process.stdout.isTTY === true && !NO_COLOR && TERM !== "dumb";
  return {
    colors: picocolors.createColors(colored),
    colored,
    width: Math.min(process.stdout.columns || 80, MAX_WIDTH),
    interactive: process.stderr.isTTY === true,
    line: (text) => void process.stdout.write(`${text}\n`),
    json: (value) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
  };
}

function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
}
