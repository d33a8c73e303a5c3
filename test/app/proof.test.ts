// The proof of an answer: what is in it, what is not, and what is found out about one that was changed.
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkAgainstPages, checkAgainstStore, readProof } from "../../src/app/proof.js";
import type { Place } from "../../src/model/article.js";
import { DEFAULT_SETTINGS } from "../../src/model/guild.js";
import type { Proof } from "../../src/model/proof.js";
import { BRIDGE, TestDateline } from "../open-test-dateline.js";

const PLACE: Place = {
  guildId: "900000000000000001",
  channelId: "900000000000000002",
  userId: "900000000000000003",
};
let test: TestDateline;
let answerId: string;
let proof: Proof;
beforeAll(async () => {
  test = await TestDateline.open({ articles: [BRIDGE] });
  const question = "Is the Veldmark bridge closed?";
  const answer = await test.services.questions.ask({ question, place: PLACE, visibility: "private" });
  answerId = answer.answerId;
  proof = (await test.services.answers.proof(PLACE, answerId)) as Proof;
});
afterAll(() => test.close());

const check = (given: Proof) =>
  checkAgainstStore(given, (articleId, revision) => test.stores.articles.article(articleId, revision));
const changed = (over: Partial<Proof["quotes"][number]>, article: object = {}): Proof => ({
  ...proof,
  quotes: proof.quotes.map((quote) => ({ ...quote, ...over, article: { ...quote.article, ...article } })),
});

it("names the question, the moment, and of each quote the text, its place, outlet, dates and address", async () => {
  expect(proof).toMatchObject({ format: "dateline-proof", question: "Is the Veldmark bridge closed?" });
  const [lead] = proof.quotes;
  expect(lead).toMatchObject({
    place: "lead",
    text: "The Veldmark bridge is closed to all traffic.",
    start: 0,
    end: 45,
    article: { outlet: BRIDGE.source, publishedAt: BRIDGE.publishedAt, url: BRIDGE.url, revision: 1 },
  });
  expect(await check(proof)).toMatchObject([{ outcome: "verified" }]);
  const bytes = new TextEncoder().encode(JSON.stringify(proof));
  expect(readProof("proof.json", bytes)).toEqual(proof);
});

it("says nothing of who asked, or where, and is only for those who may see the answer", async () => {
  for (const id of [...Object.values(PLACE), answerId]) expect(JSON.stringify(proof)).not.toContain(id);
  expect(await test.services.answers.proof({ ...PLACE, userId: "1" }, answerId)).toBeNull();
  const deny = () => ({ ...DEFAULT_SETTINGS, deniedSources: [BRIDGE.source] });
  await test.services.settings.change(PLACE.guildId ?? "", "1", deny);
  expect(await test.services.answers.proof(PLACE, answerId)).toBeNull();
  await test.services.settings.change(PLACE.guildId ?? "", "1", () => DEFAULT_SETTINGS);
});

it.each<[string, object, object, string[]]>([
  ["a word of the quote", { text: "The Veldmark bridge is open to all traffic." }, {}, ["quote"]],
  ["its place", { start: 1, end: 46 }, {}, ["quote"]],
  ["the hash", {}, { textSha256: "0".repeat(64) }, ["text"]],
  [
    "the outlet and the day",
    {},
    { outlet: "Post", publishedAt: "2025-10-21T08:00:00.000Z" },
    ["outlet", "publishedAt"],
  ],
  ["the address", {}, { url: "https://other.example/bridge" }, ["url"]],
  ["the link, to another page", { link: "https://other.example/bridge" }, {}, ["link"]],
  ["the link, to other words", { link: `${BRIDGE.url}#:~:text=The%20mayor%20spoke` }, {}, ["link"]],
  ["the link, to nothing that can be read", { link: `${BRIDGE.url}#:~:text=%E0%A4%A` }, {}, ["link"]],
])("that was changed in %s is found out", async (_what, over, article, differs) => {
  expect(await check(changed(over, article))).toMatchObject([{ outcome: "wrong", differs }]);
});

it("that names a moment before its quote was published is found out", async () => {
  const early = { ...proof, asOf: "2000-01-01T00:00:00.000Z" };
  expect(await check(early)).toMatchObject([{ outcome: "wrong", differs: ["asOf"] }]);
  const page = { text: BRIDGE.text, url: null };
  expect(checkAgainstPages(early, [page])).toMatchObject([{ outcome: "wrong", differs: ["asOf"] }]);
});

it("of another store's article is missing, not wrong", async () => {
  expect(await check(changed({}, { articleId: "0".repeat(12) }))).toMatchObject([{ outcome: "missing" }]);
});

it("is held against pages: those that name their address against their own quotes", () => {
  const own = { text: BRIDGE.text, url: BRIDGE.url };
  expect(checkAgainstPages(proof, [own])).toMatchObject([{ outcome: "verified" }]);
  expect(checkAgainstPages(proof, [{ ...own, url: null }])).toMatchObject([{ outcome: "verified" }]);
  expect(checkAgainstPages(proof, [{ ...own, text: "The bridge is open." }])).toMatchObject([
    { outcome: "wrong", differs: ["quote"] },
  ]);
  const copy = { ...own, url: "https://copy.example/bridge" };
  expect(checkAgainstPages(proof, [copy])).toMatchObject([{ outcome: "missing" }]);
  const written = { ...own, url: `${BRIDGE.url?.replace("https://", "http://www.")}/?utm_source=x` };
  expect(checkAgainstPages(proof, [written])).toMatchObject([{ outcome: "verified" }]);
  const [quote] = proof.quotes;
  const other = { ...quote, article: { ...quote?.article, url: "https://other.example/1" } } as never;
  expect(checkAgainstPages({ ...proof, quotes: [...proof.quotes, other] }, [own])).toMatchObject([
    { outcome: "verified" },
    { outcome: "missing" },
  ]);
});

it.each([
  ["not JSON", "{"],
  ["another file", JSON.stringify({ articles: [] })],
  ["quotes without an answer", () => ({ ...proof, outcome: "unanswered" })],
  ["two leading quotes", () => ({ ...proof, quotes: [...proof.quotes, ...proof.quotes] })],
  ["a field more", JSON.stringify({ format: "dateline-proof", version: 1, userId: "1" })],
] as const)("%s is refused", (_what, given) => {
  const text = typeof given === "string" ? given : JSON.stringify(given());
  expect(() => readProof("x.json", new TextEncoder().encode(text))).toThrow(/^Proof: x\.json: /);
});
