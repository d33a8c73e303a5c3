// Never more uses within any minute than allowed, never fewer; memory stays bounded.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RateLimit } from "../../src/bot/request-gate.js";

describe("a rate limit", () => {
  it("allows as many as its limit, then says when the next is allowed", () => {
    const limit = new RateLimit(3);
    for (const at of [0, 10_000, 20_000]) {
      expect(limit.nextAt("a", at)).toBeNull();
      limit.take("a", at);
    }
    expect(limit.nextAt("a", 20_001)).toBe(60_000);
    expect(limit.nextAt("b", 20_001)).toBeNull();
    expect(limit.nextAt("a", 59_999)).toBe(60_000);
    expect(limit.nextAt("a", 60_000)).toBeNull();
    limit.take("a", 60_000);
    expect(limit.nextAt("a", 60_001)).toBe(70_000);
  });

  it("has no limit at 0", () => {
    const limit = new RateLimit(0);
    for (let n = 0; n < 100; n += 1) limit.take("a", 0);
    expect(limit.nextAt("a", 0)).toBeNull();
    expect(limit.size).toBe(0);
  });

  it("never allows more within any minute, and refuses nothing that fits (property)", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), gaps, (max, steps) => {
        const limit = new RateLimit(max);
        const taken: number[] = [];
        let now = 0;
        for (const step of steps) {
          now += step;
          const lastMinute = taken.filter((at) => now - at < 60_000);
          const next = limit.nextAt("a", now);
          expect(next === null).toBe(lastMinute.length < max);
          if (next !== null) {
            expect(next).toBeGreaterThan(now);
            expect(taken.filter((at) => next - at < 60_000).length).toBeLessThan(max);
            continue;
          }
          limit.take("a", now);
          taken.push(now);
        }
      }),
    );
  });

  it("forgets keys without a use in the last minute once there are many", () => {
    const limit = new RateLimit(2);
    for (let n = 0; n < 5000; n += 1) limit.take(`old${n}`, 0);
    limit.take("new", 60_000);
    expect(limit.size).toBe(1);
  });
});
