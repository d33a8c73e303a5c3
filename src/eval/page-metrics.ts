// Scores what a reader found in saved pages: body strings, title, day. Reads no page.
import { collapseSpace } from "./gold-text.js";
import type { PageGold } from "./page-folder.js";

/** What a reader found in one page; null where it found nothing. */
export interface FoundPage {
  readonly title: string | null;
  readonly text: string | null;
  /** YYYY-MM-DD. */
  readonly date: string | null;
  /** Names as the reader gives them; absent where it looks for none. */
  readonly author?: string | null;
  /** Day of the last update, YYYY-MM-DD; absent where it looks for none. */
  readonly updated?: string | null;
}

/** Dates over some pages: right day, another day, none. */
export interface DateCounts {
  readonly pages: number;
  readonly exact: number;
  readonly wrong: number;
  readonly missing: number;
}

export interface PageScores {
  /** Share of the `with` strings that stand in the text, 0..1; null where the folder has none. */
  readonly found: number | null;
  /** Share of the `without` strings that do not, 0..1. */
  readonly keptOut: number | null;
  /** Harmonic mean of both. */
  readonly balance: number | null;
  readonly titles: { readonly pages: number; readonly exact: number; readonly near: number };
  /** Pages with a title in the gold, and pages with a date only. */
  readonly annotatedDates: DateCounts;
  readonly bareDates: DateCounts;
  /** Pages of which nothing was read at all. */
  readonly unread: number;
}

/** Scores pages in the order of `gold`; a missing page counts as nothing found. */
export function scorePages(gold: readonly PageGold[], found: readonly (FoundPage | null)[]): PageScores {
  const pairs = gold.map((page, at) => ({ gold: page, found: found[at] ?? null }));
  const body = countStrings(pairs);
  const titled = pairs.filter((pair) => pair.gold.title);
  const bare = pairs.filter((pair) => !pair.gold.title);
  const foundShare = body.wanted === 0 ? null : body.held / body.wanted;
  const keptOut = body.unwanted === 0 ? null : (body.unwanted - body.leaked) / body.unwanted;
  return {
    found: foundShare,
    keptOut,
    balance: harmonicMean(foundShare, keptOut),
    titles: {
      pages: titled.length,
      exact: titled.filter((pair) => titleMatch(pair) === "exact").length,
      near: titled.filter((pair) => titleMatch(pair) !== null).length,
    },
    annotatedDates: countDates(titled),
    bareDates: countDates(bare),
    unread: pairs.filter((pair) => pair.found === null).length,
  };
}

interface Pair {
  readonly gold: PageGold;
  readonly found: FoundPage | null;
}

function countStrings(pairs: readonly Pair[]) {
  const counts = { wanted: 0, held: 0, unwanted: 0, leaked: 0 };
  for (const { gold, found } of pairs) {
    const text = collapseSpace(found?.text ?? "");
    const holds = (part: string) => text.includes(collapseSpace(part));
    counts.wanted += gold.with?.length ?? 0;
    counts.held += gold.with?.filter(holds).length ?? 0;
    counts.unwanted += gold.without?.length ?? 0;
    counts.leaked += gold.without?.filter(holds).length ?? 0;
  }
  return counts;
}

/** "near" is the same letters and digits, or one title inside the other (a site's name before or after). */
function titleMatch({ gold, found }: Pair): "exact" | "near" | null {
  const [wanted, got] = [collapseSpace(gold.title ?? ""), collapseSpace(found?.title ?? "")];
  if (wanted === got) return "exact";
  const [wantedKey, gotKey] = [letters(wanted), letters(got)];
  if (wantedKey === "" || gotKey === "") return null;
  return wantedKey.includes(gotKey) || gotKey.includes(wantedKey) ? "near" : null;
}

/** Counts pages with a day in the gold. */
export function countDates(pairs: readonly Pair[]): DateCounts {
  const dated = pairs.filter((pair) => pair.gold.date);
  const exact = dated.filter(({ gold, found }) => found?.date === gold.date).length;
  const missing = dated.filter(({ found }) => !found?.date).length;
  return { pages: dated.length, exact, wrong: dated.length - exact - missing, missing };
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function harmonicMean(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return null;
  return one + other === 0 ? 0 : (2 * one * other) / (one + other);
}
