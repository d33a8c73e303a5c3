// What outlets do to a wire text, done to every long text of the golden pairs: it stays a copy, and its sketch finds it.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ComparedText } from "../../src/compare/compared-text.js";
import { compareTexts } from "../../src/compare/copies.js";
import { sharedHashes, sketchOf } from "../../src/compare/sketch.js";
import { MIN_SHARED } from "../../src/store/ports.js";
import { readGoldenPairs } from "./golden-pairs.js";

const wires = [...new Set(readGoldenPairs().map(({ texts: [one] }) => one))].filter(
  (text) => text.split("\n\n").length >= 5 && text.split(" ").length >= 120,
);
const LOCAL = [
  "In the market hall the stallholders had turned the radio up, and for once nobody haggled over the price of herring.",
  "The parish council meets on the second Wednesday of the month in the back room of the library, and visitors are welcome.",
];

function expectCopy(wire: string, printed: string): void {
  expect(sharedHashes(sketchOf(wire), sketchOf(printed))).toBeGreaterThanOrEqual(MIN_SHARED);
  expect(compareTexts(new ComparedText(wire), new ComparedText(printed))).toMatchObject({ copies: true });
}

describe("a wire text", () => {
  const wire = fc.constantFrom(...wires);

  it("comes from at least four golden pairs", () => {
    expect(wires.length).toBeGreaterThanOrEqual(4);
  });

  it("stays a copy wherever its tail is cut", () => {
    fc.assert(
      fc.property(wire, fc.integer({ min: 1, max: 9 }), (text, kept) => {
        expectCopy(text, text.split("\n\n").slice(0, kept).join("\n\n"));
      }),
    );
  });

  it("stays a copy with a paragraph of the outlet's anywhere", () => {
    fc.assert(
      fc.property(wire, fc.nat(9), fc.constantFrom(...LOCAL), (text, at, local) => {
        const paragraphs = text.split("\n\n");
        expectCopy(text, [...paragraphs.slice(0, at), local, ...paragraphs.slice(at)].join("\n\n"));
      }),
    );
  });

  it("stays a copy when any of its later paragraphs are left out, and two are added", () => {
    fc.assert(
      fc.property(wire, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (text, kept) => {
        const [first = "", ...rest] = text.split("\n\n");
        const printed = [first, ...rest.filter((_, at) => kept[at]), ...LOCAL];
        fc.pre(printed.length >= 5);
        expectCopy(text, printed.join("\n\n"));
      }),
    );
  });

  it("stays a copy when one plain word in thirty is another", () => {
    fc.assert(
      fc.property(wire, fc.integer({ min: 0, max: 29 }), (text, from) => {
        const words = text.split(" ");
        const edited = words.map((word, at) =>
          at % 30 === from && /^\p{Ll}{4,}$/u.test(word) ? "otherwise" : word,
        );
        expectCopy(text, edited.join(" "));
      }),
    );
  });
});
