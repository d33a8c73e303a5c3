// What is only planned, hoped for or foretold, against reports of what happened.
import { describe, expect, it } from "vitest";
import { foretellsContest, isOnlyExpected } from "../../src/language/expected.js";

const NOTHING: ReadonlySet<string> = new Set();

describe("isOnlyExpected", () => {
  it.each([
    ["meet", "The two mayors will meet in Selby on Friday."],
    ["meet", "Mayor Orla Tarn and Mayor Jon Holm to meet in Selby on Friday."],
    ["meet", "No meeting between Tarn and Holm is scheduled: the two have no plans to meet, an aide said."],
    ["meet", "Only last week, after a call with Holm, Tarn had announced that they would meet in Selby."],
    ["win", "The choir of Selby is widely expected to win the Brenn Prize."],
    ["win", "A poll puts Tarn ahead, and bookmakers favor her to win the race."],
    ["convict", "If he is convicted, he could go to prison for four years."],
    ["come", "The climbers would stay in the hut and come down with a guide."],
    ["sign", "The governor said she would sign the bill."],
    ["cut", "Two of its governors voted for a cut of half a point."],
    ["cut", "The mayor has demanded a cut for months."],
  ])("finds no report that somebody did %s in: %s", (deed, sentence) => {
    expect(isOnlyExpected([deed], NOTHING, sentence)).toBe(true);
  });

  it.each([
    ["meet", "The two mayors ended their meeting in Selby on Friday without an agreement."],
    ["meet", "Tarn and Holm last met in May, and no new meeting is planned."],
    ["win", "The choir of Selby won the Brenn Prize, which it had been expected to win."],
    ["sign", "The governor refused to sign the bill."],
    ["resign", "Tarn did not resign."],
    ["cut", "The board voted to cut the rate."],
  ])("finds one of %s in: %s", (deed, sentence) => {
    expect(isOnlyExpected([deed], NOTHING, sentence)).toBe(false);
  });

  it("says nothing of sentences without the deed, nor where the question asks what somebody intends", () => {
    expect(isOnlyExpected(["win"], NOTHING, "The ceremony will begin at noon.")).toBe(false);
    expect(isOnlyExpected(["say", "resign"], NOTHING, "Tarn said she would resign.")).toBe(false);
    expect(isOnlyExpected(["resign"], new Set(["will"]), "Tarn said she would resign.")).toBe(false);
  });

  it("goes by the question's own words where it names no deed", () => {
    expect(isOnlyExpected([], new Set(["parade"]), "A parade is planned for Sunday.")).toBe(true);
    expect(isOnlyExpected([], new Set(["parade"]), "The parade drew thousands.")).toBe(false);
  });
});

describe("foretellsContest", () => {
  it("takes titles that look ahead for what they are, where it is asked who won", () => {
    expect(foretellsContest(["win"], "Brenn Prize predictions: Who will win?")).toBe(true);
    expect(foretellsContest(["win"], "Brenn Prize: how to watch")).toBe(true);
    expect(foretellsContest(["win"], "Choir of Selby wins Brenn Prize")).toBe(false);
    expect(foretellsContest(["close"], "Storm forecast: what to expect")).toBe(false);
  });
});
