// /ask: answers a question with quotes. Also the buttons Ask this, Why and Post here; its other buttons belong to other commands.
import type { Command, CommandContext } from "../src/bot/command.js";
import { type Answer, plannedEventOf } from "../src/model/answer.js";
import { dayIn } from "../src/model/time.js";
import { booleanOption, declareCommand, stringOption } from "../src/render/declare.js";
import { renderCannotPost } from "../src/render/delivery.js";
import { renderAnswer, renderNotice, renderWhy } from "../src/render/replies.js";
import { renderEventOutcome, serverEventOf } from "../src/render/server-event.js";
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
      execute: async (_interaction, context, { subject }) => {
        const { services, place, translator, missingPermissions } = context;
        if (missingPermissions.length > 0)
          return renderCannotPost(missingPermissions, true, services.now(), translator);
        return write(await services.answers.publish(place, subject), "public", context);
      },
    },
    event: { reply: "private", execute: (_i, context, { subject }) => addEvent(context, subject) },
  },
} satisfies Command;

/** Writes the answer; while nothing has been read at all, how to begin. */
async function show(answer: Answer, context: CommandContext) {
  const { services, translator, visibility, can } = context;
  const isEmpty = answer.kind === "unanswered" && answer.reason === "no-articles";
  const empty = isEmpty ? await services.starterFeeds.empty() : null;
  return empty === null
    ? write(answer, visibility, context)
    : renderBeginning({ ...empty, mayAdd: can.add }, services.now(), translator);
}

/** Writes an answer; the event that it announces is offered where person and Dateline may add it. */
function write(answer: Answer, visibility: "public" | "private", context: CommandContext) {
  const { services, translator, settings, events } = context;
  const event = events.person && events.bot ? plannedEventOf(answer) : null;
  const isAhead = event !== null && event.day > dayIn(settings.timeZone, services.now());
  return renderAnswer(answer, visibility, translator, settings.quotesPerAnswer, isAhead);
}

/** Adds the event of an answer to the server; nothing is added without this click. */
async function addEvent(context: CommandContext, answerId: string) {
  const { services, place, translator, settings, events } = context;
  const at = services.now();
  if (!events.person || !events.bot)
    return renderNotice(translator.words(events.person ? "event.refused" : "event.not-you"), at, translator);
  const event = await services.answers.plannedEvent(place, answerId);
  if (event === null) return renderNotice(translator.words("event.gone"), at, translator);
  if (event.day <= dayIn(settings.timeZone, at)) {
    const day = translator.day(event.day);
    return renderNotice(translator.words("event.past", { day }), at, translator);
  }
  const outcome = await context.addEvent(serverEventOf(event, settings.timeZone, translator));
  return renderEventOutcome(outcome, at, translator);
}

const explain = async ({ services, place, translator }: CommandContext, answerId: string, page = 1) =>
  renderWhy(await services.questions.why(place, answerId), services.now(), translator, page);
