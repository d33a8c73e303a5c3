// /articles and its subcommands as Discord takes them. No behaviour.
import { attachmentOption, declareCommand, integerOption, stringOption, subcommand } from "./declare.js";

/** Declares the command with list, add and remove. */
export function declareArticles() {
  return declareCommand("articles", [
    subcommand("articles.list", [integerOption("articles.list.page", 1)]),
    subcommand("articles.add", [
      stringOption("articles.add.url", { max: 1000 }),
      attachmentOption("articles.add.file"),
      stringOption("articles.add.source", { max: 100 }),
      stringOption("articles.add.published", { max: 40 }),
    ]),
    subcommand("articles.remove", [
      stringOption("articles.remove.article", { required: true, autocomplete: true, max: 100 }),
    ]),
  ]);
}
