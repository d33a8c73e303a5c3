// RSS, RDF, Atom and JSON Feed, each mapped to one shape: a feed and its items as written, links made absolute.

import { z } from "zod";
import { describeError } from "../../model/errors.js";
import { cleanLine } from "../normalize-characters.js";
import { UnreadableError } from "../unreadable.js";
import {
  absoluteLink,
  childrenNamed,
  entriesIn,
  markupIn,
  textIn,
  textNamed,
  type XmlElement,
} from "./xml.js";

/** The remedy for an address without a feed. */
export const FEED_HINT = "Give the address of the feed, or of a page that links to its feed.";

export interface Feed {
  readonly format: "rss" | "rdf" | "atom" | "json";
  readonly title: string | null;
  /** The site that it belongs to, absolute. */
  readonly siteUrl: string | null;
  /** BCP 47 tag as written. */
  readonly language: string | null;
  /** How long the publisher wants readers to wait between two fetches; null if not said. */
  readonly waitMinutes: number | null;
  /** In the order of the document. */
  readonly items: readonly FeedItem[];
  /** What was broken or left out. */
  readonly notes: readonly string[];
}

/** One entry of a feed, as written. */
export interface FeedItem {
  /** What the feed calls its identity; null if it gives none. */
  readonly guid: string | null;
  /** Absolute http(s) address of the article; null if there is none. */
  readonly link: string | null;
  /** Plain text. */
  readonly title: string | null;
  readonly author: string | null;
  /** The outlet, if the item names its own. */
  readonly source: string | null;
  /** As written. */
  readonly published: string | null;
  readonly updated: string | null;
  /** The longest body that it holds, as HTML; null if there is only a title. */
  readonly html: string | null;
  /** A shorter description beside the body, as HTML. */
  readonly summary: string | null;
  readonly language: string | null;
}

/** Maps `<rss>`, `<rdf:RDF>` or a bare `<channel>`; items are in the channel or next to it. Relative links start from the feed's own link. */
export function parseRss(root: XmlElement, address: string | null, notes: readonly string[]): Feed {
  const channel = childrenNamed(root, "channel")[0] ?? root;
  const siteUrl = absoluteLink(textNamed(channel, "link"), channel.base ?? address);
  const elements = [
    ...childrenNamed(channel, "item"),
    ...(channel === root ? [] : childrenNamed(root, "item")),
  ];
  return {
    format: root.name === "rdf:rdf" ? "rdf" : "rss",
    title: plainText(textNamed(channel, "title", "dc:title")),
    siteUrl,
    language: textNamed(channel, "language", "dc:language"),
    waitMinutes: waitMinutes(channel),
    items: entriesIn(elements, RSS_NEEDED).map((item) => rssItem(item, siteUrl ?? address)),
    notes,
  };
}

const TITLES = ["title", "dc:title", "media:title"];
const RSS_DATES = ["pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published"];
const RSS_BODIES = ["content:encoded", "description", "xhtml:body", "xhtml:div", "media:description"];
/** Without one of each an item that was cut waits for the next read. */
const RSS_NEEDED = [TITLES, ["link", "guid", "atom:link", "atom:id", "dc:identifier"], RSS_DATES, RSS_BODIES];

function rssItem(item: XmlElement, start: string | null): FeedItem {
  const guid = textNamed(item, "guid", "atom:id", "dc:identifier") ?? item.attributes["rdf:about"] ?? null;
  const [html, summary] = longerFirst(childrenNamed(item, ...RSS_BODIES).map(markupIn));
  return {
    guid,
    link: rssLink(item, guid, item.base ?? start),
    title: plainText(textNamed(item, ...TITLES)),
    author: personOf(textNamed(item, "dc:creator", "author", "atom:author")),
    source: plainText(textNamed(item, "dc:publisher", "source")),
    published: textNamed(item, ...RSS_DATES),
    updated: textNamed(item, "dcterms:modified", "atom:updated"),
    html,
    summary,
    language: textNamed(item, "dc:language") ?? item.attributes["xml:lang"] ?? null,
  };
}

/** The link, else a guid that is one. */
function rssLink(item: XmlElement, guid: string | null, base: string | null): string | null {
  const link = textNamed(item, "link") ?? childrenNamed(item, "atom:link", "link")[0]?.attributes["href"];
  const given = absoluteLink(link, base);
  if (given !== null) return given;
  const [element] = childrenNamed(item, "guid");
  const isLink = element === undefined || element.attributes["ispermalink"]?.toLowerCase() !== "false";
  return isLink && guid !== null && /^https?:/i.test(guid) ? absoluteLink(guid, base) : null;
}

/** "desk@example.org (Jane Doe)" is Jane Doe; an address alone is no name. */
function personOf(text: string | null): string | null {
  if (text === null) return null;
  const name = /^\S+@\S+\s*\((.+)\)$/.exec(text)?.[1] ?? text.replace(/\S+@\S+/g, "");
  return plainText(name.trim());
}

const PERIOD_MINUTES: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1_440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

function waitMinutes(channel: XmlElement): number | null {
  const ttl = Number(textNamed(channel, "ttl") ?? Number.NaN);
  if (ttl > 0) return ttl;
  const period = PERIOD_MINUTES[textNamed(channel, "sy:updateperiod")?.toLowerCase() ?? ""];
  const frequency = Number(textNamed(channel, "sy:updatefrequency") ?? 1);
  return period === undefined ? null : period / (frequency > 0 ? frequency : 1);
}

/** Every name with and without its namespace, which careless feeds leave out. */
const both = (...names: readonly string[]) => names.flatMap((name) => [`atom:${name}`, name]);
const ATOM_DATES = [...both("published", "issued", "created"), "dc:date"];
const ATOM_BODIES = [...both("content", "summary"), "media:description"];

/** Without one of each an entry that was cut waits for the next read. */
const ATOM_NEEDED = [
  both("title"),
  both("link", "id"),
  [...ATOM_DATES, ...both("updated", "modified")],
  ATOM_BODIES,
];

/** Maps `<feed>`. */
export function parseAtom(root: XmlElement, address: string | null, notes: readonly string[]): Feed {
  const entries = entriesIn(childrenNamed(root, ...both("entry")), ATOM_NEEDED);
  const author = authorOf(root);
  return {
    format: "atom",
    title: titleOf(root),
    siteUrl: atomLink(root, address),
    language: root.attributes["xml:lang"] ?? null,
    waitMinutes: null,
    items: entries.map((entry) => atomItem(entry, author, address)),
    notes,
  };
}

function atomItem(entry: XmlElement, feedAuthor: string | null, address: string | null): FeedItem {
  const [html, summary] = longerFirst(childrenNamed(entry, ...ATOM_BODIES).flatMap(bodyOf));
  const origin = childrenNamed(entry, ...both("source"))[0];
  return {
    guid: textNamed(entry, ...both("id")),
    link: atomLink(entry, address),
    title: titleOf(entry),
    author: authorOf(entry) ?? textNamed(entry, "dc:creator") ?? feedAuthor,
    source: origin === undefined ? null : titleOf(origin),
    published: textNamed(entry, ...ATOM_DATES),
    updated: textNamed(entry, ...both("updated", "modified")),
    html,
    summary,
    language: entry.attributes["xml:lang"] ?? null,
  };
}

/** The alternate link, else the first that is not the feed itself, an enclosure or an edit address. */
function atomLink(element: XmlElement, address: string | null): string | null {
  const links = childrenNamed(element, ...both("link")).map(({ attributes, base }) => ({
    rel: attributes["rel"]?.toLowerCase() ?? "alternate",
    isPage: !/json|xml(?!.*xhtml)|audio|video|image/.test(attributes["type"]?.replace("xhtml+xml", "") ?? ""),
    href: absoluteLink(attributes["href"], base ?? address),
  }));
  const alternates = links.filter(({ rel, href }) => rel === "alternate" && href !== null);
  const found = alternates.find(({ isPage }) => isPage) ?? alternates[0];
  const id = textNamed(element, ...both("id"));
  return found?.href ?? (id !== null && /^https?:/i.test(id) ? absoluteLink(id, null) : null);
}

function titleOf(element: XmlElement): string | null {
  const [title] = childrenNamed(element, ...both("title"));
  if (title === undefined) return null;
  const isText = (title.attributes["type"] ?? "text") === "text" && title.attributes["mode"] !== "escaped";
  const text = isText ? textIn(title).replace(/\s+/g, " ").trim() : plainText(markupIn(title));
  return text === "" ? null : text;
}

function authorOf(element: XmlElement): string | null {
  const names = childrenNamed(element, ...both("author")).map((author) => textNamed(author, ...both("name")));
  return names.filter((name) => name !== null).join(", ") || null;
}

/** Text, HTML and XHTML become HTML; what is elsewhere or encoded gives none. */
function bodyOf(element: XmlElement): string[] {
  const type = element.attributes["type"]?.toLowerCase() ?? "text";
  if (element.attributes["src"] !== undefined || element.attributes["mode"] === "base64") return [];
  if (type === "text" || type === "text/plain") {
    return [element.attributes["mode"] === "escaped" ? markupIn(element) : escaped(textIn(element))];
  }
  return /html|xml/.test(type) ? [markupIn(element)] : [];
}

const text = z.string().trim().min(1).nullable().catch(null).default(null);
const author = z.object({ name: text }).catch({ name: null });

const itemSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).nullable().catch(null).default(null),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  author: author.optional(),
  authors: z.array(author).catch([]).default([]),
  language: text,
});

const feedSchema = z.object({
  version: z.string().startsWith("https://jsonfeed.org/version/"),
  title: text,
  home_page_url: text,
  language: text,
  items: z.array(z.unknown()).catch([]).default([]),
});

/** Returns whether a text is a JSON Feed, from its first characters. */
export function isJsonFeed(given: string): boolean {
  return (
    /^\s*\{/.test(given) &&
    /"https:\/\/jsonfeed\.org\/version\//.test(given.slice(0, 4_000).replaceAll("\\/", "/"))
  );
}

/** @throws DatelineError read-unreadable if it is not JSON or not a JSON Feed */
export function parseJsonFeed(name: string, given: string, address: string | null): Feed {
  const parsed = feedSchema.safeParse(parseJson(name, given));
  if (!parsed.success) {
    throw new UnreadableError(name, "JSON, but not a JSON Feed", { hint: FEED_HINT });
  }
  const { title, home_page_url, language, items } = parsed.data;
  const read = items.map((item) => itemSchema.safeParse(item));
  const wrong = read.filter(({ success }) => !success).length;
  return {
    format: "json",
    title,
    siteUrl: absoluteLink(home_page_url, address),
    language,
    waitMinutes: null,
    items: read.flatMap(({ data }) => (data === undefined ? [] : [jsonItem(data, address)])),
    notes: wrong === 0 ? [] : [`${wrong} of ${items.length} items left out: not objects`],
  };
}

function jsonItem(item: z.infer<typeof itemSchema>, address: string | null): FeedItem {
  const bodies = [
    item.content_html,
    item.content_text && escaped(item.content_text),
    item.summary && escaped(item.summary),
  ];
  const [html, summary] = longerFirst(bodies.filter((body) => body !== null));
  const names = (item.authors.length > 0 ? item.authors : [item.author]).map((one) => one?.name ?? null);
  return {
    guid: item.id,
    link: absoluteLink(item.url, address) ?? absoluteLink(item.external_url, address),
    title: item.title,
    author: names.filter((name) => name !== null).join(", ") || null,
    source: null,
    published: item.date_published,
    updated: item.date_modified,
    html,
    summary,
    language: item.language,
  };
}

function parseJson(name: string, given: string): unknown {
  try {
    return JSON.parse(given);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UnreadableError(name, `wrong JSON: ${describeError(error)}`);
  }
}

const TAG = /<\/?[a-z][^<>]{0,500}>/gi;

/** Returns one line of text without tags and entities; null if nothing is left. */
function plainText(text: string | null): string | null {
  if (text === null) return null;
  return cleanLine(text.replace(TAG, " ")) || null;
}

/** Writes text as HTML that shows these very characters, a line break as one. */
function escaped(text: string): string {
  const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return safe
    .trim()
    .replace(/\r?\n[ \t]*\r?\n\s*/g, "<p>")
    .replace(/\r?\n/g, "<br>");
}

/** Returns the body with most text and the one with least, null if there is none or no second. */
function longerFirst(bodies: readonly string[]): [html: string | null, summary: string | null] {
  const sized = bodies
    .map((body) => ({ body, length: body.replace(TAG, "").trim().length }))
    .filter(({ length }) => length > 0)
    .sort((one, other) => other.length - one.length);
  return [sized[0]?.body ?? null, sized.length > 1 ? (sized.at(-1)?.body ?? null) : null];
}
