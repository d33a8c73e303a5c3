// Where else a page's article can be found: its AMP version, its site's feed.

import type { Elsewhere } from "../draft.js";
import { decodeFeed } from "../feeds/feed.js";
import { absoluteLink } from "../feeds/xml.js";
import { canonicalUrl, pageAddress } from "../urls.js";
import { type PageDocument, parsePage } from "./dom.js";
import { isToldArticle, type PageParts } from "./metadata.js";

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
function feedLinks(document: PageDocument, address: string): string[] {
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

/** Returns the other places that a fetched page names; its feed only if the page says that it is an article. */
export function otherPlaces(parts: PageParts, fetchedFrom: string): Omit<Elsewhere, "why" | "isPaywalled"> {
  const { document, url } = parts;
  const base = absoluteLink(document.querySelector("base")?.getAttribute("href"), fetchedFrom) ?? fetchedFrom;
  const link = document.querySelector('link[rel~="amphtml"][href]')?.getAttribute("href");
  return {
    address: pageAddress(url, fetchedFrom).url,
    amp: absoluteLink(link, base),
    feed: (isToldArticle(parts) ? feedLinks(document, fetchedFrom)[0] : undefined) ?? null,
  };
}
