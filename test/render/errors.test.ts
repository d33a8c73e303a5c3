// Failures as people read them: what it means and what to do in their language, the subject beside, nothing of the machine.
import { expect, it } from "vitest";
import { DatelineError } from "../../src/model/errors.js";
import { LANGUAGES } from "../../src/model/guild.js";
import { errorDocument } from "../../src/render/error.js";
import { writeText } from "../../src/render/terminal.js";
import { translatorFor } from "../../src/render/translator.js";
import { englishIn } from "./catalogue.js";

const AT = "2025-11-24T14:05:00.000Z";
const outlet = new DatelineError("usage-source", 'There are no articles from this outlet: "Nuntios"', {
  hint: 'Did you mean "Nuntius"?',
});
const broken = new DatelineError("store-broken", "Store cannot be read: /srv/secret/dateline.db: torn", {
  hint: "Restore a backup to /srv/secret.",
});

const written = (error: DatelineError, language: (typeof LANGUAGES)[number]) =>
  writeText(errorDocument(error, AT, translatorFor(language)), { color: false, width: 200 }).split("\n");

it("say the meaning, the hint of the failure in English, and the subject as a detail", () => {
  expect(written(outlet, "en")).toEqual([
    "I have no articles from that outlet.",
    'Did you mean "Nuntius"?',
    'There are no articles from this outlet: "Nuntios"',
  ]);
});

it("say the meaning and a remedy in another language; a hint that names what could be given stays beside", () => {
  expect(written(outlet, "de")).toEqual([
    "Von diesem Medium habe ich keine Artikel.",
    "Wähle aus den Vorschlägen, die beim Tippen erscheinen.",
    'There are no articles from this outlet: "Nuntios"',
    'Did you mean "Nuntius"?',
  ]);
  const day = new DatelineError("usage-day", 'This date is in the future: "2031-01-01"', {
    hint: "Give less.",
  });
  expect(written(day, "tr")).toEqual([
    "Bu tarihi kullanamıyorum.",
    "Bugüne kadar bir gün yaz, örneğin 2025-10-21.",
    'This date is in the future: "2031-01-01"',
  ]);
});

it.each(LANGUAGES)("tell nothing of the machine that Dateline runs on, in %s", (language) => {
  const lines = written(broken, language);
  expect(lines).toHaveLength(2);
  expect(lines.join(" ")).not.toContain("/srv");
  expect(lines[1]).toContain("`dateline doctor`");
  expect(language === "en" ? [] : englishIn(lines.join("\n"), language)).toEqual([]);
});
