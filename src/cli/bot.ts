// `dateline bot`: runs the bot, as `npm start` does.
import type { Command } from "commander";
import { requireRole } from "../main/environment.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

export function addBot(program: Command, _terminal: Terminal): void {
  program
    .command("bot")
    .description("run the Discord bot, or what DATELINE_ROLE says, until it is stopped (needs DISCORD_TOKEN)")
    .addHelpText("after", "\nExample: DISCORD_TOKEN=… dateline bot --store data/store")
    .action(async (_options, command: Command) => {
      const { lexical = false } = command.optsWithGlobals<GlobalOptions>();
      const config = configOf(command);
      requireRole(config);
      const { runBot } = await import("../main/run-bot.js");
      await runBot(config, { lexicalOnly: lexical });
    });
}
