// Where a page that gives too little says that its article can be had, too: its AMP version, its site's feed. Fetches nothing.
import type { TextInput } from "../draft.js";
import { pageAddress } from "../page-url.js";
import { feedLinks } from "./feed-links.js";
import { partsOf } from "./html-parts.js";
import { absoluteLink } from "./xml-content.js";

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
