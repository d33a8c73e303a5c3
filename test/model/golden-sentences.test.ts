// Splits the hard sentences of each language, see test/golden/sentences/README.md.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { splitSentences } from "../../src/model/sentences.js";

const FOLDER = join(import.meta.dirname, "../golden/sentences");
const UNSPACED = new Set(["zh", "ja"]);
const languages = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".txt"))
  .map((file) => file.replace(".txt", ""));

it("has at least 40 hard sentences for each language that Dateline speaks, and for dandas and CJK stops", () => {
  expect(languages).toEqual(
    expect.arrayContaining(["en", "de", "fr", "es", "tr", "it", "pt", "hi", "zh", "ja"]),
  );
});

describe.each(languages)("%s", (language) => {
  const texts = readFileSync(join(FOLDER, `${language}.txt`), "utf8")
    .trim()
    .split(/\n{2,}/)
    .map((block) => block.split("\n"));

  it("has at least 40 sentences", () => expect(texts.flat().length).toBeGreaterThanOrEqual(40));

  it.each(texts.map((sentences) => [sentences[0], sentences] as const))("%s", (_first, sentences) => {
    const text = sentences.join(UNSPACED.has(language) ? "" : " ");
    expect(splitSentences(text, language).map(({ start, end }) => text.slice(start, end))).toEqual(sentences);
  });
});
