import { describe, expect, it } from "vitest";
import {
  agencyName,
  bylineName,
  findAgency,
  isSampleNote,
  outletName,
  personName,
  splitTitle,
} from "../../src/read/attribution.js";

describe("findAgency", () => {
  it.each([
    [["SOURCE:AFP"], [], "AFP"],
    [["SOURCE: Reuters"], [], "Reuters"],
    [["Source: TRT World and agencies"], [], null],
    [["Kaynak: AA"], [], "Anadolu Agency"],
    [["With agencies"], [], null],
    [["With inputs from AFP"], [], "AFP"],
    [["By Agence France-Presse"], [], "AFP"],
    [[], ["WASHINGTON (AP) — The Senate voted on Tuesday."], "AP"],
    [[], ["(Reuters) - The Senate voted on Tuesday."], "Reuters"],
    [[], ["PARIS, Oct 21 (Xinhua) -- The Senate voted on Tuesday."], "Xinhua"],
    [[], ["— AP — The Senate voted on Tuesday."], "AP"],
    [[], ["A first paragraph.", "The Associated Press contributed to this report."], "AP"],
    [[], ["A first paragraph.", "The last one ends with a credit. (dpa)"], "dpa"],
    [[], ["The minister told Reuters on Tuesday that AFP was wrong."], null],
    [[], ["The group (AP) was founded in 1999 and the talks - long and hard - failed."], null],
  ])("%j %j", (credits, body, agency) =>
    expect(findAgency(credits as string[], body as string[])).toBe(agency),
  );

  it("knows agencies by their spellings only", () => {
    expect(agencyName("the associated press")).toBe("AP");
    expect(agencyName("Jane Doe")).toBeNull();
  });
});

describe("bylineName", () => {
  it.each([
    ["By Jane Doe", "Jane Doe"],
    ["By Jane Doe and John van der Berg", "Jane Doe and John van der Berg"],
    ["By Jane Doe in London", "Jane Doe"],
    ["By Jane Doe, BBC News", "Jane Doe"],
    ["Von Käthe Müßig", "Käthe Müßig"],
    ["By Tuesday the water had gone.", null],
    ["By October the talks", null],
    ["Jane Doe", null],
  ])("%s", (line, name) => expect(bylineName(line)).toBe(name));

  it("takes no address, account or desk for a person", () => {
    for (const name of ["https://a.example/jane", "admin", "jane@a.example", "News Desk", ""]) {
      expect(personName(name)).toBeNull();
    }
  });
});

describe("splitTitle", () => {
  const none = { source: null, url: null };
  it("takes the outlet off the end where something says that it is one", () => {
    expect(splitTitle("Ferry saved at last | Coast Herald", none)).toEqual({
      title: "Ferry saved at last",
      source: "Coast Herald",
    });
    expect(splitTitle("Ferry saved - Coast Herald", { source: "Coast Herald", url: null }).title).toBe(
      "Ferry saved",
    );
    expect(
      splitTitle("Ferry saved - Coast Herald", { source: null, url: "https://www.coastherald.example/a" }),
    ).toEqual({
      title: "Ferry saved",
      source: "Coast Herald",
    });
  });

  it("leaves every other dash and bar alone", () => {
    const title = "Ferry saved - but for how long";
    expect(splitTitle(title, { source: "Coast Herald", url: null })).toEqual({
      title,
      source: "Coast Herald",
    });
    expect(splitTitle("Trump-Putin meeting not anytime soon: US official", none).source).toBeNull();
  });
});

describe("outletName", () => {
  it.each([
    ["SOURCE: Dateline Samples", "Dateline Samples"],
    ["SOURCE:Harbour Courier", "Harbour Courier"],
    ["SOURCE: Harbour Courier and agencies", "Harbour Courier"],
  ])("takes the outlet of %j", (line, name) => {
    expect(outletName(line)).toBe(name);
  });

  it.each([
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
  it("knows the note and nothing that merely speaks of samples", () => {
    expect(isSampleNote("This sample was written for Dateline.")).toBe(true);
    expect(isSampleNote("The note says: This sample was written for Dateline.")).toBe(false);
    expect(isSampleNote("This sample was written for a museum.")).toBe(false);
  });
});
