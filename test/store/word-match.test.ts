// What FTS5 is asked for the words of a question: the same order as all words together, without scoring what has only common ones.
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { type CountedWord, wordMatches } from "../../src/store/word-match.js";

const database = new Database(":memory:");
database.exec("CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', tokenize = 'porter unicode61')");
const insert = database.prepare<[number, string]>("INSERT INTO texts (rowid, text) VALUES (?, ?)");
for (let n = 1; n <= 400; n += 1) {
  const words = ["news"];
  if (n % 2 === 0) words.push("minister", ...(n % 8 === 0 ? ["minister"] : []));
  if (n % 3 === 0) words.push("talks");
  if (n % 40 === 0) words.push("Torvik");
  if (n % 50 === 0) words.push("bakery");
  insert.run(n, `${words.join(" ")} ${"filler ".repeat(n % 7)}`);
}

const count = database.prepare<[string], number>("SELECT count(*) FROM texts WHERE texts MATCH ?").pluck();
const ranked = database.prepare<[string], { rowid: number; score: number }>(
  "SELECT rowid, -rank AS score FROM texts WHERE texts MATCH ? ORDER BY rank, rowid",
);

function counted(words: readonly string[]): CountedWord[] {
  return words.map((word) => ({ phrase: `"${word}"`, passages: count.get(`"${word}"`) ?? 0 }));
}

describe("wordMatches", () => {
  const words = ["minister", "Torvik", "talks", "bakery", "unheard"];
  const all = ranked.all('"minister" OR "Torvik" OR "talks" OR "bakery"');
  const holdsRare = ({ rowid }: { rowid: number }) => rowid % 40 === 0 || rowid % 50 === 0;

  it("matches every word where few passages hold them", () => {
    const [first, ...others] = wordMatches(counted(words));
    expect(others).toEqual([]);
    expect(ranked.all(first?.match ?? "")).toEqual(all);
  });

  it("scores passages with a rare word by all words, as BM25 over all does, and no others", () => {
    const [first] = wordMatches(counted(words), 20);
    const found = ranked.all(first?.match ?? "");
    const expected = all.filter(holdsRare);
    expect(found.map(({ rowid }) => rowid)).toEqual(expected.map(({ rowid }) => rowid));
    for (const [at, { score }] of found.entries())
      expect(score / (first?.times ?? 1)).toBeCloseTo(expected[at]?.score ?? 0, 12);
  });

  it("goes on with the next rarest word, then with all", () => {
    const matches = [...wordMatches(counted(words), 20)];
    const sizes = matches.map(({ match }) => ranked.all(match).length);
    expect(sizes).toEqual([16, 16 + 133 - 5, all.length]);
    expect(matches.at(-1)?.times).toBe(1);
  });

  it("takes the rarest word whole, however many passages hold it, and yields nothing for words that none holds", () => {
    const [first] = wordMatches(counted(["news", "minister"]), 20);
    expect(ranked.all(first?.match ?? "")).toHaveLength(200);
    expect([...wordMatches(counted(["unheard"]))]).toEqual([]);
  });
});
