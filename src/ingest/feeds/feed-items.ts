// Bytes of a feed → its items, each with its identity, hashes, and the article that the feed itself gives.

import { createHash } from "node:crypto";
import type { Instant } from "../../model/article.js";
import { DatelineError, describeError } from "../../model/errors.js";
import { decodeFeed, parseFeed } from "../../read/feeds/feed.js";
import { draftOfItem, TITLE_ONLY } from "../../read/feeds/feed-draft.js";
import type { Feed, FeedItem } from "../../read/feeds/formats.js";
import { textKey } from "../../read/normalize-characters.js";
import { canonicalUrl } from "../../read/urls.js";
import { normalizeDraft, type ReadArticle } from "../normalize.js";

export interface FeedDocument {
  readonly bytes: Uint8Array;
  /** Of HTTP; null if it names none. */
  readonly charset: string | null;
  /** Where it was fetched from. */
  readonly address: string;
  /** The outlet, if a person gave one. */
  readonly source: string | null;
  readonly now: Instant;
}

/** One item, ready to be compared with what is known. */
export interface ReadItem {
  /** Identity within its feed: guid, else canonical URL, else content. */
  readonly key: string;
  /** Canonical; null if the item has no address of its own. */
  readonly url: string | null;
  /** Where its page is, as the feed writes it. */
  readonly link: string | null;
  /** Hash of title, text and day. */
  readonly content: string;
  /** Hash of everything the feed says about it. */
  readonly state: string;
  /** What the feed itself gives; null if that is not an article. */
  readonly article: ReadArticle | null;
  /** What the feed says about the article apart from its text (dates, author, outlet), for a page that does not; null if it cannot be read. */
  readonly facts: ReadArticle | null;
  /** Why there is no article; null if there is one. */
  readonly reason: string | null;
  readonly notes: readonly string[];
  /** True if the page behind the link is likely to hold more. */
  readonly isShort: boolean;
}

export interface FeedContents {
  readonly title: string | null;
  readonly siteUrl: string | null;
  /** How long the publisher wants readers to wait, in minutes; null if not said. */
  readonly waitMinutes: number | null;
  /** In the order of the document, each key once. */
  readonly items: readonly ReadItem[];
  /** What was broken or left out. */
  readonly notes: readonly string[];
}

/**
 * Reads as much of a feed as possible.
 * @throws DatelineError read-unreadable if it is not a feed
 */
export function readFeed({ bytes, charset, address, source, now }: FeedDocument): FeedContents {
  const decoded = decodeFeed(address, bytes, charset);
  const feed = parseFeed(address, decoded.text, address);
  const trusted = trustedNames(feed);
  const read = newestFirst(feed.items.map((item) => toReadItem(feed, trusted(item), source, now)));
  const items = new Map<string, ReadItem>();
  for (const item of read) if (!items.has(item.key)) items.set(item.key, item);
  const older = read.filter(({ key, content }) => items.get(key)?.content !== content).length;
  const leftOut =
    older === 0
      ? []
      : [`${older} ${older === 1 ? "item" : "items"} left out: older than another with the same guid`];
  return {
    title: feed.title,
    siteUrl: feed.siteUrl,
    waitMinutes: feed.waitMinutes,
    items: [...items.values()],
    notes: [...decoded.notes, ...feed.notes, ...leftOut],
  };
}

/** Stands in for the text of an item that has none, so that its metadata can be judged; never stored. */
const STAND_IN = "The text of this item stands on its page, which is read after the feed that names it.";
/** A few states of one article may be in a feed; more different items with one name are entries of a page, or link to a section. */
const MAX_SHARED = 3;

/** A guid or link that items of different content share, or a link that is the site's front page, names none of them. */
function trustedNames({ items, siteUrl }: Feed): (item: FeedItem) => FeedItem {
  const addressOf = ({ link }: FeedItem) => (link === null ? null : canonicalUrl(link));
  const front = siteUrl === null ? null : canonicalUrl(siteUrl);
  const guids = namesOfOne(items, ({ guid }) => guid);
  const links = namesOfOne(items, addressOf);
  return (item) => {
    const address = addressOf(item);
    const isGuid = item.guid !== null && guids.has(item.guid);
    const isLink = address !== null && address !== front && links.has(address);
    return { ...item, guid: isGuid ? item.guid : null, link: isLink ? item.link : null };
  };
}

/** Returns the names that are of one item, or of a few states of one article. */
function namesOfOne(items: readonly FeedItem[], nameOf: (item: FeedItem) => string | null): Set<string> {
  const sharing = new Map<string, FeedItem[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== null) sharing.set(name, [...(sharing.get(name) ?? []), item]);
  }
  const isOne = (group: readonly FeedItem[]) => {
    const addresses = new Set(group.map(({ link }) => link && canonicalUrl(link)));
    const titles = new Set(group.map(({ title }) => textKey(title ?? "")));
    if (addresses.size > 1 || (addresses.has(null) && titles.size > 1)) return false;
    const states = group.map(wordsOf);
    const different = new Set(states.map((words) => [...words].join(" "))).size;
    return different <= MAX_SHARED && states.every((words) => isAlike(words, states[0] ?? words));
  };
  return new Set(
    [...sharing].filter(([, group]) => group.length === 1 || isOne(group)).map(([name]) => name),
  );
}

/** Words looked at to tell whether two items are states of one article. */
const COMPARED_CHARACTERS = 2_000;

function wordsOf({ title, html }: FeedItem): ReadonlySet<string> {
  const text = `${title ?? ""} ${html ?? ""}`.slice(0, COMPARED_CHARACTERS).replace(/<[^<>]{0,500}>/g, " ");
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);
}

/** Share of the shorter one's words that two states of an article have in common: news of one outlet share a fifth. */
const MIN_ALIKE = 0.6;

function isAlike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  const shared = [...few].filter((word) => many.has(word)).length;
  return few.size === 0 ? many.size === 0 : shared >= MIN_ALIKE * few.size;
}

/** Puts the states of one article in the order of their dates, the newest first; the order of the document says nothing about time. */
function newestFirst(items: readonly ReadItem[]): ReadItem[] {
  const places = new Map<string, number[]>();
  for (const [at, { url, key }] of items.entries()) {
    const name = url ?? key;
    places.set(name, [...(places.get(name) ?? []), at]);
  }
  const ordered = [...items];
  for (const group of places.values()) {
    const states = group.flatMap((at) => items[at] ?? []);
    if (group.length === 1 || states.some((state) => dateOf(state) === "")) continue;
    states.sort((one, other) => (dateOf(one) < dateOf(other) ? 1 : -1));
    for (const [index, state] of states.entries()) ordered.splice(group[index] ?? 0, 1, state);
  }
  return ordered;
}

/** When a state was made; "" if the feed does not say. */
function dateOf({ facts }: ReadItem): string {
  return facts?.updatedAt ?? facts?.publishedAt ?? "";
}

function toReadItem(feed: Feed, item: FeedItem, source: string | null, now: Instant): ReadItem {
  const url = item.link === null ? null : canonicalUrl(item.link);
  const read = articleOf(feed, item, source, now);
  const { article } = read;
  const day = article?.publishedAt?.slice(0, 10) ?? "";
  const content = hashOf([article?.title ?? item.title, article?.text, day, article === null ? url : null]);
  const { published, updated, author } = item;
  return {
    ...read,
    key: (item.guid ?? url ?? `content:${content}`).slice(0, 2_000),
    url,
    link: item.link,
    content,
    state: hashOf([content, url, published, updated, author]),
  };
}

function articleOf(
  feed: Feed,
  item: FeedItem,
  source: string | null,
  now: Instant,
): Pick<ReadItem, "article" | "facts" | "reason" | "notes" | "isShort"> {
  const none = { article: null, facts: null, notes: [], isShort: true };
  try {
    const { draft, isShort } = draftOfItem(feed, item);
    const overrides = source === null ? {} : { source };
    const { article, notes } = normalizeDraft(draft, overrides, now);
    if (article !== null) return { article, facts: article, reason: null, notes, isShort };
    const reason = draft.blocks.length === 0 ? TITLE_ONLY : "no article text: all of it is page furniture";
    const stand = normalizeDraft({ ...draft, blocks: [STAND_IN] }, overrides, now);
    return { ...none, facts: stand.article, reason };
  } catch (error) {
    if (!(error instanceof DatelineError)) throw error;
    return { ...none, reason: describeError(error) };
  }
}

function hashOf(parts: readonly (string | null | undefined)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
