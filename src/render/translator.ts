// The words Dateline says around quotes, in the reader’s language, and the lines they are made of. Quotes, titles and names stay as they are.

import { IntlMessageFormat } from "intl-messageformat";
import type { Instant } from "../model/article.js";
import type { Language } from "../model/guild.js";
import { CATALOGUES, type TextKey } from "./catalogue.js";

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
  /** Writes a YYYY-MM month: "October 2025". */
  month(month: string): string;
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
  readonly #months: Intl.DateTimeFormat;
  readonly #numbers: Intl.NumberFormat;
  readonly #formats = new Map<TextKey, IntlMessageFormat>();

  constructor(language: Language) {
    this.language = language;
    this.#locale = LOCALES[language];
    const day = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
    this.#days = new Intl.DateTimeFormat(this.#locale, day);
    this.#months = new Intl.DateTimeFormat(this.#locale, { month: "long", year: "numeric", timeZone: "UTC" });
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

  month(month: string): string {
    return this.#months.format(new Date(`${month}-01`));
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

/** Part of a line. A plain string is data: every writer escapes it. */
export type Part =
  | string
  | { readonly kind: "strong"; readonly text: string }
  /** `unlinked` is said after the label where the address cannot be linked. */
  | { readonly kind: "link"; readonly label: string; readonly url: string; readonly unlinked?: string }
  /** Shown by name in Discord, without notifying anyone. */
  | { readonly kind: "mention"; readonly of: "role" | "person" | "channel"; readonly id: string }
  | { readonly kind: "instant"; readonly at: Instant; readonly style: InstantStyle };

/** "day-age" is the age of a day without a time, in parentheses: nothing where the reader's clock is not known. */
export type InstantStyle = "day" | "moment" | "age" | "day-age";

/** One line; no spaces are added between its parts. */
export type Line = readonly Part[];

/** Makes bold words. */
export function strong(text: string): Part {
  return { kind: "strong", text };
}

/** Makes a link, or plain words without a URL. */
export function link(label: string, url: string | null): Part {
  return url === null ? label : { kind: "link", label, url };
}

/** Mentions a role, person or channel by its Discord id; an impossible id becomes plain words. */
export function mention(of: "role" | "person" | "channel", id: string): Part {
  return /^\d{15,21}$/.test(id) ? { kind: "mention", of, id } : id;
}

/** Makes a calendar day, a moment with its time, or an age such as "2 hours ago". */
export function instant(at: Instant, style: InstantStyle): Part {
  return { kind: "instant", at, style };
}
