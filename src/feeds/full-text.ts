// The page behind an item's link → a fuller article; the brief of the feed where the page gives less, or cannot be had.
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import type { ReadArticle } from "../ingest/normalize.js";
import type { Instant } from "../schema.js";
import type { FullText } from "../store/feed-store.js";
import type { DocumentReader } from "./document-reader.js";
import type { ReadItem } from "./read-feed.js";

/** A page that cannot be had is tried at this many reads of its feed. */
const MAX_TRIES = 3;

export interface FullTextParts {
  readonly fetcher: HttpFetcher;
  readonly reader: DocumentReader;
  readonly now: () => Instant;
}

/** The best that is to be had of an item. */
export interface BestText {
  /** Null where neither feed nor page gives an article. */
  readonly article: ReadArticle | null;
  readonly reason: string | null;
  readonly notes: readonly string[];
  /** Failed attempts at the page so far, where it is to be tried again; null where that is settled. */
  readonly pageTries: number | null;
}

/** Tells whether the page of an item is wanted. */
export function wantsPage(item: ReadItem, fullText: FullText): boolean {
  if (item.link === null || fullText === "never") return false;
  return fullText === "always" || item.isShort;
}

/**
 * Fetches and reads the page of an item; `tries` counts earlier attempts that failed.
 * @throws the reason of `signal`
 */
export async function readFullText(
  item: ReadItem & { readonly link: string },
  tries: number,
  { fetcher, reader, now }: FullTextParts,
  signal: AbortSignal,
): Promise<BestText> {
  const outcome = await fetcher.fetch({ url: item.link, purpose: "page", signal });
  if (outcome.kind === "later" || outcome.kind === "not-modified") {
    const why = outcome.kind === "later" ? outcome.reason : "it answered “not modified”";
    return briefOf(item, `page not to be had: ${why}`, tries + 1 < MAX_TRIES ? tries + 1 : null);
  }
  if (outcome.kind !== "fetched") return briefOf(item, `page not read: ${outcome.reason}`, null);
  const { bytes, finalUrl, contentType, charset } = outcome;
  const document = { bytes, address: finalUrl, mediaType: contentType, charset, now: now() };
  const [page] = await reader.page(document);
  if (page === undefined) return briefOf(item, "page not read: it holds nothing", null);
  if (page.kind === "rejected") return briefOf(item, `page not read: ${page.reason}`, null);
  if (item.article !== null && page.article.text.length < item.article.text.length) {
    return briefOf(item, "page not used: it gives less than the feed", null);
  }
  const url = page.article.url ?? item.url;
  return {
    article: completed(page.article, item.article, url),
    reason: null,
    notes: page.notes.filter((note) => !/^no date found/.test(note)),
    pageTries: null,
  };
}

function briefOf({ article, reason, notes }: ReadItem, note: string, pageTries: number | null): BestText {
  return {
    article,
    reason: article === null ? `${reason}; ${note}` : null,
    notes: [...notes, note],
    pageTries,
  };
}

/** What the page does not say is taken from the feed. */
function completed(page: ReadArticle, brief: ReadArticle | null, url: string | null): ReadArticle {
  return {
    ...page,
    url,
    source: page.source ?? brief?.source ?? null,
    author: page.author ?? brief?.author ?? null,
    agency: page.agency ?? brief?.agency ?? null,
    language: page.language ?? brief?.language ?? null,
    publishedAt: page.publishedAt ?? brief?.publishedAt ?? null,
    updatedAt: page.publishedAt === null ? (brief?.updatedAt ?? null) : page.updatedAt,
    dates: [...page.dates, ...(brief?.dates ?? [])],
  };
}
