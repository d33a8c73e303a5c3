// What /feeds says: the list, the health of feeds, and what adding, reading and removing came to.
// Problems and reasons stay in English: they are details for those who fix the feed.

import type { Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import type { FeedHealth, FeedRefresh } from "../model/feed.js";
import { commandIn } from "./catalogue.js";
import { writeCustomId } from "./custom-id.js";
import { booleanOption, integerOption, stringOption, subcommand } from "./declare.js";
import { type Block, type Document, linesBlock, plainDocument, ruled } from "./document.js";
import { type Button, type Message, writeMessage } from "./message.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { instant, type Line, strong } from "./translator.js";

/** Feeds on one page of the list. */
export const FEEDS_PER_PAGE = 8;
const MAX_TITLE = 100;
const MAX_PROBLEM = 300;
const MAX_READS = 12;

interface FeedPage {
  readonly total: number;
  readonly items: readonly FeedHealth[];
  /** From 1. */
  readonly page: number;
}

/** Lays out one page of the list, by title; without feeds, how to add one. */
export function feedsDocument(
  { total, items, page }: FeedPage,
  at: Instant,
  translator: Translator,
): Document {
  const pages = Math.max(1, Math.ceil(total / FEEDS_PER_PAGE));
  const command = commandIn(translator.language, "feeds.add");
  const none = translator.line(total === 0 ? "feeds.none" : "feeds.page-empty", { command });
  return {
    tone: "plain",
    blocks: [
      { kind: "heading", line: translator.line("feeds.count", { count: total }) },
      ...(items.length > 0 ? items.flatMap((feed) => entryOf(feed, translator)) : [linesBlock([none])]),
    ],
    footer: [translator.line("message.page", { page, of: pages })],
    at,
    translator,
  };
}

/** Lays out the feeds with problems, or that all are healthy. */
export function troubledDocument(all: readonly FeedHealth[], at: Instant, translator: Translator): Document {
  const troubled = all.filter(({ problem, state }) => problem !== null || state === "gone");
  const items = all.reduce((sum, { counts }) => sum + counts.seen, 0);
  const rejected = all.reduce((sum, { counts }) => sum + counts.rejected, 0);
  const total = translator.line("feeds.total", { feeds: all.length, items, rejected });
  if (all.length === 0) {
    const command = commandIn(translator.language, "feeds.start");
    return plainDocument([linesBlock([translator.line("feeds.none", { command })])], at, translator);
  }
  const verdict =
    troubled.length === 0
      ? translator.line("feeds.well")
      : translator.line("feeds.troubled", { count: troubled.length });
  return plainDocument(
    [
      { kind: "heading", line: verdict },
      linesBlock([total]),
      ...troubled.flatMap((feed) => entryOf(feed, translator)),
    ],
    at,
    translator,
  );
}

/** Lays out the health of one feed. */
export function feedHealthDocument(feed: FeedHealth, at: Instant, translator: Translator): Document {
  const { counts, fullText, source, url, feedId } = feed;
  const { seen, added, same, undated, rejected } = counts;
  const items: Line[] = [
    translator.line("feeds.items", { seen, added, same, undated, rejected }),
    ...counts.reasons.map(({ reason, count }) => [
      `${translator.number(count)} × ${oneLine(reason, MAX_PROBLEM)}`,
    ]),
  ];
  const ways: Line[] = [
    translator.line("feeds.full-text", { when: fullText }),
    ...(source === null ? [] : [translator.line("feeds.outlet", { source: oneLine(source, MAX_TITLE) })]),
    [oneLine(url, MAX_PROBLEM)],
    [feedId],
  ];
  const groups: Block[][] = [
    [{ kind: "heading", line: [nameOf(feed)] }, linesBlock(readsOf(feed, translator))],
    [linesBlock(items)],
    [linesBlock(ways, true)],
  ];
  return plainDocument(ruled(groups), at, translator);
}

function readsOf(
  { succeededAt, nextAt, state, failures, problem }: FeedHealth,
  translator: Translator,
): Line[] {
  const when = (at: Instant) => ({ at: instant(at, "moment"), age: instant(at, "age") });
  const label = strong(translator.words("feeds.problem"));
  return [
    succeededAt === null
      ? translator.line("feeds.never-read")
      : translator.line("feeds.last-read", when(succeededAt)),
    state === "gone"
      ? translator.line("feeds.left-alone", { command: commandIn(translator.language, "feeds.refresh") })
      : translator.line("feeds.next-try", when(nextAt)),
    ...(failures > 0 ? [translator.line("feeds.failures", { count: failures })] : []),
    ...(problem === null
      ? []
      : [translator.line("page.label", { label, value: oneLine(problem, MAX_PROBLEM) })]),
  ];
}

/** Lays out that a feed was added, or was already followed. */
export function feedAddedDocument(
  {
    isNew,
    feed,
    refresh,
  }: { readonly isNew: boolean; readonly feed: FeedHealth; readonly refresh: FeedRefresh | null },
  at: Instant,
  translator: Translator,
): Document {
  const label = strong(translator.words(isNew ? "articles.added" : "feeds.already"));
  const head = translator.line("page.label", { label, value: nameOf(feed) });
  const command = commandIn(translator.language, "feeds.health");
  const going =
    isNew && refresh === null ? [linesBlock([translator.line("feeds.being-read", { command })])] : [];
  return {
    tone: refresh?.outcome === "failed" ? "error" : "plain",
    blocks: [linesBlock([head]), ...(refresh === null ? [] : readOf(refresh, translator)), ...going],
    footer: [[feed.feedId]],
    at,
    translator,
  };
}

/** Lays out what reading feeds came to; `waiting` is how many are still being read. */
export function feedReadsDocument(
  { finished, waiting }: { readonly finished: readonly FeedRefresh[]; readonly waiting: number },
  at: Instant,
  translator: Translator,
): Document {
  const telling = [...finished].sort((one, other) => weightOf(other) - weightOf(one)).slice(0, MAX_READS);
  const entries = telling.flatMap((refresh): Block[] => [
    linesBlock([[nameOf(refresh)]]),
    ...readOf(refresh, translator),
  ]);
  const rest = finished.length - telling.length;
  const articles = finished.reduce((sum, refresh) => sum + refresh.added, 0);
  return {
    tone: "plain",
    blocks: [
      { kind: "heading", line: translator.line("feeds.reads", { feeds: finished.length, articles }) },
      ...entries,
    ],
    footer: [
      ...(rest > 0 ? [translator.line("feeds.more", { count: rest })] : []),
      ...(waiting > 0 ? [translator.line("feeds.waiting", { count: waiting })] : []),
    ],
    at,
    translator,
  };
}

/** Lays out that a feed is no longer followed. */
export function feedRemovedDocument(feed: FeedHealth, at: Instant, translator: Translator): Document {
  const removed = strong(translator.words("articles.removed"));
  const head = translator.line("feeds.removed", { removed, feed: nameOf(feed) });
  return plainDocument([linesBlock([head])], at, translator);
}

function entryOf(feed: FeedHealth, translator: Translator): Block[] {
  const { counts, succeededAt, state, nextAt, problem, feedId } = feed;
  const read =
    succeededAt === null
      ? translator.line("feeds.short-never")
      : translator.line("feeds.short-read", { age: instant(succeededAt, "age") });
  const next =
    state === "gone"
      ? translator.line("feeds.short-gone")
      : translator.line("feeds.short-next", { age: instant(nextAt, "age") });
  const items = translator.line("feeds.short-items", { items: counts.seen, rejected: counts.rejected });
  const facts: Line = [...read, " · ", ...next, " · ", ...items, ` · ${feedId}`];
  const trouble = problem === null ? [] : [[oneLine(problem, MAX_PROBLEM)]];
  return [linesBlock([[strong(nameOf(feed))]]), linesBlock([facts, ...trouble], true)];
}

function readOf(refresh: FeedRefresh, translator: Translator): Block[] {
  const { outcome, items, added, revised, same, rejected, problem, nextAt } = refresh;
  const said =
    outcome === "read"
      ? translator.line("feeds.numbers", { items, added, revised, same, rejected })
      : translator.line(`feeds.${outcome}`);
  const next = outcome === "gone" ? [] : translator.line("feeds.short-next", { age: instant(nextAt, "age") });
  const facts: Line = [...said, ...(next.length === 0 ? [] : [" · ", ...next])];
  return [linesBlock([facts, ...(problem === null ? [] : [[oneLine(problem, MAX_PROBLEM)]])], true)];
}

/** Ranks a read: failures first, then what brought the most articles. */
function weightOf({ outcome, added, revised }: FeedRefresh): number {
  return (outcome === "failed" || outcome === "gone" ? 1_000_000 : 0) + added + revised;
}

function nameOf({ title, url }: { readonly title: string | null; readonly url: string }): string {
  return oneLine(title ?? "", MAX_TITLE) || oneLine(url, MAX_TITLE);
}

/** Writes one page of the list. */
export function renderFeeds(list: FeedPage, at: Instant, translator: Translator): Message {
  const pages = Math.ceil(list.total / FEEDS_PER_PAGE);
  const button = (key: "page.button-back" | "page.button-more", page: number): Button[] =>
    page < 1 || page > pages
      ? []
      : [{ label: translator.words(key), customId: writeCustomId("feeds-page", "list", page) }];
  const buttons = [
    ...button("page.button-back", list.page - 1),
    ...button("page.button-more", list.page + 1),
  ];
  return writeMessage(feedsDocument(list, at, translator), { buttons });
}

/** Writes the health of one feed. */
export function renderFeedHealth(feed: FeedHealth, at: Instant, translator: Translator): Message {
  return writeMessage(feedHealthDocument(feed, at, translator));
}

/** Writes one page of the feeds with problems. */
export function renderTroubled(
  all: readonly FeedHealth[],
  at: Instant,
  translator: Translator,
  page = 1,
): Message {
  const pageId = (number: number) => writeCustomId("feeds-trouble", "list", number);
  return writeMessage(troubledDocument(all, at, translator), { page, pageId });
}

/** Writes what became of adding a feed. */
export function renderFeedAdded(
  addition: Parameters<typeof feedAddedDocument>[0],
  at: Instant,
  translator: Translator,
): Message {
  return writeMessage(feedAddedDocument(addition, at, translator));
}

/** Writes what reading feeds came to. */
export function renderFeedReads(
  reads: { readonly finished: readonly FeedRefresh[]; readonly waiting: number },
  at: Instant,
  translator: Translator,
): Message {
  return writeMessage(feedReadsDocument(reads, at, translator));
}

/** Writes that a feed is no longer followed. */
export function renderFeedRemoved(feed: FeedHealth, at: Instant, translator: Translator): Message {
  return writeMessage(feedRemovedDocument(feed, at, translator));
}

const FEED_ID = /^[0-9a-f]{12}$/;

/** Declares start, add, list, remove, health and refresh. */
export function feedOptions() {
  return [
    subcommand("feeds.start"),
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

/** Turns the options of `add` into a feed to follow; null means an option left out. */
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
 * Returns the id that was chosen, or that of the only feed that fits the typed words.
 * @throws DatelineError feed-unknown if the words fit no feed or several
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
      hint: "Type part of its title or address, and pick it from the list.",
    },
  );
}
