// Lists of feeds as other feed readers write them (OPML 1 and 2) ↔ addresses.

import type { FeedPack, ListedFeed } from "../../model/feed.js";
import { UnreadableError } from "../unreadable.js";
import { absoluteLink, childrenNamed, readXml, type XmlElement } from "./xml.js";

/** Reads the feeds of a list, whatever folders they are in, each address once. @throws DatelineError read-unreadable if it is not OPML */
export function readOpml(name: string, text: string): { feeds: ListedFeed[]; notes: readonly string[] } {
  const { body, notes } = readBody(name, text);
  return { feeds: feedsIn(body), notes };
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
    return [{ packId: id.toLowerCase(), title, region, languages, feeds: feedsIn(outline) }];
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

function feedsIn(element: XmlElement): ListedFeed[] {
  const feeds = new Map<string, ListedFeed>();
  for (const outline of outlinesIn(element)) {
    const url = absoluteLink(outline.attributes["xmlurl"], null);
    if (url === null || feeds.has(url)) continue;
    const siteUrl = absoluteLink(outline.attributes["htmlurl"], null);
    feeds.set(url, { url, title: titleOf(outline), siteUrl });
  }
  return [...feeds.values()];
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
