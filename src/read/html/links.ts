// Where else a page's article can be found: its AMP version, its site's feed.

import type { TextInput } from "../draft.js";
import { decodeFeed } from "../feeds/feed.js";
import { absoluteLink } from "../feeds/xml.js";
import { canonicalUrl, pageAddress } from "../urls.js";
import { type PageDocument, parsePage } from "./dom.js";
import { partsOf } from "./metadata.js";

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

/** Places of a fuller text, all as the page names them, absolute. */
export interface Elsewhere {
  /** Why there should be more, a phrase. */
  readonly why: string;
  /** The address of the article, by which it is known again in the other places. */
  readonly address: string;
  readonly amp: string | null;
  readonly feed: string | null;
}

/** Reads the links of a fetched page; a feed counts only where the page says that it is an article. Null for what did not come from the web. */
export function elsewhereOf(input: TextInput, why: string): Elsewhere | null {
  if (input.page === undefined) return null;
  const fetchedFrom = input.page.url;
  const { document, data, meta, url } = partsOf(input);
  const base = absoluteLink(document.querySelector("base")?.getAttribute("href"), fetchedFrom) ?? fetchedFrom;
  const link = document.querySelector('link[rel~="amphtml"][href]')?.getAttribute("href");
  const isArticle = data.headline !== undefined || /article/i.test(meta.get("og:type") ?? "");
  return {
    why,
    address: pageAddress(url, fetchedFrom).url,
    amp: absoluteLink(link, base),
    feed: (isArticle ? feedLinks(document, fetchedFrom)[0] : undefined) ?? null,
  };
}
