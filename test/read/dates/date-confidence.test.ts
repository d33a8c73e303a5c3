import { describe, expect, it } from "vitest";
import { dateConfidence, judgeDates } from "../../../src/read/dates/judge-dates.js";
import type { FoundDate } from "../../../src/read/draft.js";

const now = "2025-12-31T12:00:00.000Z";
const sure = (...found: [FoundDate["from"], string, FoundDate["field"]?][]) =>
  dateConfidence(
    judgeDates(
      found.map(([from, raw, field = "publishedAt"]) => ({ from, raw, field })),
      now,
    ),
  );

describe("dateConfidence", () => {
  it("is 0 for an undated article and near 1 where a person or many kinds of evidence agree", () => {
    expect(sure()).toBe(0);
    expect(sure(["option", "2025-10-21"])).toBe(0.99);
    expect(
      sure(["json-ld", "2025-10-21T22:30:00Z"], ["url", "2025-10-22"], ["text", "22 October 2025"]),
    ).toBe(0.99);
  });

  it("falls with fewer and with contradicting kinds, and is low for an update that stands for the publication", () => {
    const [both, one, text, split, update] = [
      sure(["json-ld", "2025-10-21"], ["meta", "2025-10-21"]),
      sure(["json-ld", "2025-10-21"]),
      sure(["text", "21 October 2025"]),
      sure(["text", "21 October 2025"], ["script", "2025-09-01"]),
      sure(["text", "Updated 21 October 2025", "updatedAt"]),
    ];
    expect(both).toBeGreaterThan(one);
    expect(one).toBeGreaterThan(text);
    expect(text).toBeGreaterThan(split);
    expect(update).toBeLessThan(0.6);
    expect(sure(["text", "21 October 2025"], ["url", "2025-10"])).toBeGreaterThan(text);
  });
});
