// Vectors for passages that have none: resumable, each batch kept, never of two embedders.
import { expect, it } from "vitest";
import { embedMissing } from "../../src/ingest/embed-missing.js";
import { createIngest } from "../../src/ingest/ingest.js";
import { tempStores } from "../store/temp-folder.js";
import { WORD_DIMENSIONS, WORD_FINGERPRINT, wordEmbedder, wordVector } from "../word-embedder.js";

/** A store that took 300 articles, one passage each, without a model. */
async function lexicalStore() {
  const { articles: store } = await tempStores();
  const { embedder, calls } = wordEmbedder();
  const parts = {
    store,
    embedder: null,
    tokens: embedder,
    index: null,
    now: () => "2025-12-31T12:00:00.000Z",
  };
  const lines = Array.from({ length: 300 }, (_, n) =>
    JSON.stringify({
      title: `Title ${n}`,
      text: `Report ${n} says that the talks in town ${n} went on for hours.`,
    }),
  );
  await createIngest(parts).ingestInput({ name: "a.jsonl", bytes: Buffer.from(lines.join("\n")) });
  return { store, embedder, calls };
}

it("embeds all that is missing, title first, and tells how far it is", async () => {
  const { store, embedder, calls } = await lexicalStore();
  expect(await store.counts()).toMatchObject({ passages: 300, embeddings: 0 });
  await store.useFingerprint(WORD_FINGERPRINT, WORD_DIMENSIONS);
  const seen: number[][] = [];
  expect(await embedMissing(store, embedder, (done, total) => seen.push([done, total]))).toBe(300);
  expect(seen).toEqual([
    [256, 300],
    [300, 300],
  ]);
  expect(calls.flat()[7]).toBe("Title 7\nReport 7 says that the talks in town 7 went on for hours.");
  expect(await store.counts()).toMatchObject({ passages: 300, embeddings: 300 });
  for await (const batch of store.embeddings()) {
    for (const { passageId, embedding } of batch) {
      const [passage] = await store.passages([passageId]);
      const n = /town (\d+)/.exec(passage?.text ?? "")?.[1];
      expect(embedding).toEqual(wordVector(`Title ${n}\n${passage?.text}`));
    }
  }
  expect(await embedMissing(store, embedder)).toBe(0);
});

it("can be stopped after any batch and goes on from there", async () => {
  const { store, embedder, calls } = await lexicalStore();
  await store.useFingerprint(WORD_FINGERPRINT, WORD_DIMENSIONS);
  const stop = new AbortController();
  expect(await embedMissing(store, embedder, () => stop.abort(), { signal: stop.signal })).toBe(256);
  expect((await store.counts()).embeddings).toBe(256);
  expect(await embedMissing(store, embedder)).toBe(44);
  expect(calls.map((texts) => texts.length)).toEqual([256, 44]);
});

it("embeds anew after a change of the embedder, and only for the one that the store expects", async () => {
  const { store, embedder } = await lexicalStore();
  await expect(embedMissing(store, embedder)).rejects.toMatchObject({ code: "store-fingerprint" });
  await store.useFingerprint(WORD_FINGERPRINT, WORD_DIMENSIONS);
  await embedMissing(store, embedder);
  const other = { ...embedder, fingerprint: "c".repeat(64) };
  await expect(embedMissing(store, other)).rejects.toMatchObject({ code: "store-fingerprint" });
  await store.useFingerprint(other.fingerprint, WORD_DIMENSIONS);
  expect(await embedMissing(store, other)).toBe(300);
});
