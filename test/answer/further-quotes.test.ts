import { describe, expect, it } from "vitest";
import { adds, isEarlierState, isOnMatter } from "../../src/answer/further-quotes.js";
import { agrees, contradiction, hasCome, reportsNewState } from "../../src/answer/repeated-sentences.js";
import { readAsked } from "../../src/language/asked.js";
import { contentWords } from "../../src/language/words.js";

const asking = (question: string) => ({ asked: readAsked(question), asking: contentWords(question) });

describe("a further quote", () => {
  const WHO = asking("Who won the mayoral election in Torvik?");
  const LEAD = "Ann Lund won the mayoral election in Torvik on Sunday.";

  it("adds a name that is asked for", () => {
    expect(adds("Ann Lund won the mayoral race in Torvik, beating Bo Ris.", [LEAD], WHO)).toBe(true);
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

  it("adds nothing where one thing is asked for and named", () => {
    const WHERE = asking("Where did the Orla sink?");
    const sank = "The Orla sank off Torvik on Sunday.";
    expect(adds("The Orla had left Bergen an hour before.", [sank], WHERE)).toBe(false);
  });

  it("is newer and on the matter of the question, or is not shown", () => {
    const OPEN = asking("Is the Veldmark bridge open?");
    expect(isOnMatter({ text: "The Veldmark bridge is closed again.", asked: 1 }, OPEN)).toBe(true);
    expect(isOnMatter({ text: "The harbour tunnel is closed again.", asked: 1 }, OPEN)).toBe(false);
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
  const BRIDGE = asking("Is the Veldmark bridge open?");
  const now = {
    title: "Veldmark bridge reopens",
    text: "The Veldmark bridge reopened to traffic on Monday.",
  };

  it("is about the same thing, and differs", () => {
    const then = {
      title: "Veldmark bridge shut",
      text: "The Veldmark bridge will stay closed until spring.",
    };
    expect(isEarlierState(then, now, BRIDGE)).toBe(true);
  });

  it("may tell of the same thing in another word", () => {
    const SUMMIT = asking("Is a Lund–Berg summit scheduled?");
    const off = {
      title: "Talks of Lund and Berg put off",
      text: "No Lund–Berg summit is scheduled: the two have no plans to meet.",
    };
    const planned = {
      title: "Lund to see Berg in Torvik",
      text: "Ann Lund said on Thursday that she would meet Bo Berg in Torvik within two weeks.",
    };
    expect(isEarlierState(planned, off, SUMMIT)).toBe(true);
  });

  it("is neither another thing nor the same again", () => {
    const other = { title: "Harbour tunnel", text: "The harbour tunnel was closed on Friday." };
    expect(isEarlierState(other, now, BRIDGE)).toBe(false);
    expect(isEarlierState({ ...now, text: "The Veldmark bridge reopened to traffic." }, now, BRIDGE)).toBe(
      false,
    );
  });

  it("is no other fact about the same thing, and no plan that was carried out", () => {
    const built = { title: "Veldmark bridge", text: "The Veldmark bridge carries 9,000 cars a day." };
    expect(isEarlierState(built, now, BRIDGE)).toBe(false);
    const HOME = asking("Is the crew of the Orla home?");
    const home = { title: "Crew of the Orla home", text: "The crew of the Orla are home in Torvik." };
    const plan = { title: "Crew of the Orla", text: "The crew of the Orla will come home in May." };
    expect(isEarlierState(plan, home, HOME)).toBe(false);
    const never = { ...home, text: "The crew of the Orla is not coming home." };
    expect(isEarlierState(plan, never, HOME)).toBe(true);
  });

  it("is another number for what is counted, but none that was planned", () => {
    const DEAD = asking("How many people died in the Veld bridge collapse?");
    const later = { title: "Veld bridge", text: "Nine people died in the collapse of the Veld bridge." };
    const first = { title: "Veld bridge", text: "The Veld bridge collapse killed at least 4 people." };
    expect(isEarlierState(first, later, DEAD)).toBe(true);
    const corrected = {
      title: "Veld bridge",
      text: "Three people died on the Veld bridge, not 4 as first reported.",
    };
    expect(isEarlierState(first, corrected, DEAD)).toBe(true);
    const STAY = asking("How long was the crew of the Orla in the ice?");
    const was = { title: "Orla", text: "The crew of the Orla spent 286 days in the ice." };
    const planned = { title: "Orla", text: "The crew of the Orla will stay in the ice for 8 days." };
    expect(isEarlierState(planned, was, STAY)).toBe(false);
  });

  it("is none where who or why is asked, unless it contradicts", () => {
    const WHO = asking("Who won the mayoral election in Torvik?");
    const won = { title: "Torvik votes", text: "Ann Lund won the mayoral election in Torvik." };
    const ran = { title: "Torvik votes", text: "Bo Ris will run in the mayoral election in Torvik." };
    expect(isEarlierState(ran, won, WHO)).toBe(false);
  });
});
