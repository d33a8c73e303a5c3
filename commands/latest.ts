// /latest: shows the newest reports by story, overall or on a topic, from all outlets or one.
import type { Command } from "../src/bot/command.js";
import { MAX_TOPIC, readTopicId } from "../src/render/custom-id.js";
import { declareCommand, stringOption } from "../src/render/declare.js";
import { renderLatest, renderNotice } from "../src/render/replies.js";
import { renderBeginning } from "../src/render/start.js";

export default {
  data: declareCommand("latest", [
    stringOption("latest.topic", { max: MAX_TOPIC }),
    stringOption("latest.source", { autocomplete: true, max: 100 }),
  ]),

  isPrivate: (_interaction, { visibility }) => visibility === "private",
  needs: () => "ask",
  question: ({ options }) => options.getString("topic"),

  async execute({ options }, { services, place, translator, can }) {
    const [topic, source] = [options.getString("topic"), options.getString("source")];
    const latest = await services.topics.latest({
      ...(topic === null ? {} : { topic }),
      ...(source === null ? {} : { source }),
      place,
    });
    const empty = latest.articleCount === 0 ? await services.starterFeeds.empty() : null;
    if (empty !== null) return renderBeginning({ ...empty, mayAdd: can.add }, services.now(), translator);
    return renderLatest(latest, translator);
  },

  async autocomplete(interaction, { services, place }) {
    const outlets = await services.articles.suggestSources(interaction.options.getFocused(), 25, place);
    return outlets.map((outlet) => ({ name: outlet, value: outlet }));
  },

  actions: {
    "latest-page": {
      reply: "update",
      async execute(_interaction, { services, place, translator }, { subject, page }) {
        const id = readTopicId(subject);
        if (id === null)
          return renderNotice(translator.words("timeline.button-gone"), services.now(), translator);
        const { topic, source, asOf: continues } = id;
        const from = source === null ? {} : { source };
        const latest = await services.topics.latest({ topic, continues, ...from, place });
        return renderLatest(latest, translator, page);
      },
    },
  },
} satisfies Command;
