#!/usr/bin/env node
// `npm start`: the bot, and nothing else. Its one catch prints message and hint and exits 1.
import { DatelineError, describeError } from "../errors.js";
import { readConfig, requireToken } from "./environment.js";

try {
  const config = readConfig();
  requireToken(config.discord); // before anything heavy is loaded
  const { runBot } = await import("./run-bot.js");
  await runBot(config, { lexicalOnly: false });
} catch (error) {
  process.stderr.write(`dateline: ${describeError(error)}\n`);
  if (error instanceof DatelineError && error.hint !== null) process.stderr.write(`  ${error.hint}\n`);
  if (!(error instanceof DatelineError) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
