#!/usr/bin/env node
// `npm start`: the bot, and nothing else. Its one catch prints message and hint and exits 1.
import { DatelineError, describeError } from "../errors.js";
import { readConfig } from "./environment.js";
import { runBot } from "./run-bot.js";

try {
  await runBot(readConfig(), { lexicalOnly: false });
} catch (error) {
  process.stderr.write(`dateline: ${describeError(error)}\n`);
  if (error instanceof DatelineError && error.hint !== null) process.stderr.write(`  ${error.hint}\n`);
  if (!(error instanceof DatelineError) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
