// /help: explains what Dateline does and how to ask.
import type { Command } from "../src/bot/command.js";
import { declareCommand } from "../src/render/declare.js";
import { renderHelp } from "../src/render/replies.js";

export default {
  data: declareCommand("help"),
  isPrivate: () => true,
  execute: async (_interaction, { services, translator }) => renderHelp(services.now(), translator),
} satisfies Command;
