// /feeds: follows feeds and tells how they stand. All of it needs Manage Server, so it does nothing in a DM.
import type { BaseInteraction, ChatInputCommandInteraction as Slash } from "discord.js";
import type { Command, CommandContext } from "../src/bot/command.js";
import { declareCommand, MANAGE_SERVER } from "../src/render/declare.js";
import { chosenFeed, feedChoices, feedInput, feedOptions } from "../src/render/feed-options.js";
import * as reply from "../src/render/feed-replies.js";
import { FEEDS_PER_PAGE } from "../src/render/feeds.js";

const WAIT_MS = 60_000; // a deferred reply stays open for 15 minutes, but nobody looks at one for longer
const mayChange = ({ memberPermissions }: BaseInteraction) => memberPermissions?.has("ManageGuild") ?? false;

async function list({ services }: CommandContext, page: number) {
  const found = await services.feeds.list((page - 1) * FEEDS_PER_PAGE, FEEDS_PER_PAGE);
  return reply.renderFeeds({ ...found, page }, services.now());
}

async function troubled({ services }: CommandContext, page = 1) {
  return reply.renderTroubled((await services.feeds.list(0, 2_000)).items, services.now(), page);
}

async function add({ options }: Slash, { services }: CommandContext) {
  const [source, whole] = [options.getString("source"), options.getBoolean("full_text")];
  const input = feedInput(options.getString("url", true), source, whole);
  return reply.renderFeedAdded(await services.feeds.add(input, WAIT_MS), services.now());
}

async function execute(interaction: Slash, context: CommandContext) {
  const { services } = context;
  const { feeds } = services;
  const subcommand = interaction.options.getSubcommand();
  if (subcommand === "add") return add(interaction, context);
  if (subcommand === "list") return list(context, interaction.options.getInteger("page") ?? 1);
  const typed = interaction.options.getString("feed");
  const feedId = typed === null ? null : chosenFeed(typed, await feeds.suggest(typed, 2));
  if (subcommand === "refresh")
    return reply.renderFeedReads(await feeds.refresh(feedId, WAIT_MS), services.now());
  if (feedId === null) return troubled(context);
  if (subcommand === "health") return reply.renderFeedHealth(await feeds.health(feedId), services.now());
  return reply.renderFeedRemoved(await feeds.remove(feedId), services.now());
}

export default {
  data: { ...declareCommand("feeds", feedOptions()), default_member_permissions: MANAGE_SERVER },
  isPrivate: () => true,
  execute: (interaction, context) =>
    mayChange(interaction)
      ? execute(interaction, context)
      : Promise.resolve(reply.renderFeedsDenied(interaction.inGuild(), context.services.now())),
  autocomplete: async (interaction, { services }) =>
    mayChange(interaction)
      ? feedChoices(await services.feeds.suggest(interaction.options.getFocused(), 25))
      : [],
  actions: {
    "feeds-page": { reply: "update", execute: (_interaction, context, { page }) => list(context, page) },
    "feeds-trouble": {
      reply: "update",
      execute: (_interaction, context, { page }) => troubled(context, page),
    },
  },
} satisfies Command;
