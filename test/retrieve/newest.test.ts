// The order of what was found for "latest on X".
import { describe, expect, it } from "vitest";
import { newestFirst } from "../../src/retrieve/newest.js";
import { parseQuestion } from "../../src/retrieve/question.js";
import { makeArticle, makeHit } from "../answer/articles.js";

const report = (id: number, day: string, title: string, text: string) => ({
  hit: makeHit(
    makeArticle(text, {
      articleId: `00000000000${id}`,
      title,
      publishedAt: `2025-10-${day}T00:00:00.000Z`,
    }),
    1,
  ),
});

describe("newestFirst", () => {
  it("puts the newest report on the topic first, and leaves those that mention it in their order", () => {
    const filler = "The council of Brenn met on Tuesday to talk about the fares of its ferries in spring. ";
    const mention = report(1, "24", "Fares rise", `${filler.repeat(4)}It spoke of the Orla strike too.`);
    const other = report(2, "23", "Harbour news", "A ferry came late to the quay.");
    const old = report(3, "20", "Orla adrift", "The crew of the Orla is on strike.");
    const fresh = report(4, "22", "Crew goes back", "The strike on the Orla has ended.");
    const question = parseQuestion("latest on the orla strike", "2025-10-25T00:00:00.000Z");
    expect(newestFirst([mention, old, other, fresh], question)).toEqual([fresh, old, mention, other]);
    expect(newestFirst([other, mention], question)).toEqual([other, mention]);
  });
});
