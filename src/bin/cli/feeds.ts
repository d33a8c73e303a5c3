// `dateline feeds`: follows feeds, reads them now, tells how they stand, takes and gives lists of them (OPML).
import type { Command } from "commander";
import { Option } from "commander";
import type { FullText } from "../../store/feed-store.js";
import { exportFeeds, importFeeds } from "./feeds-opml.js";
import { addFeed, healthOfFeeds, listFeeds, refreshFeeds, removeFeeds } from "./feeds-work.js";
import type { Terminal } from "./terminal.js";

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
