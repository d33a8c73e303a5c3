// Fetches a page to be read, and a fuller text of its article if the page gives too little.

import type { FetchedOutcome, FetchOutcome, HttpFetcher } from "../fetch/http-fetcher.js";
import { MINUTE_MS } from "../model/time.js";
import type { DraftOverrides, Elsewhere, Input } from "../read/draft.js";
import { textKey } from "../read/normalize-characters.js";
import { canonicalUrl } from "../read/urls.js";
import { articleIdOf, type ReadArticle } from "./normalize.js";
import type { ReadInput, ReadOptions, ReadOutcome, Rejection } from "./read-input.js";

/** Where a page is, and the validators for its next fetch. */
export interface FetchedPage {
  /** After permanent redirects. */
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Called with a page that contains exactly one article, once that is stored; `isChanged` if it gave a new revision. */
export type OnPage = (articleId: string, page: FetchedPage, isChanged: boolean) => Promise<void>;

/** Bytes of one file or page, or why there are none. */
export type Loaded =
  | { readonly kind: "input"; readonly input: Input; readonly page?: FetchedPage }
  | Rejection;

/** Fetches a page to be read. Never rejects for what a server does; a stopped fetch is a rejection, too. */
export async function fetchPage(fetcher: HttpFetcher, url: string, signal?: AbortSignal): Promise<Loaded> {
  try {
    const outcome = await fetcher.fetch({ url, purpose: "page", ...(signal ? { signal } : {}) });
    return loadedFrom(outcome, url);
  } catch (error) {
    if (!signal?.aborted) throw error;
    return { kind: "rejected", subject: url, code: "fetch-failed", reason: "it was stopped", hint: null };
  }
}

function loadedFrom(outcome: FetchOutcome, subject: string): Loaded {
  switch (outcome.kind) {
    case "fetched": {
      const { bytes, finalUrl, keepUrl: url, contentType, charset, fetchedAt, etag, lastModified } = outcome;
      const page = { url: finalUrl, mediaType: contentType, charset, fetchedAt };
      return { kind: "input", input: { name: subject, bytes, page }, page: { url, etag, lastModified } };
    }
    case "later": {
      const { reason, retryAfterMs } = outcome;
      return { kind: "rejected", subject, code: "fetch-failed", reason, hint: whenToTry(retryAfterMs) };
    }
    case "refused": {
      const { reason, code } = outcome;
      return { kind: "rejected", subject, code: "fetch-refused", reason, hint: hints[code] ?? null };
    }
    case "gone":
      return { kind: "rejected", subject, code: "fetch-refused", reason: outcome.reason, hint: null };
    case "not-modified":
      throw new TypeError("nothing was asked conditionally");
  }
}

const saveIt = "Open it in a browser, save the page as HTML, and give Dateline that file.";

const hints: Readonly<Partial<Record<string, string>>> = {
  address:
    "Only addresses of the public internet are fetched; DATELINE_ALLOW_HOSTS lets a server of your own through.",
  robots: saveIt,
  status: saveIt,
};

function whenToTry(retryAfterMs: number | null): string {
  const minutes = Math.ceil((retryAfterMs ?? 0) / MINUTE_MS);
  if (minutes === 0) return "Try again later.";
  return `Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}

/** Reads on this thread, which loads every parser with the first input. */
export const readHere: ReadInput = async (...input) => (await import("./read-input.js")).readInput(...input);

interface FullestParts {
  /** Null: no other place is tried. */
  readonly fetcher: HttpFetcher | null;
  /** Default: `readHere`, or a version that works on another thread. */
  readonly read?: ReadInput;
  readonly signal?: AbortSignal;
}

/** Reads an input; if a page gives too little, tries its AMP version and its site's feed. If ended early, returns what the page gives. */
export async function readFullest(
  input: Input,
  options: ReadOptions,
  { fetcher, read: readOne = readHere, signal }: FullestParts,
): Promise<readonly ReadOutcome[]> {
  const outcomes = await readOne(input, options);
  const [page] = outcomes;
  if (fetcher === null || page?.elsewhere === undefined || outcomes.length > 1) return outcomes;
  const { url: _url, title: _title, ...ofAll } = options.overrides ?? {};
  const read = async ({ bytes, finalUrl: url, contentType, charset, fetchedAt }: FetchedOutcome) => {
    const facts = { url, mediaType: contentType, charset, fetchedAt };
    return readOne({ name: url, bytes, page: facts }, { ...options, overrides: ofAll });
  };
  try {
    const fuller = await fullerText(page, { fetcher, read, ...(signal ? { signal } : {}) });
    const { notes } = fuller;
    if (fuller.kind === "fuller") return [articleOf(page, fuller.article, notes, options.overrides ?? {})];
    if (page.kind === "article") return [{ ...page, notes }];
    return [{ ...page, reason: [page.reason, ...notes].join("; ") }];
  } catch (error) {
    if (!signal?.aborted) throw error;
    return outcomes;
  }
}

/** The article that replaces the page's; metadata that a person gave for a page without an article is used now. */
function articleOf(
  page: ReadOutcome,
  article: ReadArticle,
  notes: readonly string[],
  { url, title = article.title }: DraftOverrides,
): ReadOutcome {
  const { subject } = page;
  if (page.kind === "article") {
    const { elsewhere: _elsewhere, ...whole } = page;
    return { ...whole, article, notes };
  }
  const given = canonicalUrl(url ?? "") ?? article.url;
  const named = { ...article, title, url: given, articleId: articleIdOf(given, title, article.text) };
  return { kind: "article", subject, format: "html", article: named, notes, dropped: [] };
}

/** The part of a `ReadOutcome` that is needed and returned. */
type Article = {
  readonly kind: "article";
  readonly article: ReadArticle;
  readonly notes: readonly string[];
  readonly elsewhere?: Elsewhere;
};

type Rejected = { readonly kind: "rejected"; readonly elsewhere?: Elsewhere };

interface FullerParts {
  readonly fetcher: HttpFetcher;
  /** Reads what was fetched as any other page or feed. */
  readonly read: (fetched: FetchedOutcome) => Promise<readonly (Article | Rejected)[]>;
  readonly signal?: AbortSignal;
}

/** Where the better text came from, or what was tried without success. */
type Fuller =
  | { readonly kind: "fuller"; readonly article: ReadArticle; readonly notes: readonly string[] }
  | { readonly kind: "none"; readonly notes: readonly string[] };

/** A text counts as fuller if it has at least a quarter and two sentences more. */
const fullerFactor = 1.25;
const leastMore = 200;

/**
 * Looks for a fuller text where the page itself says it is. Takes the longest that is kept under the page's own address; title,
 * credits and dates of the page stay if it has them. `notes` replace those of the page.
 * @throws the reason of `signal`
 */
export async function fullerText(outcome: Article | Rejected, parts: FullerParts): Promise<Fuller> {
  const { elsewhere } = outcome;
  let notes = outcome.kind === "article" ? outcome.notes : [];
  if (elsewhere === undefined) return { kind: "none", notes };
  let best = outcome.kind === "article" ? outcome.article : null;
  const shown = best?.text.length ?? 0;
  let taken = false;
  for (const place of placesOf(elsewhere)) {
    const found = await findAt(place, elsewhere.address, parts);
    if (typeof found === "string") notes = [...notes, `${place.name} was not used: ${found}`];
    else if (!isFuller(found.article, best))
      notes = [...notes, `${place.name} was not used: it gives no more`];
    else {
      best = best === null ? found.article : merged(best, found.article);
      taken = true;
      notes = [
        ...notes.filter((note) => note !== elsewhere.why),
        ...lackNotes(found),
        said(place, best, shown),
      ];
      if (found.elsewhere === undefined) break;
    }
  }
  return taken && best !== null ? { kind: "fuller", article: best, notes } : { kind: "none", notes };
}

interface Place {
  readonly name: string;
  readonly url: string;
  readonly purpose: "page" | "feed";
}

function placesOf({ amp, feed }: Elsewhere): Place[] {
  return [
    ...(amp === null ? [] : [{ name: "its AMP version", url: amp, purpose: "page" } as const]),
    ...(feed === null ? [] : [{ name: "its site's feed", url: feed, purpose: "feed" } as const]),
  ];
}

/** The article at an address as another place gives it, or why it does not. */
async function findAt(place: Place, address: string, parts: FullerParts): Promise<Article | string> {
  const { url, purpose } = place;
  const { signal } = parts;
  const fetched = await parts.fetcher.fetch({ url, purpose, ...(signal ? { signal } : {}) });
  if (fetched.kind === "not-modified") throw new TypeError("nothing was asked conditionally");
  if (fetched.kind !== "fetched") return fetched.reason;
  const outcomes = await parts.read(fetched);
  const found = outcomes.find((one) => one.kind === "article" && one.article.url === address);
  return found?.kind === "article" ? found : "it does not contain this article";
}

function isFuller({ text }: ReadArticle, best: ReadArticle | null): boolean {
  const had = best?.text.length ?? 0;
  return text.length > fullerFactor * had && text.length - had >= (best === null ? 0 : leastMore);
}

function lackNotes({ notes, elsewhere }: Article): string[] {
  return notes.filter((note) => note === elsewhere?.why);
}

function said({ name }: Place, { text }: ReadArticle, shown: number): string {
  return `the text was taken from ${name}: ${text.length} characters; the page gives ${shown}`;
}

/** The page's own metadata about its article, with the text and missing metadata from the other place. */
function merged(page: ReadArticle, other: ReadArticle): ReadArticle {
  const dated = page.publishedAt === null ? other : page;
  const isDeckIn = page.deck !== null && textKey(other.text).includes(textKey(page.deck).slice(0, 150));
  return {
    ...page,
    deck: page.deck === null || isDeckIn ? other.deck : page.deck,
    text: other.text,
    source: page.source ?? other.source,
    author: page.author ?? other.author,
    agency: page.agency ?? other.agency,
    language: page.language ?? other.language,
    publishedAt: dated.publishedAt,
    updatedAt: dated.updatedAt,
    dates: dated === page ? page.dates : [...page.dates, ...other.dates],
  };
}
