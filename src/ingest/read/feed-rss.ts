// RSS 0.9x to 2.0 and RDF → items. Knows the names of RSS, Dublin Core, content, media and syndication; judges nothing.
import type { Feed, FeedItem } from "./feed.js";
import { longerFirst, plainText } from "./feed-text.js";
import type { XmlElement } from "./xml.js";
import { absoluteLink, childrenNamed, entriesIn, markupIn, textNamed } from "./xml-content.js";

/** Maps `<rss>`, `<rdf:RDF>` or a bare `<channel>`; items stand in the channel or beside it. Relative links start from the feed's own link. */
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
    items: entriesIn(elements, NEEDED).map((item) => toItem(item, siteUrl ?? address)),
    notes,
  };
}

const TITLES = ["title", "dc:title", "media:title"];
const DATES = ["pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published"];
const BODIES = ["content:encoded", "description", "xhtml:body", "xhtml:div", "media:description"];
/** Without one of each an item that was cut waits for the next read. */
const NEEDED = [TITLES, ["link", "guid", "atom:link", "atom:id", "dc:identifier"], DATES, BODIES];

function toItem(item: XmlElement, start: string | null): FeedItem {
  const guid = textNamed(item, "guid", "atom:id", "dc:identifier") ?? item.attributes["rdf:about"] ?? null;
  const [html, summary] = longerFirst(childrenNamed(item, ...BODIES).map(markupIn));
  return {
    guid,
    link: linkOf(item, guid, item.base ?? start),
    title: plainText(textNamed(item, ...TITLES)),
    author: personOf(textNamed(item, "dc:creator", "author", "atom:author")),
    source: plainText(textNamed(item, "dc:publisher", "source")),
    published: textNamed(item, ...DATES),
    updated: textNamed(item, "dcterms:modified", "atom:updated"),
    html,
    summary,
    language: textNamed(item, "dc:language") ?? item.attributes["xml:lang"] ?? null,
  };
}

/** The link, else a guid that is one. */
function linkOf(item: XmlElement, guid: string | null, base: string | null): string | null {
  const link = textNamed(item, "link") ?? childrenNamed(item, "atom:link", "link")[0]?.attributes["href"];
  const given = absoluteLink(link, base);
  if (given !== null) return given;
  const [element] = childrenNamed(item, "guid");
  const isLink = element === undefined || element.attributes["ispermalink"]?.toLowerCase() !== "false";
  return isLink && guid !== null && /^https?:/i.test(guid) ? absoluteLink(guid, base) : null;
}

/** "desk@example.org (Jane Doe)" is Jane Doe; an address alone is nobody. */
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
