import { describe, expect, it } from "vitest";
import { adds, isEarlierState, isNear } from "../../src/answer/further-quotes.js";
import { agrees, contradiction, hasCome, reportsNewState } from "../../src/answer/repeated-sentences.js";
import { readAsked } from "../../src/language/asked.js";
import { contentWords } from "../../src/language/words.js";

const asking = (question: string) => ({ asked: readAsked(question), asking: contentWords(question) });

describe("a further quote", () => {
  const WHO = asking("Who won the mayoral election in Torvik?");
  const LEAD = "Ann Lund won the mayoral election in Torvik on Sunday.";

  it("adds a name that is asked for", () => {
    expect(adds("Ann Lund won the race in Torvik, beating Bo Ris.", [LEAD], WHO)).toBe(true);
  });

  it("adds nothing where it says the same in other words, or something else", () => {
    expect(adds("The mayoral election in Torvik went to Lund.", [LEAD], WHO)).toBe(false);
    expect(adds("Turnout in the election was low because of snow.", [LEAD], WHO)).toBe(false);
  });

  it("contradicts", () => {
    const MANY = asking("How many people died in the Veld bridge collapse?");
    expect(
      adds(
        "Six people died in the collapse of the Veld bridge.",
        ["Four people died in the collapse of the Veld bridge."],
        MANY,
      ),
    ).toBe(true);
    expect(
      adds(
        "Four people died when the Veld bridge collapsed.",
        ["Four people died in the collapse of the Veld bridge."],
        MANY,
      ),
    ).toBe(false);
  });

  it("is always wanted where nothing is shown", () => expect(adds(LEAD, [], WHO)).toBe(true));
});

describe("twins", () => {
  it("are none where one says the opposite", () => {
    const [kept, cut] = [
      "The bank left its key rate unchanged on Thursday.",
      "The bank lowered its key rate on Thursday.",
    ];
    expect(agrees(kept, cut)).toBe(false);
    expect(contradiction(kept, cut)).toEqual({ first: "left its key rate unchanged", other: "lowered" });
    expect(reportsNewState(kept, cut)).toBe(true);
  });

  it("are none where one names another place", () => {
    expect(
      agrees(
        "On Monday the council of Torvik approved the tram line.",
        "On Monday the council of Bergen approved the tram line.",
      ),
    ).toBe(false);
  });
});

describe("a new state", () => {
  const announced = "The mayor announced a toll of 2 crowns amid fears that protests would follow.";

  it("is none where an aside looked ahead, and one where the statement did", () => {
    expect(hasCome("The mayor declared a toll of 2 crowns.", announced)).toBe(false);
    expect(hasCome("The toll took effect.", "The mayor says a toll will be raised in May.")).toBe(true);
  });

  it("is none where something failed to happen", () => {
    const shut = "The office shut down on Friday after the council failed to reach a deal.";
    expect(reportsNewState(shut, "The office shut down on Friday.")).toBe(false);
    expect(reportsNewState("The council reached a deal.", "The office shut down on Friday.")).toBe(true);
  });

  it("is the signing of what was passed", () => {
    expect(reportsNewState("The mayor signed the bill.", "The council passed the bill.")).toBe(true);
  });
});

describe("an earlier state", () => {
  const question = contentWords("Is the Veldmark bridge open?");
  const now = {
    title: "Veldmark bridge reopens",
    text: "The Veldmark bridge reopened to traffic on Monday.",
  };

  it("is about the same thing, and differs", () => {
    const then = {
      title: "Veldmark bridge shut",
      text: "The Veldmark bridge will stay closed until spring.",
    };
    expect(isEarlierState(then, now, question)).toBe(true);
  });

  it("is neither another thing nor the same again", () => {
    const other = { title: "Harbour tunnel", text: "The harbour tunnel was closed on Friday." };
    expect(isEarlierState(other, now, question)).toBe(false);
    expect(isEarlierState({ ...now, text: "The Veldmark bridge reopened to traffic." }, now, question)).toBe(
      false,
    );
  });
});

describe("the nearest articles", () => {
  it("hold half of the names asked for, without names most of the words", () => {
    expect(isNear("The mayor of Torvik resigned.", ["torvik", "lund"], ["torvik", "lund", "mayor"])).toBe(
      true,
    );
    expect(isNear("The mayor of Bergen resigned.", ["torvik", "lund"], ["torvik", "lund", "mayor"])).toBe(
      false,
    );
    expect(isNear("The ferry strike has ended.", [], ["ferry", "strike"])).toBe(true);
    expect(isNear("The ferry sank.", [], ["bakery", "strike", "ferry"])).toBe(false);
  });
});
