// Never more in any minute than allowed, never less than that where nobody else asks; memory stays bounded.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RateLimit } from "../../src/bot/request-gate.js";

describe("an allowance", () => {
  it("gives as many as it has, then says when the next is free", () => {
    const allowance = new RateLimit(3);
    for (const at of [0, 10_000, 20_000]) {
      expect(allowance.nextAt("a", at)).toBeNull();
      allowance.take("a", at);
    }
    expect(allowance.nextAt("a", 20_001)).toBe(60_000);
    expect(allowance.nextAt("b", 20_001)).toBeNull();
    expect(allowance.nextAt("a", 59_999)).toBe(60_000);
    expect(allowance.nextAt("a", 60_000)).toBeNull();
    allowance.take("a", 60_000);
    expect(allowance.nextAt("a", 60_001)).toBe(70_000);
  });

  it("sets no bound at 0", () => {
    const allowance = new RateLimit(0);
    for (let n = 0; n < 100; n += 1) allowance.take("a", 0);
    expect(allowance.nextAt("a", 0)).toBeNull();
    expect(allowance.size).toBe(0);
  });

  it("lets no minute have more, and refuses nothing that would fit (property)", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), gaps, (most, steps) => {
        const allowance = new RateLimit(most);
        const taken: number[] = [];
        let now = 0;
        for (const step of steps) {
          now += step;
          const lastMinute = taken.filter((at) => now - at < 60_000);
          const next = allowance.nextAt("a", now);
          expect(next === null).toBe(lastMinute.length < most);
          if (next !== null) {
            expect(next).toBeGreaterThan(now);
            expect(taken.filter((at) => next - at < 60_000).length).toBeLessThan(most);
            continue;
          }
          allowance.take("a", now);
          taken.push(now);
        }
      }),
    );
  });

  it("forgets whoever has not asked for a minute once there are many", () => {
    const allowance = new RateLimit(2);
    for (let n = 0; n < 5000; n += 1) allowance.take(`old${n}`, 0);
    allowance.take("new", 60_000);
    expect(allowance.size).toBe(1);
  });
});
