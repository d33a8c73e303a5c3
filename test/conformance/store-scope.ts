// The contract of time: nothing that became visible after `asOf` ever comes out of a stores, through any of its doors.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sketchOf } from "../../src/compare/sketch.js";
import type { Article, Outlets } from "../../src/model/article.js";
import type { Scope, Stores } from "../../src/store/ports.js";
import { article, revisionOf } from "./samples.js";

const day = (n: number) => new Date(Date.UTC(2025, 9, 1 + n)).toISOString();
const scope = (n: number, source: string | null = null, outlets?: Outlets): Scope => ({
  asOf: day(n),
  source,
  ...(outlets === undefined ? {} : { outlets }),
});

/** Every text of this suite holds it: a word to search for, and runs of words that all sketches share. */
const COMMON = "A common word that every text of this suite holds.";

/** Ids of the revisions that a store lets through, by each of its doors. */
async function seen(stores: Stores, of: Scope): Promise<Record<string, string[]>> {
  const hits = await stores.search.searchText(["common"], 1000, of);
  const copies = await stores.search.copyCandidates(sketchOf(COMMON), 1000, of);
  const newest = await stores.search.newestArticles(1000, of);
  const cut = (passageId: string) => passageId.slice(0, passageId.lastIndexOf("."));
  return {
    searchText: [...new Set(hits.map((hit) => cut(hit.passageId)))].sort(),
    copyCandidates: copies.map(({ articleId, revision }) => `${articleId}.${revision}`).sort(),
    newestArticles: newest.map(({ articleId, revision }) => `${articleId}.${revision}`).sort(),
  };
}

interface Step {
  readonly id: number;
  readonly published: number | null;
  readonly updated: number | null;
  readonly fetched: number;
  readonly source: string | null;
}

const dayNumber = fc.integer({ min: 0, max: 12 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    id: fc.integer({ min: 1, max: 4 }),
    published: fc.option(dayNumber),
    updated: fc.option(dayNumber),
    fetched: dayNumber,
    source: fc.constantFrom("One", "ONE", "two", null),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Outlets as guilds may have chosen them, one after the other over the same store. */
const GUILDS: readonly Outlets[] = [
  { allowed: [], denied: ["oNe"] },
  { allowed: ["TWO"], denied: [] },
  { allowed: ["one", "two"], denied: ["Two"] },
  { allowed: [], denied: [] },
  { allowed: ["nobody"], denied: [] },
];

interface Stored {
  readonly id: string;
  readonly article: Article;
  readonly from: number;
}

/** The rule in the words of the task, kept apart from the code: when revision `n` of an article may first be used, in days. */
function visibleDay(step: Step, previous: number | null): number {
  const dates = [step.published, step.updated].filter((date) => date !== null);
  if (previous === null) return dates.length > 0 ? Math.max(...dates) : step.fetched;
  const base = step.updated !== null && step.updated > previous ? step.updated : step.fetched;
  return Math.max(base, ...dates);
}

async function putAll(stores: Stores, all: readonly Step[]): Promise<Stored[]> {
  const stored: Stored[] = [];
  for (const [n, step] of all.entries()) {
    const given = article(step.id, {
      text: `${COMMON} And w${n}.`,
      source: step.source,
      publishedAt: step.published === null ? null : day(step.published),
      updatedAt: step.updated === null ? null : day(step.updated),
      fetchedAt: day(step.fetched),
    });
    const { article: kept } = await stores.articles.put(revisionOf(given));
    const before = stored.findLast((entry) => entry.article.articleId === kept.articleId);
    const from = visibleDay(step, before?.from ?? null);
    stored.push({ id: `${kept.articleId}.${kept.revision}`, article: kept, from });
  }
  return stored;
}

interface Asked {
  readonly source?: string;
  readonly outlets?: Outlets;
}

/** The newest revision of each article visible on that day, of outlets that are asked for and may be quoted. */
function expected(stored: readonly Stored[], at: number, { source, outlets }: Asked): Stored[] {
  const newest = new Map<string, Stored>();
  for (const entry of stored) if (entry.from <= at) newest.set(entry.article.articleId, entry);
  const names = (list: readonly string[] = []) => list.map((name) => name.toLowerCase());
  return [...newest.values()].filter(({ article: { source: given } }) => {
    const name = given?.toLowerCase() ?? "";
    if (source !== undefined && name !== source) return false;
    if (names(outlets?.denied).includes(name)) return false;
    return names(outlets?.allowed).length === 0 || names(outlets?.allowed).includes(name);
  });
}

async function checkDay(stores: Stores, stored: readonly Stored[], at: number, asked: Asked = {}) {
  const of = scope(at, asked.source ?? null, asked.outlets);
  const visible = expected(stored, at, asked);
  const ids = visible.map((entry) => entry.id).sort();
  const newestArticles = visible
    .filter((entry) => entry.article.publishedAt !== null)
    .map((entry) => entry.id)
    .sort();
  const doors = { searchText: ids, copyCandidates: ids, newestArticles };
  expect(await seen(stores, of)).toEqual(doors);
  const dated = visible.map((entry) => entry.article.publishedAt).filter((date) => date !== null);
  expect(await stores.search.scopeCounts(of)).toEqual({
    articles: ids.length,
    newestAt: dated.sort().at(-1) ?? null,
  });
  const words = stored.map((_, n) => `w${n}`);
  const held = new Set(visible.map((entry) => `w${stored.indexOf(entry)}`));
  expect(await stores.search.missingTerms(words, of)).toEqual(words.filter((word) => !held.has(word)));
  for (const { article: shown } of visible) {
    for (const date of [shown.publishedAt, shown.updatedAt])
      expect(date === null || date <= of.asOf).toBe(true);
    if (shown.publishedAt === null && shown.updatedAt === null) expect(shown.fetchedAt <= of.asOf).toBe(true);
  }
}

/** Part of describeStore. The property removes what it has put, so that one store serves all runs. */
export function describeScope(current: () => Stores, runs = 60): void {
  describe("scope", () => {
    const put = (over: Partial<Omit<Article, "revision">>) =>
      current().articles.put(revisionOf(article(1, { text: COMMON, ...over })));
    const at = async (n: number, source: string | null = null) =>
      (await seen(current(), scope(n, source))).searchText;

    it("counts a first revision from its newest own date, not from its fetch", async () => {
      await put({ publishedAt: day(2), updatedAt: day(4), fetchedAt: day(9) });
      expect([await at(3), await at(4)]).toEqual([[], ["000000000001.1"]]);
    });

    it("counts an undated one from its fetch", async () => {
      await put({ publishedAt: null, fetchedAt: day(9) });
      expect([await at(8), await at(9)]).toEqual([[], ["000000000001.1"]]);
    });

    it("shows the old revision before a change and the new one after", async () => {
      await put({ publishedAt: day(2), fetchedAt: day(3) });
      await put({ publishedAt: day(2), updatedAt: day(5), fetchedAt: day(7), author: "X" });
      expect([await at(4), await at(5)]).toEqual([["000000000001.1"], ["000000000001.2"]]);
    });

    it("counts a change without a new date from its fetch", async () => {
      await put({ publishedAt: day(2), fetchedAt: day(3) });
      await put({ publishedAt: day(2), fetchedAt: day(7), author: "X" });
      expect([await at(6), await at(7)]).toEqual([["000000000001.1"], ["000000000001.2"]]);
    });

    it("takes the outlet without case, of the revision in scope only", async () => {
      await put({ publishedAt: day(2), source: "Ärzte Blatt" });
      await put({ publishedAt: day(2), source: "Other", fetchedAt: day(7) });
      expect(await at(3, " ÄRZTE blatt")).toEqual(["000000000001.1"]);
      expect(await at(8, "Ärzte Blatt")).toEqual([]);
      expect(await at(8, "other")).toEqual(["000000000001.2"]);
    });

    it("keeps to what was published since, nothing undated", async () => {
      await put({ publishedAt: day(2) });
      const since = (n: number) => seen(current(), { ...scope(9), since: day(n) });
      for (const seenThere of Object.values(await since(2))) expect(seenThere).toEqual(["000000000001.1"]);
      for (const seenThere of Object.values(await since(3))) expect(seenThere).toEqual([]);
      await current().articles.put(
        revisionOf(article(2, { text: "A common word.", publishedAt: null, fetchedAt: day(5) })),
      );
      for (const seenThere of Object.values(await since(3))) expect(seenThere).toEqual([]);
    });

    it("quotes no outlet that is denied or not among the allowed, by the revision in scope", async () => {
      await put({ publishedAt: day(2), source: "Ärzte Blatt" });
      await put({ publishedAt: day(2), source: null, fetchedAt: day(7) });
      const through = async (n: number, outlets: Outlets) =>
        Object.values(await seen(current(), scope(n, null, outlets)));
      const [first, second] = [["000000000001.1"], ["000000000001.2"]];
      const denied = { allowed: [], denied: [" ÄRZTE blatt"] };
      const allowed = { allowed: ["ärzte Blatt"], denied: [] };
      expect(await through(3, denied)).toEqual([[], [], []]);
      expect(await through(3, allowed)).toEqual([first, first, first]);
      expect(await through(8, denied)).toEqual([second, second, second]);
      expect(await through(8, allowed)).toEqual([[], [], []]);
    });

    it("sees at once what was put after it was asked", async () => {
      await put({ publishedAt: day(2) });
      expect(await at(20)).toEqual(["000000000001.1"]);
      await put({ publishedAt: day(2), author: "X", fetchedAt: day(3) });
      expect(await at(20)).toEqual(["000000000001.2"]);
    });

    it("refuses an instant that is none", async () => {
      const wrong = { asOf: "yesterday", source: null };
      await expect(current().search.scopeCounts(wrong)).rejects.toThrow(RangeError);
      await expect(current().search.searchText(["a"], 1, wrong)).rejects.toThrow(RangeError);
    });

    it("never lets out what became visible after asOf", async () => {
      await fc.assert(
        fc.asyncProperty(steps, fc.array(dayNumber, { minLength: 2, maxLength: 4 }), async (all, days) => {
          const stores = current();
          const stored = await putAll(stores, all);
          for (const at of days) {
            await checkDay(stores, stored, at);
            await checkDay(stores, stored, at, { source: "one" });
            for (const outlets of GUILDS) await checkDay(stores, stored, at, { outlets });
            await checkDay(stores, stored, at, { source: "one", outlets: { allowed: [], denied: ["One"] } });
          }
          for (const id of new Set(stored.map((e) => e.article.articleId))) await stores.articles.remove(id);
        }),
        { numRuns: runs },
      );
    });
  });
}
