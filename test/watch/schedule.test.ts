// Digests and quiet hours on the clocks of real time zones, over the changes of summer time.
import { describe, expect, it } from "vitest";
import { isTimeZone } from "../../src/model/time.js";
import { isQuiet, nextLocalHour, sendAt } from "../../src/watch/schedule.js";

describe("the next full hour on a local clock", () => {
  it.each([
    // at, hour, zone, expected
    ["2025-11-24T14:05:00.000Z", 8, "UTC", "2025-11-25T08:00:00.000Z"],
    ["2025-11-24T07:59:59.000Z", 8, "UTC", "2025-11-24T08:00:00.000Z"],
    ["2025-11-24T08:00:00.000Z", 8, "UTC", "2025-11-25T08:00:00.000Z"],
    ["2025-11-24T14:05:00.000Z", 0, "UTC", "2025-11-25T00:00:00.000Z"],
    ["2025-11-24T14:05:00.000Z", 8, "Europe/Berlin", "2025-11-25T07:00:00.000Z"],
    ["2025-07-01T14:05:00.000Z", 8, "Europe/Berlin", "2025-07-02T06:00:00.000Z"],
    ["2025-11-24T14:05:00.000Z", 8, "Asia/Kathmandu", "2025-11-25T02:15:00.000Z"],
    ["2025-11-24T14:05:00.000Z", 8, "Pacific/Chatham", "2025-11-24T18:15:00.000Z"],
    // The night of 30 March 2025 in Berlin has no hour 2; that of 26 October has it twice.
    ["2025-03-29T12:00:00.000Z", 2, "Europe/Berlin", "2025-03-30T01:00:00.000Z"],
    ["2025-03-29T12:00:00.000Z", 8, "Europe/Berlin", "2025-03-30T06:00:00.000Z"],
    ["2025-10-25T12:00:00.000Z", 2, "Europe/Berlin", "2025-10-26T00:00:00.000Z"],
    ["2025-10-26T00:00:00.000Z", 2, "Europe/Berlin", "2025-10-27T01:00:00.000Z"],
    ["2025-10-25T12:00:00.000Z", 8, "Europe/Berlin", "2025-10-26T07:00:00.000Z"],
    // Half an hour of summer time; and a midnight that does not exist.
    ["2025-10-04T12:00:00.000Z", 8, "Australia/Lord_Howe", "2025-10-04T21:00:00.000Z"],
    ["2025-09-06T12:00:00.000Z", 0, "America/Santiago", "2025-09-07T04:00:00.000Z"],
  ])("%s → %i in %s: %s", (at, hour, zone, expected) => {
    expect(nextLocalHour(at, hour, zone)).toBe(expected);
  });

  it("is an hour of the day", () => {
    expect(() => nextLocalHour("2025-11-24T14:05:00.000Z", 24, "UTC")).toThrow(RangeError);
  });
});

describe("quiet hours", () => {
  const night = { from: 22, to: 7 };
  it.each([
    ["2025-11-24T20:59:00.000Z", false],
    ["2025-11-24T21:00:00.000Z", true],
    ["2025-11-25T05:59:00.000Z", true],
    ["2025-11-25T06:00:00.000Z", false],
  ])("go over midnight in Berlin: %s %s", (at, quiet) => {
    expect(isQuiet(at, night, "Europe/Berlin")).toBe(quiet);
  });

  it("lie within a day, or are none", () => {
    expect(isQuiet("2025-11-24T12:30:00.000Z", { from: 12, to: 13 }, "UTC")).toBe(true);
    expect(isQuiet("2025-11-24T13:00:00.000Z", { from: 12, to: 13 }, "UTC")).toBe(false);
    expect(isQuiet("2025-11-24T12:30:00.000Z", { from: 12, to: 12 }, "UTC")).toBe(false);
    expect(isQuiet("2025-11-24T12:30:00.000Z", null, "UTC")).toBe(false);
  });

  it("hold news back until they are over, a digest too", () => {
    const clock = { timeZone: "Europe/Berlin", digestHour: 6 };
    const now = "2025-11-24T22:30:00.000Z";
    const awake = { delivery: "at-once", quiet: null } as const;
    expect(sendAt(now, awake, clock)).toBe(now);
    expect(sendAt(now, { ...awake, quiet: night }, clock)).toBe("2025-11-25T06:00:00.000Z");
    expect(sendAt(now, { delivery: "daily", quiet: null }, clock)).toBe("2025-11-25T05:00:00.000Z");
    expect(sendAt(now, { delivery: "daily", quiet: night }, clock)).toBe("2025-11-25T06:00:00.000Z");
  });
});

it("knows time zones by their names", () => {
  expect(["Europe/Berlin", "UTC", "Mars/Olympus", ""].map(isTimeZone)).toEqual([true, true, false, false]);
});
