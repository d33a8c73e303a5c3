// `dateline read`: prints what ingest would store, and stores nothing. Exit 1 where nothing could be read.

import type { Command } from "commander";
import { approximateTokenCounter, type TokenCounter } from "../embed/embedder.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import { readFullest } from "../ingest/fetch-page.js";
import { type FoundInput, findInputs, loadInputs } from "../ingest/inputs.js";
import { defaultMaxBytes, type ReadOutcome } from "../ingest/read-input.js";
import type { Article, Instant } from "../model/article.js";
import { dateConfidence, publishedDay } from "../read/dates/judge-dates.js";
import type { DraftOverrides } from "../read/draft.js";
import { oneLine, visible } from "../render/text.js";
import type { PassageBody } from "../store/ports.js";
import { overridesOf, withOverrides } from "./ingest.js";
import type { Output } from "./output.js";
import { configOf, exitCodes, type GlobalOptions, type Terminal } from "./terminal.js";

type ReadRow = Omit<Extract<ReadOutcome, { kind: "article" }>, "kind"> & {
  readonly passages: readonly PassageBody[];
};
type RejectedRow = Omit<Extract<ReadOutcome, { kind: "rejected" }>, "kind">;

/** The shape of `read --json`. */
export interface ReadResult {
  /** "model" where the embedder's own tokenizer counted, "estimated" where it is not there. */
  readonly tokenCounts: "model" | "estimated";
  readonly articles: ReadRow[];
  readonly rejected: RejectedRow[];
}

const MAX_FIELD = 500;

/** Prints one article as it would be stored. */
export function printArticle(row: ReadRow, tokenCounts: ReadResult["tokenCounts"], output: Output): void {
  const { line, colors } = output;
  const { article, notes, dropped, passages } = row;
  line(colors.bold(`${oneLine(row.subject, MAX_FIELD)} (${row.format})`));
  for (const [name, value] of fieldsOf(row))
    line(`${colors.dim(name.padEnd(10))} ${oneLine(value ?? "–", MAX_FIELD)}`);
  for (const { field, from, raw, value } of article.dates) {
    line(
      `${colors.dim("date".padEnd(10))} ${field} from ${from}: "${oneLine(raw, MAX_FIELD)}" → ${value ?? "refused"}`,
    );
  }
  for (const note of notes) line(`${colors.dim("note".padEnd(10))} ${oneLine(note, MAX_FIELD)}`);
  if (dropped.length > 0)
    line(`${colors.dim("dropped".padEnd(10))} ${dropped.length} lines of page furniture`);
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

/** The day where the article was made, which may be another one at Greenwich, and how sure it is. */
function dayOf(article: ReadRow["article"]): string | null {
  const day = publishedDay(article);
  return day === null ? null : `${day}, confidence ${dateConfidence(article).toFixed(2)} of 1`;
}

function fieldsOf({ article }: ReadRow): [string, string | null][] {
  return [
    ["title", article.title],
    ["deck", article.deck],
    ["source", article.source],
    ["agency", article.agency],
    ["author", article.author],
    ["published", article.publishedAt ?? "undated"],
    ["day", dayOf(article)],
    ["updated", article.updatedAt],
    ["language", article.language],
    ["url", article.url],
    ["id", article.articleId],
    ["sample", article.sample ? "yes" : null],
  ];
}

/** Prints why an input gave no article. */
export function printRejected({ subject, reason, hint }: RejectedRow, { line, colors }: Output): void {
  line(`${colors.red("rejected")}  ${oneLine(subject, MAX_FIELD)}: ${oneLine(reason, MAX_FIELD)}`);
  if (hint !== null) line(colors.dim(`          ${oneLine(hint, MAX_FIELD)}`));
}

export function addRead(program: Command, terminal: Terminal): void {
  const read = program
    .command("read")
    .description("show what ingest would store of files, folders and web pages, storing nothing")
    .argument("<path...>", "files, folders, and addresses of pages (https://…)");
  withOverrides(read)
    .addHelpText("after", "\nExample: dateline read page.html --url https://example.org/page --json")
    .action((paths: string[], _options, command: Command) => run(paths, command, terminal));
}

async function run(paths: readonly string[], command: Command, { output }: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { splitArticle } = await import("../ingest/split.js");
  const { openFetcher } = await import("../main/open-dateline.js");
  const { tokens, tokenCounts, close } = await openTokens(command);
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
      if (!json) printArticle({ ...found, passages }, tokenCounts, output);
    }
  } finally {
    await fetcher.close();
    await close();
  }
  if (json) output.json(result);
  if (result.articles.length === 0) process.exitCode = exitCodes.failed;
}

interface Tokens {
  readonly tokens: TokenCounter;
  readonly tokenCounts: ReadResult["tokenCounts"];
  readonly close: () => Promise<void>;
}

/** The model's own tokenizer where the model lies in its folder already, else an estimate; fetches nothing. */
async function openTokens(command: Command): Promise<Tokens> {
  const { lexical = false } = command.optsWithGlobals<GlobalOptions>();
  const { openModels, standingOnDisk } = await import("../main/open-models.js");
  const config = configOf(command);
  const estimated: Tokens = {
    tokens: approximateTokenCounter,
    tokenCounts: "estimated",
    close: async () => undefined,
  };
  if (lexical || (await standingOnDisk(config.models)).embedder === null) return estimated;
  const local = { ...config, rerankLimit: 0, models: { ...config.models, offline: true } };
  const { worker, embedder } = await openModels(local, () => undefined);
  if (worker === null || embedder === null) return estimated;
  return { tokens: embedder, tokenCounts: "model", close: () => worker.close() };
}

export interface ReadPathsOptions {
  readonly overrides?: DraftOverrides;
  /** Absent: addresses are rejected. */
  readonly fetcher?: HttpFetcher;
}

/** Reads every file and page of `names`, in order; what cannot be read is a rejected outcome. `now` bounds and stamps the dates. */
export async function* readPaths(
  names: readonly string[],
  now: Instant,
  { overrides = {}, fetcher }: ReadPathsOptions = {},
): AsyncGenerator<ReadOutcome> {
  const found: FoundInput[] = [];
  for await (const one of findInputs(names, { maxBytes: defaultMaxBytes })) found.push(one);
  for await (const one of loadInputs(found, { fetcher: fetcher ?? null })) {
    if (one.kind === "rejected") yield one;
    else yield* await readFullest(one.input, { now, overrides }, { fetcher: fetcher ?? null });
  }
}

/** Returns the articles under `path` that can be read; empty where there are none. */
export async function readSamples(path: string, now: Instant): Promise<Omit<Article, "revision">[]> {
  const articles: Omit<Article, "revision">[] = [];
  for await (const outcome of readPaths([path], now)) {
    if (outcome.kind === "article") articles.push(outcome.article);
  }
  return articles;
}
