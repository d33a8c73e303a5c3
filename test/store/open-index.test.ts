// The index follows the store, whatever happened to it between the store's commit and the index's save.
import { rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openIndex, syncIndex } from "../../src/store/open-index.js";
import type { ArticleStore } from "../../src/store/ports.js";
import { article, revisionOf, unitVector } from "../conformance/samples.js";
import { tempFolder, tempStores } from "./temp-folder.js";

const options = { dimensions: 8 };
const put = (store: ArticleStore, id: number, over = {}) =>
  store.put(revisionOf(article(id, over), [unitVector(id * 2, 8), unitVector(id * 2 + 1, 8)]));

async function filled(articles: number): Promise<{ store: ArticleStore; folder: string }> {
  const folder = await tempFolder();
  const { articles: store } = await tempStores(folder);
  await store.useFingerprint("f".repeat(64), 8);
  for (let id = 1; id <= articles; id += 1) await put(store, id);
  return { store, folder };
}

it("builds what is missing, tells of it, and opens it the next time without any work", async () => {
  const { store, folder } = await filled(200);
  const seen: [number, number][] = [];
  const first = await openIndex(store, folder, {
    ...options,
    onProgress: (done, total) => seen.push([done, total]),
  });
  expect(first).toMatchObject({ rebuilt: "no index yet", added: 400, removed: 0 });
  expect(seen).toEqual([
    [256, 400],
    [400, 400],
  ]);
  const second = await openIndex(store, folder, options);
  expect(second).toMatchObject({ rebuilt: null, added: 0, removed: 0 });
  expect(await second.index.size()).toBe(400);
});

it("adds and removes the difference after a kill between commit and save", async () => {
  const { store, folder } = await filled(5);
  await openIndex(store, folder, options);
  await put(store, 6);
  await store.remove(article(2).articleId);
  await store.remove(article(3).articleId);
  await store.put(revisionOf(article(3), [unitVector(90, 8), unitVector(91, 8)])); // the same ids, other vectors
  const { index, ...report } = await openIndex(store, folder, options);
  expect(report).toEqual({ rebuilt: null, added: 4, removed: 2 });
  expect((await index.search(unitVector(90, 8), 1))[0]?.passageId).toBe("000000000003.1.0");
  expect(await index.size()).toBe(10);
  expect(await openIndex(store, folder, options)).toMatchObject({ rebuilt: null, added: 0, removed: 0 });
});

it("rebuilds from the store where the files are missing, torn or of another embedder", async () => {
  const { store, folder } = await filled(5);
  await openIndex(store, folder, options);
  await truncate(join(folder, "index.hnsw"), 100);
  expect(await openIndex(store, folder, options)).toMatchObject({
    added: 10,
    rebuilt: expect.stringMatching(/torn/),
  });
  await rm(join(folder, "index.json"));
  expect(await openIndex(store, folder, options)).toMatchObject({ added: 10, rebuilt: "no index yet" });
  await store.useFingerprint("e".repeat(64), 8);
  const empty = await openIndex(store, folder, options);
  expect(empty).toMatchObject({ added: 0, rebuilt: expect.stringMatching(/fingerprint/) });
  expect(await empty.index.size()).toBe(0);
});

it("keeps what is put into both while it looks", async () => {
  const { store, folder } = await filled(300);
  const { index } = await openIndex(store, folder, options);
  let late = false;
  await syncIndex(store, index, () => {
    if (late) return;
    late = true;
    void put(store, 999).then(() =>
      index.add([{ passageId: "0000000003e7.1.0", embedding: unitVector(1998, 8) }]),
    );
  });
  expect((await index.search(unitVector(1998, 8), 1))[0]?.passageId).toBe("0000000003e7.1.0");
});

it("refuses a store without an embedder", async () => {
  const opening = openIndex((await tempStores()).articles, await tempFolder(), options);
  await expect(opening).rejects.toMatchObject({ code: "store-fingerprint" });
});
