// When a feed is read next: table of paces, and properties that hold for every feed, clock and chance.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_PACE,
  instantAfter,
  intervalAfter,
  retryInstant,
} from "../../../src/ingest/feeds/schedule.js";

const now = "2025-10-22T12:00:00.000Z";
const ago = (...hours: number[]) => hours.map((h) => new Date(Date.parse(now) - h * 3_600_000).toISOString());
const read = (over: object) => ({
  dates: [],
  newItems: 0,
  intervalMinutes: null,
  waitMinutes: null,
  now,
  ...over,
});
const minutesTo = (instant: string) => (Date.parse(instant) - Date.parse(now)) / 60_000;

describe("intervalAfter", () => {
  it.each([
    ["an item an hour: half an hour", { dates: ago(0.1, 1.1, 2.1, 3.1) }, 30],
    ["ten items an hour: the shortest", { dates: ago(0, 0.1, 0.2, 0.3) }, 5],
    ["an item a day: twelve hours", { dates: ago(1, 25, 49) }, 720],
    ["an item an hour, until two days ago: a tenth of the silence", { dates: ago(48, 49, 50) }, 288],
    ["the publisher asks for two hours", { dates: ago(0, 1, 2), waitMinutes: 120 }, 120],
    ["the publisher asks for a month: the longest", { waitMinutes: 43_200 }, 720],
    ["undated, first read, something new", { newItems: 3 }, 10],
    ["undated, something new: half", { newItems: 1, intervalMinutes: 60 }, 30],
    ["undated, nothing new: half as much again", { intervalMinutes: 60 }, 90],
    ["one gap of a month among busy days does not count", { dates: ago(0, 1, 2, 3, 720) }, 30],
  ])("%s", (_name, given, minutes) => {
    expect(intervalAfter(read(given), DEFAULT_PACE)).toBeCloseTo(minutes, 5);
  });

  it("stays within the bounds, whatever a feed says", () => {
    const dates = fc.array(
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      { maxLength: 40 },
    );
    const minutes = fc.option(fc.double({ min: 0, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(dates, fc.nat(), minutes, minutes, (given, newItems, intervalMinutes, waitMinutes) => {
        const interval = intervalAfter(
          { dates: given, newItems, intervalMinutes, waitMinutes, now },
          DEFAULT_PACE,
        );
        expect(interval).toBeGreaterThanOrEqual(5);
        expect(interval).toBeLessThanOrEqual(720);
      }),
    );
  });
});

describe("instants", () => {
  it("drift by a tenth at most", () => {
    expect(minutesTo(instantAfter(60, now, 0))).toBe(54);
    expect(minutesTo(instantAfter(60, now, 1))).toBe(66);
  });

  it("after failures double from five minutes, by half at random, to the longest, and wait as long as asked but a day at most", () => {
    const minutesAfter = (failures: number, retryAfterMs: number | null, random = 0) =>
      minutesTo(retryInstant(failures, retryAfterMs, { now, random, pace: DEFAULT_PACE }));
    expect([1, 2, 3, 8, 9, 1000].map((failures) => minutesAfter(failures, null))).toEqual([
      5, 10, 20, 640, 720, 720,
    ]);
    expect(minutesAfter(3, null, 1)).toBe(10);
    expect(minutesAfter(1, 3_600_000)).toBe(60);
    expect(minutesAfter(9, 1000)).toBe(720);
    expect(minutesAfter(1, 365 * 86_400_000)).toBe(1440);
  });
});
