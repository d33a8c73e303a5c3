// /timeline: what was reported about a topic over time. The button Earlier of an answer shows the same for its question.
import type { Command, CommandContext } from "../src/bot/command.js";
import { MAX_TOPIC, readReadingId } from "../src/render/custom-id.js";
import { declareCommand, stringOption } from "../src/render/declare.js";
import { renderEarlier, renderNotice, renderTimeline } from "../src/render/replies.js";

async function earlier({ services, place, frame }: CommandContext, answerId: string, page: number) {
  const found = await services.reading.earlier(place, answerId);
  return renderEarlier(found, { answerId, at: services.now() }, frame, page);
}

async function turn({ services, place, frame }: CommandContext, subject: string, page: number) {
  const id = readReadingId(subject);
  if (id === null) return renderNotice(frame.words("timeline.button-gone"), services.now(), frame);
  const { topic, asOf: continues, since } = id;
  const from = since === null ? {} : { since };
  return renderTimeline(await services.reading.timeline({ topic, continues, ...from, place }), frame, page);
}

export default {
  data: declareCommand("timeline", [
    stringOption("timeline.topic", { required: true, max: MAX_TOPIC }),
    stringOption("timeline.since", { max: 40 }),
  ]),

  isPrivate: (_interaction, { visibility }) => visibility === "private",
  needs: () => "ask",
  question: ({ options }) => options.getString("topic", true),

  async execute({ options }, { services, place, frame }) {
    const since = options.getString("since");
    const topic = options.getString("topic", true);
    const timeline = await services.reading.timeline({
      topic,
      ...(since === null ? {} : { since }),
      place,
    });
    return renderTimeline(timeline, frame);
  },

  actions: {
    "timeline-page": {
      reply: "update",
      execute: (_i, context, { subject, page }) => turn(context, subject, page),
    },
    earlier: {
      reply: "private",
      cost: "model",
      execute: (_i, context, { subject }) => earlier(context, subject, 1),
    },
    "earlier-page": {
      reply: "update",
      execute: (_i, context, { subject, page }) => earlier(context, subject, page),
    },
  },
} satisfies Command;
