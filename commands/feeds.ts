// /feeds: offers packs to begin with, follows feeds, reads them and shows their health. All of it needs the right to add, which nobody has in a DM.
import type { BaseInteraction, ChatInputCommandInteraction as Slash } from "discord.js";
import type { Command, CommandContext } from "../src/bot/command.js";
import { declareCommand } from "../src/render/declare.js";
import * as reply from "../src/render/feeds.js";
import { chosenFeed, FEEDS_PER_PAGE, feedChoices, feedInput, feedOptions } from "../src/render/feeds.js";
import type { Message } from "../src/render/message.js";
import { renderFirstReads, renderPacks, renderStarted } from "../src/render/start.js";

/** The first reads fetch many pages, politely; whoever chose packs sees how far they have come. */
const START_WAIT_MS = 180_000;
const WAIT_MS = 60_000; // a deferred reply stays open for 15 minutes, but nobody looks at one for longer

export default {
  data: declareCommand("feeds", feedOptions()),
  isPrivate: () => true,
  needs: () => "add",
  execute,
  autocomplete: async (interaction, { services }) =>
    feedChoices(await services.feeds.suggest(interaction.options.getFocused(), 25)),
  actions: {
    start: { reply: "private", needs: "add", execute: (button, context) => packs(button, context) },
    "start-packs": {
      reply: "update",
      needs: "add",
      execute: (menu, context) => startWith("values" in menu ? menu.values : [], context),
    },
    "feeds-page": {
      reply: "update",
      needs: "add",
      execute: (_interaction, context, { page }) => list(context, page),
    },
    "feeds-trouble": {
      reply: "update",
      needs: "add",
      execute: (_button, context, { page }) => troubled(context, page),
    },
  },
} satisfies Command;

async function packs(
  { guildLocale, locale }: BaseInteraction,
  { services, translator }: CommandContext,
): Promise<Message> {
  const all = await services.starterFeeds.packs();
  return renderPacks(all, guildLocale ?? locale, services.now(), translator);
}

async function startWith(
  packIds: readonly string[],
  { services, place, translator, showProgress }: CommandContext,
): Promise<Message> {
  const started = await services.starterFeeds.start(packIds, {
    place,
    waitMs: START_WAIT_MS,
    onProgress: (reads) => showProgress(renderFirstReads(reads, services.now(), translator)),
  });
  return renderStarted(started, services.now(), translator);
}

async function list({ services, translator }: CommandContext, page: number) {
  const found = await services.feeds.list((page - 1) * FEEDS_PER_PAGE, FEEDS_PER_PAGE);
  return reply.renderFeeds({ ...found, page }, services.now(), translator);
}

async function troubled({ services, translator }: CommandContext, page = 1) {
  return reply.renderTroubled((await services.feeds.list(0, 2_000)).items, services.now(), translator, page);
}

async function add({ options }: Slash, { services, translator }: CommandContext) {
  const [source, whole] = [options.getString("source"), options.getBoolean("full_text")];
  const input = feedInput(options.getString("url", true), source, whole);
  return reply.renderFeedAdded(await services.feeds.add(input, WAIT_MS), services.now(), translator);
}

async function execute(interaction: Slash, context: CommandContext) {
  const { options } = interaction;
  const { services, translator } = context;
  const subcommand = options.getSubcommand();
  if (subcommand === "start") return packs(interaction, context);
  if (subcommand === "add") return add(interaction, context);
  if (subcommand === "list") return list(context, options.getInteger("page") ?? 1);
  const typed = options.getString("feed");
  const feedId = typed === null ? null : chosenFeed(typed, await services.feeds.suggest(typed, 2));
  if (subcommand === "refresh")
    return reply.renderFeedReads(await services.feeds.refresh(feedId, WAIT_MS), services.now(), translator);
  if (feedId === null) return troubled(context);
  if (subcommand === "health")
    return reply.renderFeedHealth(await services.feeds.health(feedId), services.now(), translator);
  return reply.renderFeedRemoved(await services.feeds.remove(feedId), services.now(), translator);
}
