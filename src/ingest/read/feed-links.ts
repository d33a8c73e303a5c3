// A site's page → addresses of its feeds, from <link rel="alternate">. Guesses no address, fetches nothing.
import { canonicalUrl } from "../normalize-url.js";
import { decodeFeed } from "./feed-decode.js";
import { type PageDocument, parsePage } from "./html-dom.js";
import { absoluteLink } from "./xml-content.js";

const FEED_TYPES = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json|json|xml)$|^text\/xml$/i;
const FEED_WORDS = /rss|atom|feed|rdf/i;
/** Feeds of what readers wrote, or of other things than articles. */
const ASIDE = /comments?|kommentare|oembed|wp-json/i;
const MAX_LINKS = 10;

/**
 * Returns the feeds that a page links to, absolute, each once: its main feeds in the order of the page, then feeds of comments.
 * @throws DatelineError read-unreadable for bytes that are no text, or nesting that no page has
 */
export function discoverFeeds(bytes: Uint8Array, address: string): string[] {
  const { text } = decodeFeed(address, bytes, null);
  return feedLinks(parsePage(address, text), address);
}

/** Returns the same of a page that is parsed. */
export function feedLinks(document: PageDocument, address: string): string[] {
  const base = absoluteLink(document.querySelector("base")?.getAttribute("href"), address) ?? address;
  const found: { readonly url: string; readonly isAside: boolean }[] = [];
  for (const link of document.querySelectorAll("link[rel][href]")) {
    const url = absoluteLink(link.getAttribute("href"), base);
    const words = `${url} ${link.getAttribute("title") ?? ""}`;
    const type = link.getAttribute("type")?.split(";")[0]?.trim() ?? "";
    const isAlternate = /\b(?:alternate|feed)\b/i.test(link.getAttribute("rel") ?? "");
    if (url === null || !isAlternate || !FEED_TYPES.test(type)) continue;
    if (!/rss|atom|rdf|feed/.test(type) && !FEED_WORDS.test(words)) continue;
    found.push({ url, isAside: ASIDE.test(words) });
  }
  const ordered = [...found.filter(({ isAside }) => !isAside), ...found.filter(({ isAside }) => isAside)];
  const byName = new Map<string, string>();
  for (const { url } of ordered)
    if (!byName.has(canonicalUrl(url) ?? url)) byName.set(canonicalUrl(url) ?? url, url);
  return [...byName.values()].slice(0, MAX_LINKS);
}
