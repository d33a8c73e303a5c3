// /status: shows how much has been read and how Dateline is running.
import type { Command } from "../src/bot/command.js";
import { declareCommand } from "../src/render/declare.js";
import { renderStatus } from "../src/render/replies.js";

export default {
  data: declareCommand("status"),
  isPrivate: () => true,
  execute: async (_interaction, { services, translator }) =>
    renderStatus(await services.status.read(), services.now(), translator),
} satisfies Command;
