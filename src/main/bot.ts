#!/usr/bin/env node
// `npm start`: runs the bot; prints what it throws, with a hint, and exits 1.
import { withoutSecrets } from "../bot/secrets.js";
import { DatelineError, describeError } from "../model/errors.js";
import { environmentSecrets, readConfig, requireRole } from "./environment.js";

try {
  const config = readConfig();
  requireRole(config); // before anything heavy is loaded
  const { runBot } = await import("./run-bot.js");
  await runBot(config, { lexicalOnly: false });
} catch (error) {
  const say = (line: string) => void process.stderr.write(`${withoutSecrets(line, environmentSecrets())}\n`);
  say(`dateline: ${describeError(error)}`);
  if (error instanceof DatelineError && error.hint !== null) say(`  ${error.hint}`);
  if (!(error instanceof DatelineError) && error instanceof Error) say(error.stack ?? "");
  process.exitCode = 1;
}
