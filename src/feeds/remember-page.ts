// From which page an article was read, and when that page is fetched next. Fetches nothing.
import type { FetchedPage } from "../ingest/fetch-page.js";
import { nextFetchAt } from "../ingest/next-fetch.js";
import type { Instant } from "../schema.js";
import type { RefetchStore } from "../store/refetch-store.js";
import type { Store } from "../store/store.js";

export interface RememberParts {
  readonly articles: Pick<Store, "article">;
  readonly refetches: Pick<RefetchStore, "record" | "put" | "remove">;
  readonly now: () => Instant;
}

/**
 * Remembers a page that was fetched just now, and that it is fetched again by the age of its article: not at all where that is old.
 * A page that is known already has been fetched once more.
 * @throws DatelineError store-busy, store-broken
 */
export async function rememberPage(
  articleId: string,
  page: FetchedPage,
  isChanged: boolean,
  { articles, refetches, now }: RememberParts,
): Promise<void> {
  const article = await articles.article(articleId);
  if (article === null) return; // removed a moment ago
  const at = now();
  const known = await refetches.record(articleId);
  const history = known === null ? [] : [...known.history, { at, changed: isChanged }];
  const nextAt = nextFetchAt(article, history, at);
  if (nextAt !== null) {
    await refetches.put({ articleId, ...page, state: "waiting", nextAt, history, problem: null });
  } else if (known !== null) await refetches.remove(articleId);
}
