// /ask: answers a question with quotes. Also the buttons Ask this, Why and Post here; its other buttons belong to other commands.
import type { Command, CommandContext } from "../src/bot/command.js";
import type { Answer } from "../src/model/answer.js";
import { booleanOption, declareCommand, stringOption } from "../src/render/declare.js";
import { renderCannotPost } from "../src/render/delivery.js";
import { renderAnswer, renderWhy } from "../src/render/replies.js";
import { renderBeginning, subjectQuestion } from "../src/render/start.js";

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

  async execute(interaction, context) {
    const { services, place, visibility } = context;
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
    return show(answer, context);
  },

  async autocomplete(interaction, { services, place }) {
    const outlets = await services.articles.suggestSources(interaction.options.getFocused(), 25, place);
    return outlets.map((outlet) => ({ name: outlet, value: outlet }));
  },

  actions: {
    "ask-this": {
      reply: "private",
      needs: "ask",
      usesModels: true,
      async execute(_interaction, context, { subject }) {
        const { services, place } = context;
        const question = subjectQuestion(subject);
        return show(await services.questions.ask({ question, place, visibility: "private" }), context);
      },
    },
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

/** Writes the answer; while nothing has been read at all, how to begin. */
async function show(answer: Answer, { services, translator, visibility, settings, can }: CommandContext) {
  const isEmpty = answer.kind === "unanswered" && answer.reason === "no-articles";
  const empty = isEmpty ? await services.starterFeeds.empty() : null;
  return empty === null
    ? renderAnswer(answer, visibility, translator, settings.quotesPerAnswer)
    : renderBeginning({ ...empty, mayAdd: can.add }, services.now(), translator);
}

const explain = async ({ services, place, translator }: CommandContext, answerId: string, page = 1) =>
  renderWhy(await services.questions.why(place, answerId), services.now(), translator, page);
