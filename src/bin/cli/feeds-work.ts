// What `dateline feeds add|list|remove|health|refresh` do, over the services; the words are those of Discord.
import type { Command } from "commander";
import { DatelineError } from "../../errors.js";
import type { Document } from "../../render/document.js";
import {
  feedAddedDocument,
  feedHealthDocument,
  feedReadsDocument,
  feedRemovedDocument,
  troubledDocument,
} from "../../render/feeds.js";
import { writeText } from "../../render/terminal.js";
import { oneLine } from "../../render/text.js";
import type { FeedHealth } from "../../reports-feeds.js";
import type { FeedServices, Services } from "../../services.js";
import type { FeedOptions } from "./feeds.js";
import { exitCodes, frameFor, type GlobalOptions, type Terminal, withDateline } from "./terminal.js";

/** The terminal waits as long as it takes: a day. */
const WAIT_MS = 24 * 3_600_000;
const MAX_NAME = 100;

function print(document: Document, { output }: Terminal): void {
  output.line(writeText(document, { color: output.colored, width: output.width }));
}

export async function addFeed(url: string, command: Command, terminal: Terminal): Promise<void> {
  const { json, source, fullText } = command.optsWithGlobals<GlobalOptions & FeedOptions>();
  await withDateline(terminal, command, { models: "needed" }, async ({ services }) => {
    const input = { url, fullText, ...(source === undefined ? {} : { source }) };
    const addition = await services.feeds.add(input, WAIT_MS);
    if (json) terminal.output.json(addition);
    else print(feedAddedDocument(addition, services.now(), frameFor(command)), terminal);
    if (addition.refresh?.outcome === "failed") process.exitCode = exitCodes.failed;
  });
}

export async function listFeeds(command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const feeds = await allFeeds(services.feeds);
    if (json) return terminal.output.json({ feeds });
    if (feeds.length === 0) terminal.output.line("No feeds yet: follow one with `dateline feeds add URL`.");
    for (const { feedId, title, url, state, problem } of feeds) {
      const { colors, line } = terminal.output;
      const mark = state === "gone" ? "gone    " : problem === null ? "well    " : "problem ";
      line(
        `${colors.dim(feedId)}  ${mark} ${oneLine(title ?? "not read yet", MAX_NAME)}  ${colors.dim(oneLine(url, 300))}`,
      );
    }
  });
}

export async function removeFeeds(
  names: readonly string[],
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const removed: FeedHealth[] = [];
    for (const { feedId } of await named(names, services.feeds)) {
      const feed = await services.feeds.remove(feedId);
      removed.push(feed);
      if (!json) print(feedRemovedDocument(feed, services.now(), frameFor(command)), terminal);
    }
    if (json) terminal.output.json({ removed });
  });
}

export async function healthOfFeeds(
  names: readonly string[],
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const feeds = names.length === 0 ? await allFeeds(services.feeds) : await named(names, services.feeds);
    if (json) terminal.output.json({ feeds });
    else if (names.length === 0) print(troubledDocument(feeds, services.now(), frameFor(command)), terminal);
    else
      for (const feed of feeds) print(feedHealthDocument(feed, services.now(), frameFor(command)), terminal);
  });
}

export async function refreshFeeds(
  names: readonly string[],
  command: Command,
  terminal: Terminal,
): Promise<void> {
  await withDateline(terminal, command, { models: "needed" }, async ({ services, feeds: { poller } }) => {
    const stop = () => {
      terminal.progress.note("Stopping: what was read is in the store.");
      void poller.stop();
    };
    process.once("SIGINT", stop);
    try {
      await refreshAll(names, services, command, terminal);
    } finally {
      process.off("SIGINT", stop);
    }
  });
}

async function refreshAll(
  names: readonly string[],
  { feeds, now }: Services,
  command: Command,
  terminal: Terminal,
) {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const wanted = names.length === 0 ? [null] : (await named(names, feeds)).map(({ feedId }) => feedId);
  const reads = await Promise.all(wanted.map((feedId) => feeds.refresh(feedId, WAIT_MS)));
  const finished = reads.flatMap((read) => read.finished);
  if (json) terminal.output.json({ finished });
  else print(feedReadsDocument({ finished, waiting: 0 }, now(), frameFor(command)), terminal);
  const isBad =
    finished.length > 0 && finished.every(({ outcome }) => outcome === "failed" || outcome === "stopped");
  if (isBad) process.exitCode = exitCodes.failed;
}

async function allFeeds(feeds: FeedServices): Promise<readonly FeedHealth[]> {
  const { total } = await feeds.list(0, 0);
  return (await feeds.list(0, total)).items;
}

/** @throws DatelineError feed-unknown naming the first that is not followed */
async function named(names: readonly string[], feeds: FeedServices): Promise<FeedHealth[]> {
  const all = await allFeeds(feeds);
  return names.map((name) => {
    const found = all.find(({ feedId, url }) => feedId === name || url === name);
    if (found !== undefined) return found;
    throw new DatelineError("feed-unknown", `No such feed: ${oneLine(name, 200)}`, {
      hint: "`dateline feeds list` shows ids and addresses.",
    });
  });
}
