// `dateline summary`: the sentences of one article that cover it best, verbatim. Loads no model.
import type { Command } from "commander";
import { DatelineError } from "../../errors.js";
import { renderSummaryText } from "../../render/terminal.js";
import { oneLine } from "../../render/text.js";
import type { Services } from "../../services.js";
import { type GlobalOptions, type Terminal, withDateline, writingOptions } from "./terminal.js";

/** Articles named where the words fit several. */
const NAMED = 5;

export function addSummary(program: Command, terminal: Terminal): void {
  program
    .command("summary")
    .description("show the sentences that cover an article best, word for word")
    .argument("<article...>", "id, or words of its title, outlet or date")
    .addHelpText("after", "\nExample: dateline summary summit called off")
    .action((words: string[], _options, command: Command) => summary(words.join(" "), command, terminal));
}

async function summary(typed: string, command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { output } = terminal;
  const writing = writingOptions(command, terminal);
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const found = await services.summarize(await chooseArticle(typed, services), null);
    if (json) output.json(found);
    else output.line(renderSummaryText(found, { ...writing, now: services.now() }));
  });
}

/** Returns the id that was typed, or of the only article that fits the words. @throws DatelineError article-unknown, usage-invalid */
async function chooseArticle(typed: string, services: Services): Promise<string> {
  if (/^[0-9a-f]{12}$/.test(typed)) return typed;
  const fitting = await services.suggestArticles(typed, NAMED, null);
  const [first] = fitting;
  if (first === undefined) {
    throw new DatelineError("article-unknown", `No article fits: "${typed}"`, {
      hint: "`dateline articles list` shows what is there.",
    });
  }
  if (fitting.length === 1) return first.articleId;
  const names = fitting.map(({ articleId, title }) => `${articleId} ${oneLine(title, 80)}`);
  throw new DatelineError("usage-invalid", `Several articles fit: "${typed}"`, {
    hint: `Give an id:\n  ${names.join("\n  ")}`,
  });
}
