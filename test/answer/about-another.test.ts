// What a reply says of a first quote about another year, number, person or round, or about the opposite of what was asked.
import { describe, expect, it } from "vitest";
import { aboutAnother } from "../../src/answer/about-another.js";
import { scoreSentences } from "../../src/answer/sentences.js";
import { makeArticle, makeFound, makeHit } from "./articles.js";

async function told(question: string, text: string, publishedAt = "2025-10-21T00:00:00.000Z") {
  const found = makeFound([makeHit(makeArticle(text, { publishedAt }), 5)], question);
  const [lead] = await scoreSentences(found, question, null);
  return aboutAnother(lead, found);
}

describe("a first quote about another thing", () => {
  it.each([
    [
      "who won the Brenn prize in 2025?",
      "The Brenn prize of 2024 goes to the choir of Selby.",
      "2024",
      "2025",
    ],
    [
      "did the bank lower its rate in July 2025?",
      "The bank lowered its rate to three percent.",
      "2025-09",
      "2025-07",
    ],
    ["who flew on Orla-10?", "Four people flew on Orla-9 to the station.", "Orla-9", "Orla-10"],
    [
      "who won the second debate in Torvik?",
      "Lund won the first debate in Torvik.",
      "first debate",
      "second debate",
    ],
    [
      "why did conductor Paul Marr retire?",
      "Conductor Peter Marr retired after a fall.",
      "Peter Marr",
      "Paul Marr",
    ],
  ])("names both: %s", async (question, text, found, asked) => {
    const at = found.startsWith("2024") ? "2024-10-11T00:00:00.000Z" : "2025-09-17T00:00:00.000Z";
    expect(await told(question, text, at)).toEqual({ aboutAnother: { found, asked } });
  });

  it("says nothing of what is about the thing asked for", async () => {
    expect(await told("who flew on Orla-9?", "Four people flew on Orla-9 to the station.")).toEqual({});
    expect(
      await told("who won the Brenn prize in 2025?", "The Brenn prize of 2025 goes to Selby's choir."),
    ).toEqual({});
  });
});

describe("the opposite of what a question takes for granted", () => {
  it("is told with the word that says it", async () => {
    expect(
      await told("when did Vesteria leave the pact?", "Vesteria became a member of the pact in May."),
    ).toEqual({
      opposite: { found: "became a member", asked: "leave" },
    });
    expect(
      await told("why did the bank raise its rate?", "The bank lowered its rate because of the crisis."),
    ).toEqual({
      opposite: { found: "lowered", asked: "raise" },
    });
  });

  it("is none where the article tells of both, or where yes or no is asked", async () => {
    const both = "The bank lowered its rate because of the crisis. It had raised it in May.";
    expect(await told("why did the bank raise its rate?", both)).toEqual({});
    expect(await told("did the bank raise its rate?", "The bank lowered its rate to three percent.")).toEqual(
      {},
    );
  });
});
