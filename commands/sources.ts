// /sources: shows where an answer comes from and whether it still stands. Its button on an answer does the same.
import type { Command, CommandContext } from "../src/bot/command.js";
import { declareCommand, stringOption } from "../src/render/declare.js";
import type { Message } from "../src/render/message.js";
import { renderNotice, renderSources } from "../src/render/replies.js";

async function show(
  { services, place, frame }: CommandContext,
  answerId?: string,
  page = 1,
): Promise<Message> {
  const report = await services.sources(place, answerId);
  if (report !== null) return renderSources(report, frame, page);
  const missing = answerId === undefined ? "sources.none" : "sources.gone";
  return renderNotice(frame.words(missing), services.now(), frame);
}

export default {
  data: declareCommand("sources", [stringOption("sources.answer", { autocomplete: true, max: 100 })]),

  isPrivate: () => true,

  execute: (interaction, context) => show(context, interaction.options.getString("answer") ?? undefined),

  async autocomplete(interaction, { services, place, frame }) {
    const typed = interaction.options.getFocused().toLowerCase();
    const recent = await services.recentAnswers(place, 25);
    return recent
      .filter(({ question }) => question.toLowerCase().includes(typed))
      .map((answer) => ({
        name: `${frame.day(answer.askedAt)} · ${answer.question}`,
        value: answer.answerId,
      }));
  },

  actions: {
    sources: { reply: "private", execute: (_interaction, context, { subject }) => show(context, subject) },
    "sources-page": {
      reply: "update",
      execute: (_interaction, context, { subject, page }) => show(context, subject, page),
    },
  },
} satisfies Command;
