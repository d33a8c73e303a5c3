// /privacy: shows what is stored about a person, where and how long, and how to have it deleted.
import type { Command } from "../src/bot/command.js";
import { renderPrivacy } from "../src/render/about.js";
import { declareCommand } from "../src/render/declare.js";

export default {
  data: declareCommand("privacy"),
  isPrivate: () => true,
  execute: async (_interaction, { services, place, translator }) =>
    renderPrivacy(await services.privacy.facts(place.guildId), services.now(), translator),
} satisfies Command;
