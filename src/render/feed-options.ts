// The subcommands of /feeds as Discord takes them, and which feed a person means by what came back. No behaviour.
import { DatelineError } from "../errors.js";
import type { FeedHealth } from "../reports-feeds.js";
import { booleanOption, integerOption, stringOption, subcommand } from "./declare.js";
import { oneLine } from "./text.js";

const FEED_ID = /^[0-9a-f]{12}$/;

/** Declares add, list, remove, health and refresh. */
export function feedOptions() {
  return [
    subcommand("feeds.add", [
      stringOption("feeds.add.url", { required: true, max: 1000 }),
      stringOption("feeds.add.source", { max: 100 }),
      booleanOption("feeds.add.full_text"),
    ]),
    subcommand("feeds.list", [integerOption("feeds.list.page", 1)]),
    subcommand("feeds.remove", [
      stringOption("feeds.remove.feed", { required: true, autocomplete: true, max: 100 }),
    ]),
    subcommand("feeds.health", [stringOption("feeds.health.feed", { autocomplete: true, max: 100 })]),
    subcommand("feeds.refresh", [stringOption("feeds.refresh.feed", { autocomplete: true, max: 100 })]),
  ];
}

/** Makes of the options of `add` what is to be followed; null where an option was left out. */
export function feedInput(url: string, source: string | null, whole: boolean | null) {
  const fullText = whole === null ? "auto" : whole ? "always" : "never";
  return { url, fullText, ...(source === null ? {} : { source }) } as const;
}

/** Lists feeds as choices: title and host; the value is the feed id. */
export function feedChoices(feeds: readonly FeedHealth[]): { name: string; value: string }[] {
  return feeds.map(({ feedId, title, url }) => {
    const host = new URL(url).host;
    return {
      name: title === null ? oneLine(url, 90) : `${oneLine(title, 60)} · ${oneLine(host, 30)}`,
      value: feedId,
    };
  });
}

/**
 * Returns the id that was chosen, or that of the only feed that fits the words typed instead.
 * @throws DatelineError feed-unknown where the words fit no feed or several
 */
export function chosenFeed(typed: string, fitting: readonly FeedHealth[]): string {
  if (FEED_ID.test(typed)) return typed;
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return first.feedId;
  const found = first === undefined ? "no feed" : "more than one";
  throw new DatelineError(
    "feed-unknown",
    `Feed: “${oneLine(typed, 100)}”: expected one feed, found ${found}`,
    {
      hint: "Choose it from the list that opens while you type words of its title or its address.",
    },
  );
}
