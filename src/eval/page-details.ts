// What the main table of page readers leaves out: titles after normalizing, authors, all dates at once, and wrong dates by class.
import { collapseSpace } from "./gold-text.js";
import type { PageGold } from "./page-folder.js";
import { countDates, type DateCounts, type FoundPage } from "./page-metrics.js";

export interface PageDetails {
  /** Titles that are the same after letter case, marks and spaces are put aside. */
  readonly titles: { readonly pages: number; readonly same: number };
  readonly authors: AuthorCounts;
  /** Over all pages, with and without other annotations. */
  readonly dates: DateCounts;
  /** Wrong dates by how they differ; counts add up to the wrong ones. */
  readonly wrongDates: ReadonlyMap<string, number>;
}

/** Pages with an author in the gold: right (one name at least), another, none; and pages without one where a name was found. */
export interface AuthorCounts {
  readonly pages: number;
  readonly right: number;
  readonly wrong: number;
  readonly missing: number;
  readonly unasked: number;
}

interface Pair {
  readonly gold: PageGold;
  readonly found: FoundPage | null;
}

/** Scores pages in the order of `gold`; a missing page counts as nothing found. */
export function scoreDetails(gold: readonly PageGold[], found: readonly (FoundPage | null)[]): PageDetails {
  const pairs = gold.map((page, at) => ({ gold: page, found: found[at] ?? null }));
  const titled = pairs.filter((pair) => pair.gold.title);
  const same = titled.filter((pair) => titleKey(pair.gold.title) === titleKey(pair.found?.title)).length;
  return {
    titles: { pages: titled.length, same },
    authors: countAuthors(titled),
    dates: countDates(pairs),
    wrongDates: classifyDates(pairs),
  };
}

/** Letters and digits, compatibility forms as one, lower case. */
function titleKey(title: string | null | undefined): string {
  const plain = collapseSpace(title ?? "")
    .normalize("NFKC")
    .toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, "");
}

function countAuthors(pairs: readonly Pair[]): AuthorCounts {
  const counts = { pages: 0, right: 0, wrong: 0, missing: 0, unasked: 0 };
  for (const { gold, found } of pairs) {
    const wanted = [gold.author ?? []].flat().flatMap(namesIn);
    const got = namesIn(found?.author ?? "");
    if (wanted.length === 0) {
      counts.unasked += got.length > 0 ? 1 : 0;
      continue;
    }
    counts.pages += 1;
    if (got.length === 0) counts.missing += 1;
    else if (got.some((name) => wanted.some((other) => other.includes(name) || name.includes(other))))
      counts.right += 1;
    else counts.wrong += 1;
  }
  return counts;
}

function namesIn(line: string): string[] {
  return line
    .split(/\s*(?:[,;/&|]|\band\b|\bund\b|\by\b|\bet\b)\s*/iu)
    .map(titleKey)
    .filter((name) => name.length > 1);
}

function classifyDates(pairs: readonly Pair[]): Map<string, number> {
  const classes = new Map<string, number>();
  for (const { gold, found } of pairs) {
    if (!gold.date || !found?.date || found.date === gold.date) continue;
    const name = dateClass(gold.date, found);
    classes.set(name, (classes.get(name) ?? 0) + 1);
  }
  return classes;
}

function dateClass(wanted: string, { date, updated }: FoundPage): string {
  const days = (Date.parse(date ?? "") - Date.parse(wanted)) / 86_400_000;
  if (Number.isNaN(days)) return "the gold is no day";
  if (updated === wanted) return "the gold is the day of the update";
  if (Math.abs(days) <= 1) return "one day beside it";
  if (date?.slice(5) === wanted.slice(5)) return "another year";
  return Math.abs(days) <= 31 ? "within a month" : "farther";
}
