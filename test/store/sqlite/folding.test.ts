// A store from before words were folded finds them like a new one, and forgets them when the article is removed.
import { join } from "node:path";
import { expect, it } from "vitest";
import { DATABASE_FILE, SqliteDatabase } from "../../../src/store/sqlite/database.js";
import { MIGRATIONS } from "../../../src/store/sqlite/migrations.js";
import { openSqliteStores } from "../../../src/store/sqlite/open-stores.js";
import { article, everything, revisionOf } from "../../conformance/samples.js";
import { takeBack, tempFolder } from "../temp-folder.js";

const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes("fold("));
const TEXTS = [
  "Łódź liegt in Polen.",
  "İnciraltı iskelesi kapandı.",
  "A plain report.",
  "Một ngày ở Đà Nẵng.",
];

/** A store of the version before folding, with the words as that version wrote them. */
async function oldStore(): Promise<string> {
  const folder = await tempFolder();
  const made = await openSqliteStores(folder);
  for (const [n, text] of TEXTS.entries())
    await made.articles.put(
      revisionOf(article(n + 1, { text, title: `Straße ${n}`, source: "Ege Postası" })),
    );
  await made.close();
  const database = new SqliteDatabase(join(folder, DATABASE_FILE));
  database.exec(`
    INSERT INTO passage_text (passage_text) VALUES ('delete-all');
    INSERT INTO passage_text (rowid, title, text) SELECT p.number, r.title, r.text FROM passages p JOIN revisions r ON r.number = p.revision;
    INSERT INTO article_words (article_words) VALUES ('delete-all');
    INSERT INTO article_words (rowid, title, outlet, day) SELECT order_key, title, source, '2025-10-20 20 October' FROM articles;
    UPDATE articles SET source_key = 'ege postası';
    UPDATE revisions SET source_key = 'ege postası';
  `);
  takeBack(database, BEFORE);
  database.close();
  return folder;
}

it("has the sentences of other languages split again, in the same passages", async () => {
  const folder = await tempFolder();
  const made = await openSqliteStores(folder);
  const text = "Er stieg in die 2. Bundesliga auf. Das war gut.\n\nAm 3. Mai kam Dr. med. Rolfs. Sie blieb.";
  await made.articles.put(revisionOf(article(1, { text, language: "de" })));
  await made.close();
  const database = new SqliteDatabase(join(folder, DATABASE_FILE));
  database.pragma(`user_version = ${MIGRATIONS.findIndex((sql) => sql.includes("split_passage("))}`);
  database.close();
  const stores = await openSqliteStores(folder);
  const passages = await stores.articles.passagesOf(article(1).articleId, 1);
  expect(passages.map(({ sentences }) => sentences.map(({ start, end }) => text.slice(start, end)))).toEqual([
    ["Er stieg in die 2. Bundesliga auf.", "Das war gut."],
    ["Am 3. Mai kam Dr. med. Rolfs.", "Sie blieb."],
  ]);
  await stores.close();
});

it("is folded when it is opened, and nothing of it is lost or counted twice", async () => {
  const stores = await openSqliteStores(await oldStore());
  const ranked = async (term: string) => (await stores.search.searchText([term], 9, everything)).length;
  expect(await ranked("lodz")).toBe(1);
  expect(await ranked("INCIRALTI")).toBe(1);
  expect(await ranked("plain")).toBe(1);
  expect(await ranked("da nang")).toBe(1);
  expect(await ranked("strasse")).toBe(4);
  expect(await stores.search.suggestArticles("strasse october", 9)).toHaveLength(4);
  expect(await stores.search.suggestSources("ege postasi", 9)).toEqual(["Ege Postası"]);
  expect(await stores.search.newestArticles(9, { ...everything, source: "EGE POSTASI" })).toHaveLength(4);
  for (const n of TEXTS.keys()) await stores.articles.remove(article(n + 1).articleId);
  for (const term of ["lodz", "inciralti", "plain", "nang", "strasse"]) expect(await ranked(term)).toBe(0);
  await stores.close();
});
