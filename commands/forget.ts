// /forget me: deletes what is stored about the person, after asking for confirmation.
import type { Command } from "../src/bot/command.js";
import { renderForgetQuestion, renderForgotten } from "../src/render/about.js";
import { declareCommand, subcommand } from "../src/render/declare.js";

export default {
  data: declareCommand("forget", [subcommand("forget.me")]),
  isPrivate: () => true,
  async execute(_interaction, { services, place, translator }) {
    const { kinds } = await services.privacy.facts(place.guildId);
    return renderForgetQuestion(kinds, services.now(), translator);
  },
  actions: {
    "forget-me": {
      reply: "update",
      execute: async (_interaction, { services, place, translator }) =>
        renderForgotten(await services.privacy.forget(place.userId), services.now(), translator),
    },
  },
} satisfies Command;
