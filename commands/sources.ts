// /sources: shows the sources of an answer and what has changed in them since; first, answers that never reached the person.
import type { Command, CommandContext } from "../src/bot/command.js";
import { commandIn } from "../src/render/catalogue.js";
import { declareCommand, stringOption } from "../src/render/declare.js";
import { renderMissed } from "../src/render/delivery.js";
import type { Message } from "../src/render/message.js";
import { renderAnswerGone, renderNotice, renderProof, renderSources } from "../src/render/replies.js";

export default {
  data: declareCommand("sources", [stringOption("sources.answer", { autocomplete: true, max: 100 })]),

  isPrivate: () => true,

  async execute(interaction, context) {
    const chosen = interaction.options.getString("answer");
    if (chosen !== null) return show(context, chosen);
    const { services, place, translator } = context;
    const missed = await services.openQuestions.missed(place, interaction.id);
    return missed === null ? show(context) : renderMissed(missed, services.now(), translator);
  },

  async autocomplete(interaction, { services, place, translator }) {
    const typed = interaction.options.getFocused().toLowerCase();
    const recent = await services.answers.recent(place, 25);
    return recent
      .filter(({ question }) => question.toLowerCase().includes(typed))
      .map((answer) => ({
        name: `${translator.day(answer.askedAt)} · ${answer.question}`,
        value: answer.answerId,
        aside: `${answer.askedAt.slice(11, 16)} UTC`,
      }));
  },

  actions: {
    proof: { reply: "private", execute: (_button, context, { subject }) => prove(context, subject) },
    sources: { reply: "private", execute: (_interaction, context, { subject }) => turn(context, subject) },
    "sources-page": {
      reply: "update",
      execute: (_, context, { subject, page }) => turn(context, subject, page),
    },
  },
} satisfies Command;

async function show({ services, place, translator }: CommandContext, answerId?: string): Promise<Message> {
  const report = await services.answers.sources(place, answerId);
  if (report !== null) return renderSources(report, translator);
  const none = translator.words("notice.no-answer", { command: commandIn(translator.language, "ask") });
  return renderNotice(none, services.now(), translator);
}

/** Gives the proof of an answer as a file. */
async function prove({ services, place, translator }: CommandContext, answerId: string) {
  const proof = await services.answers.proof(place, answerId);
  if (proof === null || proof.quotes.length === 0) return renderAnswerGone(services.now(), translator);
  return renderProof(proof, services.now(), translator);
}

/** What a button shows: its answer was there once. */
async function turn({ services, place, translator }: CommandContext, answerId: string, page = 1) {
  const report = await services.answers.sources(place, answerId);
  return report === null
    ? renderAnswerGone(services.now(), translator)
    : renderSources(report, translator, page);
}
