// Lists of feeds as other feed readers write them (OPML 1 and 2) ↔ addresses.

import { UnreadableError } from "../unreadable.js";
import { absoluteLink, childrenNamed, readXml, type XmlElement } from "./xml.js";

interface OpmlFeed {
  readonly url: string;
  readonly title: string | null;
  readonly siteUrl: string | null;
}

/** Reads the feeds of a list, whatever folders they are in, each address once. @throws DatelineError read-unreadable if it is not OPML */
export function readOpml(name: string, text: string): { feeds: OpmlFeed[]; notes: readonly string[] } {
  const { root, notes } = readXml(text);
  const body = root?.name === "opml" ? childrenNamed(root, "body")[0] : undefined;
  if (body === undefined) {
    throw new UnreadableError(name, "not a list of feeds in OPML", {
      hint: "Export the list as OPML from your current feed reader.",
    });
  }
  const feeds = outlinesIn(body).flatMap(({ attributes }): OpmlFeed[] => {
    const url = absoluteLink(attributes["xmlurl"], null);
    const title = attributes["title"]?.trim() || attributes["text"]?.trim() || null;
    return url === null ? [] : [{ url, title, siteUrl: absoluteLink(attributes["htmlurl"], null) }];
  });
  return { feeds: [...new Map(feeds.map((feed) => [feed.url, feed])).values()], notes };
}

function outlinesIn(element: XmlElement): XmlElement[] {
  return childrenNamed(element, "outline").flatMap((outline) => [outline, ...outlinesIn(outline)]);
}

/** Writes a list in the order given, as OPML 2.0. */
export function writeOpml(feeds: readonly OpmlFeed[], now: string): string {
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
