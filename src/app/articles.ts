// The articles of the store: finding, listing, adding, removing, and what changed in one.

import { articleHistory } from "../answer/article-history.js";
import type { Ingest } from "../ingest/ingest.js";
import type { Article, ArticleHeading, ArticleHistory, IngestRow, Instant, Place } from "../model/article.js";
import { DatelineError, unknownArticle } from "../model/errors.js";
import type { Stores } from "../store/ports.js";
import { outletsAt, requireQuotable } from "./allowed-outlets.js";
import { copiesInStore, splitRevisions } from "./answer-pipeline.js";
import type { SettingsService } from "./guild-settings.js";

/** A text submitted through Discord or the terminal. */
export interface ArticleUpload {
  /** File name, used to choose the reader; "pasted.txt" for pasted text. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly url?: string;
  readonly title?: string;
  readonly source?: string;
  readonly publishedAt?: string;
}

/** A page to read from the web, and what else is known about it. */
interface PageRequest {
  /** Of http or https. */
  readonly url: string;
  readonly source?: string;
  readonly publishedAt?: string;
}

interface ArticleParts {
  readonly stores: Pick<Stores, "articles" | "search">;
  readonly settings: Pick<SettingsService, "of">;
  readonly ingest: Pick<Ingest, "ingestInput" | "ingestFiles">;
  readonly now: () => Instant;
}

export class ArticleService {
  readonly #parts: ArticleParts;

  constructor(parts: ArticleParts) {
    this.#parts = parts;
  }

  /** Returns articles that may be quoted at `place` and fit what was typed; null: all, for those who manage the articles. */
  async suggest(typed: string, limit: number, place: Place | null): Promise<readonly ArticleHeading[]> {
    const { stores, settings } = this.#parts;
    return stores.search.suggestArticles(typed, limit, await outletsAt(place, settings));
  }

  /** Returns outlets that may be quoted at `place` and start with what was typed, most articles first; null: all. */
  async suggestSources(typed: string, limit: number, place: Place | null): Promise<readonly string[]> {
    const { stores, settings } = this.#parts;
    return stores.search.suggestSources(typed, limit, await outletsAt(place, settings));
  }

  /** Newest first, undated last. */
  async list(
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly ArticleHeading[] }> {
    const { articles } = this.#parts.stores;
    const items = await articles.listArticles(offset, limit);
    return { total: (await articles.counts()).articles, items };
  }

  /** Returns the dated articles that may be quoted at `place`, newest publication first. */
  async newest(limit: number, place: Place | null): Promise<readonly Article[]> {
    const { stores, settings, now } = this.#parts;
    const outlets = await outletsAt(place, settings);
    return stores.search.newestArticles(limit, { asOf: now(), source: null, outlets });
  }

  /** Returns all revisions with what changed, and the copies that may be quoted at `place`. @throws DatelineError article-unknown */
  async history(articleId: string, place: Place | null): Promise<ArticleHistory> {
    const { stores, settings, now } = this.#parts;
    const outlets = await outletsAt(place, settings);
    const article = requireQuotable(await this.#known(articleId), outlets);
    const revisions = await splitRevisions(stores.articles, articleId, 1, article.revision);
    const copies = await copiesInStore(stores.search, article, { asOf: now(), source: null, outlets });
    return articleHistory(revisions, copies);
  }

  /** Reads and stores what is in a file; one row for each article in it. */
  addText({ name, bytes, ...overrides }: ArticleUpload): Promise<IngestRow[]> {
    return this.#parts.ingest.ingestInput({ name, bytes }, overrides);
  }

  /** Fetches, reads and stores a page; one that cannot be fetched is a rejected row. @throws DatelineError usage-address if the address is not http or https */
  async addPage({ url, ...overrides }: PageRequest): Promise<IngestRow[]> {
    const { rows } = await this.#parts.ingest.ingestFiles([checkAddress(url)], { overrides });
    return [...rows];
  }

  /** Returns the title of what was removed. @throws DatelineError article-unknown */
  async remove(articleId: string): Promise<string> {
    const { stores } = this.#parts;
    const { title } = await this.#known(articleId);
    await stores.articles.remove(articleId);
    return title;
  }

  async #known(articleId: string): Promise<Article> {
    const article = await this.#parts.stores.articles.article(articleId);
    if (article === null) throw unknownArticle(articleId);
    return article;
  }
}

/** Returns the trimmed address; anything that is not http or https would be read as a path on this machine. */
function checkAddress(typed: string): string {
  const url = typed.trim();
  if (/^https?:\/\//i.test(url)) return url;
  throw new DatelineError("usage-address", `Not a web address: "${url.slice(0, 100)}"`, {
    hint: "Give the full address, starting with https://.",
  });
}
