// What a text says of its own changes.
import { describe, expect, it } from "vitest";
import { announcedChanges } from "../../src/compare/announced.js";

describe("announcedChanges", () => {
  it.each([
    "Correction: An earlier version of this article gave the wrong date.",
    "Corrections & clarifications: The mayor's name was misspelled in the second paragraph.",
    "CORRECTED-Harbour to close for a week, not a month",
    "Correction (16:40): the ferry carried 221 passengers.",
    "Clarification: the vote was on the budget only.",
    "(Corrects number of votes in second paragraph)",
    "This article was amended on 3 March 2025 to correct the spelling of a name.",
    "Editor's note: This story has been corrected.",
    "An earlier version of this story misstated the number of passengers.",
    "The original headline of this article wrongly said that the port was closed.",
    "Korrektur: In einer früheren Fassung stand, die Brücke sei offen.",
    "Rectificatif : le pont est fermé.",
    "Corrección: el puente está cerrado.",
    "(This story has been updated to correct a misspelling.)",
    "This story was updated because an earlier version included an inaccuracy.",
    "A previous version of this report incorrectly named the ship.",
  ])("notices a correction: %s", (text) => {
    expect(announcedChanges(`The port is open.\n\n${text}`)).toEqual([{ kind: "correction", text }]);
  });

  it.each([
    "Updated 16:40: The bridge is open again.",
    "UPDATE: The bridge is open again.",
    "Update at 4 p.m. on Friday: two lanes are open.",
    "Aktualisiert um 16.40 Uhr: Die Brücke ist wieder offen.",
    "Mis à jour à 16h40 : le pont est rouvert.",
    "UPDATE 2-Central bank holds rates",
    "(Updates with comment from the mayor)",
    "(Adds details, background)",
    "This story has been updated with comments from the mayor.",
    "This is a developing story and will be updated.",
  ])("notices an update: %s", (text) => {
    expect(announcedChanges(`${text}\n\nThe port is open.`)).toEqual([{ kind: "update", text }]);
  });

  it.each([
    "Corrections officers found the prisoner at noon.",
    "A correction in share prices was overdue, traders said.",
    "The ministry updated its figures on Tuesday.",
    "The report was edited by three professors and runs to 400 pages.",
    "The law was amended in March.",
    "Update your browser, the bank told its customers.",
    "An initial report by the police said that the road was closed.",
    "An earlier version of the bill named no sum.",
    "“Update: the road is open,” the police wrote.",
    "The company corrected its forecast.",
    "An earlier version of the phone had a smaller screen.",
    "",
  ])("is not misled by %j", (text) => {
    expect(announcedChanges(text)).toEqual([]);
  });
});
