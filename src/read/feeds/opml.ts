// Lists of feeds as other feed readers write them (OPML 1 and 2) ↔ addresses.

import type { FeedPack, ListedFeed } from "../../model/feed.js";
import { UnreadableError } from "../unreadable.js";
import { absoluteLink, childrenNamed, readXml, type XmlElement } from "./xml.js";

/** Reads the feeds of a list, whatever folders they are in, each address once. @throws DatelineError read-unreadable if it is not OPML */
export function readOpml(name: string, text: string): { feeds: ListedFeed[]; notes: readonly string[] } {
  const { body, notes } = readBody(name, text);
  const { feeds, leftOut } = feedsIn(body);
  return { feeds, notes: [...notes, ...leftOut] };
}

/** Returns an address without the scheme that asks for a feed reader: "feed://example.org/rss", "feed:https://example.org/rss". */
export function withoutFeedScheme(address: string): string {
  return address
    .trim()
    .replace(/^(?:feed|rss|itpc|podcast):(?:\/\/)?(?=https?:)/i, "")
    .replace(/^(?:feed|rss|itpc|podcast):\/\//i, "http://");
}

/** "/country/DE" or "/topic/world". */
const CATEGORY = /^\/(country|topic)\/([A-Za-z-]{1,20})$/;

/**
 * Reads the packs of a list: each outline at the top with a category `/topic/…` or `/country/…`, in the order of the file;
 * other outlines are skipped.
 * @throws DatelineError read-unreadable if it is not OPML or holds no pack
 */
export function readPacks(name: string, text: string): FeedPack[] {
  const { body } = readBody(name, text);
  const packs = childrenNamed(body, "outline").flatMap((outline): FeedPack[] => {
    const { attributes } = outline;
    const [, kind, id = ""] = CATEGORY.exec(attributes["category"]?.trim() ?? "") ?? [];
    if (kind === undefined) return [];
    const languages = (attributes["language"] ?? "").split(/\s+/).filter(Boolean);
    const title = titleOf(outline) ?? id;
    const region = kind === "country" ? id.toUpperCase() : null;
    return [{ packId: id.toLowerCase(), title, region, languages, feeds: feedsIn(outline).feeds }];
  });
  if (packs.length > 0) return packs;
  throw new UnreadableError(name, "no outline with a category such as /topic/world or /country/DE", {
    hint: "data/README.md describes the file.",
  });
}

function readBody(name: string, text: string): { body: XmlElement; notes: readonly string[] } {
  const { root, notes } = readXml(text);
  const body = root?.name === "opml" ? childrenNamed(root, "body")[0] : undefined;
  if (body !== undefined) return { body, notes };
  throw new UnreadableError(name, "not a list of feeds in OPML", {
    hint: "Export the list as OPML from your current feed reader.",
  });
}

/** Entries named in one note: enough to find the rest. */
const MAX_NAMED = 3;

function feedsIn(element: XmlElement): { feeds: ListedFeed[]; leftOut: string[] } {
  const feeds = new Map<string, ListedFeed>();
  const wrong: string[] = [];
  const twice: string[] = [];
  const none: string[] = [];
  for (const outline of outlinesIn(element)) {
    const given = addressOf(outline);
    const url = given === null ? null : absoluteLink(withoutFeedScheme(given), null);
    const name = titleOf(outline) ?? given ?? "an entry without a name";
    if (given === null) {
      if (childrenNamed(outline, "outline").length === 0) none.push(name);
    } else if (url === null) wrong.push(given);
    else if (feeds.has(url)) twice.push(name);
    else {
      const siteUrl = absoluteLink(outline.attributes["htmlurl"], null);
      feeds.set(url, { url, title: titleOf(outline), siteUrl });
    }
  }
  const leftOut = [
    ...noteOf(wrong, "expected an http or https address"),
    ...noteOf(twice, "the list names this address before"),
    ...noteOf(none, "no address of a feed"),
  ];
  return { feeds: [...feeds.values()], leftOut };
}

function noteOf(entries: readonly string[], why: string): string[] {
  if (entries.length === 0) return [];
  const named = entries.slice(0, MAX_NAMED).map((entry) => `“${entry.slice(0, 120)}”`);
  const more = entries.length > MAX_NAMED ? ` and ${entries.length - MAX_NAMED} more` : "";
  return [`left out: ${named.join(", ")}${more}: ${why}`];
}

/** Some writers call the address of a feed "url", as other outlines call the address of a page. */
function addressOf({ attributes }: XmlElement): string | null {
  const isFeed = /^(?:rss|atom|rdf|feed)/i.test(attributes["type"] ?? "");
  return attributes["xmlurl"]?.trim() || (isFeed && attributes["url"]?.trim()) || null;
}

function titleOf({ attributes }: XmlElement): string | null {
  return attributes["title"]?.trim() || attributes["text"]?.trim() || null;
}

function outlinesIn(element: XmlElement): XmlElement[] {
  return childrenNamed(element, "outline").flatMap((outline) => [outline, ...outlinesIn(outline)]);
}

/** Writes a list in the order given, as OPML 2.0. */
export function writeOpml(feeds: readonly ListedFeed[], now: string): string {
  const outlines = feeds.map(({ url, title, siteUrl }) => {
    const name = title ?? url;
    const site = siteUrl === null ? "" : ` htmlUrl="${attribute(siteUrl)}"`;
    return `    <outline type="rss" text="${attribute(name)}" title="${attribute(name)}" xmlUrl="${attribute(url)}"${site}/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head>\n    <title>Feeds of Dateline</title>\n    <dateCreated>${new Date(now).toUTCString()}</dateCreated>\n  </head>`,
    "  <body>",
    ...outlines,
    "  </body>",
    "</opml>",
    "",
  ].join("\n");
}

function attribute(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows none of them
  const allowed = text.replace(/[\u0000-\u001F\u007F]+/g, " ");
  return allowed.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
