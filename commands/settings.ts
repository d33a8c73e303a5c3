// /settings: shows and changes the settings of a server and lists their changes. Needs Manage Server; not in DMs.
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

export default {
  data: { ...declareGuildCommand("settings", settingsOptions()), default_member_permissions: MANAGE_SERVER },
  isPrivate: () => true,
  needs: () => "manage",
  async execute(interaction, context) {
    const { options } = interaction;
    const { settings, services, place, translator } = context;
    switch (options.getSubcommand()) {
      case "show":
        return renderSettings(settings, services.now(), translator);
      case "audit":
        return audit(context, options.getInteger("page") ?? 1);
      case "outlets":
        return changeOutlets(interaction, context);
      case "set":
        return changeOrNotice(readSet(options), "settings.nothing", context);
      default:
        return changeOrNotice(readRights(options, place.guildId ?? ""), "settings.no-role", context);
    }
  },
  async autocomplete({ options }, { services }) {
    const { name, value } = options.getFocused(true);
    const found =
      name === "time_zone"
        ? timeZonesLike(value, 25)
        : await services.articles.suggestSources(value, 25, null);
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

type Edit = (settings: GuildSettings) => GuildSettings;

async function change(
  { services, place, translator }: CommandContext,
  edit: Edit,
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

/** Makes the change, or says what is missing if there is none. */
function changeOrNotice(
  edit: Edit | null,
  missing: "settings.nothing" | "settings.no-role",
  context: CommandContext,
) {
  const { services, translator } = context;
  if (edit !== null) return change(context, edit);
  return renderNotice(translator.words(missing), services.now(), translator);
}

async function changeOutlets({ options }: Slash, context: CommandContext) {
  const { outlet, edit } = readOutlets(options);
  const known = await context.services.articles.suggestSources(outlet, 100, null);
  const isKnown = known.some((name) => name.toLowerCase() === outlet.trim().toLowerCase());
  return change(context, edit, isKnown ? null : outlet);
}
