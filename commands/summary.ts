// /summary: gives the telling sentences of one article. The article is chosen from suggestions by title, outlet or date.
import type { Command } from "../src/bot/command.js";
import { articleChoices, chosenArticle } from "../src/render/article-choice.js";
import { declareCommand, stringOption } from "../src/render/declare.js";
import { renderSummary } from "../src/render/replies.js";

export default {
  data: declareCommand("summary", [
    stringOption("summary.article", { required: true, autocomplete: true, max: 100 }),
  ]),

  isPrivate: (_interaction, { visibility }) => visibility === "private",
  needs: () => "ask",

  async execute(interaction, { services, place, frame }) {
    const typed = interaction.options.getString("article", true);
    const articleId = chosenArticle(typed, await services.suggestArticles(typed, 2, place));
    return renderSummary(await services.summarize(articleId, place), services.now(), frame);
  },

  autocomplete: async (interaction, { services, place, frame }) =>
    articleChoices(await services.suggestArticles(interaction.options.getFocused(), 25, place), frame),
} satisfies Command;
