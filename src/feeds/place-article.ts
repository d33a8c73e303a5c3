// Which article an item is: the one it was before, the one of its page, or its own; and whether there is anything to store.
import { articleIdOf, type ReadArticle } from "../ingest/normalize.js";
import type { Store } from "../store/store.js";
import type { BestText } from "./full-text.js";
import type { Match } from "./match-items.js";
import type { ReadItem } from "./read-feed.js";

/** An item compared and read, before it is stored. */
export interface WantedItem {
  readonly item: ReadItem;
  readonly match: Exclude<Match, { kind: "settled" }>;
  readonly best: BestText;
}

export interface Placed {
  /** The article that the item is; null where it is none. */
  readonly articleId: string | null;
  /** What to store; null where nothing is. */
  readonly article: ReadArticle | null;
}

/** A brief this much shorter than what is stored tells less than it. */
const FULLER = 1.5;

/** Finds places for the items of one slice; remembers them, so that two items of a slice are one article where they should be. */
export class Placing {
  readonly #articles: Pick<Store, "article">;
  readonly #byUrl = new Map<string, string>();
  readonly #byContent = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(articles: Pick<Store, "article">) {
    this.#articles = articles;
  }

  async place({ item, match, best }: WantedItem): Promise<Placed> {
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
    const known = await this.#articles.article(articleId);
    const isFuller = known !== null && known.text.length > FULLER * article.text.length;
    return { articleId, article: isFuller ? null : article };
  }

  /** An item stays the article it was. A page may say that its address is another, unless that is some other article's. */
  async #identified(item: ReadItem, article: ReadArticle, earlier: string | null): Promise<ReadArticle> {
    if (earlier !== null) return { ...article, articleId: earlier, url: item.url ?? article.url };
    if (item.url === null || item.url === article.url) return article;
    const { articleId } = article;
    const isTaken = this.#taken.has(articleId) || (await this.#articles.article(articleId)) !== null;
    if (!isTaken) return article;
    return { ...article, url: item.url, articleId: articleIdOf(item.url, article.title, article.text) };
  }
}
