// `dateline bot`: runs the bot, as `npm start` does.
import type { Command } from "commander";
import { requireToken } from "../main/environment.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

export function addBot(program: Command, _terminal: Terminal): void {
  program
    .command("bot")
    .description("run the Discord bot until it is stopped (needs DISCORD_TOKEN)")
    .addHelpText("after", "\nExample: DISCORD_TOKEN=… dateline bot --store data/store")
    .action(async (_options, command: Command) => {
      const { lexical = false } = command.optsWithGlobals<GlobalOptions>();
      const config = configOf(command);
      requireToken(config.discord);
      const { runBot } = await import("../main/run-bot.js");
      await runBot(config, { lexicalOnly: lexical });
    });
}
