// Claims of a message, and how a quote stands to one by its words alone.
import { describe, expect, it } from "vitest";
import { claimsOf, stanceOf } from "../../src/answer/claim.js";

describe("the claims of a message", () => {
  it("are its telling sentences, without what Discord writes into it", () => {
    const { claims, leftOut } = claimsOf(
      "> lol\n**Breaking:** <@123456> the Veldmark bridge in Ostby closes on 3 March! https://news.example/x <:wow:123>\n```js\ncode()\n```",
    );
    expect(claims).toEqual(["Breaking: the Veldmark bridge in Ostby closes on 3 March!"]);
    expect(leftOut).toBe(0);
  });

  it("are three at most, those that name most, in the order of the message", () => {
    const { claims, leftOut } = claimsOf(
      "I really do not know about it. Mayor Moen resigned in Ostby. It was a long day for all of us. The Fed cut rates by 25 points. Pope Leo spoke in Rome.",
    );
    expect(claims).toEqual([
      "Mayor Moen resigned in Ostby.",
      "The Fed cut rates by 25 points.",
      "Pope Leo spoke in Rome.",
    ]);
    expect(leftOut).toBe(2);
  });

  it.each(["", "ok", "https://news.example/x", "😀 😀 😀 😀 😀", "||spoiler||"])("are none in %j", (text) => {
    expect(claimsOf(text).claims).toEqual([]);
  });
});

describe("the stance of a quote", () => {
  const at = (publishedAt: string | null = null, title = "News of Ostby") => ({ title, publishedAt });
  it.each([
    [
      "Pope Francis died at the age of 92.",
      "Pope Francis died on Monday at the age of 88.",
      "differs",
      ["92/88"],
    ],
    [
      "The quake killed 500 people in Ostby.",
      "The quake in Ostby killed at least 50 people, police said.",
      "differs",
      ["500/50"],
    ],
    [
      "A summit of Trump and Putin is planned.",
      "There are no plans for a summit of Trump and Putin.",
      "differs",
      ["no plans"],
    ],
    ["The bridge will not close in March.", "The bridge of Ostby will close in March.", "differs", ["not"]],
    [
      "The bridge of Ostby will close in March.",
      "The bridge of Ostby will close in March, the mayor said.",
      "alike",
      [],
    ],
    ["The bridge will not close in March.", "The bridge of Ostby will never close in March.", "alike", []],
    ["The bridge of Ostby will close in March.", "The mayor of Ostby spoke of the harbour.", "near", []],
    [
      "ABC suspended the late show of Jimmy Kimmel.",
      "ABC has pulled the late show of Jimmy Kimmel off the air.",
      "alike",
      [],
    ],
    [
      "The summit in Budapest will take place.",
      "The summit in Budapest was postponed, and will take place in May.",
      "differs",
      ["postponed"],
    ],
    [
      "Moen refused to sign the bill in Ostby.",
      "Moen signed the bill in Ostby on Monday.",
      "differs",
      ["refused"],
    ],
    ["Leo was elected pope in Rome.", "No fish was landed in Ostby.", "near", []],
  ])("%s / %s", (claim, quote, stance, turns) => {
    expect(stanceOf(claim, quote, at())).toEqual({ stance, turns });
  });

  it("is alike only where the month is the same", () => {
    const claim = "The bank of Ostby cut its rates in December.";
    const quote = "The bank of Ostby cut its rates on Wednesday.";
    expect(stanceOf(claim, quote, at("2025-12-10T17:00:00.000Z")).stance).toBe("alike");
    expect(stanceOf(claim, quote, at("2025-10-29T17:00:00.000Z")).stance).toBe("near");
  });

  it("counts the title and the day of the report as said", () => {
    const claim = "Leo XIV was elected pope in May 2025.";
    const quote = "The cardinal was elected pope and took the name Leo XIV.";
    expect(stanceOf(claim, quote, at("2025-05-08T17:00:00.000Z")).stance).toBe("alike");
    expect(stanceOf(claim, quote, at("2024-11-08T17:00:00.000Z")).stance).toBe("near");
  });
});
