// `npm run files-of-ask`: lists the project's files in which a function runs, in the bot's process, for one /ask.
import { Session } from "node:inspector/promises";
import process from "node:process";
import { Conversation } from "./conversation.js";
import { question } from "./conversations/1-question.js";
import { SAMPLES, World } from "./world.js";

const PROJECT_FILE = /\/dist\/((?:src|commands)\/.*)\.js$/;

const world = await World.open(SAMPLES, "2025-11-24T14:05:00.000Z");
const session = new Session();
session.connect();
await session.post("Profiler.enable");
// Counts start here, so that nothing of the start is in them.
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
await question.play(new Conversation(world, question));
const { result } = await session.post("Profiler.takePreciseCoverage");
session.disconnect();
await world.close();

const files = result.flatMap(({ url, functions }) => {
  const file = PROJECT_FILE.exec(url)?.[1];
  const ran = functions.some(
    ({ ranges: [whole] }) => (whole?.startOffset ?? 0) > 0 && (whole?.count ?? 0) > 0,
  );
  return file !== undefined && ran ? [`${file}.ts`] : [];
});
process.stdout.write(`${files.sort().join("\n")}\n${files.length} files\n`);
