// `dateline feeds`: follows feeds, reads them now, tells how they stand, takes and gives lists of them (OPML).
import { readFile, writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { FeedService } from "../app/feeds.js";
import { newFeed } from "../app/feeds.js";
import type { Services } from "../app/services.js";
import { DatelineError, describeError } from "../model/errors.js";
import type { FeedHealth } from "../model/feed.js";
import { DAY_MS } from "../model/time.js";
import { decodeFeed } from "../read/feeds/feed.js";
import { readOpml, writeOpml } from "../read/feeds/opml.js";
import type { Document } from "../render/document.js";
import {
  feedAddedDocument,
  feedHealthDocument,
  feedReadsDocument,
  feedRemovedDocument,
  troubledDocument,
} from "../render/feeds.js";
import { writeText } from "../render/terminal.js";
import { oneLine } from "../render/text.js";
import type { FullText } from "../store/ports.js";
import { exitCodes, type GlobalOptions, type Terminal, translatorOf, withDateline } from "./terminal.js";

export async function importFeeds(file: string, command: Command, terminal: Terminal): Promise<void> {
  const { json, fullText } = command.optsWithGlobals<GlobalOptions & FeedOptions>();
  const { text, notes: encoding } = decodeFeed(file, await bytesOf(file), null);
  const { feeds, notes } = readOpml(file, text);
  await withDateline(terminal, command, { models: "none" }, async ({ services, feeds: { store } }) => {
    let added = 0;
    for (const { url, title, siteUrl } of feeds) {
      if (await store.add(newFeed(url, services.now(), { title, siteUrl, fullText }))) added += 1;
    }
    const known = feeds.length - added;
    if (json) return terminal.output.json({ added, known, notes: [...encoding, ...notes] });
    for (const note of [...encoding, ...notes]) terminal.output.note(note);
    terminal.output.line(`${added} feeds added, ${known} followed already`);
    if (added > 0) terminal.output.line("They are read by the running bot, or by `dateline feeds refresh`.");
  });
}

export async function exportFeeds(
  file: string | undefined,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  await withDateline(terminal, command, { models: "none" }, async ({ services, feeds: { store } }) => {
    const feeds = await store.feeds(0, await store.count());
    const opml = writeOpml(feeds, services.now());
    if (file !== undefined) await writeFile(file, opml);
    if (json) terminal.output.json({ feeds: feeds.length, file: file ?? null, opml });
    else if (file === undefined) terminal.output.line(opml.trimEnd());
    else terminal.output.line(`${feeds.length} feeds written to ${file}`);
  });
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new DatelineError("read-unreadable", `Cannot read ${file}: ${describeError(error)}`, {
      cause: error,
    });
  }
}

/** The terminal waits as long as it takes: a day. */
const WAIT_MS = DAY_MS;
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
    else print(feedAddedDocument(addition, services.now(), translatorOf(command)), terminal);
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
      if (!json) print(feedRemovedDocument(feed, services.now(), translatorOf(command)), terminal);
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
    else if (names.length === 0)
      print(troubledDocument(feeds, services.now(), translatorOf(command)), terminal);
    else
      for (const feed of feeds)
        print(feedHealthDocument(feed, services.now(), translatorOf(command)), terminal);
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
  else print(feedReadsDocument({ finished, waiting: 0 }, now(), translatorOf(command)), terminal);
  const isBad =
    finished.length > 0 && finished.every(({ outcome }) => outcome === "failed" || outcome === "stopped");
  if (isBad) process.exitCode = exitCodes.failed;
}

async function allFeeds(feeds: FeedService): Promise<readonly FeedHealth[]> {
  const { total } = await feeds.list(0, 0);
  return (await feeds.list(0, total)).items;
}

/** @throws DatelineError feed-unknown naming the first that is not followed */
async function named(names: readonly string[], feeds: FeedService): Promise<FeedHealth[]> {
  const all = await allFeeds(feeds);
  return names.map((name) => {
    const found = all.find(({ feedId, url }) => feedId === name || url === name);
    if (found !== undefined) return found;
    throw new DatelineError("feed-unknown", `No such feed: ${oneLine(name, 200)}`, {
      hint: "`dateline feeds list` shows ids and addresses.",
    });
  });
}

/** What `feeds add` takes. */
export interface FeedOptions {
  readonly source?: string;
  readonly fullText: FullText;
}

export function addFeeds(program: Command, terminal: Terminal): void {
  const feeds = program.command("feeds").description("follow feeds (RSS, RDF, Atom, JSON Feed)");
  const fullText = () =>
    new Option("--full-text <when>", "read the page behind each link")
      .choices(["auto", "always", "never"])
      .default("auto");
  feeds
    .command("add")
    .description("follow a feed, or the feed of a page, and read it")
    .argument("<url>", "address of the feed, or of a page that links to it")
    .option("--source <outlet>", "the outlet, where the feed does not say it well")
    .addOption(fullText())
    .addHelpText("after", "\nExample: dateline feeds add https://example.org/news")
    .action((url: string, _options, command: Command) => addFeed(url, command, terminal));
  feeds
    .command("list")
    .description("list the feeds, by title")
    .addHelpText("after", "\nExample: dateline feeds list --json")
    .action((_options, command: Command) => listFeeds(command, terminal));
  feeds
    .command("remove")
    .description("stop following feeds; what was read from them stays")
    .argument("<feed...>", "ids or addresses as `feeds list` shows them")
    .addHelpText("after", "\nExample: dateline feeds remove 0f3a1b2c4d5e")
    .action((names: string[], _options, command: Command) => removeFeeds(names, command, terminal));
  feeds
    .command("health")
    .description("show how feeds stand; without a name those with a problem")
    .argument("[feed...]", "ids or addresses")
    .addHelpText("after", "\nExample: dateline feeds health https://example.org/feed.xml")
    .action((names: string[], _options, command: Command) => healthOfFeeds(names, command, terminal));
  feeds
    .command("refresh")
    .description("read feeds now; without a name all of them")
    .argument("[feed...]", "ids or addresses")
    .addHelpText(
      "after",
      "\nExample: dateline feeds refresh\nExit codes: 0 also where some feeds failed, 1 where all did.",
    )
    .action((names: string[], _options, command: Command) => refreshFeeds(names, command, terminal));
  addLists(feeds, fullText, terminal);
}

function addLists(feeds: Command, fullText: () => Option, terminal: Terminal): void {
  feeds
    .command("import")
    .description("follow all feeds of a list (OPML); the next refresh reads them")
    .argument("<file>", "an OPML file, as other readers export it")
    .addOption(fullText())
    .addHelpText("after", "\nExample: dateline feeds import subscriptions.opml")
    .action((file: string, _options, command: Command) => importFeeds(file, command, terminal));
  feeds
    .command("export")
    .description("write the list of feeds as OPML, to stdout or to a file")
    .argument("[file]", "where to write it")
    .addHelpText("after", "\nExample: dateline feeds export feeds.opml")
    .action((file: string | undefined, _options, command: Command) => exportFeeds(file, command, terminal));
}
