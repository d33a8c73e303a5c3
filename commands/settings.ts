// /settings: shows and changes what holds in a guild, and who changed it. Needs Manage Server; exists in guilds only.
import type { ChatInputCommandInteraction as Slash } from "discord.js";
import type { Command, CommandContext } from "../src/bot/command.js";
import type { GuildSettings } from "../src/model/guild.js";
import { declareGuildCommand, MANAGE_SERVER } from "../src/render/declare.js";
import { renderNotice } from "../src/render/replies.js";
import {
  CHANGES_PER_PAGE,
  readOutlets,
  readRights,
  readSet,
  renderAudit,
  renderChanged,
  renderSettings,
  settingsOptions,
  timeZonesLike,
} from "../src/render/settings.js";

async function change(
  { services, place, translator }: CommandContext,
  edit: (settings: GuildSettings) => GuildSettings,
  unknownOutlet: string | null = null,
) {
  const changes = await services.settings.change(place.guildId ?? "", place.userId, edit);
  return renderChanged(changes, { at: services.now(), unknownOutlet }, translator);
}

async function audit({ services, place, translator }: CommandContext, page: number) {
  const offset = (page - 1) * CHANGES_PER_PAGE;
  const found = await services.settings.audit(place.guildId ?? "", offset, CHANGES_PER_PAGE);
  return renderAudit({ ...found, page }, services.now(), translator);
}

async function outlets({ options }: Slash, context: CommandContext) {
  const { outlet, edit } = readOutlets(options);
  const known = await context.services.articles.suggestSources(outlet, 100, null);
  const isKnown = known.some((name) => name.toLowerCase() === outlet.trim().toLowerCase());
  return change(context, edit, isKnown ? null : outlet);
}

export default {
  data: { ...declareGuildCommand("settings", settingsOptions()), default_member_permissions: MANAGE_SERVER },
  isPrivate: () => true,
  needs: () => "manage",
  async execute(interaction, context) {
    const [{ options }, { settings, services, place, translator }] = [interaction, context];
    const subcommand = options.getSubcommand();
    if (subcommand === "show") return renderSettings(settings, services.now(), translator);
    if (subcommand === "audit") return audit(context, options.getInteger("page") ?? 1);
    if (subcommand === "outlets") return outlets(interaction, context);
    const edit = subcommand === "set" ? readSet(options) : readRights(options, place.guildId ?? "");
    const missing = translator.words(subcommand === "set" ? "settings.nothing" : "settings.no-role");
    return edit === null ? renderNotice(missing, services.now(), translator) : change(context, edit);
  },
  async autocomplete({ options }, { services }) {
    const { name, value } = options.getFocused(true);
    const isZone = name === "time_zone";
    const found = isZone ? timeZonesLike(value, 25) : await services.articles.suggestSources(value, 25, null);
    return found.map((each) => ({ name: each, value: each }));
  },
  actions: {
    "settings-audit": {
      reply: "update",
      needs: "manage",
      execute: (_b, context, { page }) => audit(context, page),
    },
  },
} satisfies Command;
