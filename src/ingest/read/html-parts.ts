// What a page says of itself before its body is looked for: title, address, author, outlet, language. Reads; judges nothing.
import { splitTitle } from "../attribution.js";
import type { Draft, PageFacts, TextInput } from "../draft.js";
import { canonicalUrl } from "../normalize-url.js";
import { isSameSite } from "../same-site.js";
import { type PageDocument, parsePage, textOf } from "./html-dom.js";
import { type LinkedData, readLinkedData } from "./html-json-ld.js";
import { pageUrls, readMeta, takeStandfirst } from "./html-meta.js";
import { findTitle } from "./html-title.js";

export interface PageParts {
  readonly document: PageDocument;
  readonly html: string;
  /** Values of meta tags by lower-case name. */
  readonly meta: ReadonlyMap<string, string>;
  readonly data: LinkedData;
  readonly title: string | undefined;
  /** The page's own address, canonical; undefined where it tells none. */
  readonly url: string | undefined;
  /** BCP 47 as it stands. */
  readonly language: string | undefined;
}

/** Parses a page and reads its metadata. @throws DatelineError read-unreadable for nesting that no page has */
export function partsOf({ name, text: html, page }: TextInput): PageParts {
  const document = parsePage(name, html);
  const meta = readMeta(document);
  const data = readLinkedData(document);
  const title = findTitle(document, {
    headline: data.headline,
    og: meta.get("og:title"),
    others: [meta.get("twitter:title"), meta.get("title")],
    site: meta.get("og:site_name") ?? data.publisher,
  });
  const language = document.documentElement?.getAttribute("lang") || data.language || meta.get("og:locale");
  return {
    document,
    html,
    meta,
    data,
    title,
    url: findUrl({ document, html, data, meta, name, page }),
    language,
  };
}

/**
 * The page's own address: its canonical link unless that is the site's front page. Of a saved page named by its address only a link of
 * the same site counts, so that no page can take the place of another site's; it has its address where it tells none. What a fetched
 * page claims is told as it is: `pageAddress` judges it for every format.
 */
function findUrl({
  document,
  html,
  data,
  meta,
  name,
  page,
}: Omit<PageParts, "title" | "url" | "language"> & {
  readonly name: string;
  readonly page: PageFacts | undefined;
}) {
  const candidates = [...pageUrls(document, html, meta), ...(data.url ? [data.url] : [])];
  const fetched = page === undefined ? canonicalUrl(name) : null;
  const base = page?.url ?? fetched ?? candidates.find((url) => /^https?:/i.test(url));
  const urls = candidates
    .map((url) => canonicalUrl(url, base))
    .filter((url): url is string => url !== null && (fetched === null || isSameSite(url, fetched)));
  return urls.find((url) => new URL(url).pathname !== "/") ?? fetched ?? urls[0];
}

/** Returns the page's summary of itself. */
export function descriptionOf({ data, meta }: Pick<PageParts, "data" | "meta">): string | undefined {
  return data.description ?? meta.get("og:description") ?? meta.get("description");
}

/** "Coast Herald | News, weather and sport" names the outlet and then praises it; a name given as an address is its host. */
function outletOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (/^https?:\/\//i.test(name) && URL.canParse(name)) return new URL(name).hostname.replace(/^www\./, "");
  const parts = name
    .replace(/^www\./i, "")
    .split(/\s+[|·•»–—-]\s+|\s*｜\s*/)
    .filter((part) => part.replace(/\P{L}/gu, "").length >= minName);
  const [first = name.replace(/^www\./i, "")] = parts;
  const shortest = parts.reduce((top, part) => (part.length < top.length ? part : top), first);
  return shortest.length * praiseLength < first.length ? shortest : first;
}

/** Letters of an outlet's name at least, and how many times longer than the name praise before it is. */
const minName = 3;
const praiseLength = 1.5;

/** Returns a draft's fields by metadata. Takes a marked deck out of the page, so it comes before the body is looked for. */
export function fieldsOf(parts: PageParts): Partial<Draft> {
  const { document, meta, data, title, url, language } = parts;
  const hints = { source: null, url: url ?? null };
  const byTitle = splitTitle(textOf(document.querySelector("title")), hints).source;
  const told = {
    title,
    deck: takeStandfirst(document) ?? descriptionOf(parts),
    source: outletOf(meta.get("og:site_name") ?? data.publisher ?? meta.get("application-name")) ?? byTitle,
    language,
    url,
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value));
}
