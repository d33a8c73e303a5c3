import { describe, expect, it } from "vitest";
import { oppositeWords } from "../../src/compare/opposites.js";

describe("texts that say the opposite", () => {
  it.each([
    ["The bank left its rate unchanged.", "The bank lowered its rate.", "left its rate unchanged", "lowered"],
    ["The bank raised its rate.", "The bank cut its rate.", "raised", "cut"],
    ["The council approved the bridge.", "The council rejected the bridge.", "approved", "rejected"],
    [
      "The council approved the bridge.",
      "The council did not approve the bridge.",
      "approved",
      "not approve",
    ],
    ["The mayor was arrested.", "The mayor was released.", "arrested", "released"],
    ["The jury convicted him.", "The jury acquitted him.", "convicted", "acquitted"],
    ["The ministry confirmed the attack.", "The ministry denied the attack.", "confirmed", "denied"],
    ["Flights resumed on Monday.", "Flights were cancelled on Monday.", "resumed", "cancelled"],
    ["Torvik won the final.", "Torvik lost the final.", "won", "lost"],
    ["Der Rat hat den Plan abgelehnt.", "Der Rat hat den Plan gebilligt.", "abgelehnt", "gebilligt"],
    ["El pleno aprobó la obra.", "El pleno rechazó la obra.", "aprobó", "rechazó"],
  ])("%s / %s", (one, other, first, second) => {
    expect(oppositeWords(one, other)).toEqual({ first, other: second });
    expect(oppositeWords(other, one)).toEqual({ first: second, other: first });
  });

  it.each([
    ["The council approved the bridge.", "The council voted for the bridge."],
    ["The bank raised its rate after prices fell.", "Prices fell before the bank cut its rate."],
    ["Five people died.", "The mayor resigned."],
    ["The council did not approve the bridge.", "The bridge was not approved."],
    ["", ""],
  ])("not so: %s / %s", (one, other) => expect(oppositeWords(one, other)).toBeNull());
});
