// `dateline feeds start`: follows packs of public feeds, reads their first articles and names a question to try.
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import type { StarterFeedService } from "../app/starter-feeds.js";
import type { FeedPack } from "../model/feed.js";
import { DAY_MS } from "../model/time.js";
import type { Translator } from "../render/translator.js";
import {
  configOf,
  exitCodes,
  type GlobalOptions,
  type Terminal,
  terminalPlace,
  translatorOf,
  withDateline,
  writingOptions,
} from "./terminal.js";

/** The terminal waits as long as reading takes: up to a day. */
const WAIT_MS = DAY_MS;

const IN_THE_TERMINAL = {
  latest: "`dateline latest`",
  list: "`dateline feeds list`",
  health: "`dateline feeds health`",
};

export function addFeedsStart(feeds: Command, terminal: Terminal): void {
  feeds
    .command("start")
    .description("follow packs of public feeds to begin with; without arguments, choose from the list")
    .argument("[pack...]", "packs as the list names them, such as world or de")
    .addHelpText(
      "after",
      "\nExample: dateline feeds start world de science\nExit codes: 1 if every feed failed, else 0.",
    )
    .action((packs: string[], _options, command: Command) => start(packs, command, terminal));
}

async function start(named: readonly string[], command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { output } = terminal;
  await withDateline(terminal, command, { models: "needed" }, async ({ services, poller }) => {
    const { starterFeeds } = services;
    const packs = await starterFeeds.packs();
    if (named.length === 0 && json) return output.json({ packs });
    if (named.length === 0) await printPacks(packs, translatorOf(command), terminal);
    const chosen = named.length > 0 ? named : await choose(terminal);
    if (chosen.length === 0) return;
    if (configOf(command).fetch.contact === null)
      output.note("Set DATELINE_CONTACT, so that outlets can write to you instead of blocking you.");
    const stop = () => {
      terminal.progress.note("Stopping. The articles read so far are in the store.");
      void poller.stop();
    };
    process.once("SIGINT", stop);
    try {
      await follow(chosen, starterFeeds, command, terminal);
    } finally {
      process.off("SIGINT", stop);
    }
  });
}

async function follow(
  chosen: readonly string[],
  starterFeeds: StarterFeedService,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { output, progress } = terminal;
  const { startedDocument } = await import("../render/start.js");
  const started = await starterFeeds.start(chosen, {
    place: terminalPlace,
    waitMs: WAIT_MS,
    onProgress: ({ feeds, read }) =>
      progress.report({ label: "Reading the first articles", done: read, total: feeds, unit: "feeds" }),
  });
  progress.end();
  if (started.feeds > 0 && started.failed.length === started.feeds) process.exitCode = exitCodes.failed;
  if (command.optsWithGlobals<GlobalOptions>().json) return output.json(started);
  const { writeText } = await import("../render/terminal.js");
  const { translator, ...writing } = writingOptions(command, terminal);
  const document = startedDocument(started, new Date().toISOString(), translator, IN_THE_TERMINAL);
  output.line(writeText(document, writing));
  if (started.question !== null) output.line(`\n$ dateline ask ${quoted(started.question)}`);
}

async function printPacks(
  packs: readonly FeedPack[],
  translator: Translator,
  { output }: Terminal,
): Promise<void> {
  const { describePack, packName } = await import("../render/start.js");
  const { oneLine } = await import("../render/text.js");
  const width = Math.max(...packs.map(({ packId }) => packId.length));
  const names = packs.map((pack) => packName(pack, translator));
  const nameWidth = Math.max(...names.map(({ length }) => length));
  for (const [i, pack] of packs.entries()) {
    const start = `${pack.packId.padEnd(width)}  ${(names[i] ?? "").padEnd(nameWidth)}  `;
    const about = oneLine(describePack(pack, translator), Math.max(20, output.width - start.length));
    output.line(`${start}${output.colors.dim(about)}`);
  }
}

/** Asks which packs; without a terminal nobody can answer, and the list says how to go on. */
async function choose({ output }: Terminal): Promise<string[]> {
  if (!process.stdin.isTTY) {
    output.note("Name the packs to follow: dateline feeds start world de");
    return [];
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question("\nPacks to follow, for example: world de (Enter for none): ");
    return answer.split(/[\s,]+/).filter(Boolean);
  } finally {
    lines.close();
  }
}

function quoted(text: string): string {
  return `"${text.replace(/["\\$`]/g, "\\$&")}"`;
}
