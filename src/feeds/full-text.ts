// The page behind an item's link → a fuller article; the brief of the feed where the page gives less, or cannot be had.
import { DatelineError, describeError } from "../errors.js";
import type { FetchedOutcome, HttpFetcher } from "../fetch/http-fetcher.js";
import type { FetchedPage } from "../ingest/fetch-page.js";
import { fullerText } from "../ingest/fuller-text.js";
import type { ReadArticle } from "../ingest/normalize.js";
import type { ReadOutcome } from "../ingest/read-article.js";
import type { Instant } from "../schema.js";
import type { FullText } from "../store/feed-store.js";
import type { DocumentReader } from "./document-reader.js";
import type { ReadItem } from "./read-feed.js";

type PageOutcome =
  | Pick<Extract<ReadOutcome, { kind: "article" }>, "kind" | "article" | "notes" | "elsewhere">
  | Pick<Extract<ReadOutcome, { kind: "rejected" }>, "kind" | "reason" | "elsewhere">;

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
  /** Further articles of the page, where it holds several, such as the entries of a live blog; each is what it says it is. */
  readonly more: readonly ReadArticle[];
  /** The page that the article was read from; null where it was not, or where it holds several. */
  readonly page: FetchedPage | null;
  /** Failed attempts at the page so far, where it is to be tried again; null where that is settled. */
  readonly pageTries: number | null;
}

/** Tells whether the page of an item is wanted. */
export function wantsPage(item: ReadItem, fullText: FullText): boolean {
  if (item.link === null || fullText === "never") return false;
  return fullText === "always" || item.isShort;
}

/**
 * Fetches and reads the page of an item; `tries` counts earlier attempts that failed; `source` is the outlet that a person gave.
 * @throws the reason of `signal`
 */
export async function readFullText(
  item: ReadItem & { readonly link: string },
  tries: number,
  source: string | null,
  parts: FullTextParts,
  signal: AbortSignal,
): Promise<BestText> {
  const { article: brief, facts } = item;
  const outcome = await parts.fetcher.fetch({ url: item.link, purpose: "page", signal });
  if (outcome.kind === "later" || outcome.kind === "not-modified") {
    const why = outcome.kind === "later" ? outcome.reason : "it answered “not modified”";
    return briefOf(item, `page not to be had: ${why}`, tries + 1 < MAX_TRIES ? tries + 1 : null);
  }
  if (outcome.kind !== "fetched") return briefOf(item, `page not read: ${outcome.reason}`, null);
  const read = await readPage(outcome, parts);
  const [page, ...others] = read.length === 1 ? await withFullerText(read, parts, signal) : read;
  if (page === undefined) return briefOf(item, "page not read: it holds nothing", null);
  if (page.kind === "rejected") return briefOf(item, `page not read: ${page.reason}`, null);
  const more = others.flatMap((other) => (other.kind === "article" ? [other.article] : []));
  if (more.length > 0)
    return { article: page.article, reason: null, notes: page.notes, more, page: null, pageTries: null };
  if (brief !== null && page.article.text.length < brief.text.length) {
    return briefOf(item, "page not used: it gives less than the feed", null);
  }
  const article = completed(page.article, facts, item.url);
  return {
    article: source === null ? article : { ...article, source },
    reason: null,
    notes: page.notes.filter((note) => !/^no date found/.test(note)),
    more,
    page: { url: outcome.keepUrl, etag: outcome.etag, lastModified: outcome.lastModified },
    pageTries: null,
  };
}

/** A page that gives too little, with the text of its AMP version where that gives more; the feed's own text is known already. */
async function withFullerText(
  read: readonly PageOutcome[],
  parts: FullTextParts,
  signal: AbortSignal,
): Promise<readonly PageOutcome[]> {
  const [page] = read;
  if (page?.elsewhere === undefined || page.elsewhere.amp === null) return read;
  const fuller = await fullerText(
    { ...page, elsewhere: { ...page.elsewhere, feed: null } },
    { fetcher: parts.fetcher, read: (fetched) => readPage(fetched, parts), signal },
  );
  if (fuller.kind === "fuller") return [{ kind: "article", article: fuller.article, notes: fuller.notes }];
  return [page.kind === "article" ? { ...page, notes: fuller.notes } : page];
}

/** A page that kills or outlasts its reader is one more page that cannot be read. */
async function readPage(
  { bytes, finalUrl, contentType, charset }: FetchedOutcome,
  { reader, now }: FullTextParts,
): Promise<PageOutcome[]> {
  const document = { bytes, address: finalUrl, mediaType: contentType, charset, now: now() };
  try {
    return await reader.page(document);
  } catch (error) {
    if (!(error instanceof DatelineError)) throw error;
    return [{ kind: "rejected", reason: describeError(error) }];
  }
}

function briefOf({ article, reason, notes }: ReadItem, note: string, pageTries: number | null): BestText {
  return {
    article,
    reason: article === null ? `${reason}; ${note}` : null,
    notes: [...notes, note],
    more: [],
    page: null,
    pageTries,
  };
}

/** What the page does not say is taken from the feed. */
function completed(page: ReadArticle, facts: ReadArticle | null, url: string | null): ReadArticle {
  const isDated = page.publishedAt !== null;
  return {
    ...page,
    url: page.url ?? url,
    source: page.source ?? facts?.source ?? null,
    author: page.author ?? facts?.author ?? null,
    agency: page.agency ?? facts?.agency ?? null,
    language: page.language ?? facts?.language ?? null,
    publishedAt: page.publishedAt ?? facts?.publishedAt ?? null,
    updatedAt: isDated ? page.updatedAt : (facts?.updatedAt ?? null),
    dates: [...page.dates, ...(facts?.dates ?? [])],
  };
}
