// One more fetch of the page of an article: on condition, a changed text becomes a revision, and when it is fetched next is recorded.
import { announcedChanges } from "../compare/announced.js";
import type { FetchedOutcome, FetchOutcome, HttpFetcher, LaterOutcome } from "../fetch/http-fetcher.js";
import type { Ingest } from "../ingest/ingest.js";
import { nextFetchAt } from "../ingest/next-fetch.js";
import type { ReadArticle } from "../ingest/normalize.js";
import type { ReadInput } from "../ingest/read-article.js";
import type { RefetchOutcome } from "../reports-feeds.js";
import type { Article, Instant } from "../schema.js";
import type { RefetchRecord } from "../store/refetch-store.js";
import type { RememberParts } from "./remember-page.js";

export interface RefetchParts extends RememberParts {
  readonly fetcher: HttpFetcher;
  readonly read: ReadInput;
  readonly ingest: Pick<Ingest, "ingestArticles">;
}

/** What one more fetch of a page came to. */
export interface Refetch {
  readonly articleId: string;
  readonly url: string;
  readonly outcome: RefetchOutcome;
  readonly problem: string | null;
  /** Null where it is not fetched again. */
  readonly nextAt: Instant | null;
}

/** A text this much shorter is what a wall, an error or a stub leaves, unless it announces a correction. */
const SHORTER = 3;

type Change = Partial<Omit<RefetchRecord, "articleId" | "nextAt" | "history">>;

/**
 * Fetches the page of a record again and records what came of it; never throws for what a server does.
 * @throws the reason of `signal`; DatelineError of store or embedder
 */
export async function refetchPage(
  record: RefetchRecord,
  parts: RefetchParts,
  signal: AbortSignal,
): Promise<Refetch> {
  const { articles, refetches, fetcher } = parts;
  const { articleId, url, etag, lastModified } = record;
  const outcome = await fetcher.fetch({ url, purpose: "page", etag, lastModified, signal });
  const known = await articles.article(articleId);
  if (known !== null) return takeOutcome(record, known, outcome, parts);
  await refetches.remove(articleId);
  return { articleId, url, outcome: "forgotten", problem: null, nextAt: null };
}

async function takeOutcome(
  record: RefetchRecord,
  known: Article,
  outcome: FetchOutcome,
  parts: RefetchParts,
): Promise<Refetch> {
  switch (outcome.kind) {
    case "fetched":
      return takePage(record, known, outcome, parts);
    case "not-modified":
      return schedule(record, "unchanged", { url: outcome.keepUrl, problem: null }, parts);
    case "later":
      return schedule(record, "later", { problem: outcome.reason }, parts, outcome);
    case "gone":
      return end(record, "gone", outcome.reason, parts);
    case "refused":
      return end(record, outcome.status === 404 ? "gone" : "refused", outcome.reason, parts);
  }
}

async function takePage(
  record: RefetchRecord,
  known: Article,
  { bytes, finalUrl, keepUrl: url, contentType, charset, fetchedAt, etag, lastModified }: FetchedOutcome,
  parts: RefetchParts,
): Promise<Refetch> {
  const page = { url: finalUrl, mediaType: contentType, charset, fetchedAt };
  const [first, ...others] = await parts.read({ name: finalUrl, bytes, page }, { now: parts.now() });
  const validators = { url, etag, lastModified };
  const unread = (problem: string) => schedule(record, "unread", { ...validators, problem }, parts);
  if (first === undefined || others.length > 0) return unread("it holds another number of articles");
  if (first.kind === "rejected") return unread(first.reason);
  const { article, notes } = first;
  const wall = notes.find((note) => note.includes("paywall"));
  if (wall !== undefined && article.text.length < known.text.length) return unread(wall);
  const isStub = article.text.length * SHORTER < known.text.length;
  if (isStub && announcedChanges(`${article.title}\n${article.text}`).length === 0)
    return unread("it gives far less text than before");
  const [row] = await parts.ingest.ingestArticles([nextState(known, article)]);
  if (row?.outcome === "rejected") return unread(row.notes[0] ?? "it cannot be stored");
  const isChanged = row?.outcome === "revised";
  return schedule(record, isChanged ? "revised" : "unchanged", { ...validators, problem: null }, parts);
}

/** It stays the article it is; what a person gave or a feed told is not unsaid by a page that is silent on it. */
function nextState(known: Article, page: ReadArticle): ReadArticle {
  const isSameDate = known.publishedAt === null || known.publishedAt === page.publishedAt;
  const { articleId, url, sample } = known;
  return {
    ...page,
    ...{ articleId, url, sample },
    source: known.source ?? page.source,
    author: page.author ?? known.author,
    agency: page.agency ?? known.agency,
    language: known.language ?? page.language,
    publishedAt: known.publishedAt ?? page.publishedAt,
    // "Updated 5 minutes ago" is another moment at every fetch: without another text it says nothing.
    updatedAt: known.text === page.text ? known.updatedAt : (page.updatedAt ?? known.updatedAt),
    dates: isSameDate ? page.dates : known.dates,
  };
}

async function schedule(
  record: RefetchRecord,
  outcome: "unchanged" | "revised" | "unread" | "later",
  change: Change,
  parts: RefetchParts,
  later?: LaterOutcome,
): Promise<Refetch> {
  const { articles, refetches, now } = parts;
  const { articleId } = record;
  const [at, article] = [now(), await articles.article(articleId)];
  const history = [...record.history, { at, changed: outcome === "revised" }];
  const byAge = article === null ? null : nextFetchAt(article, history, at);
  const asked = new Date(Date.parse(at) + (later?.retryAfterMs ?? 0)).toISOString();
  const nextAt = byAge === null || byAge > asked ? byAge : asked;
  const next = { ...record, ...change };
  if (nextAt === null) await refetches.remove(articleId);
  else await refetches.put({ ...next, history, nextAt });
  return { articleId, url: next.url, outcome, problem: next.problem, nextAt };
}

async function end(
  record: RefetchRecord,
  state: "gone" | "refused",
  problem: string,
  { refetches }: RefetchParts,
): Promise<Refetch> {
  const { articleId, url } = record;
  await refetches.put({ ...record, state, problem });
  return { articleId, url, outcome: state, problem, nextAt: null };
}
