// The instrument for copies: it must find those that are there, and time each search.
import { expect, it } from "vitest";
import { copyFigures, measureCopies } from "../../../src/eval/bench/store-speed.js";
import { article, revisionOf } from "../../conformance/samples.js";
import { tempStores } from "../../store/temp-folder.js";

const WIRE =
  "The harbour of Ostby was closed on Tuesday after a crane fell across its only channel, the port authority said.";

it("counts articles that have a copy and times every search", async () => {
  const stores = await tempStores();
  const articles = [
    article(1, { text: WIRE }),
    article(2, { text: `${WIRE} Divers found no damage to the gas pipe.` }),
    article(3, {
      text: "Voters in the valley of Lerwen have turned down a second tunnel by a narrow margin.",
    }),
  ];
  for (const given of articles) await stores.articles.put(revisionOf(given));
  const speed = await measureCopies(stores, [...articles, article(9)]);
  expect(speed).toMatchObject({ articles: 4, withCopies: 2 });
  expect(speed.findMs).toHaveLength(3);
  expect(speed.sketchesPerSecond).toBeGreaterThan(0);
  expect(copyFigures(speed).map(({ value }) => value)).toEqual([
    expect.stringMatching(/^\d+\/s$/),
    expect.stringMatching(/^\d+\.\d ms$/),
    expect.stringMatching(/^\d+\.\d ms$/),
    "2 of 3",
  ]);
});
