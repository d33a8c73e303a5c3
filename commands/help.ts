// /help: explains what Dateline does and how to ask; while nothing has been read, how to begin.
import type { Command } from "../src/bot/command.js";
import { declareCommand } from "../src/render/declare.js";
import { renderHelp } from "../src/render/replies.js";

export default {
  data: declareCommand("help"),
  isPrivate: () => true,
  async execute(_interaction, { services, translator, can }) {
    const empty = await services.starterFeeds.empty();
    const beginning = empty === null ? null : { ...empty, mayAdd: can.add };
    return renderHelp(beginning, services.now(), translator);
  },
} satisfies Command;
