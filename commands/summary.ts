// /summary: gives the telling sentences of one article. The article is chosen from suggestions by title, outlet or date.
import type { Command } from "../src/bot/command.js";
import { articleChoices, chosenArticle } from "../src/render/article-choice.js";
import { declareCommand, stringOption } from "../src/render/declare.js";
import { renderSummary } from "../src/render/replies.js";

export default {
  data: declareCommand("summary", [
    stringOption("summary.article", { required: true, autocomplete: true, max: 100 }),
  ]),

  isPrivate: () => false,

  async execute(interaction, { services, frame }) {
    const typed = interaction.options.getString("article", true);
    const articleId = chosenArticle(typed, await services.suggestArticles(typed, 2));
    return renderSummary(await services.summarize(articleId), services.now(), frame);
  },

  autocomplete: async (interaction, { services, frame }) =>
    articleChoices(await services.suggestArticles(interaction.options.getFocused(), 25), frame),
} satisfies Command;
