// Which article a feed item is, with the fullest text available, and whether there is anything to store.

import type { FetchedOutcome, HttpFetcher } from "../../fetch/http-fetcher.js";
import type { Article, Instant } from "../../model/article.js";
import { DatelineError, describeError } from "../../model/errors.js";
import type { ArticleStore, FeedItemRecord, FeedStore, FullText } from "../../store/ports.js";
import type { DocumentReader } from "../document-reader.js";
import { type FetchedPage, fullerText } from "../fetch-page.js";
import { articleIdOf, type ReadArticle, UNDATED } from "../normalize.js";
import type { ReadOutcome } from "../read-input.js";
import type { ReadItem } from "./feed-items.js";

interface FullTextParts {
  readonly fetcher: HttpFetcher;
  readonly reader: DocumentReader;
  readonly now: () => Instant;
}

/** The fullest text available of an item. */
export interface BestText {
  /** Null if neither feed nor page gives an article. */
  readonly article: ReadArticle | null;
  readonly reason: string | null;
  readonly notes: readonly string[];
  /** Further articles of the page, if it holds several, such as the entries of a live blog; each is what it says it is. */
  readonly more: readonly ReadArticle[];
  /** The page that the article was read from; null if it was not, or if the page contains several. */
  readonly page: FetchedPage | null;
  /** Failed attempts at the page so far, if it is to be tried again; null if it is not. */
  readonly pageTries: number | null;
}

/** A page that cannot be fetched is tried on this many reads of its feed. */
const MAX_TRIES = 3;

/** Returns whether the page of an item is wanted. */
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
    return briefOf(item, `its page could not be fetched: ${why}`, tries + 1 < MAX_TRIES ? tries + 1 : null);
  }
  if (outcome.kind !== "fetched") return briefOf(item, `its page was not read: ${outcome.reason}`, null);
  const read = await readPage(outcome, parts);
  const [page, ...others] = read.length === 1 ? await withFullerText(read, parts, signal) : read;
  if (page === undefined) return briefOf(item, "its page was not read: it holds no article", null);
  if (page.kind === "rejected") return briefOf(item, `its page was not read: ${page.reason}`, null);
  const more = others.flatMap((other) => (other.kind === "article" ? [other.article] : []));
  if (more.length > 0)
    return { article: page.article, reason: null, notes: page.notes, more, page: null, pageTries: null };
  if (brief !== null && page.article.text.length < brief.text.length) {
    return briefOf(item, "its page was not used: it gives less than the feed", null);
  }
  const article = completed(page.article, facts, item.url);
  return {
    article: source === null ? article : { ...article, source },
    reason: null,
    notes: page.notes.filter((note) => note !== UNDATED),
    more,
    page: { url: outcome.keepUrl, etag: outcome.etag, lastModified: outcome.lastModified },
    pageTries: null,
  };
}

type PageOutcome =
  | Pick<Extract<ReadOutcome, { kind: "article" }>, "kind" | "article" | "notes" | "elsewhere">
  | Pick<Extract<ReadOutcome, { kind: "rejected" }>, "kind" | "reason" | "elsewhere">;

/** A page that gives too little, with the text of its AMP version if that gives more; the feed's own text is known already. */
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

/** A page that crashes its reader or takes too long counts as one that cannot be read. */
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

/** What is to be done with an item. */
export type Match =
  /** Known and unchanged. */
  | { readonly kind: "unchanged" }
  /** The article is known from another feed, or under another guid or address. */
  | { readonly kind: "same"; readonly articleId: string }
  /** To be read: new, changed, or its page is to be tried again. */
  | {
      readonly kind: "wanted";
      /** What was recorded about it before; null for a new item. */
      readonly earlier: FeedItemRecord | null;
      /** The article that it continues; null for a new article. */
      readonly articleId: string | null;
    };

/** Matches items of one feed, in their order. */
export async function matchItems(
  store: Pick<FeedStore, "findItems">,
  feedId: string,
  items: readonly ReadItem[],
): Promise<Match[]> {
  const found = await store.findItems(feedId, {
    keys: items.map(({ key }) => key),
    urls: items.flatMap(({ url }) => (url === null ? [] : [url])),
    contents: items.map(({ content }) => content),
  });
  const byKey = new Map(found.filter((item) => item.feedId === feedId).map((item) => [item.key, item]));
  const withArticle = found.filter(({ articleId }) => articleId !== null);
  const byUrl = firstBy(withArticle, ({ url }) => url);
  const byContent = firstBy(withArticle, ({ content }) => content);
  return items.map((item): Match => {
    const own = byKey.get(item.key);
    if (own !== undefined) {
      const isUnchanged = own.state === item.state && own.pageTries === null;
      return isUnchanged ? { kind: "unchanged" } : { kind: "wanted", earlier: own, articleId: own.articleId };
    }
    const twin = byContent.get(item.content)?.articleId ?? null;
    if (twin !== null) return { kind: "same", articleId: twin };
    const other = item.url === null ? undefined : byUrl.get(item.url);
    if (other?.articleId == null) return { kind: "wanted", earlier: null, articleId: null };
    // A feed that gives an address again under another guid gives a newer state; another feed reports it in its own words.
    if (other.feedId !== feedId) return { kind: "same", articleId: other.articleId };
    return { kind: "wanted", earlier: null, articleId: other.articleId };
  });
}

function firstBy(
  items: readonly FeedItemRecord[],
  name: (item: FeedItemRecord) => string | null,
): Map<string, FeedItemRecord> {
  const first = new Map<string, FeedItemRecord>();
  for (const item of items) {
    const key = name(item);
    if (key !== null && !first.has(key)) first.set(key, item);
  }
  return first;
}

/** An item compared and read, before it is stored. */
export interface WantedItem {
  readonly item: ReadItem;
  readonly match: Exclude<Match, { kind: "unchanged" }>;
  readonly best: BestText;
}

/**
 * Returns whether what is stored says all that the item of another feed does, so that it keeps the outlet it was first read from: a
 * reader that was killed may have stored an article without recording its item.
 */
function saysAsMuch(known: Omit<ReadArticle, "articleId">, article: ReadArticle): boolean {
  const { title, text, source, publishedAt } = known;
  const isDated = publishedAt !== null || article.publishedAt === null;
  return title === article.title && text === article.text && source !== null && isDated;
}

export interface Assignment {
  /** The article that the item is; null if it is not one. */
  readonly articleId: string | null;
  /** What to store; null for nothing. */
  readonly article: ReadArticle | null;
}

/** A brief this much shorter than what is stored says less than it. */
const FULLER = 1.5;

type State = Pick<ReadArticle, "updatedAt" | "publishedAt">;

/** Returns whether a state was made before another; false if one of them is undated. */
function isOlder(one: State, other: State): boolean {
  const [first, second] = [one, other].map(({ updatedAt, publishedAt }) => updatedAt ?? publishedAt);
  return first != null && second != null && first < second;
}

type StoredArticles = Pick<ArticleStore, "article" | "newest">;

/** Decides which articles the items of one slice are; remembers them, so that two items of a slice become one article if they should. */
export class ArticleAssigner {
  readonly #articles: StoredArticles;
  /** What was stored when the slice began; null: nothing. */
  readonly #known = new Map<string, Article | null>();
  readonly #byUrl = new Map<string, string>();
  readonly #byContent = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(articles: StoredArticles) {
    this.#articles = articles;
  }

  /** In the order of the items; what is stored of their articles is read at once. */
  async assignAll(wanted: readonly WantedItem[]): Promise<Assignment[]> {
    const ids = wanted.flatMap(({ match, best }) =>
      match.kind === "same" || best.article === null ? [] : [match.articleId ?? best.article.articleId],
    );
    const found = await this.#articles.newest(ids);
    for (const articleId of ids) this.#known.set(articleId, found.get(articleId) ?? null);
    const assigned: Assignment[] = [];
    for (const one of wanted) assigned.push(await this.#assign(one));
    return assigned;
  }

  async #assign({ item, match, best }: WantedItem): Promise<Assignment> {
    if (match.kind === "same" || best.article === null) return { articleId: match.articleId, article: null };
    if (best.more.length > 0) return { articleId: best.article.articleId, article: best.article };
    const twin = this.#byContent.get(item.content);
    if (match.articleId === null && twin !== undefined) return { articleId: twin, article: null };
    const goesOn = match.articleId ?? (item.url === null ? undefined : this.#byUrl.get(item.url)) ?? null;
    const article = await this.#identified(item, best.article, goesOn);
    const { articleId } = article;
    this.#byContent.set(item.content, articleId);
    if (item.url !== null) this.#byUrl.set(item.url, articleId);
    this.#taken.add(articleId);
    const known = await this.#find(articleId);
    const isFuller = known !== null && known.text.length > FULLER * article.text.length;
    const isPast = match.earlier === null && known !== null && isOlder(article, known);
    const isTold = match.earlier === null && known !== null && saysAsMuch(known, article);
    return { articleId, article: isFuller || isPast || isTold ? null : article };
  }

  /** An item stays the same article. A page may say that its address is another, unless that is some other article's. */
  async #identified(item: ReadItem, article: ReadArticle, earlier: string | null): Promise<ReadArticle> {
    if (earlier !== null) return { ...article, articleId: earlier, url: item.url ?? article.url };
    if (item.url === null || item.url === article.url) return article;
    const { articleId } = article;
    const isTaken = this.#taken.has(articleId) || (await this.#find(articleId)) !== null;
    if (!isTaken) return article;
    return { ...article, url: item.url, articleId: articleIdOf(item.url, article.title, article.text) };
  }

  async #find(articleId: string): Promise<Article | null> {
    const known = this.#known.get(articleId);
    return known === undefined ? this.#articles.article(articleId) : known;
  }
}
