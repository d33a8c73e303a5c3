// Topics that a channel follows, and what a watch is asked again for: over the real models.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { ModelWorker } from "../../src/embed/model-worker.js";
import { textOf } from "../discord/exchange.js";
import { startRealWorker } from "../models.js";
import { ANN, type Given, WatchDesk } from "./watch-desk.js";

const CHANNEL = "900000000000000555";
let worker: ModelWorker;
let desk: WatchDesk;
beforeAll(async () => {
  worker = await startRealWorker();
});
beforeEach(async () => {
  desk = await WatchDesk.open(worker);
  return async () => {
    expect(desk.double.violations).toEqual([]);
    expect(desk.faults).toEqual([]);
    await desk.close();
  };
});
afterAll(() => worker.close());

const report = (source: string, title: string, text: string, publishedAt = desk.now): Given => ({
  source,
  title,
  text,
  publishedAt,
});
const POSTPONED =
  "The reopening of the Veldmark bridge has been postponed to 28 June, the city council said. Ferries will go on running.";
const follow = () =>
  desk.service.follow(ANN, {
    topic: "Veldmark bridge",
    channelId: CHANNEL,
    delivery: "at-once",
    language: "en",
  });

it("tells a channel of stories, copies and further reports folded, and of nothing else", async () => {
  await desk.read(report("Old Post", "Before anybody followed", "The Veldmark bridge was closed in March."));
  await follow();
  desk.now = "2025-06-02T12:00:00.000Z";
  await desk.read(
    report("Harbour Courier", "Veldmark bridge stays closed", POSTPONED, "2025-06-02T08:00:00.000Z"),
  );
  await desk.read(
    report("Delta Mail", "Two more weeks without the bridge", POSTPONED, "2025-06-02T09:00:00.000Z"),
  );
  await desk.read(
    report(
      "Lowland Post",
      "Sculpture for the bridge",
      "A bronze otter will greet drivers on the Veldmark bridge, its sculptor Ilse Marn revealed.",
      "2025-06-02T10:00:00.000Z",
    ),
  );
  await desk.read(
    report(
      "Harbour Courier",
      "Frost in Sorrel",
      "Late frost has destroyed half of the apple harvest in the Sorrel valley.",
    ),
  );
  await desk.read(
    report(
      "Archive",
      "Veldmark bridge built",
      "The Veldmark bridge was opened by the queen.",
      "1931-05-01T00:00:00.000Z",
    ),
  );
  await desk.round();
  const messages = desk.messages(CHANNEL);
  expect(messages).toHaveLength(1);
  const text = textOf(messages[0] ?? { components: [] });
  expect(text).toContain("News about “Veldmark bridge”");
  expect(text).toContain("> A bronze otter will greet drivers");
  expect(text).toContain("> The reopening of the Veldmark bridge has been postponed to 28 June");
  expect(text).toContain("One more report");
  expect(text).toContain("Harbour Courier\\: Veldmark bridge stays closed");
  expect(text).not.toMatch(/frost|queen|closed in March/);
});

it("tells of no reprint of what the channel had, and waits between two messages", async () => {
  await follow();
  desk.now = "2025-06-02T12:00:00.000Z";
  await desk.read(report("Harbour Courier", "Veldmark bridge stays closed", POSTPONED));
  await desk.round();
  expect(desk.messages(CHANNEL)).toHaveLength(1);
  await desk.read(
    report(
      "Lowland Post",
      "Otter for the Veldmark bridge",
      "A bronze otter will greet drivers on the Veldmark bridge, its sculptor said.",
    ),
  );
  await desk.round();
  expect(desk.messages(CHANNEL)).toHaveLength(1);
  desk.now = "2025-06-02T12:02:00.000Z";
  await desk.round();
  expect(desk.messages(CHANNEL)).toHaveLength(2);
  desk.now = "2025-06-02T18:00:00.000Z";
  await desk.read(report("Region Radio", "Bridge: the wait goes on", POSTPONED));
  await desk.round();
  expect(desk.messages(CHANNEL)).toHaveLength(2);
});

it("asks a question again only for what may concern it, once for a whole burst", async () => {
  await desk.read(
    report("Lowland Post", "Bridge in June", "The Veldmark bridge will reopen to cars on 14 June."),
  );
  await desk.service.add(ANN, "When will the Veldmark bridge reopen?", {
    ...{ where: "dm", delivery: "at-once", quiet: null, timeZone: null, language: "en", isPublic: false },
  });
  await desk.round();
  for (let n = 0; n < 30; n += 1)
    await desk.read(
      report(
        "Ticker",
        `Market report ${n}`,
        `Wheat closed at ${200 + n} crowns in Sorrel, and barley followed.`,
      ),
    );
  expect(await desk.round()).toMatchObject({ asked: 0 });
  for (let n = 0; n < 30; n += 1)
    await desk.read(
      report(
        "Ticker",
        `Bridge note ${n}`,
        `Note ${n}: the crossing of the river at Veldmark is still closed to cars.`,
      ),
    );
  expect((await desk.round()).asked).toBe(1);
});

it("tries a watch again that could not be asked, and asks the others meanwhile", async () => {
  await desk.read(
    report("Lowland Post", "Bridge in June", "The Veldmark bridge will reopen to cars on 14 June."),
  );
  const times = { delivery: "at-once", quiet: null, timeZone: null } as const;
  const wishes = { where: "dm", ...times, language: "en", isPublic: false } as const;
  await desk.service.add(ANN, "When will the Veldmark bridge reopen?", wishes);
  await desk.service.add(ANN, "Is the Veldmark bridge open to cars?", wishes);
  await desk.round();
  desk.now = "2025-06-02T12:00:00.000Z";
  await desk.read(report("Harbour Courier", "Veldmark bridge stays closed", POSTPONED));
  desk.failNext(1);
  expect(await desk.round()).toMatchObject({ asked: 2, changes: 1 });
  expect(desk.faults.splice(0)).toMatchObject([{ code: "worker-busy" }]);
  desk.now = "2025-06-02T12:02:00.000Z";
  expect(await desk.round()).toMatchObject({ asked: 1, changes: 1 });
  expect(desk.messages()).toHaveLength(2);
});

it("keeps a digest for its hour on the person's clock, and at-once news out of quiet hours", async () => {
  await desk.read(
    report("Lowland Post", "Bridge in June", "The Veldmark bridge will reopen to cars on 14 June."),
  );
  const night = {
    quiet: { from: 22, to: 7 },
    timeZone: "Europe/Berlin",
    language: "de",
    isPublic: false,
  } as const;
  const [first, second] = ["When will the Veldmark bridge reopen?", "Is the Veldmark bridge open to cars?"];
  await desk.service.add(ANN, first, { where: "dm", delivery: "daily", ...night });
  await desk.service.add(ANN, second, { where: "dm", delivery: "at-once", ...night });
  desk.now = "2025-06-02T20:30:00.000Z"; // 22:30 in Berlin
  await desk.read(report("Harbour Courier", "Veldmark bridge stays closed", POSTPONED));
  expect(await desk.round()).toMatchObject({ changes: 2, sent: 0 });
  desk.now = "2025-06-03T04:59:00.000Z";
  expect((await desk.round()).sent).toBe(0);
  desk.now = "2025-06-03T05:00:00.000Z"; // 7:00
  expect((await desk.round()).sent).toBe(1);
  desk.now = "2025-06-03T06:00:00.000Z"; // 8:00, the digest's hour
  expect((await desk.round()).sent).toBe(1);
  const texts = desk.messages().map(textOf);
  expect(texts[0]).toContain("Es gibt einen neueren Bericht");
  expect(texts.map((text) => text.includes(second))).toEqual([true, false]);
});
