// `dateline articles list|show|remove`: the articles in the store and what changed in them. Loads no model.
import { type Command, InvalidArgumentError } from "commander";
import type { ArticleHeading } from "../model/article.js";
import { oneLine } from "../render/text.js";
import type { Output } from "./output.js";
import { type GlobalOptions, type Terminal, withDateline, writingOptions } from "./terminal.js";

const MAX_TITLE = 200;
const MAX_SOURCE = 80;

interface ListOptions extends GlobalOptions {
  readonly limit: number;
  readonly offset: number;
}

export function addArticles(program: Command, terminal: Terminal): void {
  const articles = program.command("articles").description("list, show or remove articles in the store");
  articles
    .command("list")
    .description("list articles, newest first")
    .option("--limit <n>", "maximum number of articles to list", countArgument, 50)
    .option("--offset <n>", "number of articles to skip", countArgument, 0)
    .addHelpText("after", "\nExample: dateline articles list --limit 10")
    .action((_options, command: Command) => list(command, terminal));
  articles
    .command("show")
    .description("show the revisions of an article, what changed in each, and its copies")
    .argument("<id>", "article id, as listed by `articles list`")
    .addHelpText("after", "\nExample: dateline articles show 0f3a1b2c4d5e")
    .action((id: string, _options, command: Command) => show(id, command, terminal));
  articles
    .command("remove")
    .description("remove articles with all their revisions")
    .argument("<id...>", "article ids, as listed by `articles list`")
    .addHelpText("after", "\nExample: dateline articles remove 0f3a1b2c4d5e")
    .action((ids: string[], _options, command: Command) => remove(ids, command, terminal));
}

async function list(command: Command, terminal: Terminal): Promise<void> {
  const { limit, offset, json } = command.optsWithGlobals<ListOptions>();
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const page = await services.articles.list(offset, limit);
    if (json) return terminal.output.json(page);
    for (const heading of page.items) printHeading(heading, terminal.output);
    const shown = offset + page.items.length;
    if (page.total === 0) terminal.output.line("No articles yet: add some with `dateline ingest PATH…`.");
    else if (shown < page.total)
      terminal.output.line(`${shown} of ${page.total}; see more with --offset ${shown}`);
  });
}

function printHeading(heading: ArticleHeading, { colors, line }: Output): void {
  const day = heading.publishedAt?.slice(0, 10) ?? "undated   ";
  const source = heading.source === null ? "" : colors.dim(` · ${oneLine(heading.source, MAX_SOURCE)}`);
  line(`${colors.dim(heading.articleId)}  ${day}  ${oneLine(heading.title, MAX_TITLE)}${source}`);
}

async function show(id: string, command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const options = writingOptions(command, terminal);
  const { renderHistoryText } = await import("../render/terminal.js");
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const history = await services.articles.history(id, null);
    if (json) return terminal.output.json(history);
    terminal.output.line(renderHistoryText(history, { ...options, now: services.now() }));
  });
}

async function remove(ids: readonly string[], command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const removed: { articleId: string; title: string }[] = [];
    for (const articleId of ids) {
      const title = await services.articles.remove(articleId);
      removed.push({ articleId, title });
      if (!json) terminal.output.line(`removed ${articleId}  ${oneLine(title, MAX_TITLE)}`);
    }
    if (json) terminal.output.json({ removed });
  });
}

function countArgument(typed: string): number {
  if (!/^\d{1,9}$/.test(typed)) throw new InvalidArgumentError("Expected a whole number of 0 or more.");
  return Number(typed);
}
