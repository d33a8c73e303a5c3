// What a guild does not quote never reaches it: every service over the real store and the real working of answers, by words only.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/main/config.js";
import { type Dateline, openDateline } from "../../src/main/open-dateline.js";
import type { Answer } from "../../src/model/answer.js";
import type { Place } from "../../src/model/article.js";
import { DEFAULT_SETTINGS, type GuildSettings } from "../../src/model/guild.js";

const OUTLETS = ["Harbour Courier", "Valley Times", "Ostby Post", "Lerwen Echo"] as const;
const WIRE =
  "The harbour of Ostby was closed on Tuesday after a crane fell across the only channel, the port authority said. Divers found no damage to the gas pipe beneath it. Ferries were sent to the northern quay for the night.";
const ARTICLES = [
  { source: OUTLETS[0], title: "Ostby harbour closed", text: WIRE },
  { source: OUTLETS[1], title: "Crane falls into the harbour", text: WIRE },
  {
    source: OUTLETS[2],
    title: "Harbour to open on Friday",
    text: "The harbour of Ostby will be open again on Friday, the mayor said. Two ferries wait outside.",
  },
  {
    source: OUTLETS[3],
    title: "Tunnel vote in Lerwen",
    text: "Voters in Lerwen have turned down a second tunnel. The harbour of Ostby was no part of it.",
  },
];
const QUESTIONS = [
  "Is the harbour of Ostby closed?",
  "When will the harbour be open again?",
  "What did Lerwen vote on?",
];

let folder: string;
let dateline: Dateline;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dateline-outlets-"));
  const config = parseConfig({ DATELINE_DATA: folder, DATELINE_OFFLINE: "1" });
  dateline = await openDateline(config, { models: "none", lexicalOnly: true });
  for (const [n, { source, title, text }] of ARTICLES.entries()) {
    const bytes = new TextEncoder().encode(text);
    const publishedAt = `2025-10-2${n}T08:00:00.000Z`;
    const url = `https://example.org/${n}`;
    const [row] = await dateline.services.articles.addText({
      name: "a.txt",
      bytes,
      source,
      title,
      url,
      publishedAt,
    });
    expect(row).toMatchObject({ outcome: "added" });
  }
});
afterAll(async () => {
  await dateline.close();
  await rm(folder, { recursive: true });
});

const at = (guildId: string | null): Place => ({ guildId, channelId: `c${guildId}`, userId: "1" });
const set = (guildId: string, over: Partial<GuildSettings>) =>
  dateline.services.settings.change(guildId, "9", () => ({ ...DEFAULT_SETTINGS, ...over }));
const ask = (question: string, place: Place) =>
  dateline.services.questions.ask({ question, place, visibility: "public" });
const namesIn = (value: unknown) => OUTLETS.filter((outlet) => JSON.stringify(value).includes(outlet));

/** Everything that services tell at a place, for all questions and articles. */
async function told(place: Place): Promise<unknown[]> {
  const { services } = dateline;
  const all: unknown[] = [
    await services.articles.suggestSources("", 25, place),
    await services.articles.suggest("", 25, place),
    await services.articles.suggest("harbour", 25, place),
  ];
  for (const question of QUESTIONS) {
    const { answer, candidates } = await services.questions.explain({
      question,
      place,
      visibility: "public",
    });
    const asked = await ask(question, place);
    all.push(answer, candidates, asked, await services.answers.sources(place, asked.answerId));
    all.push(await services.answers.get(place, asked.answerId));
    all.push(await services.topics.timeline({ topic: question, place }));
    all.push(await services.topics.latest({ topic: question, place }));
    all.push(await services.topics.earlier(place, asked.answerId));
    all.push(await services.topics.checkClaim({ text: question, place }));
  }
  all.push(await services.topics.latest({ place }));
  for (const { articleId } of await services.articles.suggest("", 25, null)) {
    for (const tell of [
      services.topics.summarize({ article: articleId, length: "long", mayAdd: false, place }),
      services.articles.history(articleId, place),
    ]) {
      all.push(
        await tell.catch((error: Error) => {
          expect(error.message).toMatch(/^Not quoted/);
        }),
      );
    }
  }
  return all;
}

describe("outlets of a guild", () => {
  it("are all that it is told of, whatever it allows and denies, and no other guild is touched (property)", async () => {
    const some = fc.uniqueArray(fc.constantFrom(...OUTLETS, ...OUTLETS.map((name) => name.toUpperCase())), {
      maxLength: 3,
    });
    const all = new Set(namesIn(await told(at("B"))));
    expect([...all].sort()).toEqual([...OUTLETS].sort());
    await fc.assert(
      fc.asyncProperty(some, some, async (allowedSources, deniedSources) => {
        await set("A", { allowedSources, deniedSources });
        const key = (names: readonly string[]) => names.map((name) => name.toLowerCase());
        const quotable = OUTLETS.filter(
          (name) =>
            !key(deniedSources).includes(name.toLowerCase()) &&
            (allowedSources.length === 0 || key(allowedSources).includes(name.toLowerCase())),
        );
        expect(namesIn(await told(at("A"))).filter((name) => !quotable.includes(name))).toEqual([]);
        expect([...(await dateline.services.articles.suggestSources("", 25, at("A")))].sort()).toEqual(
          [...quotable].sort(),
        );
        expect(await dateline.services.articles.suggestSources("", 25, at("B"))).toHaveLength(4);
        expect(await dateline.services.articles.suggestSources("", 25, at(null))).toHaveLength(4);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it("are counted and dated without the others, and a denied one cannot be asked for", async () => {
    await set("A", { deniedSources: ["valley times", "Ostby Post"] });
    const [here, there] = [await ask(QUESTIONS[0] ?? "", at("A")), await ask(QUESTIONS[0] ?? "", at("B"))];
    expect([here.articleCount, there.articleCount]).toEqual([2, 4]);
    const asked = dateline.services.questions.ask({
      ...{ question: "Closed?", source: "Valley Times", place: at("A"), visibility: "public" },
    });
    await expect(asked).rejects.toMatchObject({ code: "usage-source" });
  });

  it("that are denied later stay as citations without a word of theirs, and the answer is not shown again", async () => {
    await set("A", {});
    const question = "When will the harbour be open again?";
    const answer: Answer = await ask(question, at("A"));
    expect(answer).toMatchObject({ kind: "answered", quotes: [expect.objectContaining({ citation: 1 })] });
    const lead = answer.citations[0]?.source ?? "";
    await set("A", { deniedSources: [lead] });
    const report = await dateline.services.answers.sources(at("A"), answer.answerId);
    expect(report?.entries[0]).toMatchObject({ state: "withheld", quotes: [], announced: [], changes: [] });
    expect(report?.entries[0]?.citation.source).toBe(lead);
    expect(await dateline.services.answers.get(at("A"), answer.answerId)).toBeNull();
    await expect(dateline.services.answers.publish(at("A"), answer.answerId)).rejects.toMatchObject({
      message: expect.stringContaining("not quoted here any more"),
    });
    await set("A", {});
    expect(await dateline.services.answers.get(at("A"), answer.answerId)).toEqual(answer);
  });
});
