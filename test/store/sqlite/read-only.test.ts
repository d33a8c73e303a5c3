// A store that may only be read can be asked, and refuses what would change it.
import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";
import { openSqliteStores } from "../../../src/store/sqlite/open-stores.js";
import { openReadOnlyStores, whyReadOnly } from "../../../src/store/sqlite/read-only.js";
import { answer, article, everything, here, revisionOf, unitVector } from "../../conformance/samples.js";
import { tempFolder } from "../temp-folder.js";

it("finds words and neighbors, keeps nothing, and leaves the folder as it was", async () => {
  const folder = await tempFolder();
  const made = await openSqliteStores(folder);
  await made.articles.useFingerprint("f", 4);
  await made.articles.put(revisionOf(article(1), [unitVector(1, 4), unitVector(2, 4)]));
  await (await made.openIndex(4)).save();
  await made.close();
  const before = await readdir(folder);
  expect(await whyReadOnly(folder)).toBeNull();
  const stores = await openReadOnlyStores(folder);
  await stores.articles.useFingerprint("f", 4);
  const index = await stores.openIndex(4);
  expect((await index.search(unitVector(1, 4), 1, everything))[0]?.passageId).toBe("000000000001.1.0");
  expect(await stores.search.searchText(["paragraph"], 9, everything)).toHaveLength(2);
  const refused = { code: "store-broken", message: expect.stringContaining(folder) };
  await expect(stores.articles.put(revisionOf(article(2)))).rejects.toMatchObject(refused);
  const record = { answer: answer("a", everything.asOf), place: here, visibility: "public" } as const;
  await expect(stores.answers.putAnswer(record)).rejects.toMatchObject(refused);
  await stores.close();
  expect(await readdir(folder)).toEqual(before);
});
