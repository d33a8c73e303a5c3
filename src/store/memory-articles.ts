// Articles and revisions in memory: who is newest, who is in scope, what typing finds. No words, no vectors.
import type { Article, Outlets, Passage } from "../model/article.js";
import { mayQuote, sourceKey } from "../model/outlets.js";
import { instantMs, publishedMs } from "../model/time.js";
import { dayWords, orderKey, typedWords } from "./heading.js";
import { words } from "./memory-words.js";
import type { PutOutcome, Scope } from "./ports.js";
import { isSameArticle } from "./revision-check.js";
import { visibleFrom } from "./visibility.js";

interface Revision {
  readonly article: Article;
  readonly passages: readonly Passage[];
  readonly visibleFrom: number;
}

interface Entry {
  readonly number: number;
  /** In order of revision; never empty. */
  readonly revisions: readonly Revision[];
  readonly newest: Revision;
}

export class MemoryArticles {
  readonly #entries = new Map<string, Entry>();
  #nextNumber = 1;

  get(articleId: string): Entry | undefined {
    return this.#entries.get(articleId);
  }

  all(): Entry[] {
    return [...this.#entries.values()];
  }

  compare(article: Omit<Article, "revision">): PutOutcome {
    const entry = this.#entries.get(article.articleId);
    if (entry === undefined) return "added";
    return isSameArticle(entry.newest.article, article) ? "unchanged" : "revised";
  }

  /** Adds the next revision of an article. */
  add(article: Article, passages: readonly Passage[]): void {
    const before = this.#entries.get(article.articleId);
    const from = visibleFrom(article, before?.newest.visibleFrom ?? null);
    const newest: Revision = { article, passages, visibleFrom: from };
    const number = before?.number ?? this.#nextNumber++;
    const revisions = [...(before?.revisions ?? []), newest];
    this.#entries.set(article.articleId, { number, newest, revisions });
  }

  /** Removes an article with its revisions and returns their passages; null where unknown. */
  remove(articleId: string): Passage[] | null {
    const entry = this.#entries.get(articleId);
    this.#entries.delete(articleId);
    return entry?.revisions.flatMap((revision) => revision.passages) ?? null;
  }

  /** The newest revision of each article, newest article first, undated last. */
  newestFirst(): Article[] {
    const key = (entry: Entry) => orderKey(entry.newest.article.publishedAt, entry.number);
    const ordered = this.all().sort((left, right) => key(right) - key(left));
    return ordered.map((entry) => entry.newest.article);
  }

  inScope(scope: Scope): Article[] {
    const asOf = instantMs(scope.asOf);
    const source = scope.source === null ? null : sourceKey(scope.source);
    const since = scope.since === undefined ? null : instantMs(scope.since);
    return this.all().flatMap(({ revisions }) => {
      const article = revisions.findLast((revision) => revision.visibleFrom <= asOf)?.article;
      if (article === undefined) return [];
      const named = source === null || (article.source !== null && sourceKey(article.source) === source);
      const matches = named && mayQuote(article.source, scope.outlets);
      const { publishedAt } = article;
      const late = since === null || (publishedAt !== null && instantMs(publishedAt) >= since);
      return matches && late ? [article] : [];
    });
  }

  /** Articles that hold a word starting with each typed word in title, outlet or day. */
  suggest(typed: string, outlets: Outlets | undefined): Article[] {
    const wanted = typedWords(typed).map(words);
    const quotable = this.newestFirst().filter(({ source }) => mayQuote(source, outlets));
    return quotable.filter((article) => {
      const columns = [article.title, article.source ?? "", dayWords(article.publishedAt)].map(words);
      return wanted.every((phrase) => columns.some((column) => startsSomewhere(column, phrase)));
    });
  }

  suggestSources(typed: string, outlets: Outlets | undefined): string[] {
    const found = new Map<string, { name: string; articles: number }>();
    for (const { source } of this.newestFirst()) {
      if (source === null || !mayQuote(source, outlets)) continue;
      if (!sourceKey(source).startsWith(sourceKey(typed))) continue;
      const known = found.get(sourceKey(source)) ?? { name: source, articles: 0 };
      found.set(sourceKey(source), { ...known, articles: known.articles + 1 });
    }
    const ordered = [...found].sort(
      ([left, a], [right, b]) => b.articles - a.articles || (left < right ? -1 : 1),
    );
    return ordered.map(([, { name }]) => name);
  }
}

/** Orders by publication, newest first, undated last, then by article id. */
export function newestFirst(one: Article, other: Article): number {
  const [left, right] = [publishedMs(one), publishedMs(other)];
  if (left !== right) return right - left;
  return one.articleId < other.articleId ? -1 : 1;
}

/** Tells whether the phrase stands somewhere in the column, its last word as a beginning. */
function startsSomewhere(column: readonly string[], phrase: readonly string[]): boolean {
  return column.some((_, at) =>
    phrase.every((word, n) => {
      const found = column[at + n];
      return n === phrase.length - 1 ? found?.startsWith(word) === true : found === word;
    }),
  );
}
