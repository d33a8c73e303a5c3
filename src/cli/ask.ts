// `dateline ask`: one question, its answer with quotes. Exit 0 answered, 3 unanswered.

import type { Command } from "commander";
import type { AskInput } from "../app/questions.js";
import type { Services } from "../app/services.js";
import type { Dateline } from "../main/open-dateline.js";
import type { Answer, AnswerExplanation, Candidate } from "../model/answer.js";
import { DatelineError } from "../model/errors.js";
import { renderAnswerText, type TerminalOptions } from "../render/terminal.js";
import { oneLine } from "../render/text.js";
import { feed, summarizeRows } from "./ingest.js";
import {
  exitCodes,
  type GlobalOptions,
  type Terminal,
  terminalPlace,
  withDateline,
  writingOptions,
} from "./terminal.js";

const TITLE_WIDTH = 48;
const columns = [
  ["score", (one: Candidate) => decimal(one.score)],
  ["bm25", (one: Candidate) => decimal(one.signals.lexical)],
  ["#", (one: Candidate) => rank(one.signals.lexicalRank)],
  ["cosine", (one: Candidate) => decimal(one.signals.similarity)],
  ["#", (one: Candidate) => rank(one.signals.vectorRank)],
  ["fused", (one: Candidate) => decimal(one.signals.fused)],
  ["rerank", (one: Candidate) => decimal(one.signals.rerank)],
  ["time", (one: Candidate) => decimal(one.signals.time)],
  ["form", (one: Candidate) => decimal(one.signals.form)],
  ["days", (one: Candidate) => (one.signals.ageDays === null ? "–" : one.signals.ageDays.toFixed(0))],
] as const;

/** Writes the candidates as a table, best first, and the inputs of the confidence; no candidates, only the inputs. */
export function renderWhy({ answer, candidates, features }: AnswerExplanation): string {
  const head = [...columns.map(([name]) => name), "gate", "passage", "title"];
  const rows = candidates.map((one) => [
    ...columns.map(([, read]) => read(one)),
    one.gate ?? "quoted",
    one.passageId,
    oneLine(one.title, TITLE_WIDTH),
  ]);
  const inputs = Object.entries(features).map(([name, value]) => `${name} ${decimal(value)}`);
  const table = candidates.length === 0 ? ["No candidates."] : align([head, ...rows]);
  return [...table, "", `confidence ${decimal(answer.confidence)}`, ...inputs].join("\n");
}

/** Pads every cell to its column: numbers to the right, the words of the last three to the left. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < columns.length ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

function decimal(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}

function rank(value: number | null): string {
  return value === null ? "–" : String(value);
}

interface AskOptions extends GlobalOptions {
  readonly asOf?: string;
  readonly source?: string;
  readonly why?: boolean;
  readonly articles?: string;
}

export function addAsk(program: Command, terminal: Terminal): void {
  program
    .command("ask")
    .description("answer a question with quotes; exit 0 answered, 3 unanswered")
    .argument("<question...>", "the question, in quotes or not")
    .option("--as-of <day>", "use only what was reported by then: 2025-10-21, an instant, yesterday")
    .option("--source <outlet>", "use only articles of this outlet")
    .option("--articles <path>", "read this file or folder into the store first")
    .option("--why", "show every candidate, its signals and the gate that dropped it; stores no answer")
    .addHelpText("after", '\nExample: dateline ask "Is a Trump–Putin summit scheduled?" --as-of 2025-10-21')
    .action((words: string[], _options, command: Command) => ask(words.join(" "), command, terminal));
}

async function ask(question: string, command: Command, terminal: Terminal): Promise<void> {
  const options = command.optsWithGlobals<AskOptions>();
  const answer = await withDateline(terminal, command, { models: "needed" }, async (dateline) => {
    if (options.articles !== undefined) {
      await feedQuietly(options.articles, dateline, terminal);
    }
    const writing = writingOptions(command, terminal);
    return respond(dateline.services, inputOf(question, options), { ...options, writing }, terminal);
  });
  process.exitCode = answer.kind === "answered" ? exitCodes.done : exitCodes.unanswered;
}

/** Reads the articles and tells in one line on stderr what is new; every rejected one by name. */
async function feedQuietly(path: string, dateline: Dateline, terminal: Terminal): Promise<void> {
  const { rows, complete } = await feed([path], dateline, terminal, {
    overrides: {},
    onRow: () => undefined,
  });
  const { note } = terminal.output;
  for (const { subject, outcome, notes } of rows) {
    if (outcome === "rejected") note(`rejected ${oneLine(subject, 200)}: ${oneLine(notes.join("; "), 300)}`);
  }
  if (rows.some(({ outcome }) => outcome !== "unchanged"))
    note(`Articles from ${path}: ${summarizeRows(rows)}`);
  if (!complete)
    throw new DatelineError(
      "usage-invalid",
      `Stopped while reading: ${path}: ${rows.length} articles are in the store`,
    );
}

function inputOf(question: string, { asOf, source }: AskOptions): AskInput {
  return {
    question,
    ...(asOf === undefined ? {} : { asOf }),
    ...(source === undefined ? {} : { source }),
    place: terminalPlace,
    visibility: "public",
  };
}

async function respond(
  services: Services,
  input: AskInput,
  { why, json, writing }: AskOptions & { readonly writing: TerminalOptions },
  { output, progress }: Terminal,
): Promise<Answer> {
  if (!why) {
    const answer = await services.questions.ask(input);
    progress.end();
    if (json) output.json(answer);
    else output.line(renderAnswerText(answer, writing));
    if (!json && isEmptyStore(answer))
      output.line("\nFeed the store with `dateline ingest PATH…`, or ask with `--articles PATH`.");
    return answer;
  }
  const explanation = await services.questions.explain(input);
  progress.end();
  if (json) output.json(explanation);
  else output.line(`${renderAnswerText(explanation.answer, writing)}\n\n${renderWhy(explanation)}`);
  return explanation.answer;
}

function isEmptyStore(answer: Answer): boolean {
  return answer.kind === "unanswered" && answer.reason === "no-articles";
}
