// `dateline summary`: the sentences that cover an article best, verbatim; an address that is not stored is read first.
import { type Command, Option } from "commander";
import type { Services } from "../app/services.js";
import { DatelineError } from "../model/errors.js";
import type { SummaryLength } from "../model/topic.js";
import { oneLine } from "../render/text.js";
import type { Translator } from "../render/translator.js";
import {
  emptyStoreText,
  exitCodes,
  type GlobalOptions,
  type Terminal,
  terminalPlace,
  translatorOf,
  withDateline,
  writingOptions,
} from "./terminal.js";

interface SummaryOptions extends GlobalOptions {
  readonly length: SummaryLength;
}

/** Maximum number of articles listed when several match. */
const MAX_MATCHES = 5;

export function addSummary(program: Command, terminal: Terminal): void {
  program
    .command("summary")
    .description("show the sentences that cover an article best, word for word")
    .argument("<article...>", "article id, words of its title, outlet or date, or the address of a web page")
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
  const models = isAddress ? "needed" : "none"; // only reading a new page takes models
  const { renderSummaryText } = await import("../render/terminal.js");
  const found = await withDateline(terminal, command, { models }, async ({ services }) => {
    const article = isAddress ? typed : await chooseArticle(typed, services, translatorOf(command));
    const place = terminalPlace;
    const summary = await services.topics.summarize({ article, length, mayAdd: true, place });
    const options = { ...writingOptions(command, terminal), now: services.now() };
    if (json) output.json(summary);
    else output.line(renderSummaryText(summary, options));
    return summary;
  });
  if (found.kind !== "summary") process.exitCode = exitCodes.failed;
}

/** Returns the id typed, or that of the only article matching the words. @throws DatelineError article-unknown, usage-invalid */
async function chooseArticle(typed: string, services: Services, translator: Translator): Promise<string> {
  if (/^[0-9a-f]{12}$/.test(typed)) return typed;
  const matches = await services.articles.suggest(typed, MAX_MATCHES, null);
  const [first] = matches;
  if (first === undefined) {
    throw new DatelineError("article-unknown", `No article matches "${typed}"`, {
      hint: (await emptyStoreText(services, translator)) ?? "`dateline articles list` shows the articles.",
    });
  }
  if (matches.length === 1) return first.articleId;
  const names = matches.map(({ articleId, title }) => `${articleId} ${oneLine(title, 80)}`);
  throw new DatelineError("usage-invalid", `Several articles match "${typed}"`, {
    hint: `Give an id:\n  ${names.join("\n  ")}`,
  });
}
