// Every command of the bot, in the order of /help: adding a command is one file and one line here.
import articles from "../../commands/articles.js";
import ask from "../../commands/ask.js";
import feeds from "../../commands/feeds.js";
import follow from "../../commands/follow.js";
import forget from "../../commands/forget.js";
import help from "../../commands/help.js";
import privacy from "../../commands/privacy.js";
import settings from "../../commands/settings.js";
import sources from "../../commands/sources.js";
import status from "../../commands/status.js";
import summary from "../../commands/summary.js";
import watch from "../../commands/watch.js";
import type { Command } from "../bot/command.js";

export const commandList: readonly Command[] = [
  ask,
  sources,
  summary,
  watch,
  follow,
  articles,
  feeds,
  settings,
  status,
  privacy,
  forget,
  help,
];
