import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceCode } from "../../src/model/outlets.js";
import {
  MAX_TOPIC,
  readCustomId,
  readTopicId,
  writeCustomId,
  writeTopicId,
} from "../../src/render/custom-id.js";

const instant = (unitMs: number) =>
  fc
    .integer({ min: 0, max: Math.floor(4e12 / unitMs) })
    .map((units) => new Date(units * unitMs).toISOString());

describe("what a page button carries", () => {
  it("is read back whole, within a custom id", () => {
    fc.assert(
      fc.property(
        fc.record({
          topic: fc.string({ unit: "binary", maxLength: MAX_TOPIC }).filter((topic) => !topic.includes("¦")),
          asOf: instant(1000),
          since: fc.option(instant(60_000)),
          source: fc.option(fc.string().map(sourceCode)),
        }),
        fc.integer({ min: 1, max: 99 }),
        (id, page) => {
          const topic = id.topic.slice(0, MAX_TOPIC);
          const written = writeCustomId("timeline-page", writeTopicId(id), page);
          expect(written.length).toBeLessThanOrEqual(100);
          const read = readCustomId(written);
          expect(read?.page).toBe(page);
          expect(readTopicId(read?.subject ?? "")).toEqual({ ...id, topic });
        },
      ),
    );
  });

  it.each(["", "nonsense", "abc~", "abc~~xyz~topic"])("is none: %j", (subject) => {
    expect(readTopicId(subject)).toBeNull();
  });
});
