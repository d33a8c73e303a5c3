// Ingest with the real model behind its worker: token counts are the tokenizer's own, and a passage is found by its meaning.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { ModelWorker } from "../../src/embed/model-worker.js";
import { createIngest } from "../../src/ingest/ingest.js";
import { readInput } from "../../src/ingest/read-input.js";
import { splitArticle } from "../../src/ingest/split.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { startRealWorker } from "../models.js";
import { tempFolder } from "../store/temp-folder.js";

const now = "2025-12-31T12:00:00.000Z";
const seed = fileURLToPath(new URL("../../../shared/seed", import.meta.url));
const hasSeed = existsSync(seed);
if (!hasSeed)
  process.stderr.write("ingest-model.test: the seed article is left out, there is no ../shared/seed\n");

let worker: ModelWorker;
beforeAll(async () => {
  worker = await startRealWorker();
});
afterAll(() => worker.close());

const prose = [
  "The U.S. envoy, Lt. Gen. A. B. Smith, met his counterpart in Reykjavík on Oct. 21. “It went well. We agreed on most of it,” he said.",
  "Unemployment rose to 4.3% in September, the statistics office said; economists had expected 4.1%. The yen (¥) weakened… 東京の株価は下落した。",
  "Zeitenwende: Der Kanzler sprach am 21. Oktober im Bundestag. https://example.org/a-very-long-address/with?many=parts&and=numbers123456",
];

it("gives each passage the count that the model's tokenizer gives its text", async () => {
  const text = Array.from({ length: 12 }, (_, n) => prose[n % 3]).join("\n\n");
  const passages = await splitArticle(
    { text },
    { countTokens: (texts) => worker.embedder.countTokens(texts) },
  );
  expect(passages.length).toBeGreaterThan(3);
  const counts = await worker.embedder.countTokens(passages.map((passage) => passage.text));
  expect(passages.map(({ tokenCount }) => tokenCount)).toEqual(counts);
  expect(Math.max(...counts)).toBeLessThanOrEqual(200);
});

it("finds an article by a question in other words", async () => {
  const stores = await openSqliteStores(await tempFolder());
  onTestFinished(() => stores.close());
  const { embedder } = worker;
  await stores.articles.useFingerprint(embedder.fingerprint, embedder.dimensions);
  const index = await stores.openIndex(embedder.dimensions);
  const ingest = createIngest({ store: stores.articles, embedder, tokens: embedder, index, now: () => now });
  const lines = prose.map((text, n) => JSON.stringify({ title: `Report ${n}`, text }));
  await ingest.ingestInput({ name: "a.jsonl", bytes: Buffer.from(lines.join("\n")) });
  const question = await embedder.embedQuestion("How many people are out of work?");
  const [best] = await index.search(question, 1, { asOf: "9999-12-31T23:59:59.999Z", source: null });
  expect((await stores.articles.passages([best?.passageId ?? ""]))[0]?.text).toContain("Unemployment rose");
});

it.skipIf(!hasSeed)("splits the seed article into whole sentences without any furniture", async () => {
  for (const name of readdirSync(seed).filter((file) => file.endsWith(".txt"))) {
    const [outcome] = readInput({ name, bytes: readFileSync(join(seed, name)) }, { now });
    if (outcome?.kind !== "article") throw new TypeError(`${name} gives no article`);
    const { text } = outcome.article;
    const passages = await splitArticle(
      { text },
      { countTokens: (texts) => worker.embedder.countTokens(texts) },
    );
    const sentences = passages.flatMap((passage) =>
      passage.sentences.map(({ start, end }) => text.slice(start, end)),
    );
    expect(sentences.every((sentence) => /^["“A-Z]/.test(sentence) && /[.!?]["”]?$/.test(sentence))).toBe(
      true,
    );
    expect(sentences.join(" ").split(/\s+/)).toEqual(text.split(/\s+/));
    expect(sentences.join("\n")).not.toMatch(/RECOMMENDED|SOURCE:|Explore|min read/);
    expect(Math.max(...passages.map(({ tokenCount }) => tokenCount))).toBeLessThanOrEqual(200);
  }
});
