// The words around quotes: every language says every sentence, with the same values, whole and without markup of its own.
import { describe, expect, it } from "vitest";
import { LANGUAGES, type Language, languageOf } from "../../src/model/guild.js";
import { CATALOGUES, type CommandPath, commandIn, nameIn, type TextKey } from "../../src/render/catalogue.js";
import { instant, translatorFor } from "../../src/render/translator.js";
import { ALL_TEXTS, englishIn, phrasesOf, valuesOf } from "./catalogue.js";

describe.each(Object.entries(ALL_TEXTS))("%s", (_key, text) => {
  it.each(LANGUAGES)("is said in %s with the values of the English", (language) => {
    expect(text[language].trim()).toBe(text[language]);
    expect(text[language]).not.toBe("");
    expect(valuesOf(text[language], language)).toEqual(valuesOf(text.en, "en"));
  });
});

/** Discord: component reference; labels of buttons, placeholders of menus, titles and labels of forms. */
const LIMITS: readonly (readonly [RegExp, number])[] = [
  [/\bbutton\b/, 80],
  [/\bplaceholder\b/, 150],
  [/\bfield\b|\bform-title\b/, 45],
];

describe.each(LIMITS)("%s", (pattern, limit) => {
  const keys = Object.keys(ALL_TEXTS).filter((key) => pattern.test(key)) as TextKey[];
  it.each(LANGUAGES)(`keeps to ${limit} characters in %s, whatever the numbers`, (language) => {
    const translator = translatorFor(language);
    for (const key of keys) {
      const values = Object.fromEntries(valuesOf(ALL_TEXTS[key].en, "en").map((name) => [name, 1000]));
      expect(translator.words(key, values).length, key).toBeLessThanOrEqual(limit);
    }
  });
});

describe("the catalogue", () => {
  it("has texts with limits, so that the limits are looked at", () => {
    const keys = Object.keys(ALL_TEXTS);
    expect(keys.filter((key) => /\bbutton\b/.test(key)).length).toBeGreaterThan(3);
    expect(keys.filter((key) => /\bfield\b/.test(key)).length).toBeGreaterThan(3);
  });

  it("finds English where another language should stand, and only there", () => {
    expect(englishIn("Neueste zuerst. That is too large.", "de")).toEqual(["That is too large"]);
    expect(englishIn("3 articles, du plus récent au plus ancien", "fr")).toEqual([]);
    for (const language of LANGUAGES)
      for (const text of Object.values(ALL_TEXTS))
        expect(englishIn(phrasesOf(text[language], language).join("\n"), language)).toEqual([]);
  });

  it.each(LANGUAGES)("has the keys of the English in %s, in the same order, and no others", (language) => {
    const keysOf = (of: Language) => Object.values(CATALOGUES[of]).map((part) => Object.keys(part));
    expect(keysOf(language)).toEqual(keysOf("en"));
  });

  it("names no command by itself, since each language has names of its own", () => {
    for (const text of Object.values(ALL_TEXTS))
      for (const language of LANGUAGES) expect(text[language]).not.toMatch(/(?<![\p{L}}])\/\p{Ll}/u);
  });

  it("uses no straight apostrophe, which would quote the rest, and no double blank", () => {
    for (const text of Object.values(ALL_TEXTS))
      for (const language of LANGUAGES) expect(text[language]).not.toMatch(/'| {2}/);
  });
});

/** Formal address; people are spoken to as du, tu, tú and sen. */
const FORMAL: Readonly<Record<(typeof LANGUAGES)[number], RegExp | null>> = {
  en: null,
  de: /(?<!^|[.!?:] )\b(?:Sie|Ihre?[mnrs]?)\b|\bIhnen\b|\b(?:[Ff]rag|[Mm]ach|[Gg]eb|[Ww]ähl|[Ss]tell)en Sie\b/u,
  fr: /(?<!\p{L})(?:vous|votre|vos)(?!\p{L})/iu,
  es: /(?<!\p{L})ustede?s?(?!\p{L})/iu,
  tr: /(?<!\p{L})siz(?:in|e|i|den|de)?(?!\p{L})/iu,
};

describe("people", () => {
  it.each(LANGUAGES)("are spoken to without formality in %s", (language) => {
    const formal = FORMAL[language];
    const texts = Object.entries(ALL_TEXTS).filter(([, text]) => formal?.test(text[language]));
    expect(texts.map(([key]) => key)).toEqual([]);
  });
});

describe("names of commands", () => {
  it("are those that Discord shows in a language", () => {
    expect(LANGUAGES.map((language) => commandIn(language, "articles.add"))).toEqual([
      "/articles add",
      "/artikel hinzufügen",
      "/articles ajouter",
      "/artículos añadir",
      "/makaleler ekle",
    ]);
    expect(nameIn("en", "ask.as_of")).toBe("as_of");
  });

  it("are in English the last part of their path, which the code reads options by", () => {
    for (const path of Object.keys(CATALOGUES.en.commands) as CommandPath[])
      expect(nameIn("en", path)).toBe(path.split(".").at(-1));
  });
});

describe("a translator", () => {
  it("puts dates and links between words, and counts as its language does", () => {
    const at = instant("2025-10-21T15:00:00.000Z", "day");
    const age = instant("2025-10-21T15:00:00.000Z", "age");
    expect(translatorFor("en").line("status.newest", { day: at, age })).toEqual([
      "Latest report ",
      at,
      ", ",
      age,
    ]);
    expect(translatorFor("de").words("status.answers", { count: 1 })).toBe("1 gespeicherte Antwort");
    expect(translatorFor("de").words("status.answers", { count: 1204 })).toBe("1.204 gespeicherte Antworten");
    expect(translatorFor("en").number(1204)).toBe("1,204");
  });

  it("writes days as each language does", () => {
    expect(LANGUAGES.map((language) => translatorFor(language).day("2025-10-21"))).toEqual([
      "21 Oct 2025",
      "21. Okt. 2025",
      "21 oct. 2025",
      "21 oct 2025",
      "21 Eki 2025",
    ]);
  });

  it("takes Discord's locales for its languages, and no others", () => {
    expect(["en-US", "es-419", "de", "tr", "pt-BR", null].map(languageOf)).toEqual([
      "en",
      "es",
      "de",
      "tr",
      null,
      null,
    ]);
  });
});
