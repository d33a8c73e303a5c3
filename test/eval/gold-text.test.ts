// Normalization of gold strings: hand-made cases, and thousands of hostile strings against Python.

import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collapseSpace, holdsGold, normalizeGold, splitWords } from "../../src/eval/gold-text.js";
import { hasReference, newsFolder, warnWithoutReference } from "./reference.js";

warnWithoutReference("normalization compared with Python's, string by string");

describe("normalizeGold", () => {
  it.each([
    ["The U.S. coast guard", "us coast guard"],
    ["65%", "65 percent"],
    ["sixty-five percent", "60 5 percent"],
    ["1,200 tonnes", "1200 tonnes"],
    ["1,20 tonnes", "1 20 tonnes"],
    ["Réka Sándor’s boat", "reka sandors boat"],
    ["third time", "3rd time"],
    ["fourth", "4th"],
    ["ninety days", "90 days"],
    ["Lt. Gen. Lee", "lt gen lee"],
    ["3.14 and a half", "3.14 and half"],
    ["Johnson & Johnson", "johnson and johnson"],
    ["½ mile", "1 2 mile"],
    ["don't `quote'", "dont quote"],
    ["a an the", ""],
    ["", ""],
  ])("%j becomes %j", (text, expected) => {
    expect(normalizeGold(text)).toBe(expected);
  });
});

describe("holdsGold", () => {
  it("finds whole words only", () => {
    expect(holdsGold(normalizeGold("Lee"), "Lt. Gen. Lee, 45")).toBe(true);
    expect(holdsGold(normalizeGold("Lee"), "Leeds")).toBe(false);
    expect(holdsGold(normalizeGold("five"), "It took 5 days.")).toBe(true);
  });

  it("finds no empty gold", () => {
    expect(holdsGold(normalizeGold("The"), "The end")).toBe(false);
  });
});

describe("collapseSpace and splitWords", () => {
  it("takes Unicode spaces as Python does", () => {
    expect(collapseSpace(" a\u00a0\n\u2009b\u0085c\u001d ")).toBe("a b c");
    expect(collapseSpace("\ufeffa")).toBe("\ufeffa");
    expect(splitWords(" \n")).toEqual([]);
    expect(splitWords("one  two")).toEqual(["one", "two"]);
  });
});

const PYTHON = `
import sys, json
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import evaluate
for line in sys.stdin.buffer.read().decode('utf8').split('\\n'):
    if line: s = json.loads(line); print(json.dumps([evaluate.norm(s), evaluate.squash(s), len(s.split())]))
`;

describe.skipIf(!hasReference)("against evaluate.py", () => {
  it("gives the same for hostile strings", () => {
    const parts = fc.constantFrom(
      ..."a b I s z 1 2 000 , . · ’ ' ` ’s 's S.U. the The fifth % & - \u00a0 \u200b \u200d \ufeff \u0301 \u0345 \ufe0f \u20e3 \u1b44 \u0950 é ﬁ ½ ² ٣ ß İ Σ 中 \u0085 \u001c \n _ Mr. etc.".split(
        " ",
      ),
      " ",
    );
    const strings = [
      ...fc.sample(
        fc.array(parts, { maxLength: 12 }).map((list) => list.join("")),
        { numRuns: 4000, seed: 1 },
      ),
      ...fc.sample(fc.string({ unit: "grapheme", maxLength: 20 }), { numRuns: 1000, seed: 2 }),
    ];
    const input = strings.map((text) => JSON.stringify(text)).join("\n");
    const args = ["-c", PYTHON, dirname(`${newsFolder}/evaluate.py`)];
    const output = execFileSync("python3", args, { input, encoding: "utf8", maxBuffer: 2 ** 26 });
    const expected = output.trimEnd().split("\n");
    const actual = strings.map((text) => [normalizeGold(text), collapseSpace(text), splitWords(text).length]);
    expect(expected.length).toBe(strings.length);
    for (const [index, line] of expected.entries()) {
      expect({ text: strings[index], result: actual[index] }).toEqual({
        text: strings[index],
        result: JSON.parse(line),
      });
    }
  });
});
