// Which texts are copies of one another: the golden pairs, and what holds for any two texts.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ComparedText } from "../../src/compare/compared-text.js";
import { compareTexts } from "../../src/compare/copies.js";
import { sharedHashes, sketchOf } from "../../src/compare/sketch.js";
import { MIN_SHARED } from "../../src/store/ports.js";
import { cpuMs } from "../cpu-time.js";
import { readGoldenPairs } from "./golden-pairs.js";

const pairs = readGoldenPairs();
const compare = (one: string, other: string) => compareTexts(new ComparedText(one), new ComparedText(other));

describe("golden pairs", () => {
  it("are at least twenty of each kind", () => {
    expect(pairs.filter(({ copies }) => copies).length).toBeGreaterThanOrEqual(20);
    expect(pairs.filter(({ copies }) => !copies).length).toBeGreaterThanOrEqual(20);
  });

  it.each(pairs)("$name ($why)", ({ copies, texts: [one, other] }) => {
    const comparison = compare(one, other);
    expect(comparison).toMatchObject({ copies });
    expect(compare(other, one)).toEqual(comparison);
  });

  it.each(pairs.filter(({ copies }) => copies))("$name is found by its sketch", ({ texts }) => {
    const [one, other] = texts.map(sketchOf) as [Uint32Array, Uint32Array];
    expect(sharedHashes(one, other)).toBeGreaterThanOrEqual(MIN_SHARED);
  });
});

const word = fc.constantFrom(
  ..."the dam town mayor said at least people were killed on Tuesday Halvik 38 52 rescue team river Olsen new report".split(
    " ",
  ),
);
const text = fc
  .array(fc.array(word, { minLength: 1, maxLength: 14 }), { maxLength: 6 })
  .map((sentences) => sentences.map((words) => `${words.join(" ")}.`).join("\n\n"));

describe("any two texts", () => {
  it("compare the same in either order, and containment lies in 0..1", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const comparison = compare(one, other);
        expect(compare(other, one)).toEqual(comparison);
        expect(comparison.containment).toBeGreaterThanOrEqual(0);
        expect(comparison.containment).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it("are copies where they are the same words, whatever the case and the marks", () => {
    fc.assert(
      fc.property(text, (one) => {
        fc.pre(one !== "");
        expect(compare(one, one.toUpperCase().replaceAll(".", " !")).copies).toBe(true);
      }),
    );
  });

  it("are read to their end in linear time, however long a line is", () => {
    const long = "word ".repeat(60_000);
    expect(cpuMs(() => expect(compare(long, `${long}more`).copies).toBe(true))).toBeLessThan(5_000);
  });
});

it.each([
  ["sentences", (n: number) => Array.from({ length: 40_000 }, (_, at) => `Ab cd ef ${at + n}.`).join(" ")],
  ["spaces", (n: number) => `a.${" ".repeat(300_000)}B${n}`],
  ["quotation marks", (n: number) => `.”"${n}`.repeat(100_000)],
  ["initials", (n: number) => "A.".repeat(200_000) + n],
  ["half an announcement", (n: number) => `the first ${n} this story updated `.repeat(20_000)],
])("is quick on a text made of %s", (_name, make) => {
  expect(cpuMs(() => compare(make(1), make(2)))).toBeLessThan(3_000);
});

describe("a sketch", () => {
  it("of no words is empty, and of a long text at most 46 hashes, ascending, each once", () => {
    expect(sketchOf("")).toEqual(new Uint32Array(0));
    expect(sketchOf(" … ")).toEqual(new Uint32Array(0));
    const long = Array.from({ length: 5_000 }, (_, n) => `w${(n * 7919) % 3001}`).join(" ");
    const sketch = [...sketchOf(long)];
    expect(sketch.length).toBeLessThanOrEqual(60);
    expect(sketch).toEqual([...new Set(sketch)].sort((a, b) => a - b));
  });

  it("never changes: stores hold it", () => {
    expect([...sketchOf("The ferry ran aground off Maren on Saturday in thick fog.")]).toMatchInlineSnapshot(`
      [
        945780924,
        1512675718,
        1652775309,
        2036686510,
        2779392669,
        3396015037,
        3933943121,
      ]
    `);
  });
});
