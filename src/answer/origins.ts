// Counts the outlets and the origins behind what is quoted.
import { ComparedText, containedShare, tokensOf } from "../compare/compared-text.js";
import { earliestFirst, Groups } from "../compare/copies.js";
import type { Quote } from "../model/answer.js";
import type { Article } from "../model/article.js";

/** A copy carries a quote if it holds this share of the quote’s runs of words: one edited word is allowed. */
const CARRIED = 0.6;

/** "5 outlets, 1 origin (AFP)". */
export interface OriginCount {
  readonly outlets: number;
  readonly origins: number;
  /** Agency, else the outlet that was first; most outlets first, then by name. Shorter than `origins` if one has no name. */
  readonly originNames: readonly string[];
}

export interface Carriers {
  /** Copies of each quoted article, by its article id, as `findCopies` gives them; absent means none. */
  readonly copies: ReadonlyMap<string, readonly Article[]>;
  /** What was quoted. A copy that was cut before the quote counts for the origin, but not as an outlet. Absent: every copy counts. */
  readonly quotes?: readonly Pick<Quote, "articleId" | "text">[];
}

/** Finds the copies of every quoted article, for `countOrigins`; each article once. */
export async function copiesOfAll(
  quoted: readonly Article[],
  copiesOf: (article: Article) => Promise<readonly Article[]>,
): Promise<Map<string, readonly Article[]>> {
  const articles = new Map(quoted.map((article) => [article.articleId, article]));
  return new Map(
    await Promise.all([...articles].map(async ([id, article]) => [id, await copiesOf(article)] as const)),
  );
}

/**
 * Counts the outlets that carried what is quoted and the origins behind them: articles that are copies of one text have one
 * origin, and so have all articles of one agency or outlet. Outlets are compared by name, else by host; no articles count as 1.
 */
export function countOrigins(
  quoted: readonly Article[],
  { copies, quotes }: Carriers = { copies: new Map() },
): OriginCount {
  const groups = new Groups();
  const articles = new Map(quoted.map((article) => [article.articleId, article]));
  const outlets = new Set(quoted.map(outletKey));
  for (const article of quoted) {
    groups.add(article.articleId);
    const own = quotes?.filter(({ articleId }) => articleId === article.articleId);
    for (const copy of copies.get(article.articleId) ?? []) {
      groups.join(article.articleId, copy.articleId);
      articles.set(copy.articleId, copy);
      if (own === undefined || carriesAny(copy, own)) outlets.add(outletKey(copy));
    }
  }
  const origins = nameOrigins([...articles.values()], groups);
  return {
    outlets: Math.max(1, outlets.size),
    origins: Math.max(1, origins.length),
    originNames: origins.flatMap(({ name }) => (name === null ? [] : [name])),
  };
}

interface Origin {
  readonly name: string | null;
  readonly outlets: number;
}

/** One origin per name; a group without a name is its own origin. */
function nameOrigins(articles: readonly Article[], groups: Groups): Origin[] {
  const byGroup = groupBy(articles, ({ articleId }) => groups.keyOf(articleId));
  const named = [...byGroup].map(([key, members]) => ({ key, members, name: originName(members) }));
  const byName = groupBy(named, ({ key, name }) => name?.toLowerCase() ?? key);
  const origins = [...byName.values()].map((same) => ({
    name: same.map(({ name }) => name).sort()[0] ?? null,
    outlets: new Set(same.flatMap(({ members }) => members.map(outletKey))).size,
  }));
  return origins.sort(
    (one, other) => other.outlets - one.outlets || ((one.name ?? "") < (other.name ?? "") ? -1 : 1),
  );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** The agency that the earliest article with a credit names, else the outlet of the earliest article; null if neither is known. */
export function originName(copies: readonly Article[]): string | null {
  const ordered = [...copies].sort(earliestFirst);
  const agency = ordered.find((article) => article.agency !== null)?.agency ?? null;
  return agency ?? ordered.map(outletName).find((name) => name !== null) ?? null;
}

/** The outlet's name, else the host of its URL; null if neither is known. */
export function outletName({ source, url }: Pick<Article, "source" | "url">): string | null {
  return source ?? (url === null ? null : new URL(url).hostname.replace(/^www\./, ""));
}

function outletKey(article: Article): string {
  return (outletName(article) ?? article.articleId).toLowerCase();
}

function carriesAny(copy: Article, quotes: readonly Pick<Quote, "text">[]): boolean {
  const { shingles } = new ComparedText(copy.text);
  return quotes.some(({ text }) => containedShare(tokensOf(text), shingles) >= CARRIED);
}

/** Returns whether a copy still carries a quote: one that was cut before it does not. */
export function carries(copy: Article, quote: Pick<Quote, "text">): boolean {
  return carriesAny(copy, [quote]);
}
