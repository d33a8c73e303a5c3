// /ask: answers a question with quotes. Also its buttons Why and Post here; its other buttons belong to other commands.
import type { Command, CommandContext } from "../src/bot/command.js";
import { booleanOption, declareCommand, stringOption } from "../src/render/declare.js";
import { renderCannotPost } from "../src/render/delivery.js";
import { renderAnswer, renderWhy } from "../src/render/replies.js";

export default {
  data: declareCommand("ask", [
    stringOption("ask.question", { required: true, max: 500 }),
    stringOption("ask.as_of", { max: 40 }),
    stringOption("ask.source", { autocomplete: true, max: 100 }),
    booleanOption("ask.private"),
  ]),

  isPrivate: ({ options }, { visibility }) => options.getBoolean("private") ?? visibility === "private",
  needs: () => "ask",
  question: (interaction) => interaction.options.getString("question", true),

  async execute(interaction, { services, place, translator, visibility, settings }) {
    const { options } = interaction;
    const [asOf, source] = [options.getString("as_of"), options.getString("source")];
    const answer = await services.questions.ask({
      question: options.getString("question", true),
      ...(asOf === null ? {} : { asOf }),
      ...(source === null ? {} : { source }),
      place,
      visibility,
      questionId: interaction.id,
    });
    return renderAnswer(answer, visibility, translator, settings.quotesPerAnswer);
  },

  async autocomplete(interaction, { services, place }) {
    const outlets = await services.articles.suggestSources(interaction.options.getFocused(), 25, place);
    return outlets.map((outlet) => ({ name: outlet, value: outlet }));
  },

  actions: {
    why: {
      reply: "private",
      usesModels: true,
      execute: (_i, context, { subject }) => explain(context, subject),
    },
    "why-page": {
      reply: "update",
      execute: (_i, context, { subject, page }) => explain(context, subject, page),
    },
    post: {
      reply: "public",
      execute: async (
        _interaction,
        { services, place, translator, settings, missingPermissions },
        { subject },
      ) =>
        missingPermissions.length > 0
          ? renderCannotPost(missingPermissions, true, services.now(), translator)
          : renderAnswer(
              await services.answers.publish(place, subject),
              "public",
              translator,
              settings.quotesPerAnswer,
            ),
    },
  },
} satisfies Command;

const explain = async ({ services, place, translator }: CommandContext, answerId: string, page = 1) =>
  renderWhy(await services.questions.why(place, answerId), services.now(), translator, page);
