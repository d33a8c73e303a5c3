// The options by which a person says what an input does not: they win over what is found in it.
import type { Command } from "commander";
import type { DraftOverrides } from "../../ingest/draft.js";

interface OverrideOptions {
  readonly url?: string;
  readonly title?: string;
  readonly source?: string;
  readonly agency?: string;
  readonly author?: string;
  readonly published?: string;
  readonly language?: string;
}

/** Adds the options to `ingest` or `read`. */
export function withOverrides(command: Command): Command {
  return command
    .option("--url <url>", "address of the article")
    .option("--title <title>", "its title")
    .option("--source <outlet>", "the outlet that published it")
    .option("--agency <agency>", "the wire agency credited")
    .option("--author <name>", "its author")
    .option("--published <date>", "day or instant of publication")
    .option("--language <tag>", "its language, such as en");
}

/** Returns what was given; empty where nothing was. */
export function overridesOf(command: Command): DraftOverrides {
  const { url, title, source, agency, author, published, language } = command.opts<OverrideOptions>();
  const all = { url, title, source, agency, author, publishedAt: published, language };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
