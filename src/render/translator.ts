// Says the words around quotes in the reader's language. Quotes, titles and names are never translated.
import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../model/guild.js";
import { CATALOGUES, type TextKey } from "./catalogue.js";
import type { Line, Part } from "./line.js";

/** Values for the placeholders of a sentence: words, a number (for plurals), or a part such as a link or a date. */
export type Values = Readonly<Record<string, Part | number>>;

/** English dates put the day first, as the rest of Dateline does. */
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de", fr: "fr", es: "es", tr: "tr" };

export interface Translator {
  readonly language: Language;
  /** Returns a sentence as a line. @throws TypeError if a value is missing */
  line(key: TextKey, values?: Values): Line;
  /** Returns a sentence as plain words, for example for buttons. @throws TypeError if a value is missing or not plain */
  words(key: TextKey, values?: Readonly<Record<string, string | number>>): string;
  /** Writes a YYYY-MM-DD day or an instant's UTC day: "21 Oct 2025". */
  day(day: string): string;
  /** Writes a whole number with its separators. */
  number(value: number): string;
}

const translators = new Map<Language, Translator>();

/** Returns the translator for a language; always the same object. */
export function translatorFor(language: Language): Translator {
  const known = translators.get(language);
  if (known !== undefined) return known;
  const translator = new IcuTranslator(language);
  translators.set(language, translator);
  return translator;
}

class IcuTranslator implements Translator {
  readonly language: Language;
  readonly #locale: string;
  readonly #days: Intl.DateTimeFormat;
  readonly #numbers: Intl.NumberFormat;
  readonly #formats = new Map<TextKey, IntlMessageFormat>();

  constructor(language: Language) {
    this.language = language;
    this.#locale = LOCALES[language];
    const day = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
    this.#days = new Intl.DateTimeFormat(this.#locale, day);
    this.#numbers = new Intl.NumberFormat(language === "en" ? "en-US" : this.#locale);
  }

  line(key: TextKey, values: Values = {}): Line {
    const parts = this.#format(key).format<Part>(values);
    return Array.isArray(parts) ? parts : [parts];
  }

  words(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
    return String(this.#format(key).format(values));
  }

  day(day: string): string {
    return this.#days.format(new Date(day)).replace("Sept", "Sep");
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  #format(key: TextKey): IntlMessageFormat {
    const known = this.#formats.get(key);
    if (known !== undefined) return known;
    const text = CATALOGUES[this.language].texts[key];
    const made = new IntlMessageFormat(text, this.#locale, undefined, { ignoreTag: true });
    this.#formats.set(key, made);
    return made;
  }
}
