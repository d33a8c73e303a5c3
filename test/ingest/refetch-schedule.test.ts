// The policy of fetching again: young articles often, old ones never.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextFetchAt } from "../../src/ingest/refetch.js";
import type { PastFetch } from "../../src/store/ports.js";

const BORN = Date.UTC(2025, 9, 21, 12);
const HOUR = 3_600_000;
const at = (hours: number) => new Date(BORN + hours * HOUR).toISOString();
const young = { url: "https://news.example/a", publishedAt: at(0), updatedAt: null, fetchedAt: at(0.25) };
const fetched = (hours: number, changed = false): PastFetch => ({ at: at(hours), changed });
/** Hours from the last fetch to the next, null for never. */
const wait = (article: typeof young, history: PastFetch[], now: number) => {
  const next = nextFetchAt(article, history, at(now));
  const last = history.at(-1)?.at ?? article.fetchedAt;
  return next === null ? null : (Date.parse(next) - Date.parse(last)) / HOUR;
};

describe("nextFetchAt", () => {
  it.each([
    [1, 1 / 3],
    [6, 1],
    [20, 3],
    [48, 12],
    [120, 72],
    [14 * 24, null],
    [400 * 24, null],
  ])("at an age of %d h waits %s h", (age, expected) => {
    const waited = wait(young, [fetched(age)], age);
    expect(waited === null ? null : Math.round(waited * 1000)).toBe(
      expected === null ? null : Math.round(expected * 1000),
    );
  });

  it("waits longer the more fetches found nothing new, up to eight times", () => {
    const quiet = (count: number) => Array.from({ length: count }, (_, n) => fetched(0.5 + n / 100));
    const waits = [1, 3, 6, 9, 30].map((count) => Math.round((wait(young, quiet(count), 0.8) ?? 0) * 60));
    expect(waits).toEqual([20, 40, 80, 160, 160]);
  });

  it("gives up a page that changes at every fetch", () => {
    const always = (count: number) => Array.from({ length: count }, (_, n) => fetched(n / 3, true));
    expect(wait(young, always(59), 20)).not.toBeNull();
    expect(wait(young, always(60), 20)).toBeNull();
  });

  it("comes back soon after a change, and still ends 14 days after publication", () => {
    expect(wait(young, [fetched(0), fetched(100, true)], 100.1)).toBeCloseTo(1 / 3);
    expect(nextFetchAt(young, [fetched(14 * 24 - 1, true)], at(14 * 24 - 0.1))).not.toBeNull();
    expect(nextFetchAt(young, [fetched(14 * 24 - 1, true)], at(14 * 24))).toBeNull();
  });

  it("never fetches what has no address, and counts an undated article from its first fetch", () => {
    expect(nextFetchAt({ ...young, url: null }, [], at(1))).toBeNull();
    const undated = { ...young, publishedAt: null, fetchedAt: at(50) };
    expect(wait(undated as unknown as typeof young, [fetched(50)], 50.1)).toBeCloseTo(1 / 3);
  });

  it("never looks back, always ends, and fetches a quiet article at most some 40 times", () => {
    const offset = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(offset, fc.array(fc.boolean(), { maxLength: 5 }), (late, changes) => {
        const history: PastFetch[] = [fetched(late)];
        let now = at(late);
        for (let n = 0; n < 500; n += 1) {
          const next = nextFetchAt(young, history, now);
          if (next === null) {
            expect(history.length).toBeLessThan(40 + changes.length * 40);
            return;
          }
          expect(next >= now).toBe(true);
          now = next;
          history.push({ at: next, changed: changes[n] ?? false });
        }
        expect.unreachable();
      }),
    );
  });
});
