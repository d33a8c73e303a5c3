// A fetched page that gives too little → the fuller text of its AMP version or its site's feed, two requests at most. Its address stays.
import type { FetchedOutcome, HttpFetcher } from "../fetch/http-fetcher.js";
import type { ReadArticle } from "./normalize.js";
import { textKey } from "./normalize-text.js";
import type { Elsewhere } from "./read/html-elsewhere.js";

/** What of a `ReadOutcome` is needed and given back. */
type Article = {
  readonly kind: "article";
  readonly article: ReadArticle;
  readonly notes: readonly string[];
  readonly elsewhere?: Elsewhere;
};
type Rejected = { readonly kind: "rejected"; readonly elsewhere?: Elsewhere };

export interface FullerParts {
  readonly fetcher: HttpFetcher;
  /** Reads what was fetched as any other page or feed. */
  readonly read: (fetched: FetchedOutcome) => Promise<readonly (Article | Rejected)[]>;
  readonly signal?: AbortSignal;
}

/** Where the better text came from, or what was tried in vain. */
export type Fuller =
  | { readonly kind: "fuller"; readonly article: ReadArticle; readonly notes: readonly string[] }
  | { readonly kind: "none"; readonly notes: readonly string[] };

/** A text counts as fuller from a quarter more on, and two sentences at least. */
const fullerFactor = 1.25;
const leastMore = 200;

/**
 * Looks for a fuller text where the page itself says it is. Taken is the longest that is kept under the page's own address; title,
 * credits and dates of the page stay where it has them. `notes` replace those of the page.
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
    if (typeof found === "string") notes = [...notes, `${place.name} not used: ${found}`];
    else if (!isFuller(found.article, best)) notes = [...notes, `${place.name} not used: it gives no more`];
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

/** The article of an address as another place gives it, or why it does not. */
async function findAt(place: Place, address: string, parts: FullerParts): Promise<Article | string> {
  const { url, purpose } = place;
  const { signal } = parts;
  const fetched = await parts.fetcher.fetch({ url, purpose, ...(signal ? { signal } : {}) });
  if (fetched.kind === "not-modified") throw new TypeError("nothing was asked conditionally");
  if (fetched.kind !== "fetched") return fetched.reason;
  const outcomes = await parts.read(fetched);
  const found = outcomes.find((one) => one.kind === "article" && one.article.url === address);
  return found?.kind === "article" ? found : "it does not hold this article";
}

function isFuller({ text }: ReadArticle, best: ReadArticle | null): boolean {
  const had = best?.text.length ?? 0;
  return text.length > fullerFactor * had && text.length - had >= (best === null ? 0 : leastMore);
}

function lackNotes({ notes, elsewhere }: Article): string[] {
  return notes.filter((note) => note === elsewhere?.why);
}

function said({ name }: Place, { text }: ReadArticle, shown: number): string {
  return `the text is that of ${name}: ${text.length} characters, the page gives ${shown}`;
}

/** The page's own words about its article, with the text and what else is missing from the other place. */
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
