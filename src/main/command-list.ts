// Every command of the bot, in the order of /help; a new command is one file and one line here.
import articles from "../../commands/articles.js";
import ask from "../../commands/ask.js";
import checkClaim from "../../commands/check-claim.js";
import feeds from "../../commands/feeds.js";
import follow from "../../commands/follow.js";
import forget from "../../commands/forget.js";
import help from "../../commands/help.js";
import latest from "../../commands/latest.js";
import privacy from "../../commands/privacy.js";
import settings from "../../commands/settings.js";
import sources from "../../commands/sources.js";
import status from "../../commands/status.js";
import summarizeLink from "../../commands/summarize-link.js";
import summary from "../../commands/summary.js";
import timeline from "../../commands/timeline.js";
import watch from "../../commands/watch.js";
import type { AnyCommand } from "../bot/command.js";

export const commandList: readonly AnyCommand[] = [
  ask,
  sources,
  timeline,
  latest,
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
  checkClaim,
  summarizeLink,
];
