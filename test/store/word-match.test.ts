// What FTS5 is asked for the words of a question: the same order as all words together, without scoring what has only common ones.
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { wordMatches } from "../../src/store/word-match.js";

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

const counted = database
  .prepare<[string, number], number>("SELECT count(*) FROM (SELECT 1 FROM texts WHERE texts MATCH ? LIMIT ?)")
  .pluck();
const ranked = database.prepare<[string], { rowid: number; score: number }>(
  "SELECT rowid, -rank AS score FROM texts WHERE texts MATCH ? ORDER BY rank, rowid",
);
const count = (phrase: string, most: number) => counted.get(phrase, most) ?? 0;

function matchesOf(words: readonly string[], most?: number): string[][] {
  return [
    ...wordMatches(
      words.map((word) => `"${word}"`),
      count,
      most,
    ),
  ];
}

/** What the expressions find together, each text with its best score, best first. */
function found(expressions: readonly string[] = []) {
  const scores = new Map<number, number>();
  for (const { rowid, score } of expressions.flatMap((match) => ranked.all(match)))
    scores.set(rowid, Math.max(score, scores.get(rowid) ?? 0));
  return [...scores]
    .map(([rowid, score]) => ({ rowid, score }))
    .sort((one, other) => other.score - one.score || one.rowid - other.rowid);
}

describe("wordMatches", () => {
  const words = ["minister", "Torvik", "talks", "bakery", "unheard"];
  const all = ranked.all('"minister" OR "Torvik" OR "talks" OR "bakery"');
  const holdsRare = ({ rowid }: { rowid: number }) => rowid % 40 === 0 || rowid % 50 === 0;

  it("matches every word where few passages hold them", () => {
    const [first, ...others] = matchesOf(words);
    expect(others).toEqual([]);
    expect(first).toHaveLength(1);
    expect(ranked.all(first?.[0] ?? "")).toEqual(all);
  });

  it("scores passages with a rare word by all words, as BM25 over all does, and no others", () => {
    const [first] = matchesOf(words, 20);
    const expected = all.filter(holdsRare);
    expect(found(first).map(({ rowid }) => rowid)).toEqual(expected.map(({ rowid }) => rowid));
    for (const [at, { score }] of found(first).entries())
      expect(score).toBeCloseTo(expected[at]?.score ?? 0, 12);
  });

  it("names no common word twice", () => {
    const [first] = matchesOf(words, 20);
    for (const word of ["minister", "talks"]) expect(first?.join(" ").split(word)).toHaveLength(2);
  });

  it("goes on with the next rarest word, then with all", () => {
    const matches = matchesOf(words, 20);
    expect(matches.map((expressions) => found(expressions).length)).toEqual([16, 16 + 133 - 5, all.length]);
    expect(matches.at(-1)).toHaveLength(1);
  });

  it("takes the rarest word whole, however many passages hold it, and yields nothing for words that none holds", () => {
    const [first] = matchesOf(["news", "minister"], 20);
    expect(found(first)).toHaveLength(200);
    expect(matchesOf(["unheard"])).toEqual([]);
  });
});
