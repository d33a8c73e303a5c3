import { describe, expect, it } from "vitest";
import { announcedFor, onlyLooksAhead, passedBy } from "../../src/answer/looks-ahead.js";

const TUESDAY = "2026-03-03";

describe("what was still to come", () => {
  it.each([
    ["The premiers will meet in Ostby on Friday.", "2026-03-06"],
    ["The premiers will meet in Ostby on 15 August.", "2026-08-15"],
    ["The trial is set for April 20, 2026, a court said on Monday.", "2026-04-20"],
    ["The vote is tomorrow.", "2026-03-04"],
    ["The two agreed to talk next week.", "2026-03-15"],
    ["The bridge is to reopen in May.", "2026-05-31"],
    ["The dam will be finished by 2031.", "2031-12-31"],
    ["She said on Monday that she will resign later this month.", "2026-03-31"],
    ["The reopening of the bridge has been postponed to 28 June, the council said.", "2026-06-28"],
    ["The council put the vote off until Monday, 20 April.", "2026-04-20"],
  ])("%s", (sentence, day) => expect(announcedFor(sentence, TUESDAY)).toBe(day));

  it.each([
    ["de", "Die Eröffnung wurde auf den 28. Juni verschoben."],
    ["fr", "La réouverture a été reportée au 28 juin."],
    ["es", "La reapertura fue aplazada hasta el 28 de junio."],
    ["tr", "Açılış 28 Haziran’a ertelendi."],
  ])("what was moved to a day, in %s", (language, sentence) =>
    expect(announcedFor(sentence, TUESDAY, language)).toBe("2026-06-28"),
  );

  it.each([
    "The premiers met in Ostby on Friday.",
    "The bridge fell on 15 February.",
    "The premiers will meet in Ostby.",
    "He was born in May 1970.",
    "They met last week.",
  ])("nothing to come on a day: %s", (sentence) => expect(announcedFor(sentence, TUESDAY)).toBeNull());

  it("has passed once the day is over, not before", () => {
    const sentence = "The premiers will meet in Ostby on Friday.";
    expect(passedBy(sentence, TUESDAY, "2026-03-06")).toBeNull();
    expect(passedBy(sentence, TUESDAY, "2026-03-07")).toBe("2026-03-06");
    expect(passedBy(sentence, null, "2026-03-07")).toBeNull();
  });

  it.each([
    [true, "“Night Train” is expected to win best picture on Sunday."],
    [true, "The premiers will open the tunnel."],
    [false, "“Night Train” won best picture on Sunday."],
    [false, "The premiers opened the tunnel and will meet in May."],
    [false, "They will meet in May."],
  ])("only looks ahead with the words of the question: %s, %s", (expected, sentence) =>
    expect(onlyLooksAhead(sentence, new Set(["win", "won", "picture", "open", "tunnel"]), "en")).toBe(
      expected,
    ),
  );

  it("takes what is so, and what something has cost, for nothing to come", () => {
    const looksAhead = (sentence: string, word: string) => onlyLooksAhead(sentence, new Set([word]), "en");
    expect(looksAhead("The tunnel has cost 40 million euros.", "cost")).toBe(false);
    expect(looksAhead("The reason is doubt about the pumps.", "pump")).toBe(false);
    expect(looksAhead("The pumps will be repaired.", "pump")).toBe(true);
  });

  it("is read in the other languages", () => {
    expect(announcedFor("Der Prozess beginnt am Donnerstag.", TUESDAY, "de")).toBe("2026-03-05");
    expect(announcedFor("La cour rendra sa décision le 20 avril.", TUESDAY, "fr")).toBe("2026-04-20");
    expect(announcedFor("El juicio empezará la próxima semana.", TUESDAY, "es")).toBe("2026-03-15");
    expect(announcedFor("Görüşmeler cuma günü başlayacak.", TUESDAY, "tr")).toBe("2026-03-06");
  });
});
