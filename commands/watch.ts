// /watch: notifies a person when the answer to a question changes. Also the buttons for it on answers and news.
import type { BaseInteraction, ChatInputCommandInteraction as Slash } from "discord.js";
import type { Command, CommandContext } from "../src/bot/command.js";
import { languageOf } from "../src/model/guild.js";
import { declareCommand } from "../src/render/declare.js";
import { renderCannotPostIn } from "../src/render/delivery.js";
import { renderNotice } from "../src/render/replies.js";
import * as reply from "../src/render/watch.js";
import { WATCHES_PER_PAGE } from "../src/render/watch.js";
import * as option from "../src/render/watch-options.js";

export default {
  data: declareCommand("watch", option.watchOptions()),
  isPrivate: () => true,
  needs: ({ options }) => (options.getSubcommand() === "add" ? "ask" : null),
  question: ({ options }) => options.getString("question"),
  async execute(interaction, context) {
    const { services, place } = context;
    const subcommand = interaction.options.getSubcommand();
    if (subcommand === "add") return add(interaction, context);
    if (subcommand === "list") return list(context);
    const typed = interaction.options.getString("watch", true);
    return stop(context, option.chosenWatch(typed, await services.watches.suggest(place.userId, typed, 2)));
  },
  async autocomplete({ options }, { services, place }) {
    const { name, value } = options.getFocused(true);
    if (name === "time_zone") return option.zoneChoices(value);
    return option.watchChoices(await services.watches.suggest(place.userId, value, 25));
  },
  actions: {
    watch: { reply: "private", execute: (button, context, { subject }) => press(button, context, subject) },
    "watch-stop": { reply: "private", execute: (_button, context, { subject }) => stop(context, subject) },
    "watch-keep": {
      reply: "private",
      execute: async (_button, { services, place, translator }, { subject }) =>
        reply.renderWatchRenewed(
          await services.watches.renew(place.userId, subject),
          services.now(),
          translator,
        ),
    },
    "watches-page": { reply: "update", execute: (_button, context, { page }) => list(context, page) },
  },
} satisfies Command;

async function add(
  { options, guildLocale }: Slash,
  { services, place, translator, settings, isGuest, missingIn }: CommandContext,
) {
  const own = translator.language;
  const guild = place.guildId === null ? null : (settings.language ?? languageOf(guildLocale) ?? own);
  const wishes = option.watchWishes((name) => options.getString(name), { own, guild });
  if (wishes.where === "channel") {
    const { channelId } = place;
    if (isGuest) return renderNotice(translator.words("watch.guest"), services.now(), translator);
    const missing = (await missingIn(channelId)) ?? [];
    if (missing.length > 0) return renderCannotPostIn(channelId, missing, services.now(), translator);
  }
  const addition = await services.watches.add(place, options.getString("question", true), wishes);
  return reply.renderWatchAdded(addition, services.now(), translator);
}

async function list({ services, place, translator }: CommandContext, page = 1) {
  const held = page === 1 ? await services.watches.takeHeld(place.userId) : [];
  const found = await services.watches.list(place.userId, (page - 1) * WATCHES_PER_PAGE, WATCHES_PER_PAGE);
  return reply.renderWatches({ ...found, page }, held, services.now(), translator);
}

const stop = async ({ services, place, translator }: CommandContext, watchId: string) =>
  reply.renderWatchRemoved(await services.watches.remove(place.userId, watchId), services.now(), translator);

async function press(on: BaseInteraction, { services, place, translator }: CommandContext, answerId: string) {
  const wishes = option.buttonWishes(translator.language, option.canRead(on));
  const addition = await services.watches.addAnswer(place, answerId, wishes);
  return reply.renderWatchAdded(addition, services.now(), translator);
}
