// Every folder test/golden/read-* is a case: its input.* read at a fixed moment, with options.json if it is there, gives exactly
// expected.json.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ReadOutcome, readInput } from "../../src/ingest/read-input.js";
import { articleSchema } from "../../src/model/article.js";

const root = fileURLToPath(new URL("../golden/", import.meta.url));
const now = "2025-12-31T12:00:00.000Z";
const cases = readdirSync(root).filter((name) => name.startsWith("read-"));

/** Paragraphs as a list, so that expected.json reads like the page; ids of pages without a URL hash their text and are left out. */
function toExpected(outcome: ReadOutcome): unknown {
  if (outcome.kind === "rejected") return outcome;
  const { fetchedAt, articleId, text, ...article } = outcome.article;
  const id = article.url === null ? {} : { articleId };
  return { ...outcome, article: { ...id, ...article, text: text.split("\n\n") } };
}

describe("golden inputs", () => {
  it("has the cases", () => expect(cases.length).toBeGreaterThanOrEqual(10));

  it.each(cases)("%s", (name) => {
    const folder = join(root, name);
    const input = readdirSync(folder).find((file) => file.startsWith("input."));
    if (input === undefined) throw new TypeError(`${name} has no input.*`);
    const optionsFile = join(folder, "options.json");
    const options = existsSync(optionsFile) ? JSON.parse(readFileSync(optionsFile, "utf8")) : {};
    const outcomes = readInput(
      { name: input, bytes: readFileSync(join(folder, input)) },
      { now, ...options },
    );
    const expected: unknown = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
    expect(outcomes.map(toExpected)).toEqual(expected);
    for (const outcome of outcomes) {
      if (outcome.kind === "article") articleSchema.parse({ ...outcome.article, revision: 1 });
    }
  });
});
