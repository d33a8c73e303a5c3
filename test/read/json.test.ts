import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { articleInputSchema, findJsonError, jsonReader, placeOf, problemsOf } from "../../src/read/json.js";

const problems = (value: unknown) => {
  const parsed = articleInputSchema.safeParse(value);
  return parsed.success ? null : problemsOf(parsed.error);
};

describe("articleInputSchema", () => {
  const article = { title: "T", text: "A sentence." };
  it("takes days and instants with offset", () => {
    expect(problems({ ...article, publishedAt: "2025-10-21" })).toBeNull();
    expect(
      problems({ ...article, publishedAt: "2025-10-21T10:00:00+02:00", url: "https://a.example/x" }),
    ).toBeNull();
  });

  it("names every field that is wrong", () => {
    expect(problems({ ...article, publised: 1, tags: [] })).toBe('unknown fields "publised", "tags"');
    expect(problems({ ...article, publishedAt: "21.10.2025" })).toMatch(/^publishedAt: expected a day/);
    expect(problems({ ...article, publishedAt: "2025-10-21T10:00:00" })).toMatch(/^publishedAt:/);
    expect(problems({ ...article, url: "ftp://a.example" })).toMatch(/^url:/);
    expect(problems({ title: " ", text: "\n" })).toMatch(/title: .*; text: expected text/);
    expect(problems(null)).not.toBeNull();
  });
});

describe("jsonReader", () => {
  it("reads an object, an array and lines alike", () => {
    const row = JSON.stringify({ title: "T", text: "A sentence." });
    const subjects = (name: string, text: string) =>
      jsonReader.read({ name, text }).map(({ subject }) => subject);
    expect(subjects("a.json", row)).toEqual(["a.json"]);
    expect(subjects("a.json", `[${row},${row}]`)).toEqual(["a.json[0]", "a.json[1]"]);
    expect(subjects("a.jsonl", `${row}\n\n${row}\n`)).toEqual(["a.jsonl:1", "a.jsonl:3"]);
    expect(subjects("a.json", `${row}\n${row}\n`)).toEqual(["a.json:1", "a.json:2"]);
  });
});

describe("findJsonError", () => {
  it.each([
    ["", 0, "value"],
    ["{", 1, "key or }"],
    ['{"a" 1}', 5, ":"],
    ['{"a":1,}', 7, "key"],
    ["[1 2]", 3, ", or ]"],
    ["[1,]", 3, "value"],
    ["[1]]", 3, "end"],
    ["[1}", 2, ", or ]"],
    ["{'a':1}", 1, "key or }"],
    ['"abc', 4, "end of string"],
    ['"a\nb"', 2, "end of string"],
    ["01", 1, "end"],
    ["nul", 0, "value"],
  ])("%s", (text, offset, expected) => expect(findJsonError(text)).toEqual({ offset, expected }));

  it("agrees with JSON.parse on every text, whole or damaged", () => {
    const parses = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom("", ",", "}", "]", '"', "x", "\\", "\n"),
        (json, at, wound) => {
          const cut = at % (json.length + 1);
          for (const text of [json, json.slice(0, cut) + wound + json.slice(cut + 1)]) {
            expect(`${text} ${findJsonError(text) === null}`).toBe(`${text} ${parses(text)}`);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("counts lines and columns from one", () => {
    expect(placeOf("ab\ncd", 4)).toBe("line 2, column 2");
    expect(placeOf("", 0)).toBe("line 1, column 1");
  });
});
