// `dateline feeds import|export`: lists of feeds as other readers write them. Fetches nothing.
import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { DatelineError, describeError } from "../../errors.js";
import { newFeed } from "../../feeds/feed-desk.js";
import { readOpml, writeOpml } from "../../feeds/opml.js";
import { decodeFeed } from "../../ingest/read/feed-decode.js";
import type { FeedOptions } from "./feeds.js";
import { type GlobalOptions, type Terminal, withDateline } from "./terminal.js";

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
