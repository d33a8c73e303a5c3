// The memory store's words against FTS5 itself: the same stems, the same hits, the same scores.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryStore } from "../../src/store/memory-store.js";
import { words } from "../../src/store/memory-words.js";
import { stem } from "../../src/store/porter.js";
import { SqliteDatabase } from "../../src/store/sqlite/database.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { article, revisionOf } from "../conformance/samples.js";
import { tempFolder } from "./temp-folder.js";

const roots =
  "relat condit valenc hesit digit conform radic differ vil analog predict oper feud decis hope callous formal sensit";
const endings =
  "|s|es|ed|ing|eed|ational|tional|enci|anci|izer|abli|alli|entli|eli|ousli|ization|ation|ator|alism|iveness|fulness|ousness|aliti|iviti|biliti|logi|icate|ative|alize|iciti|ical|ful|ness|al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ion|sion|tion|ou|ism|ate|iti|ous|ive|ize|y|ies|ll|e|tt|ss";

/** FTS5's own stems of a text, in order. */
function fts5Stems(texts: readonly string[]): string[][] {
  const database = new SqliteDatabase(":memory:");
  database.exec(`CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)`);
  const insert = database.prepare("INSERT INTO t (rowid, x) VALUES (?, ?)");
  for (const [n, text] of texts.entries()) insert.run(n + 1, text);
  const rows = database
    .prepare<[], { doc: number; term: string }>("SELECT doc, term FROM v ORDER BY doc, offset")
    .all();
  database.close();
  return texts.map((_, n) => rows.filter((row) => row.doc === n + 1).map((row) => row.term));
}

describe("stems", () => {
  it("are FTS5's, for every ending of English on many roots", () => {
    const all = roots.split(" ").flatMap((root) => endings.split("|").map((ending) => root + ending));
    const short = [
      "a",
      "is",
      "sky",
      "skies",
      "by",
      "say",
      "bed",
      "ties",
      "dies",
      "sing",
      "agreed",
      "feed",
      "falling",
      "hissing",
    ];
    const texts = [
      ...all,
      ...short,
      "x".repeat(65),
      "naïveté",
      "президентов",
      "rate",
      "cease",
      "controll",
      "roll",
      "yyyes",
    ];
    expect(texts.map((text) => words(text).map(stem))).toEqual(fts5Stems(texts));
  });

  it("are FTS5's, for words of random letters", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."aeiouybcdlmnrstz"), minLength: 1, maxLength: 12 });
    const word = fc
      .tuple(letters, fc.constantFrom(...endings.split("|")))
      .map(([root, ending]) => root + ending);
    fc.assert(
      fc.property(fc.array(word, { minLength: 50, maxLength: 50 }), (all) => {
        expect(all.map((text) => words(text).map(stem))).toEqual(fts5Stems(all));
      }),
      { numRuns: 60 },
    );
  });
});

describe("both stores", () => {
  const word = fc.constantFrom(
    "summit",
    "summits",
    "Putin",
    "trump",
    "talk",
    "talks",
    "cease-fire",
    "fire",
    "café",
    "the",
  );
  const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((all) => all.join(" "));
  const paragraphs = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((all) => all.join("\n\n"));

  it("give the same passages the same scores", async () => {
    const folder = await tempFolder();
    const sqlite = await openSqliteStore(folder);
    const asOf = "2026-01-01T00:00:00.000Z";
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ title: sentence, text: paragraphs }), { minLength: 1, maxLength: 6 }),
        fc.array(word, { minLength: 1, maxLength: 4 }),
        async (articles, terms) => {
          const memory = new MemoryStore();
          for (const [n, fields] of articles.entries()) {
            await memory.put(revisionOf(article(n, fields)));
            await sqlite.put(revisionOf(article(n, fields)));
          }
          const expected = await sqlite.searchText(terms, 100, { asOf, source: null });
          const found = await memory.searchText(terms, 100, { asOf, source: null });
          for (const n of articles.keys()) await sqlite.remove(article(n).articleId);
          const scores = new Map(found.map((hit) => [hit.passageId, hit.score]));
          expect([...scores.keys()].sort()).toEqual(expected.map((hit) => hit.passageId).sort());
          for (const hit of expected) expect(scores.get(hit.passageId)).toBeCloseTo(hit.score, 9);
        },
      ),
      { numRuns: 60 },
    );
    await sqlite.close();
  });
});
