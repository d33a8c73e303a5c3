// `dateline read`: prints what ingest would store, and stores nothing. Exit 1 where nothing could be read.
import type { Command } from "commander";
import { approximateTokenCounter } from "../../embed/approximate-tokens.js";
import type { TokenCounter } from "../../embed/embedder.js";
import { overridesOf, withOverrides } from "./overrides.js";
import { printArticle, printRejected, type ReadResult } from "./read-text.js";
import { configOf, exitCodes, type GlobalOptions, type Terminal } from "./terminal.js";

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
  const { readPaths } = await import("../read-paths.js");
  const { splitArticle } = await import("../../ingest/split.js");
  const { openFetcher } = await import("../open-fetcher.js");
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
  const { openModels, standingOnDisk } = await import("../open-models.js");
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
