// `dateline read`: prints what `ingest` would store, without storing it. Exit 1 if nothing could be read.
import type { Command } from "commander";
import type { TokenCounter } from "../embed/embedder.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import type { FoundInput } from "../ingest/inputs.js";
import type { ReadOutcome } from "../ingest/read-input.js";
import type { Article, Instant } from "../model/article.js";
import type { DraftOverrides } from "../read/draft.js";
import { oneLine, visible } from "../render/text.js";
import type { PassageBody } from "../store/ports.js";
import { addOverrideOptions, overridesOf } from "./ingest.js";
import type { Output } from "./output.js";
import { configOf, exitCodes, type GlobalOptions, type Terminal } from "./terminal.js";

type ReadRow = Omit<Extract<ReadOutcome, { kind: "article" }>, "kind"> & {
  readonly passages: readonly PassageBody[];
};
type RejectedRow = Omit<Extract<ReadOutcome, { kind: "rejected" }>, "kind">;

/** The shape of `read --json`. */
interface ReadResult {
  /** "model" if the embedder's own tokenizer counted, "estimated" if it is not on this machine. */
  readonly tokenCounts: "model" | "estimated";
  readonly articles: ReadRow[];
  readonly rejected: RejectedRow[];
}

const MAX_FIELD = 500;

export function addRead(program: Command, terminal: Terminal): void {
  const read = program
    .command("read")
    .description("show what ingest would store from files, folders and web pages, without storing it")
    .argument("<path...>", "files, folders, and addresses of web pages (https://…)");
  addOverrideOptions(read)
    .addHelpText("after", "\nExample: dateline read page.html --url https://example.org/page --json")
    .action((paths: string[], _options, command: Command) => run(paths, command, terminal));
}

async function run(paths: readonly string[], command: Command, { output }: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { splitArticle } = await import("../ingest/split.js");
  const { openFetcher } = await import("../main/open-intake.js");
  const { tokens, tokenCounts, close } = await openTokenCounter(command);
  const fetcher = openFetcher(configOf(command));
  const result: ReadResult = { tokenCounts, articles: [], rejected: [] };
  const options = { overrides: overridesOf(command), fetcher };
  try {
    for await (const outcome of readPaths(paths, new Date().toISOString(), options)) {
      if (outcome.kind === "rejected") {
        const { kind: _kind, ...row } = outcome;
        result.rejected.push(row);
        if (!json) printRejected(row, output);
        continue;
      }
      const { kind: _kind, ...found } = outcome;
      const passages = await splitArticle(found.article, {
        countTokens: (texts) => tokens.countTokens(texts),
      });
      result.articles.push({ ...found, passages });
      if (!json) await printArticle({ ...found, passages }, tokenCounts, output);
    }
  } finally {
    await fetcher.close();
    await close();
  }
  if (json) output.json(result);
  if (result.articles.length === 0) process.exitCode = exitCodes.failed;
}

interface OpenTokenCounter {
  readonly tokens: TokenCounter;
  readonly tokenCounts: ReadResult["tokenCounts"];
  readonly close: () => Promise<void>;
}

/** Opens the embedder's own tokenizer if the model is already on this machine, else an estimate; downloads nothing. */
async function openTokenCounter(command: Command): Promise<OpenTokenCounter> {
  const { lexical = false } = command.optsWithGlobals<GlobalOptions>();
  const { approximateTokenCounter } = await import("../embed/embedder.js");
  const { openModels, statusOnDisk } = await import("../main/open-models.js");
  const config = configOf(command);
  const estimated: OpenTokenCounter = {
    tokens: approximateTokenCounter,
    tokenCounts: "estimated",
    close: async () => undefined,
  };
  if (lexical || (await statusOnDisk(config.models)).embedder === null) return estimated;
  const local = { ...config, rerankLimit: 0, models: { ...config.models, offline: true } };
  const { worker, embedder } = await openModels(local, () => undefined);
  if (worker === null || embedder === null) return estimated;
  return { tokens: embedder, tokenCounts: "model", close: () => worker.close() };
}

interface ReadPathsOptions {
  readonly overrides?: DraftOverrides;
  /** Absent: addresses are rejected. */
  readonly fetcher?: HttpFetcher;
}

/** Reads every file and page of `names`, in order; what cannot be read is a rejected outcome. `now` is the time of reading. */
async function* readPaths(
  names: readonly string[],
  now: Instant,
  { overrides = {}, fetcher }: ReadPathsOptions = {},
): AsyncGenerator<ReadOutcome> {
  const { readFullest } = await import("../ingest/fetch-page.js");
  const { findInputs, loadInputs } = await import("../ingest/inputs.js");
  const { defaultMaxBytes } = await import("../read/draft.js");
  const found: FoundInput[] = [];
  for await (const one of findInputs(names, { maxBytes: defaultMaxBytes })) found.push(one);
  for await (const one of loadInputs(found, { fetcher: fetcher ?? null })) {
    if (one.kind === "rejected") yield one;
    else yield* await readFullest(one.input, { now, overrides }, { fetcher: fetcher ?? null });
  }
}

/** Returns the readable articles under `path`; empty if there are none. */
export async function readSamples(path: string, now: Instant): Promise<Omit<Article, "revision">[]> {
  const articles: Omit<Article, "revision">[] = [];
  for await (const outcome of readPaths([path], now)) {
    if (outcome.kind === "article") articles.push(outcome.article);
  }
  return articles;
}

async function printArticle(
  row: ReadRow,
  tokenCounts: ReadResult["tokenCounts"],
  output: Output,
): Promise<void> {
  const { line, colors } = output;
  const { article, notes, dropped, passages } = row;
  line(colors.bold(`${oneLine(row.subject, MAX_FIELD)} (${row.format})`));
  for (const [name, value] of await fieldsOf(row))
    line(`${colors.dim(name.padEnd(10))} ${oneLine(value ?? "–", MAX_FIELD)}`);
  for (const { field, from, raw, value } of article.dates) {
    line(
      `${colors.dim("date".padEnd(10))} ${field} from ${from}: "${oneLine(raw, MAX_FIELD)}" → ${value ?? "refused"}`,
    );
  }
  for (const note of notes) line(`${colors.dim("note".padEnd(10))} ${oneLine(note, MAX_FIELD)}`);
  if (dropped.length > 0)
    line(`${colors.dim("dropped".padEnd(10))} ${dropped.length} lines that are not part of the article`);
  line("");
  line(visible(article.text));
  line("");
  const estimate = tokenCounts === "estimated" ? " (estimated)" : "";
  for (const { ordinal, start, end, tokenCount, sentences } of passages) {
    const counts = `${tokenCount} tokens${estimate}, ${sentences.length} sentences`;
    line(`${colors.dim(`passage ${ordinal}`)} ${start}–${end}, ${counts}`);
  }
  line("");
}

async function fieldsOf({ article }: ReadRow): Promise<[string, string | null][]> {
  return [
    ["title", article.title],
    ["deck", article.deck],
    ["source", article.source],
    ["agency", article.agency],
    ["author", article.author],
    ["published", article.publishedAt ?? "undated"],
    ["day", await dayOf(article)],
    ["updated", article.updatedAt],
    ["language", article.language],
    ["url", article.url],
    ["id", article.articleId],
    ["sample", article.sample ? "yes" : null],
  ];
}

/** Returns the day where the article was published, which may differ from the day in UTC, and how certain it is. */
async function dayOf(article: ReadRow["article"]): Promise<string | null> {
  const { publishedDay } = await import("../model/calendar.js");
  const { dateConfidence } = await import("../read/dates/judge-dates.js");
  const day = publishedDay(article);
  return day === null ? null : `${day}, confidence ${dateConfidence(article).toFixed(2)} of 1`;
}

function printRejected({ subject, reason, hint }: RejectedRow, { line, colors }: Output): void {
  line(`${colors.red("rejected")}  ${oneLine(subject, MAX_FIELD)}: ${oneLine(reason, MAX_FIELD)}`);
  if (hint !== null) line(colors.dim(`          ${oneLine(hint, MAX_FIELD)}`));
}
