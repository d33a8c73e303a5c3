// /follow: sends news on a topic to a channel. For people who may add articles; not in DMs.
import type { ChatInputCommandInteraction as Slash } from "discord.js";
import type { Command, CommandContext } from "../src/bot/command.js";
import { languageOf } from "../src/model/guild.js";
import { declareCommand } from "../src/render/declare.js";
import { renderCannotPostIn } from "../src/render/delivery.js";
import * as reply from "../src/render/watch.js";
import { chosenWatch, followOptions, watchChoices } from "../src/render/watch-options.js";

export default {
  data: declareCommand("follow", followOptions()),
  isPrivate: () => true,
  async execute(interaction, context) {
    const { services, place, translator } = context;
    const { guildId } = place;
    const at = services.now();
    if (guildId === null || !context.can.add)
      return reply.renderFollowDenied(guildId !== null, at, translator);
    const subcommand = interaction.options.getSubcommand();
    if (subcommand === "add") return add(interaction, context);
    if (subcommand === "list") return list(context, guildId);
    const typed = interaction.options.getString("topic", true);
    const watchId = chosenWatch(typed, await suggest(context, guildId, typed));
    return reply.renderUnfollowed(await services.watches.unfollow(guildId, watchId), at, translator);
  },
  async autocomplete(interaction, context) {
    const { guildId } = context.place;
    if (guildId === null || !context.can.add) return [];
    return watchChoices(await suggest(context, guildId, interaction.options.getFocused()));
  },
} satisfies Command;

async function add(
  { options, guildLocale }: Slash,
  { services, place, translator, settings, missingIn }: CommandContext,
) {
  const chosen = options.get("channel")?.value;
  const channelId = typeof chosen === "string" ? chosen : place.channelId;
  const missing = (await missingIn(channelId)) ?? [];
  if (missing.length > 0) return renderCannotPostIn(channelId, missing, services.now(), translator);
  const addition = await services.watches.follow(place, {
    topic: options.getString("topic", true),
    channelId,
    delivery: options.getString("when") === "daily" ? "daily" : "at-once",
    language: settings.language ?? languageOf(guildLocale) ?? translator.language,
  });
  return reply.renderFollowAdded(addition, services.now(), translator);
}

/** Lists the topics; a paused channel where nothing is missing any more is told again. */
async function list({ services, translator, missingIn }: CommandContext, guildId: string) {
  const paused = (await services.watches.follows(guildId)).filter((watch) => watch.paused !== null);
  for (const channelId of new Set(paused.map(({ target }) => target.id)))
    if ((await missingIn(channelId))?.length === 0) await services.watches.resume(channelId);
  return reply.renderFollows(await services.watches.follows(guildId), services.now(), translator);
}

async function suggest({ services }: CommandContext, guildId: string, typed: string) {
  const words = typed.toLowerCase().split(/\s+/);
  const all = await services.watches.follows(guildId);
  return all.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
}
