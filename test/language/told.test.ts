// What a question says besides what it asks for, and which sentences tell it in other words.
import { describe, expect, it } from "vitest";
import { readAsked } from "../../src/language/asked.js";
import { compareAsked } from "../../src/language/compare-asked.js";
import { holdsAsked } from "../../src/language/holds-asked.js";
import { sharesTold, tellsDeed } from "../../src/language/told.js";
import { stemsOf } from "../../src/language/words.js";

const tells = (question: string, sentence: string) => tellsDeed(readAsked(question).said, sentence);

describe("tellsDeed", () => {
  it.each([
    [
      "where was the ferry headed when it sank",
      "It had left Selby for Brenn.",
      "It sank off the pier of Selby.",
    ],
    [
      "where did the rover pick up its dust",
      "It drilled into the floor of the Hesper crater.",
      "It landed near Woomera.",
    ],
    ["how did the burglars get in", "They climbed through a skylight.", "They took eleven rings."],
    ["who is in charge of the talks", "Anna Holm leads the talks.", "Anna Holm was at the talks."],
    ["whose idea was the new pier", "The mayor had proposed it.", "The pier was opened by the mayor."],
    [
      "how did they keep in touch with the divers",
      "A buoy passed on their signals.",
      "The divers were at home.",
    ],
    ["who quit over the pier", "The mayor stepped down.", "The mayor opened the pier."],
    ["why did they scrap the parade", "The parade was called off in the rain.", "The parade began at ten."],
    ["who got sacked after the flood", "The warden was dismissed.", "The warden saw the flood."],
    ["why was the road shut", "The road was closed for the race.", "The road was built for the race."],
    ["where did the balloon come down", "It landed on a roof in Brenn.", "It will come back to Brenn."],
    ["who stood in for the coach", "Her assistant replaced her.", "Her assistant wept."],
    [
      "why did the fed raise rates",
      "Rates were raised by half a point.",
      "Rates were lowered by half a point.",
    ],
  ])("%s", (question, told, other) => {
    expect(tells(question, told)).toBe(true);
    expect(tells(question, other)).toBe(false);
  });

  it("knows of no deed where a question says none, or one that says little alone", () => {
    expect(tells("who is the new coach", "Anna Holm is the new coach.")).toBeNull();
    expect(tells("when did it happen", "It was on Monday.")).toBeNull();
    expect(tells("when is the next board meeting", "The next session is on 3 May.")).toBeNull();
    expect(tells("where did the ferry go", "It left.")).toBeNull();
  });

  it("keeps two deeds of one question apart", () => {
    expect(tells("who bought the stolen rings", "The rings were stolen on Monday.")).toBe(false);
    expect(tells("who bought the stolen rings", "A jeweller acquired the rings.")).toBe(true);
  });
});

describe("sharesTold", () => {
  it("gives the share of what a question says, its first deed counting most, and all of a question that says nothing", () => {
    const { said } = readAsked("where was the ferry headed that hit the pier");
    const share = (sentence: string) => sharesTold(said, sentence);
    expect(share("It was bound for Brenn.")).toBeGreaterThan(share("The ferry hit the pier at noon."));
    expect(share("The ferry, bound for Brenn, hit the pier.")).toBe(1);
    expect(sharesTold(readAsked("who is she").said, "Anna Holm.")).toBe(1);
  });
});

describe("compareAsked", () => {
  const question = "where was the ferry headed that hit the pier";
  const hit = "A ferry hit the pier in Bergen on Monday.";
  const headed = "It had just left Selby for Oslo in the north.";
  const compare = (sentences: readonly string[]) =>
    compareAsked(readAsked(question), stemsOf(question), sentences);

  it("takes from a place that does not belong to what is asked about, if another sentence has one that does", () => {
    const holds = compare([hit, headed]);
    expect(holds(headed)).toBeGreaterThan(0.9);
    expect(holds(hit)).toBeLessThan(0.8);
  });

  it("leaves all as it is where no sentence tells it", () => {
    expect(compare([hit])(hit)).toBe(holdsAsked(readAsked(question), hit, stemsOf(question)));
  });
});

describe("holdsAsked of who did something", () => {
  const holds = (question: string, sentence: string) =>
    holdsAsked(readAsked(question), sentence, stemsOf(question));

  it("takes a body that does it, or that is given it, for who", () => {
    expect(
      holds("who ended up with the Brenn prize", "The Brenn prize goes to Tarn Rescue."),
    ).toBeGreaterThan(0.7);
    expect(holds("who built the drill", "The drill was made by the company Tarn Motors.")).toBeGreaterThan(
      0.7,
    );
    expect(
      holds("who runs the mission", "Ingrid Holm of the European Space Agency leads it."),
    ).toBeGreaterThan(0.7);
  });

  it("wants who was not there not to have been there", () => {
    const absent = (sentence: string) => holds("which governor didn't show up for the vote", sentence);
    expect(absent("Governor Anna Holm took part too: a court had refused to let them dismiss her.")).toBe(0);
    expect(absent("Governor Anna Holm was absent.")).toBeGreaterThan(0.7);
    expect(absent("Governor Anna Holm did not attend.")).toBeGreaterThan(0.7);
  });
});
