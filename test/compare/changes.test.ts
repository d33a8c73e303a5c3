// What changed between two states of a text.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffSentences } from "../../src/compare/changes.js";
import { cpuMs } from "../cpu-time.js";

const A = "The council of Ostby elected Berit Moen as mayor on Tuesday.";
const B = "She won 19 of the 31 votes on the second ballot.";
const C = "A light wind blew from the west all day.";
const B2 = "She won 21 of the 31 votes on the second ballot.";

describe("diffSentences", () => {
  it.each([
    ["nothing", [A, B, C], [A, B, C], []],
    ["a removed sentence", [A, B, C], [A, C], [{ kind: "removed", before: B, after: null }]],
    ["an added sentence", [A, C], [A, B, C], [{ kind: "added", before: null, after: B }]],
    ["a changed sentence", [A, B, C], [A, B2, C], [{ kind: "changed", before: B, after: B2 }]],
    ["a moved sentence", [A, B, C], [C, A, B], []],
    ["a sentence changed and moved", [A, B, C], [B2, A, C], [{ kind: "changed", before: B, after: B2 }]],
    ["all of it", [], [A], [{ kind: "added", before: null, after: A }]],
    [
      "a sentence replaced by another",
      [A, B],
      [A, C],
      [
        { kind: "removed", before: B, after: null },
        { kind: "added", before: null, after: C },
      ],
    ],
  ])("finds %s", (_name, before, after, expected) => {
    expect(diffSentences(before, after)).toEqual(expected);
  });

  it("takes away and adds exactly what differs, for any two texts", () => {
    const sentence = fc.constantFrom<string[]>(
      A,
      B,
      B2,
      C,
      "It rained.",
      "It snowed.",
      "It rained in the north.",
    );
    const text = fc.array(sentence, { maxLength: 12 });
    const sorted = (list: readonly (string | null)[]) => [...list].sort();
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = diffSentences(before, after);
        const gone = changes.flatMap((change) => change.before ?? []);
        const come = changes.flatMap((change) => change.after ?? []);
        const kept = [...before];
        for (const one of gone) kept.splice(kept.indexOf(one), 1);
        expect(sorted([...kept, ...come])).toEqual(sorted(after));
        expect(gone.some((one) => come.includes(one))).toBe(false);
      }),
    );
  });

  it("ends soon for two long texts that share nothing", () => {
    const long = (word: string) => Array.from({ length: 5_000 }, (_, n) => `${word} ${word}${n}.`);
    let found = 0;
    const taken = cpuMs(() => {
      found = diffSentences(long("one"), long("other")).length;
    });
    expect(found).toBeGreaterThan(9_000);
    expect(taken).toBeLessThan(5_000);
  });
});
