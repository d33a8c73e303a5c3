// The article that started the project, from ../shared/seed where it is present: read, asked, quoted letter by letter.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAnswering } from "../../src/app/answer-pipeline.js";
import type { ModelWorker } from "../../src/embed/model-worker.js";
import { createIngest } from "../../src/ingest/ingest.js";
import type { Answer } from "../../src/model/answer.js";
import type { Stores } from "../../src/store/ports.js";
import { openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { startRealWorker } from "../models.js";

const SEED = resolve(import.meta.dirname, "../../../shared/seed");
const present = existsSync(SEED);
if (!present)
  process.stderr.write("left out: the seed article's answers, since ../shared/seed is not here\n");

describe.skipIf(!present)("the seed article", () => {
  const folder = mkdtempSync(join(tmpdir(), "dateline-seed-"));
  const NOW = "2025-10-22T09:00:00.000Z";
  let worker: ModelWorker;
  let stores: Stores;
  let ask: (question: string) => Promise<Answer>;

  beforeAll(async () => {
    worker = await startRealWorker();
    const { embedder, reranker } = worker;
    stores = await openSqliteStores(folder);
    await stores.articles.useFingerprint(embedder.fingerprint, embedder.dimensions);
    const index = await stores.openIndex(embedder.dimensions);
    const rows: string[] = [];
    const ingest = createIngest({
      store: stores.articles,
      index,
      embedder,
      tokens: embedder,
      now: () => NOW,
    });
    await ingest.ingestFiles([SEED], { onRow: ({ outcome }) => rows.push(outcome) });
    expect(rows).toEqual(["added"]);
    const answer = createAnswering({ stores, index, embedder, reranker, rerankLimit: 8 });
    ask = async (question) =>
      (await answer({ question, now: NOW, asOf: NOW, asOfChosen: false, source: null })).answer;
  });

  afterAll(async () => {
    await stores.close();
    await worker.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const lead = async (question: string) => {
    const answer = await ask(question);
    if (answer.kind !== "answered") throw new Error(`${question}: ${answer.kind}, ${answer.reason}`);
    const [quote] = answer.quotes;
    const [citation] = answer.citations;
    if (!quote || !citation) throw new Error("an answer without a quote");
    return { quote, citation };
  };

  it("answers what it exists for, with date, agency and offsets that reproduce the quote", async () => {
    const { quote, citation } = await lead("Is a Trump–Putin summit scheduled?");
    expect(quote.text).toContain(
      "there are no plans for President Trump to meet with President Putin in the immediate future",
    );
    expect(citation.publishedAt).toBe("2025-10-21T00:00:00.000Z");
    expect(citation.agency).toBe("AFP");
    const stored = await stores.articles.article(quote.articleId, quote.revision);
    expect(stored?.text.slice(quote.start, quote.end)).toBe(quote.text);
    expect(quote.resolvedDates).toContainEqual({ words: "on Tuesday", day: "2025-10-21" });
  });

  it("answers what else the article holds", async () => {
    expect((await lead("When did Putin visit Alaska?")).quote.text).toContain("August");
    expect((await lead("What did Rubio and Lavrov talk about?")).quote.text).toMatch(
      /spoke by telephone|call between/,
    );
  });

  it("keeps silent on what it does not hold", async () => {
    expect((await ask("Who is the president of Brazil?")).kind).toBe("unanswered");
    expect((await ask("Who won the 2031 cricket world cup?")).kind).toBe("unanswered");
  });
});
