// /ask: answers a question with quotes. The buttons of the answer are Post here (below) and Sources (its own command).
import type { Command } from "../src/bot/command.js";
import { booleanOption, declareCommand, stringOption } from "../src/render/declare.js";
import { renderCannotPost } from "../src/render/delivery.js";
import { renderAnswer } from "../src/render/replies.js";

const MAX_QUESTION = 500;

export default {
  data: declareCommand("ask", [
    stringOption("ask.question", { required: true, max: MAX_QUESTION }),
    stringOption("ask.as_of", { max: 40 }),
    stringOption("ask.source", { autocomplete: true, max: 100 }),
    booleanOption("ask.private"),
  ]),

  isPrivate: (interaction) => interaction.options.getBoolean("private") ?? false,
  question: (interaction) => interaction.options.getString("question", true),

  async execute(interaction, { services, place, frame, visibility }) {
    const { options } = interaction;
    const asOf = options.getString("as_of");
    const source = options.getString("source");
    const answer = await services.ask({
      question: options.getString("question", true),
      ...(asOf === null ? {} : { asOf }),
      ...(source === null ? {} : { source }),
      place,
      visibility,
      questionId: interaction.id,
    });
    return renderAnswer(answer, visibility, frame);
  },

  async autocomplete(interaction, { services }) {
    const outlets = await services.suggestSources(interaction.options.getFocused(), 25);
    return outlets.map((outlet) => ({ name: outlet, value: outlet }));
  },

  actions: {
    post: {
      reply: "public",
      execute: async (_interaction, { services, place, frame, lackingRights }, { subject }) =>
        lackingRights.length > 0
          ? renderCannotPost(lackingRights, true, services.now(), frame)
          : renderAnswer(await services.publish(place, subject), "public", frame),
    },
  },
} satisfies Command;
