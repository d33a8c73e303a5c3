import { describe, expect, it } from "vitest";
import { readPasted, splitBlocks } from "../../src/read/text.js";

const body =
  "The council voted on Monday to keep the ferry, by twelve votes to nine, its clerk told the press after the session.";

describe("readPasted", () => {
  it("takes the line that stands twice for the title", () => {
    const draft = readPasted(
      `Some label of the page here\nFerry saved by three votes\nA deck for the story.\nFerry saved by three votes\n\n${body}`,
    );
    expect(draft).toMatchObject({
      title: "Ferry saved by three votes",
      deck: "A deck for the story.",
      blocks: [body],
    });
  });

  it("takes no first paragraph for a deck", () => {
    const draft = readPasted(`Ferry saved by three votes\n\n${body}\n\n${body.replace("Monday", "Tuesday")}`);
    expect(draft.title).toBe("Ferry saved by three votes");
    expect(draft.deck).toBeUndefined();
    expect(draft.blocks).toHaveLength(2);
  });

  it("takes no sentence for a title", () => {
    const draft = readPasted(`${body}\n\nA second paragraph without much in it.`);
    expect(draft.title).toBeUndefined();
    expect(draft.blocks).toHaveLength(2);
  });

  it("leaves a byline at the end of a short text out of the heading", () => {
    const second = body.replace("Monday", "Tuesday");
    const draft = readPasted(
      `Ferry saved by three votes\n\n${body}\n\n${second}\n\nBy Jane Doe\n\nThe end of it.`,
    );
    expect(draft.blocks.slice(0, 2)).toEqual([body, second]);
  });
});

describe("splitBlocks", () => {
  it("joins wrapped lines, keeps hyphens, and leaves lists alone", () => {
    const wrapped =
      "The council voted on Monday to keep the ferry, by twelve votes to\nnine, its clerk told the press, and the well-\nknown captain thanked the town for it.";
    expect(splitBlocks(wrapped)).toEqual([
      "The council voted on Monday to keep the ferry, by twelve votes to nine, its clerk told the press, and the well-known captain thanked the town for it.",
    ]);
    const list =
      "Snow returns to the passes in May\nHarbour dredging is delayed again\nFive islands, one doctor";
    expect(splitBlocks(list)).toHaveLength(3);
    expect(splitBlocks("")).toEqual([]);
  });
});
