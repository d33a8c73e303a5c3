// RSS, RDF, Atom and JSON Feed, each mapped to one shape: a feed and its items as written, links made absolute.

import { z } from "zod";
import { describeError } from "../../model/errors.js";
import { parseDate } from "../dates/parse-date.js";
import { decodeAs } from "../decode.js";
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
  const siteUrl =
    absoluteLink(textNamed(channel, "link") ?? channel.attributes["href"], channel.base ?? address) ??
    atomLinks(channel, channel.base ?? address)[0] ??
    null;
  const elements = [
    ...childrenNamed(channel, "item"),
    ...(channel === root ? [] : childrenNamed(root, "item")),
  ];
  return {
    format: root.name === "rdf:rdf" ? "rdf" : "rss",
    title: plainText(textNamed(channel, "title", "dc:title")),
    siteUrl,
    language:
      textNamed(channel, "language", "dc:language") ??
      channel.attributes["xml:lang"] ??
      root.attributes["xml:lang"] ??
      null,
    waitMinutes: waitMinutes(channel),
    items: entriesIn(elements, RSS_NEEDED).map((item) => rssItem(item, siteUrl ?? address)),
    notes,
  };
}

const TITLES = ["title", "dc:title", "media:title"];
const RSS_DATES = [
  ...["pubdate", "dc:date", "dcterms:issued", "dcterms:created", "dcterms:date", "prism:publicationdate"],
  ...["atom:published", "atom:issued", "atom:created", "published", "issued", "date", "created"],
];
const RSS_UPDATES = ["dcterms:modified", "atom:updated", "atom:modified", "updated", "modified"];
const RSS_BODIES = [
  "content:encoded",
  "description",
  "xhtml:body",
  "xhtml:div",
  "body",
  "fulltext",
  "abstract",
];
const ATOM_PARTS = ["atom:content", "atom:summary", "content", "summary"];
/** Texts of other vocabularies, which count where the item has none of its own: elsewhere they caption a picture or repeat it. */
const OTHER_BODIES = ["itunes:summary", "dcterms:abstract", "dc:description", "itunes:subtitle"];
/** Without one of each an item that was cut waits for the next read. */
const RSS_NEEDED = [
  [...TITLES, "atom:title"],
  ["link", "guid", "atom:link", "atom:id", "dc:identifier"],
  [...RSS_DATES, ...RSS_UPDATES],
  [...RSS_BODIES, ...ATOM_PARTS, ...OTHER_BODIES, "media:description", "media:group"],
];

function rssItem(item: XmlElement, start: string | null): FeedItem {
  const guid = textNamed(item, "guid", "atom:id", "dc:identifier") ?? item.attributes["rdf:about"] ?? null;
  const own = childrenNamed(item, ...RSS_BODIES).map(markupIn);
  const bodies = [...own, ...childrenNamed(item, ...ATOM_PARTS).flatMap(bodyOf)];
  const [html, summary] = longerFirst(bodies.some(hasText) ? bodies : otherBodies(item));
  const origin = childrenNamed(item, "atom:source")[0];
  return {
    guid,
    link: rssLink(item, guid, item.base ?? start),
    title: plainText(textNamed(item, ...TITLES)) ?? titleOf(item) ?? groupTitle(item),
    author: rssAuthor(item),
    source:
      plainText(textNamed(item, "source", "dc:publisher")) ?? (origin === undefined ? null : titleOf(origin)),
    published: firstDate(item, RSS_DATES),
    updated: firstDate(item, RSS_UPDATES) ?? item.attributes["lastmod"] ?? null, // the attribute is CDF's
    html,
    summary,
    language: textNamed(item, "dc:language") ?? item.attributes["xml:lang"] ?? null,
  };
}

/** The first of these dates that can be read: one of them may be of a clock that was never set. Else the first, as written. */
function firstDate(item: XmlElement, names: readonly string[]): string | null {
  const dates = names.flatMap((name) => childrenNamed(item, name).map((date) => textIn(date).trim()));
  const given = dates.filter((date) => date !== "");
  return given.find((date) => "value" in parseDate(date)) ?? given[0] ?? null;
}

function rssAuthor(item: XmlElement): string | null {
  for (const name of ["dc:creator", "author", "itunes:author", "dc:contributor"]) {
    const people = childrenNamed(item, name).flatMap((person) => {
      const named = textNamed(person, "name", "atom:name") ?? textIn(person).trim();
      return personOf(named) ?? [];
    });
    if (people.length > 0) return [...new Set(people)].join(", ");
  }
  return authorOf(item);
}

/** What other vocabularies say of an item that has no text of its own. */
function otherBodies(item: XmlElement): string[] {
  const told = childrenNamed(item, ...OTHER_BODIES).map((element) => lineHtml(markupIn(element)));
  if (told.some(hasText)) return told;
  const groups = childrenNamed(item, "media:group");
  const films = [item, ...groups].flatMap((place) =>
    childrenNamed(place, "media:content").filter(({ attributes }) =>
      /^(?:video|audio)/i.test(attributes["medium"] ?? attributes["type"] ?? ""),
    ),
  );
  const places = [...groups, item, ...films];
  return places.flatMap((place) =>
    childrenNamed(place, "media:description").map((one) => lineHtml(markupIn(one))),
  );
}

function groupTitle(item: XmlElement): string | null {
  const titles = childrenNamed(item, "media:group").map((group) => textNamed(group, "media:title"));
  return plainText(titles.find((title) => title !== null) ?? null);
}

/** The link, else one of Atom's, else a guid that is one; never an enclosure. */
function rssLink(item: XmlElement, guid: string | null, base: string | null): string | null {
  const files = enclosuresOf(item, base);
  const isPage = (link: string | null): link is string => link !== null && !files.has(link);
  const written = [...childrenNamed(item, "feedburner:origlink"), ...childrenNamed(item, "link")].map(
    (link) => absoluteLink(textIn(link), link.base ?? base),
  );
  const given =
    written.find(isPage) ?? atomLinks(item, base).find(isPage) ?? absoluteLink(item.attributes["href"], base); // of CDF
  if (given) return given;
  const [element] = childrenNamed(item, "guid");
  const permanent = element?.attributes["ispermalink"]?.trim().toLowerCase();
  const isAddress = guid !== null && (/^https?:/i.test(guid) || permanent === "true");
  const link = isAddress && permanent !== "false" ? absoluteLink(guid, element?.base ?? base) : null;
  return isPage(link) ? link : null;
}

/** Addresses of the files that go with an item. */
function enclosuresOf(item: XmlElement, base: string | null): Set<string> {
  const files = childrenNamed(item, "enclosure", "media:content", ...both("link"));
  const links = files
    .filter(({ name, attributes }) => !/link$/.test(name) || relationOf(attributes) === "enclosure")
    .map((file) => absoluteLink(file.attributes["url"] ?? file.attributes["href"], file.base ?? base));
  return new Set(links.filter((link) => link !== null));
}

/** "desk@example.org (Jane Doe)" is Jane Doe; an address alone is no name. */
function personOf(text: string | null): string | null {
  if (text === null) return null;
  const name = /^\S+@\S+\s*\((.+)\)$/.exec(text)?.[1] ?? text.replace(/\S+@\S+/g, "");
  return plainText(name.trim().replace(/^(?:by|von|par|por)\s+(?=\p{Lu})/iu, ""));
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
const ATOM_DATES = [...both("published", "issued", "created"), "dc:date", "pubdate", "dcterms:issued"];
const ATOM_UPDATES = [...both("updated", "modified"), "dcterms:modified"];
const ATOM_BODIES = [...both("content", "summary")];

/** Without one of each an entry that was cut waits for the next read. */
const ATOM_NEEDED = [
  both("title"),
  both("link", "id"),
  [...ATOM_DATES, ...ATOM_UPDATES],
  [...ATOM_BODIES, ...OTHER_BODIES, "content:encoded", "description", "media:description", "media:group"],
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
  const ofRss = childrenNamed(entry, "content:encoded", "description").map(markupIn);
  const bodies = [...childrenNamed(entry, ...ATOM_BODIES).flatMap(bodyOf), ...ofRss];
  const [html, summary] = longerFirst(bodies.some(hasText) ? bodies : otherBodies(entry));
  const origin = childrenNamed(entry, ...both("source"))[0];
  return {
    guid: textNamed(entry, ...both("id")),
    link: atomLink(entry, address),
    title: titleOf(entry) ?? plainText(textNamed(entry, "dc:title", "media:title")) ?? groupTitle(entry),
    author: rssAuthor(entry) ?? (origin === undefined ? null : authorOf(origin)) ?? feedAuthor,
    source: origin === undefined ? null : titleOf(origin),
    published: firstDate(entry, ATOM_DATES),
    updated: firstDate(entry, ATOM_UPDATES),
    html,
    summary,
    language: entry.attributes["xml:lang"] ?? null,
  };
}

/** The alternate link, else the first that is not the feed itself, an enclosure or an edit address. */
function atomLink(element: XmlElement, address: string | null): string | null {
  const [first] = atomLinks(element, address);
  if (first !== undefined) return first;
  const [id] = childrenNamed(element, ...both("id"));
  const text = id === undefined ? "" : textIn(id).trim();
  const link = /^https?:/i.test(text) ? absoluteLink(text, null) : null;
  return link !== null && enclosuresOf(element, address).has(link) ? null : link;
}

/** Alternate links in Atom's form, pages before other types. */
function atomLinks(element: XmlElement, address: string | null): string[] {
  const isFile = (type = "") => /json|xml|audio|video|image|pdf/i.test(type.replace(/xhtml\+xml/i, ""));
  const alternates = childrenNamed(element, ...both("link")).flatMap(({ attributes, base }) => {
    const href = absoluteLink(attributes["href"], base ?? address);
    return href === null || relationOf(attributes) !== "alternate"
      ? []
      : [{ href, isFile: isFile(attributes["type"]) }];
  });
  return alternates.sort((one, other) => Number(one.isFile) - Number(other.isFile)).map(({ href }) => href);
}

/** What a link is to its entry; a registered one may be written as an address. */
function relationOf(attributes: XmlElement["attributes"]): string {
  return attributes["rel"]?.trim().toLowerCase().replace(/^.*\//, "") || "alternate";
}

function titleOf(element: XmlElement): string | null {
  const [title] = childrenNamed(element, ...both("title"));
  if (title === undefined) return null;
  const { type = "text", mode } = title.attributes;
  const encoded = base64In(title);
  const isText = /^text(?:\/plain)?$/i.test(type.trim()) && mode !== "escaped" && encoded === null;
  const text = isText ? textIn(title).replace(/\s+/g, " ").trim() : plainText(encoded ?? markupIn(title));
  return text === "" ? null : text;
}

function authorOf(element: XmlElement): string | null {
  const names = childrenNamed(element, ...both("author")).map((author) => textNamed(author, ...both("name")));
  return names.filter((name) => name !== null).join(", ") || null;
}

/** Text, HTML, XHTML and what is written in base64 become HTML; what is elsewhere, or no text, gives none. */
function bodyOf(element: XmlElement): string[] {
  const type = element.attributes["type"]?.trim().toLowerCase() || "text";
  if (element.attributes["src"] !== undefined) return [];
  const encoded = base64In(element);
  if (encoded !== null) return [/html|xml/.test(type) ? encoded : lineHtml(encoded)];
  if (element.attributes["mode"]?.toLowerCase() === "base64") return [];
  if (type === "text" || type === "text/plain") {
    return [element.attributes["mode"] === "escaped" ? markupIn(element) : escaped(textIn(element))];
  }
  return /html|xml/.test(type) ? [markupIn(element)] : [];
}

/** What an element holds in base64: Atom 0.3 says so, Atom 1.0 means it by any type that is neither text nor XML; null if that is no text. */
function base64In(element: XmlElement): string | null {
  const type = element.attributes["type"]?.trim().toLowerCase() ?? "text";
  const isBinary = type.includes("/") && !/^text\/|xml/.test(type);
  if (element.attributes["mode"]?.toLowerCase() !== "base64" && !isBinary) return null;
  const packed = textIn(element).replace(/\s+/g, "");
  if (packed === "" || !/^[\w+/-]+={0,2}$/.test(packed)) return null;
  const text = decodeAs(Buffer.from(packed, "base64"), "utf-8");
  return text === null || hasControls(text) ? null : text;
}

/** Binary data that decodes has some of these. */
function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary data from text
  return /[\u0000-\u0008\u000E-\u001F]/.test(text);
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
    title: item.title === null ? null : cleanLine(item.title) || null,
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
/** What no reader sees, with its content. */
const UNSEEN =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|iframe|noscript|template|object)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** Elements inside a word or between words; "List<String>" is none of them. */
const INLINE =
  /<\/?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?=[\s/>])[^<>]{0,500}>/gi;
const BLOCK =
  /<\/?(?:address|article|blockquote|body|br|center|dd|div|dl|dt|embed|figure|figcaption|footer|h[1-6]|header|hr|html|input|li|link|meta|ol|p|picture|pre|section|source|svg|table|tbody|td|th|thead|tr|ul|video|audio|[a-z]+:[a-z]+)(?=[\s/>])[^<>]{0,500}>/gi;

/** Returns one line of text without tags, scripts and entities; null if nothing is left. */
function plainText(text: string | null): string | null {
  if (text === null) return null;
  return cleanLine(text.replace(UNSEEN, " ").replace(INLINE, "").replace(BLOCK, " ")) || null;
}

/** Writes plain text of which each line is a paragraph as HTML; HTML stays. */
function lineHtml(text: string): string {
  if (/<(?:p|br|div|a|li|span|b|i|em|strong)\b[^<>]{0,500}>/i.test(text)) return text;
  return text
    .split(/\r?\n/)
    .filter((line) => !isLinkLine(line))
    .map((line) => `<p>${escaped(line)}</p>`)
    .join("");
}

/** Lines under the text of a film or programme: chapter marks, hashtags, "Subscribe: https://…". */
function isLinkLine(line: string): boolean {
  const text = line.trim();
  if (/^[\s([•-]*\d{1,2}(?::\d{2}){1,2}[)\]\s–—-]/.test(text) || /^(?:#[\p{L}\p{N}_]+\s*)+$/u.test(text))
    return true;
  const words = text.replace(/\b(?:https?:\/\/|www\.)\S+/gi, "");
  return words !== text && !/\p{L}[.!?]\s*$/u.test(words) && words.split(/\s+/).length <= 12;
}

function hasText(html: string): boolean {
  return html.replace(TAG, "").trim() !== "";
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
