import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAsOf } from "../../src/app/typed-days.js";
import { DatelineError } from "../../src/model/errors.js";

const now = "2025-10-22T09:30:00.000Z";

describe("parseAsOf", () => {
  it.each([
    [undefined, now, false],
    ["", now, false],
    ["  now ", now, false],
    ["today", now, true],
    ["2025-10-22", now, true],
    ["Yesterday", "2025-10-21T23:59:59.999Z", true],
    ["2025-10-21", "2025-10-21T23:59:59.999Z", true],
    ["2024-02-29", "2024-02-29T23:59:59.999Z", true],
    ["2025-10-21T12:00Z", "2025-10-21T12:00:00.000Z", true],
    ["2025-10-21t14:00:05+02:00", "2025-10-21T12:00:05.000Z", true],
  ])("reads %j", (typed, asOf, chosen) => {
    expect(parseAsOf(typed, now)).toEqual({ asOf, chosen });
  });

  it.each([
    "2025-02-30",
    "2025-02-30T10:00Z",
    "2025-13-01",
    "2025-10-21T12:00",
    "2025-10-21T25:00Z",
    "tomorrow",
    "21.10.2025",
    "2025",
  ])("refuses %j as no day", (typed) => {
    expect(() => parseAsOf(typed, now)).toThrow(/Not a date/);
  });

  it.each(["2025-10-23", "2025-10-22T09:30:01Z", "9999-12-31"])("refuses %j as the future", (typed) => {
    expect(() => parseAsOf(typed, now)).toThrow(/future/);
  });

  it("never gives an instant after now, and fails with usage-day only", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
        ),
        (typed) => {
          try {
            expect(parseAsOf(typed, now).asOf <= now).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(DatelineError);
            expect((error as DatelineError).code).toBe("usage-day");
          }
        },
      ),
    );
  });
});
