// The words around quotes: every language says every sentence, with the same values, whole and without markup of its own.
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { LANGUAGES, languageOf } from "../../src/guild-settings.js";
import { instant } from "../../src/render/document.js";
import { ALL_TEXTS, frameOf } from "../../src/render/frame.js";

/** Names of the values that a sentence takes, at any depth. */
function valuesOf(text: string, language: string): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    else if (typeof node === "object" && node !== null) {
      const { type, value, options } = node as { type?: number; value?: unknown; options?: object };
      if (type !== undefined && type !== 0 && type !== 7) names.add(String(value));
      for (const option of Object.values(options ?? {})) visit((option as { value: unknown }).value);
    }
  };
  visit(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe.each(Object.entries(ALL_TEXTS))("%s", (_key, text) => {
  it.each(LANGUAGES)("is said in %s with the values of the English", (language) => {
    expect(text[language].trim()).toBe(text[language]);
    expect(text[language]).not.toBe("");
    expect(valuesOf(text[language], language)).toEqual(valuesOf(text.en, "en"));
  });
});

describe("a frame", () => {
  it("puts dates and links between words, and counts as its language does", () => {
    const at = instant("2025-10-21T15:00:00.000Z", "day");
    const age = instant("2025-10-21T15:00:00.000Z", "age");
    expect(frameOf("en").line("status.newest", { day: at, age })).toEqual(["Newest report ", at, ", ", age]);
    expect(frameOf("de").words("status.answers", { count: 1 })).toBe("1 gespeicherte Antwort");
    expect(frameOf("de").words("status.answers", { count: 1204 })).toBe("1.204 gespeicherte Antworten");
    expect(frameOf("en").number(1204)).toBe("1,204");
  });

  it("writes days as each language does", () => {
    expect(LANGUAGES.map((language) => frameOf(language).day("2025-10-21"))).toEqual([
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
