// Every folder test/golden/feeds/* is a case: its input.* read at a fixed moment gives exactly expected.json.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFeed } from "../../../src/ingest/feeds/feed-items.js";
import { readInput } from "../../../src/ingest/read-input.js";
import { articleSchema } from "../../../src/model/article.js";
import { isFeed } from "../../../src/read/feeds/feed.js";

const root = join(import.meta.dirname, "../../golden/feeds");
const now = "2025-10-22T12:00:00.000Z";

function inputOf(name: string): { file: string; bytes: Uint8Array } {
  const file = readdirSync(join(root, name)).find((entry) => entry.startsWith("input.")) ?? "";
  return { file, bytes: readFileSync(join(root, name, file)) };
}

describe("golden feeds", () => {
  it.each(readdirSync(root))("%s", async (name) => {
    const { file, bytes } = inputOf(name);
    const address = `https://feeds.example/${file}`;
    const reading = readFeed({ bytes, charset: null, address, source: null, now });
    for (const { article } of reading.items) {
      if (article !== null) articleSchema.omit({ revision: true }).parse(article);
    }
    const items = reading.items.map(({ content, state, article, facts, ...item }) => {
      expect([content, state]).toEqual([
        expect.stringMatching(/^[0-9a-f]{32}$/),
        expect.stringMatching(/^[0-9a-f]{32}$/),
      ]);
      expect(facts?.title, "facts are of the item").toBe(article?.title ?? facts?.title);
      if (article === null) return { ...item, article };
      const { fetchedAt: _fetchedAt, sample: _sample, ...told } = article;
      return { ...item, article: told };
    });
    await expect(`${JSON.stringify({ ...reading, items }, null, 2)}\n`).toMatchFileSnapshot(
      join(root, name, "expected.json"),
    );
  });

  it.each(readdirSync(root).filter((name) => !/utf-16|latin|wrong|titles|unclosed/.test(name)))(
    "%s as a file is read by the reader of feeds",
    (name) => {
      const { file, bytes } = inputOf(name);
      expect(isFeed(new TextDecoder().decode(bytes))).toBe(true);
      const outcomes = readInput({ name: file, bytes }, { now });
      expect(outcomes.some((outcome) => outcome.kind === "article" && outcome.format === "feed")).toBe(true);
    },
  );
});
