// /timeline: shows the reports on a topic over time. The button Earlier of an answer does it for its question.
import type { Command, CommandContext } from "../src/bot/command.js";
import { MAX_TOPIC, readTopicId } from "../src/render/custom-id.js";
import { declareCommand, stringOption } from "../src/render/declare.js";
import { renderEarlier, renderNotice, renderTimeline } from "../src/render/replies.js";
import { renderBeginning } from "../src/render/start.js";

export default {
  data: declareCommand("timeline", [
    stringOption("timeline.topic", { required: true, max: MAX_TOPIC }),
    stringOption("timeline.since", { max: 40 }),
  ]),

  isPrivate: (_interaction, { visibility }) => visibility === "private",
  needs: () => "ask",
  question: ({ options }) => options.getString("topic", true),

  async execute({ options }, { services, place, translator, can }) {
    const since = options.getString("since");
    const topic = options.getString("topic", true);
    const timeline = await services.topics.timeline({
      topic,
      ...(since === null ? {} : { since }),
      place,
    });
    const empty = timeline.articleCount === 0 ? await services.starterFeeds.empty() : null;
    if (empty !== null) return renderBeginning({ ...empty, mayAdd: can.add }, services.now(), translator);
    return renderTimeline(timeline, translator);
  },

  actions: {
    "timeline-page": {
      reply: "update",
      execute: (_i, context, { subject, page }) => turn(context, subject, page),
    },
    earlier: {
      reply: "private",
      usesModels: true,
      execute: (_i, context, { subject }) => earlier(context, subject, 1),
    },
    "earlier-page": {
      reply: "update",
      execute: (_i, context, { subject, page }) => earlier(context, subject, page),
    },
  },
} satisfies Command;

async function earlier({ services, place, translator }: CommandContext, answerId: string, page: number) {
  const found = await services.topics.earlier(place, answerId);
  return renderEarlier(found, { answerId, at: services.now() }, translator, page);
}

async function turn({ services, place, translator }: CommandContext, subject: string, page: number) {
  const id = readTopicId(subject);
  if (id === null) return renderNotice(translator.words("timeline.button-gone"), services.now(), translator);
  const { topic, asOf: continues, since } = id;
  const from = since === null ? {} : { since };
  return renderTimeline(
    await services.topics.timeline({ topic, continues, ...from, place }),
    translator,
    page,
  );
}
