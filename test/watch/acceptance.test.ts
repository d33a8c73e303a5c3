// A watch from its button to its last message: copies, briefs and other outlets wake nobody, a change tells once, restarts lose nothing.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ModelWorker } from "../../src/embed/model-worker.js";
import { buttonsOf, textOf } from "../discord/exchange.js";
import { startRealWorker } from "../models.js";
import { ANN, WatchDesk } from "./watch-desk.js";

let worker: ModelWorker;
let desk: WatchDesk;
beforeAll(async () => {
  worker = await startRealWorker();
  desk = await WatchDesk.open(worker);
});
afterAll(async () => {
  expect(desk.double.violations).toEqual([]);
  expect(desk.faults).toEqual([]);
  await desk.close();
  await worker.close();
});

const REPAIRS = `Repairs cost 12 million crowns, the city council of Veldmark said on Monday. About 40,000 people cross the bridge every day, and ferries have run in its place since March.

The mayor, Odo Pellerin, said every cable had been tested twice. Shops on the north bank complained of lost custom all spring.`;
const FIRST = {
  title: "Veldmark bridge to reopen in June",
  text: `The Veldmark bridge will reopen to cars on 14 June, three months after cracks were found in its cables.\n\n${REPAIRS}`,
  source: "Lowland Post",
  publishedAt: "2025-05-12T07:00:00.000Z",
};
const LATER = {
  title: "Veldmark bridge stays closed for two more weeks",
  text: "The reopening of the Veldmark bridge has been postponed to 28 June, the city council said. Engineers want to replace one more cable before cars may cross it again.\n\nThe ferries will go on running until then, and the council will pay for them.",
  source: "Harbour Courier",
  publishedAt: "2025-06-02T10:00:00.000Z",
  url: "https://harbour-courier.example/bridge-postponed",
};
const orchard = {
  title: "Frost destroys half of the apple harvest",
  text: "Late frost has destroyed half of the apple harvest in the Sorrel valley, the growers’ union said. The union expects prices to rise.",
  source: "Harbour Courier",
  publishedAt: "2025-05-13T07:00:00.000Z",
};

it("is made by the button on an answer, in private, and kept for 90 days", async () => {
  await desk.read(FIRST);
  const { answer } = await desk.service.add(ANN, "When will the Veldmark bridge reopen?", {
    ...{ where: "dm", delivery: "at-once", quiet: null, timeZone: null, language: "en", isPublic: true },
  });
  expect(answer).toMatchObject({ kind: "answered" });
  const again = await desk.service.addAnswer(ANN, answer.answerId, {
    ...{ where: "dm", delivery: "at-once", quiet: null, timeZone: null, language: "en", isPublic: true },
  });
  expect(again).toMatchObject({ isNew: false, watch: { expiresAt: "2025-08-11T09:00:00.000Z" } });
  await desk.round();
  expect(desk.messages()).toEqual([]);
});

it("is woken by no copy under another headline, no brief, no report of the same, and nothing else", async () => {
  desk.now = "2025-05-13T12:00:00.000Z";
  const publishedAt = "2025-05-13T11:00:00.000Z";
  await desk.read({
    ...FIRST,
    title: "Cars back on the bridge in a month",
    source: "Delta Mail",
    publishedAt,
  });
  await desk.read(orchard);
  expect((await desk.round()).asked).toBe(1);
  const brief =
    "The Veldmark bridge will reopen to cars on 14 June, three months after cracks were found in its cables.";
  await desk.read({ title: "Bridge opens 14 June", text: brief, source: "Ticker", publishedAt });
  await desk.read({
    title: "Good news for commuters",
    text: "Cars will be able to cross the Veldmark bridge again from June 14, officials announced. Buses follow in July, said the transport office of the region.",
    source: "Region Radio",
    publishedAt,
  });
  expect((await desk.round()).changes).toBe(0);
  expect(desk.messages()).toEqual([]);
});

it("tells of a change once, the new beside the old, with outlets and dates; and of the same elsewhere not at all", async () => {
  desk.now = "2025-06-02T12:00:00.000Z";
  await desk.read(LATER);
  expect(await desk.round()).toMatchObject({ changes: 1, sent: 1 });
  const [message] = desk.messages();
  const text = textOf(message ?? { components: [] });
  expect(text).toContain("There is a newer report");
  expect(text).toMatch(/> The reopening of the Veldmark bridge has been postponed to 28 June/);
  expect(text).toMatch(/What I told you before[\s\S]*> The Veldmark bridge will reopen to cars on 14 June/);
  expect(text).toContain("**Harbour Courier**");
  expect(text).toContain(`2 Jun 2025 \\(<t:${Date.parse(LATER.publishedAt) / 1000}:R>\\)`);
  expect(text).toContain(`12 May 2025 \\(<t:${Date.parse(FIRST.publishedAt) / 1000}:R>\\)`);
  expect(buttonsOf(message ?? { components: [] }).map(({ label }) => label)).toEqual([
    "Sources",
    "Stop",
    "Keep for 90 more days",
  ]);
  desk.now = "2025-06-03T12:00:00.000Z";
  await desk.read({
    title: "Drivers must wait until late June",
    text: "Drivers must wait two more weeks for the bridge at Veldmark, which opens on June 28 instead of June 14. One more cable is to be replaced, said the council.",
    source: "Region Radio",
    publishedAt: "2025-06-03T08:00:00.000Z",
  });
  await desk.round();
  expect(desk.messages()).toHaveLength(1);
});

it("does not take an older report that comes late for news", async () => {
  await desk.read({
    title: "Bridge may open in May",
    text: "The Veldmark bridge may reopen on 20 May if tests go well, an engineer said. It has been closed to cars since March.",
    source: "Old Gazette",
    publishedAt: "2025-04-20T08:00:00.000Z",
  });
  await desk.round();
  expect(desk.messages()).toHaveLength(1);
});

it("tells of a correction in the article that was quoted, once", async () => {
  desk.now = "2025-06-04T12:00:00.000Z";
  const text = LATER.text.replaceAll("28 June", "30 June");
  await desk.read({
    ...LATER,
    text: `${text}\n\nCorrection: An earlier version of this article gave the wrong day of the reopening.`,
    updatedAt: "2025-06-04T11:00:00.000Z",
  });
  await desk.round();
  expect(desk.messages()).toHaveLength(2);
  const told = textOf(desk.messages()[1] ?? { components: [] });
  expect(told).toContain("An article I quoted announces a correction");
  expect(told).toMatch(/> The reopening of the Veldmark bridge has been postponed to 28 June/);
  expect(told).toContain("postponed to 30 June");
  expect(told).toContain("Correction\\: An earlier version");
  await desk.round();
  expect(desk.messages()).toHaveLength(2);
});

it("loses and doubles nothing where it is killed between look, question, message and note", async () => {
  desk.now = "2025-06-20T12:00:00.000Z";
  // Killed after the article is stored, before anything looked at it; then while it was sent.
  await desk.read({
    title: "Veldmark bridge closed until further notice",
    text: "The reopening of the Veldmark bridge, due on 30 June, has been called off, the mayor said. It stays closed until further notice, since a second cable broke in a test on Thursday.",
    source: "Harbour Courier",
    publishedAt: "2025-06-20T10:00:00.000Z",
  });
  const { notifier } = desk;
  await desk.restart({
    ...notifier,
    send: async (...given) => {
      const outcome = await notifier.send(...given);
      await desk.stores.close(); // nothing of it is noted any more
      return outcome;
    },
  });
  expect(desk.faults.splice(0).length).toBeGreaterThan(0);
  expect(desk.messages()).toHaveLength(3);
  await desk.restart();
  await desk.round();
  expect(desk.messages()).toHaveLength(3);
  expect(textOf(desk.messages()[2] ?? { components: [] })).toMatch(/> .*called off/);
  expect(await desk.stores.watches.due("2027-01-01T00:00:00.000Z", 9, null)).toEqual([]);
});

it("ends after its days", async () => {
  desk.now = "2025-09-30T12:00:00.000Z";
  await desk.read({
    title: "Veldmark bridge open",
    text: "The Veldmark bridge reopened to cars on 29 September, after half a year.",
    source: "Lowland Post",
    publishedAt: "2025-09-29T10:00:00.000Z",
  });
  expect(await desk.round()).toMatchObject({ asked: 0, sent: 0 });
  expect(desk.messages()).toHaveLength(3);
});
