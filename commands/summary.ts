// /summary: shows the key sentences of an article chosen from suggestions or given by its address.
import type { Command } from "../src/bot/command.js";
import type { SummaryLength } from "../src/model/topic.js";
import { articleChoices, chosenArticle } from "../src/render/articles.js";
import { choiceOption, declareCommand, stringOption } from "../src/render/declare.js";
import { renderSummary } from "../src/render/replies.js";
import { renderBeginning } from "../src/render/start.js";

/** Discord's own limit of an option; addresses are longer than titles. */
const MAX_ADDRESS = 1000;
const isAddress = (typed: string) => /^https?:\/\//i.test(typed);

export default {
  data: declareCommand("summary", [
    stringOption("summary.article", { required: true, autocomplete: true, max: MAX_ADDRESS }),
    choiceOption("summary.length", [
      { value: "short", text: "summary.choice-short" },
      { value: "medium", text: "summary.choice-medium" },
      { value: "long", text: "summary.choice-long" },
    ]),
  ]),

  isPrivate: (_interaction, { visibility }) => visibility === "private",
  needs: () => "ask",

  async execute(interaction, { services, place, translator, can }) {
    const typed = interaction.options.getString("article", true).trim();
    const length = (interaction.options.getString("length") ?? "medium") as SummaryLength;
    const choices = isAddress(typed) ? [] : await services.articles.suggest(typed, 2, place);
    const empty = isAddress(typed) || choices.length > 0 ? null : await services.starterFeeds.empty();
    if (empty !== null) return renderBeginning({ ...empty, mayAdd: can.add }, services.now(), translator);
    const article = isAddress(typed) ? typed : chosenArticle(typed, choices);
    const found = await services.topics.summarize({ article, length, mayAdd: can.add, place });
    return renderSummary(found, services.now(), translator);
  },

  async autocomplete(interaction, { services, place, translator }) {
    const typed = interaction.options.getFocused();
    return isAddress(typed)
      ? []
      : articleChoices(await services.articles.suggest(typed, 25, place), translator);
  },
} satisfies Command;
