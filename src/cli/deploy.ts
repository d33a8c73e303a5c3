// `dateline deploy`: registers the slash commands with Discord.
import type { Command } from "commander";
import { requireToken } from "../main/environment.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

export function addDeploy(program: Command, { output }: Terminal): void {
  program
    .command("deploy")
    .description("register the slash commands with Discord (needs DISCORD_TOKEN)")
    .addHelpText("after", "\nExample: DISCORD_GUILD_ID=123456789012345678 dateline deploy")
    .action(async (_options, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      const { discord } = configOf(command);
      const token = requireToken(discord);
      const { deployCommands } = await import("../bot/register.js");
      const { commandList } = await import("../main/command-list.js");
      const deployment = await deployCommands({ ...discord, token, commands: commandList });
      if (json) return output.json(deployment);
      const place = discord.guildId === null ? "in all servers" : `in server ${discord.guildId}`;
      const { changed, count } = deployment;
      output.line(
        changed
          ? `Registered ${count} commands ${place}.`
          : `Discord already has these ${count} commands ${place}.`,
      );
    });
}
