// Which closing lines name the outlet, and which note makes an article a sample.
import { describe, expect, test } from "vitest";
import { isSampleNote, outletName } from "../../src/read/attribution.js";

describe("outletName", () => {
  test.each([
    ["SOURCE: Dateline Samples", "Dateline Samples"],
    ["SOURCE:Harbour Courier", "Harbour Courier"],
    ["SOURCE: Harbour Courier and agencies", "Harbour Courier"],
  ])("takes the outlet of %j", (line, name) => {
    expect(outletName(line)).toBe(name);
  });

  test.each([
    ["an agency", "SOURCE:AFP"],
    ["an agency by its long name", "SOURCE: Agence France-Presse"],
    ["the credit of a chart", "Source: Eurostat"],
    ["a list", "SOURCE: Harbour Courier, Lowland Post"],
    ["a document with its date", "SOURCE: Report of 21 October 2025"],
    ["a sentence", "SOURCE: Nobody knows."],
    ["body text", "The SOURCE: Harbour Courier"],
  ])("takes none from %s", (_, line) => {
    expect(outletName(line)).toBeNull();
  });
});

describe("isSampleNote", () => {
  test("knows the note and nothing that merely speaks of samples", () => {
    expect(isSampleNote("This sample was written for Dateline.")).toBe(true);
    expect(isSampleNote("The note says: This sample was written for Dateline.")).toBe(false);
    expect(isSampleNote("This sample was written for a museum.")).toBe(false);
  });
});
