import { describe, expect, it } from "vitest";
import { parseSince } from "../../src/app/typed-days.js";

const now = "2025-11-24T14:05:00.000Z";

describe("since", () => {
  it.each([
    ["2025-10-01", "2025-10-01T00:00:00.000Z"],
    ["2025-10-01T12:30:00.000Z", "2025-10-01T12:30:00.000Z"],
    ["yesterday", "2025-11-23T00:00:00.000Z"],
    ["Today", "2025-11-24T00:00:00.000Z"],
    ["2 weeks", "2025-11-10T14:05:00.000Z"],
    ["3d", "2025-11-21T14:05:00.000Z"],
    ["24 hours", "2025-11-23T14:05:00.000Z"],
    ["last week", "2025-11-17T14:05:00.000Z"],
    ["a week", "2025-11-17T14:05:00.000Z"],
    ["2 Wochen", "2025-11-10T14:05:00.000Z"],
    ["2 semaines", "2025-11-10T14:05:00.000Z"],
    ["2 semanas", "2025-11-10T14:05:00.000Z"],
    ["2 hafta", "2025-11-10T14:05:00.000Z"],
  ])("reads %s", (typed, since) => {
    expect(parseSince(typed, now)).toBe(since);
  });

  it("is always where nothing was typed", () => {
    expect([parseSince(undefined, now), parseSince("  ", now)]).toEqual([null, null]);
  });

  it.each(["2025-02-30", "2026-01-01", "soon", "2 fortnights", "2025"])(
    "refuses %s with a remedy",
    (typed) => {
      expect(() => parseSince(typed, now)).toThrow(expect.objectContaining({ code: "usage-day" }));
    },
  );
});
