// `dateline ask`: answers one question with quotes. Exit 0 answered, 3 unanswered.
import type { Command } from "commander";
import type { AskInput } from "../app/ask.js";
import type { Services } from "../app/services.js";
import type { Dateline } from "../main/open-dateline.js";
import type { Answer, AnswerExplanation, Candidate } from "../model/answer.js";
import { DatelineError } from "../model/errors.js";
import { oneLine } from "../render/text.js";
import { ingestPaths, summarizeRows } from "./ingest.js";
import {
  emptyStoreText,
  exitCodes,
  type GlobalOptions,
  type Terminal,
  terminalPlace,
  withDateline,
  writingOptions,
} from "./terminal.js";

interface AskOptions extends GlobalOptions {
  readonly asOf?: string;
  readonly source?: string;
  readonly why?: boolean;
  readonly articles?: string;
}

export function addAsk(program: Command, terminal: Terminal): void {
  program
    .command("ask")
    .description("answer a question with quotes (exit code 3: no answer)")
    .argument("<question...>", "the question, quoted or not")
    .option("--as-of <day>", "use only reports published by then: 2025-10-21, a timestamp, yesterday")
    .option("--source <outlet>", "use only articles from this outlet")
    .option("--articles <path>", "first read this file or folder into the store")
    .option("--why", "show every candidate with its scores and why it was dropped; the answer is not stored")
    .addHelpText("after", '\nExample: dateline ask "Is a Trump–Putin summit scheduled?" --as-of 2025-10-21')
    .action((words: string[], _options, command: Command) => ask(words.join(" "), command, terminal));
}

async function ask(question: string, command: Command, terminal: Terminal): Promise<void> {
  const options = command.optsWithGlobals<AskOptions>();
  const answer = await withDateline(terminal, command, { models: "needed" }, async (dateline) => {
    if (options.articles !== undefined) await ingestQuietly(options.articles, dateline, terminal);
    const writing = writingOptions(command, terminal);
    return respond(dateline.services, inputOf(question, options), { ...options, writing }, terminal);
  });
  process.exitCode = answer.kind === "answered" ? exitCodes.ok : exitCodes.noAnswer;
}

/** Reads the articles; names each rejected one on stderr and sums up in one line what is new. */
async function ingestQuietly(path: string, dateline: Dateline, terminal: Terminal): Promise<void> {
  const { rows, complete } = await ingestPaths([path], dateline, terminal, {
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
      `Stopped while reading ${path}: ${rows.length} articles are in the store`,
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
  { why, json, writing }: AskOptions & { readonly writing: ReturnType<typeof writingOptions> },
  { output, progress }: Terminal,
): Promise<Answer> {
  const { renderAnswerText } = await import("../render/terminal.js");
  if (!why) {
    const answer = await services.questions.ask(input);
    progress.end();
    const empty = await emptyStoreText(services, writing.translator);
    if (json) output.json(answer);
    else output.line(empty ?? renderAnswerText(answer, writing));
    return answer;
  }
  const explanation = await services.questions.explain(input);
  progress.end();
  if (json) output.json(explanation);
  else output.line(`${renderAnswerText(explanation.answer, writing)}\n\n${renderCandidates(explanation)}`);
  return explanation.answer;
}

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

/** Writes the candidates as a table, best first, and below it the inputs of the confidence. */
function renderCandidates({ answer, candidates, features }: AnswerExplanation): string {
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

/** Pads every cell to the width of its column: numbers on the left, the last three columns on the right. */
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
