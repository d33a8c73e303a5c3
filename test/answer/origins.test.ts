// Outlets and origins: "5 outlets, 1 origin (AFP)".
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copiesOfAll, countOrigins, originName } from "../../src/answer/origins.js";
import type { Article } from "../../src/model/article.js";
import { makeArticle } from "./articles.js";

const LEAD = "The harbour of Ostby was closed on Tuesday after a crane fell across its only channel.";
const END = "Divers found no damage to the gas pipe that runs beneath the channel to the northern quay.";

const copy = (id: number, given: Partial<Article> = {}, text = `${LEAD}\n\n${END}`) =>
  makeArticle(text, { articleId: `${id}`.padStart(12, "0"), source: `Outlet ${id}`, ...given });
const day = (n: number) => `2025-10-${n}T08:00:00.000Z`;

const first = copy(1, { publishedAt: day(21) });
const wire = copy(2, { publishedAt: day(22), agency: "AFP" });
const others = [3, 4, 5].map((id) => copy(id, { publishedAt: day(20 + id) }));

describe("origins", () => {
  it("of one article are itself, and of none count as one", () => {
    expect(countOrigins([first])).toEqual({ outlets: 1, origins: 1, originNames: ["Outlet 1"] });
    expect(countOrigins([])).toEqual({ outlets: 1, origins: 1, originNames: [] });
  });

  it("count every outlet of a wire story once, under its agency", () => {
    const copies = new Map([[first.articleId, [wire, ...others, copy(9, { source: "outlet 3" })]]]);
    expect(countOrigins([first], { copies })).toEqual({ outlets: 5, origins: 1, originNames: ["AFP"] });
  });

  it("are named by who was first where no agency is credited, an undated copy never", () => {
    const undated = copy(6, { publishedAt: null });
    expect(originName([undated, ...others])).toBe("Outlet 3");
    expect(originName([undated])).toBe("Outlet 6");
    const nameless = copy(7, { publishedAt: day(10), source: null, url: "https://www.first.example/a" });
    expect(originName([nameless, first])).toBe("first.example");
    expect(originName([copy(8, { source: null, url: null })])).toBeNull();
  });

  it("join quoted articles that are copies of a third one", () => {
    const copies = new Map([
      [first.articleId, [others[0] as Article]],
      [wire.articleId, [others[0] as Article]],
    ]);
    expect(countOrigins([first, wire], { copies })).toEqual({ outlets: 3, origins: 1, originNames: ["AFP"] });
  });

  it("are one for all stories of an agency or outlet, and two for two", () => {
    const secondStory = copy(7, { agency: "AFP", source: "Outlet 1" });
    expect(countOrigins([wire, secondStory])).toEqual({ outlets: 2, origins: 1, originNames: ["AFP"] });
    const itself = copy(8, { source: "AFP" });
    expect(countOrigins([wire, itself])).toMatchObject({ outlets: 2, origins: 1 });
    expect(countOrigins([first, wire])).toEqual({ outlets: 2, origins: 2, originNames: ["AFP", "Outlet 1"] });
  });

  it("come with the most printed first", () => {
    const copies = new Map([[first.articleId, others]]);
    expect(countOrigins([wire, first], { copies }).originNames).toEqual(["Outlet 1", "AFP"]);
  });

  it("count a copy that was cut before the quote for the origin, not as an outlet", () => {
    const cut = copy(3, { agency: "Reuters", publishedAt: day(20) }, LEAD);
    const edited = copy(4, {}, `${LEAD}\n\n${END.replace("northern", "new")}`);
    const copies = new Map([[first.articleId, [cut, edited]]]);
    const quotes = [{ articleId: first.articleId, text: END }];
    expect(countOrigins([first], { copies, quotes })).toEqual({
      outlets: 2,
      origins: 1,
      originNames: ["Reuters"],
    });
    const leads = [{ articleId: first.articleId, text: LEAD }];
    expect(countOrigins([first], { copies, quotes: leads }).outlets).toBe(3);
  });

  it("are asked for once an article", async () => {
    const asked: string[] = [];
    const copies = await copiesOfAll([first, wire, first], async ({ articleId }) => {
      asked.push(articleId);
      return others;
    });
    expect(asked).toEqual([first.articleId, wire.articleId]);
    expect([...copies]).toEqual(asked.map((articleId) => [articleId, others]));
  });

  it("do not depend on any order, and are never more than outlets and articles allow", () => {
    const all = [first, wire, ...others, copy(6, { publishedAt: null, source: null })];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 1 }), fc.shuffledSubarray(all), (quoted, printed) => {
        const copiesOf = (list: readonly Article[]) =>
          new Map(
            quoted.map(({ articleId }) => [articleId, list.filter((one) => one.articleId !== articleId)]),
          );
        const count = countOrigins(quoted, { copies: copiesOf(printed) });
        const again = countOrigins([...quoted].reverse(), { copies: copiesOf([...printed].reverse()) });
        expect(again).toEqual(count);
        expect(count.origins).toBeLessThanOrEqual(quoted.length);
        expect(count.outlets).toBeLessThanOrEqual(new Set([...quoted, ...printed]).size);
        expect(count.originNames.length).toBe(count.origins);
      }),
    );
  });
});
