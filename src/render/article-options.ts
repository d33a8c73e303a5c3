// The subcommands of /articles as Discord takes them. No behaviour.
import { attachmentOption, integerOption, stringOption, subcommand } from "./declare.js";

/** Declares list, add and remove. */
export function articleOptions() {
  return [
    subcommand("articles.list", [integerOption("articles.list.page", 1)]),
    subcommand("articles.add", [
      attachmentOption("articles.add.file"),
      stringOption("articles.add.source", { max: 100 }),
      stringOption("articles.add.published", { max: 40 }),
      stringOption("articles.add.url", { max: 1000 }),
    ]),
    subcommand("articles.remove", [
      stringOption("articles.remove.article", { required: true, autocomplete: true, max: 100 }),
    ]),
  ];
}
