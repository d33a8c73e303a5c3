// A feed in any format → its items as they stand, links made absolute. Chooses the format; normalizes, dates and fetches nothing.
import { DatelineError } from "../../errors.js";
import { parseAtom } from "./feed-atom.js";
import { isJsonFeed, parseJsonFeed } from "./feed-json.js";
import { parseRss } from "./feed-rss.js";
import { readXml } from "./xml.js";

/** More items in one document are left out, and said so: feeds hold 10 to 100. */
const MAX_ITEMS = 2_000;

/** One entry of a feed as it stands there; nothing is judged. */
export interface FeedItem {
  /** What the feed calls its identity; null where it gives none. */
  readonly guid: string | null;
  /** Absolute http(s) address of the article; null where there is none. */
  readonly link: string | null;
  /** Plain text. */
  readonly title: string | null;
  readonly author: string | null;
  /** The outlet, where the item names one of its own. */
  readonly source: string | null;
  /** As it stands. */
  readonly published: string | null;
  readonly updated: string | null;
  /** The longest body that it holds, as HTML; null where there is only a title. */
  readonly html: string | null;
  /** A shorter description beside the body, as HTML. */
  readonly summary: string | null;
  readonly language: string | null;
}

export interface Feed {
  readonly format: "rss" | "rdf" | "atom" | "json";
  readonly title: string | null;
  /** The site that it belongs to, absolute. */
  readonly siteUrl: string | null;
  /** BCP 47 tag as it stands. */
  readonly language: string | null;
  /** How long the publisher wants readers to wait between two fetches; null where not said. */
  readonly waitMinutes: number | null;
  /** In the order of the document. */
  readonly items: readonly FeedItem[];
  /** What was broken or left out. */
  readonly notes: readonly string[];
}

/** Tells whether a text is a feed, from its first characters; never throws. */
export function isFeed(text: string): boolean {
  const head = text
    .slice(0, 4_000)
    .replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>/gi, "");
  return /^[^<{]{0,20}<(?:[\w-]+:)?(?:rss|feed|rdf)[\s>]/i.test(head) || isJsonFeed(text);
}

/**
 * Reads a feed as far as it goes; `address` is where it was got from, for relative links.
 * @throws DatelineError read-unreadable where it is no feed
 */
export function parseFeed(name: string, text: string, address: string | null): Feed {
  if (/^\s*\{/.test(text)) return limited(parseJsonFeed(name, text, address));
  const { root, notes } = readXml(text, address);
  if (root?.name === "rss" || root?.name === "rdf:rdf" || root?.name === "channel") {
    return limited(parseRss(root, address, notes));
  }
  if (root?.name === "atom:feed" || root?.name === "feed") return limited(parseAtom(root, address, notes));
  const found = root === null ? "no element" : `<${root.name}>`;
  throw new DatelineError(
    "read-unreadable",
    `Cannot read ${name}: not a feed: expected RSS, RDF, Atom or JSON Feed, found ${found}`,
    { hint: "Give the address of the feed, or of a page that links to its feed." },
  );
}

function limited(feed: Feed): Feed {
  const { items, notes } = feed;
  if (items.length <= MAX_ITEMS) return feed;
  const note = `${items.length - MAX_ITEMS} items left out: more than ${MAX_ITEMS} in one document`;
  return { ...feed, items: items.slice(0, MAX_ITEMS), notes: [...notes, note] };
}
