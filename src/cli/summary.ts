// `dateline summary`: the sentences of an article or live page that cover it best, verbatim. Loads models to read a new page only.
import { type Command, Option } from "commander";
import type { Services } from "../app/services.js";
import { DatelineError } from "../model/errors.js";
import type { SummaryLength } from "../model/topic.js";
import { renderSummaryText } from "../render/terminal.js";
import { oneLine } from "../render/text.js";
import {
  exitCodes,
  type GlobalOptions,
  type Terminal,
  terminalPlace,
  withDateline,
  writingOptions,
} from "./terminal.js";

interface SummaryOptions extends GlobalOptions {
  readonly length: SummaryLength;
}

/** Articles named where the words fit several. */
const NAMED = 5;

export function addSummary(program: Command, terminal: Terminal): void {
  program
    .command("summary")
    .description("show the sentences that cover an article best, word for word")
    .argument(
      "<article...>",
      "id, or words of its title, outlet or date, or its address: read first where it is not stored",
    )
    .addOption(
      new Option("--length <length>", "three, five or eight sentences")
        .choices(["short", "medium", "long"])
        .default("medium"),
    )
    .addHelpText("after", "\nExample: dateline summary summit called off --length short")
    .action((words: string[], _options, command: Command) => summary(words.join(" "), command, terminal));
}

async function summary(typed: string, command: Command, terminal: Terminal): Promise<void> {
  const { json, length } = command.optsWithGlobals<SummaryOptions>();
  const { output } = terminal;
  const isAddress = /^https?:\/\//i.test(typed);
  const found = await withDateline(
    terminal,
    command,
    { models: isAddress ? "needed" : "none" },
    async ({ services }) => {
      const article = isAddress ? typed : await chooseArticle(typed, services);
      const summary = await services.topics.summarize({
        article,
        length,
        mayAdd: true,
        place: terminalPlace,
      });
      const options = { ...writingOptions(command, terminal), now: services.now() };
      if (json) output.json(summary);
      else output.line(renderSummaryText(summary, options));
      return summary;
    },
  );
  if (found.kind !== "summary") process.exitCode = exitCodes.failed;
}

/** Returns the id that was typed, or of the only article that fits the words. @throws DatelineError article-unknown, usage-invalid */
async function chooseArticle(typed: string, services: Services): Promise<string> {
  if (/^[0-9a-f]{12}$/.test(typed)) return typed;
  const fitting = await services.articles.suggest(typed, NAMED, null);
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
