// `dateline invite`: prints the address that invites the bot to a server.
import type { Command } from "commander";
import { DatelineError } from "../model/errors.js";
import { configOf, type GlobalOptions, type Terminal } from "./terminal.js";

export function addInvite(program: Command, { output }: Terminal): void {
  program
    .command("invite")
    .description("print the address that invites the bot (needs DISCORD_APPLICATION_ID or DISCORD_TOKEN)")
    .addHelpText("after", "\nExample: DISCORD_APPLICATION_ID=123456789012345678 dateline invite")
    .action(async (_options, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      const { applicationId, token, apiUrl } = configOf(command).discord;
      if (applicationId === null && token === null)
        throw new DatelineError("config-invalid", "Set DISCORD_APPLICATION_ID or DISCORD_TOKEN in .env", {
          hint: "Both are at https://discord.com/developers/applications → your application.",
        });
      const { applicationIdOf, inviteUrl } = await import("../bot/profile.js");
      const url = inviteUrl(applicationId ?? (await applicationIdOf(token ?? "", apiUrl)));
      if (json) output.json({ url });
      else output.line(url);
    });
}
