// `dateline feeds`: follows feeds, reads them now, shows their health, imports and exports lists of them (OPML).
import { readFile, writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { FeedService } from "../app/feeds.js";
import type { Services } from "../app/services.js";
import { DatelineError, describeError } from "../model/errors.js";
import type { FeedHealth } from "../model/feed.js";
import { DAY_MS } from "../model/time.js";
import type { Document } from "../render/document.js";
import { oneLine } from "../render/text.js";
import type { FullText } from "../store/ports.js";
import { addFeedsStart } from "./feeds-start.js";
import { countOf, type Output } from "./output.js";
import { exitCodes, type GlobalOptions, type Terminal, translatorOf, withDateline } from "./terminal.js";

/** The terminal waits as long as reading takes: up to a day. */
const WAIT_MS = DAY_MS;
const MAX_NAME = 100;
const MAX_URL = 300;
const START = { command: "`dateline feeds start`" };

interface AddOptions extends GlobalOptions {
  readonly source?: string;
  readonly fullText: FullText;
}

export function addFeeds(program: Command, terminal: Terminal): void {
  const feeds = program.command("feeds").description("follow feeds (RSS, RDF, Atom, JSON Feed)");
  addFeedsStart(feeds, terminal);
  feeds
    .command("add")
    .description("follow a feed, or the feed of a web page, and read it")
    .argument("<url>", "address of the feed, or of a page that links to it")
    .option("--source <outlet>", "name of the outlet, if the feed does not give it correctly")
    .addOption(fullTextOption())
    .addHelpText("after", "\nExample: dateline feeds add https://example.org/news")
    .action((url: string, _options, command: Command) => add(url, command, terminal));
  feeds
    .command("list")
    .description("list the feeds by title")
    .addHelpText("after", "\nExample: dateline feeds list --json")
    .action((_options, command: Command) => list(command, terminal));
  feeds
    .command("remove")
    .description("stop following feeds; the articles read from them stay")
    .argument("<feed...>", "feed ids or addresses, as listed by `feeds list`")
    .addHelpText("after", "\nExample: dateline feeds remove 0f3a1b2c4d5e")
    .action((names: string[], _options, command: Command) => remove(names, command, terminal));
  feeds
    .command("health")
    .description("show the health of feeds; without arguments, of those with a problem")
    .argument("[feed...]", "feed ids or addresses")
    .addHelpText("after", "\nExample: dateline feeds health https://example.org/feed.xml")
    .action((names: string[], _options, command: Command) => health(names, command, terminal));
  feeds
    .command("refresh")
    .description("read feeds now; without arguments, all of them")
    .argument("[feed...]", "feed ids or addresses")
    .addHelpText("after", "\nExample: dateline feeds refresh\nExit codes: 1 if every feed failed, else 0.")
    .action((names: string[], _options, command: Command) => refresh(names, command, terminal));
  feeds
    .command("import")
    .description("follow all feeds of an OPML file; the next refresh reads them")
    .argument("<file>", "OPML file, as exported by feed readers")
    .addOption(fullTextOption())
    .addHelpText("after", "\nExample: dateline feeds import subscriptions.opml")
    .action((file: string, _options, command: Command) => importList(file, command, terminal));
  feeds
    .command("export")
    .description("write the followed feeds as OPML to stdout or a file")
    .argument("[file]", "file to write")
    .addHelpText("after", "\nExample: dateline feeds export feeds.opml")
    .action((file: string | undefined, _options, command: Command) => exportList(file, command, terminal));
}

function fullTextOption(): Option {
  return new Option("--full-text <when>", "when to read the page behind each link")
    .choices(["auto", "always", "never"])
    .default("auto");
}

async function add(url: string, command: Command, terminal: Terminal): Promise<void> {
  const { json, source, fullText } = command.optsWithGlobals<AddOptions>();
  const { feedAddedDocument } = await import("../render/feeds.js");
  await withDateline(terminal, command, { models: "needed" }, async ({ services }) => {
    const input = { url, fullText, ...(source === undefined ? {} : { source }) };
    const addition = await services.feeds.add(input, WAIT_MS);
    if (json) terminal.output.json(addition);
    else await print(feedAddedDocument(addition, services.now(), translatorOf(command)), terminal);
    if (addition.refresh?.outcome === "failed") process.exitCode = exitCodes.failed;
  });
}

async function list(command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { output } = terminal;
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const feeds = await allFeeds(services.feeds);
    if (json) return output.json({ feeds });
    if (feeds.length === 0) output.line(translatorOf(command).words("feeds.none", START));
    for (const feed of feeds) printFeed(feed, output);
  });
}

function printFeed({ feedId, title, url, state, problem }: FeedHealth, { colors, line }: Output): void {
  const health = state === "gone" ? "gone" : problem === null ? "healthy" : "problem";
  const name = oneLine(title ?? "not read yet", MAX_NAME);
  line(`${colors.dim(feedId)}  ${health.padEnd(8)} ${name}  ${colors.dim(oneLine(url, MAX_URL))}`);
}

async function remove(names: readonly string[], command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { feedRemovedDocument } = await import("../render/feeds.js");
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const removed: FeedHealth[] = [];
    for (const { feedId } of await findFeeds(names, services.feeds)) {
      const feed = await services.feeds.remove(feedId);
      removed.push(feed);
      if (!json) await print(feedRemovedDocument(feed, services.now(), translatorOf(command)), terminal);
    }
    if (json) terminal.output.json({ removed });
  });
}

async function health(names: readonly string[], command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { feedHealthDocument, troubledDocument } = await import("../render/feeds.js");
  await withDateline(terminal, command, { models: "none" }, async ({ services }) => {
    const isAll = names.length === 0;
    const feeds = await (isAll ? allFeeds(services.feeds) : findFeeds(names, services.feeds));
    const [now, translator] = [services.now(), translatorOf(command)];
    if (json) return terminal.output.json({ feeds });
    if (feeds.length === 0) return terminal.output.line(translator.words("feeds.none", START));
    if (isAll) return print(troubledDocument(feeds, now, translator), terminal);
    for (const feed of feeds) await print(feedHealthDocument(feed, now, translator), terminal);
  });
}

async function refresh(names: readonly string[], command: Command, terminal: Terminal): Promise<void> {
  await withDateline(terminal, command, { models: "needed" }, async ({ services, poller }) => {
    const stop = () => {
      terminal.progress.note("Stopping. The articles read so far are in the store.");
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
): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { feedReadsDocument } = await import("../render/feeds.js");
  const wanted = names.length === 0 ? [null] : (await findFeeds(names, feeds)).map(({ feedId }) => feedId);
  const reads = await Promise.all(wanted.map((feedId) => feeds.refresh(feedId, WAIT_MS)));
  const finished = reads.flatMap((read) => read.finished);
  if (json) terminal.output.json({ finished });
  else await print(feedReadsDocument({ finished, waiting: 0 }, now(), translatorOf(command)), terminal);
  const allFailed =
    finished.length > 0 && finished.every(({ outcome }) => outcome === "failed" || outcome === "stopped");
  if (allFailed) process.exitCode = exitCodes.failed;
}

async function importList(file: string, command: Command, terminal: Terminal): Promise<void> {
  const { json, fullText } = command.optsWithGlobals<AddOptions>();
  const { newFeed } = await import("../app/feeds.js");
  const { decodeFeed } = await import("../read/feeds/feed.js");
  const { readOpml } = await import("../read/feeds/opml.js");
  const { text, notes: encoding } = decodeFeed(file, await readBytes(file), null);
  const { feeds, notes } = readOpml(file, text);
  await withDateline(
    terminal,
    command,
    { models: "none" },
    async ({ services, stores: { feeds: store } }) => {
      let added = 0;
      for (const { url, title, siteUrl } of feeds) {
        if (await store.add(newFeed(url, services.now(), { title, siteUrl, fullText }))) added += 1;
      }
      const known = feeds.length - added;
      if (json) return terminal.output.json({ added, known, notes: [...encoding, ...notes] });
      for (const note of [...encoding, ...notes]) terminal.output.note(note);
      terminal.output.line(`${countOf(added, "feed")} added, ${known} already followed`);
      if (added > 0)
        terminal.output.line("The running bot reads them soon; `dateline feeds refresh` reads them now.");
    },
  );
}

async function exportList(file: string | undefined, command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  const { writeOpml } = await import("../read/feeds/opml.js");
  await withDateline(
    terminal,
    command,
    { models: "none" },
    async ({ services, stores: { feeds: store } }) => {
      const feeds = await store.feeds(0, await store.count());
      const opml = writeOpml(feeds, services.now());
      if (file !== undefined) await writeFile(file, opml);
      if (json) terminal.output.json({ feeds: feeds.length, file: file ?? null, opml });
      else if (file === undefined) terminal.output.line(opml.trimEnd());
      else terminal.output.line(`${countOf(feeds.length, "feed")} written to ${file}`);
    },
  );
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new DatelineError("read-unreadable", `Cannot read ${file}: ${describeError(error)}`, {
      cause: error,
    });
  }
}

async function allFeeds(feeds: FeedService): Promise<readonly FeedHealth[]> {
  const { total } = await feeds.list(0, 0);
  return (await feeds.list(0, total)).items;
}

/** Returns the feeds with these ids or addresses. @throws DatelineError feed-unknown for the first that is not followed */
async function findFeeds(names: readonly string[], feeds: FeedService): Promise<FeedHealth[]> {
  const all = await allFeeds(feeds);
  return names.map((name) => {
    const found = all.find(({ feedId, url }) => feedId === name || url === name);
    if (found !== undefined) return found;
    throw new DatelineError("feed-unknown", `No such feed: ${oneLine(name, 200)}`, {
      hint: "`dateline feeds list` shows ids and addresses.",
    });
  });
}

async function print(document: Document, { output }: Terminal): Promise<void> {
  const { writeText } = await import("../render/terminal.js");
  output.line(writeText(document, { color: output.colored, width: output.width }));
}
