// The words that Dateline itself says around quotes, in the reader's language. Quotes, titles and names are never translated.
import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../model/guild.js";
import type { Line, Part } from "./document.js";
import { ANSWER_TEXTS } from "./texts/answer-texts.js";
import { ARTICLE_TEXTS } from "./texts/article-texts.js";
import { CITATION_TEXTS } from "./texts/citation-texts.js";
import { CLAIM_TEXTS } from "./texts/claim-texts.js";
import { DELIVERY_TEXTS } from "./texts/delivery-texts.js";
import { ERROR_TEXTS } from "./texts/error-texts.js";
import { FAULT_TEXTS } from "./texts/fault-texts.js";
import { FEED_READ_TEXTS } from "./texts/feed-read-texts.js";
import { FEED_TEXTS } from "./texts/feed-texts.js";
import { FOLLOW_TEXTS } from "./texts/follow-texts.js";
import { HELP_TEXTS } from "./texts/help-texts.js";
import { HISTORY_TEXTS } from "./texts/history-texts.js";
import { MANNERS_TEXTS } from "./texts/manners-texts.js";
import { MESSAGE_TEXTS } from "./texts/message-texts.js";
import { PAGE_TEXTS } from "./texts/page-texts.js";
import { PRIVACY_TEXTS } from "./texts/privacy-texts.js";
import { READING_TEXTS } from "./texts/reading-texts.js";
import { SETTING_VALUES_TEXTS } from "./texts/setting-values-texts.js";
import { SETTINGS_TEXTS } from "./texts/settings-texts.js";
import { SOURCES_TEXTS } from "./texts/sources-texts.js";
import { STATUS_TEXTS } from "./texts/status-texts.js";
import { WATCH_TEXTS } from "./texts/watch-texts.js";
import { WHY_TEXTS } from "./texts/why-texts.js";

/** One sentence of the translator in ICU MessageFormat, in every language. */
export type Text = Readonly<Record<Language, string>>;

/** What a place in a sentence takes: words, a number (for plurals), or a link, a date, words that stand out. */
export type Values = Readonly<Record<string, Part | number>>;

const TEXTS = {
  ...ANSWER_TEXTS,
  ...ARTICLE_TEXTS,
  ...CITATION_TEXTS,
  ...CLAIM_TEXTS,
  ...DELIVERY_TEXTS,
  ...ERROR_TEXTS,
  ...FAULT_TEXTS,
  ...FEED_READ_TEXTS,
  ...FEED_TEXTS,
  ...FOLLOW_TEXTS,
  ...HELP_TEXTS,
  ...HISTORY_TEXTS,
  ...MANNERS_TEXTS,
  ...MESSAGE_TEXTS,
  ...PAGE_TEXTS,
  ...PRIVACY_TEXTS,
  ...READING_TEXTS,
  ...SETTING_VALUES_TEXTS,
  ...SETTINGS_TEXTS,
  ...SOURCES_TEXTS,
  ...STATUS_TEXTS,
  ...WATCH_TEXTS,
  ...WHY_TEXTS,
} as const satisfies Readonly<Record<string, Text>>;
export type TextKey = keyof typeof TEXTS;

/** Every sentence by its key, for tests that hold the languages together. */
export const ALL_TEXTS: Readonly<Record<string, Text>> = TEXTS;

/** Dates in English put the day first, as the rest of Dateline does. */
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de", fr: "fr", es: "es", tr: "tr" };

export interface Translator {
  readonly language: Language;
  /** Returns a sentence as parts of a line. @throws TypeError where a value is missing */
  line(key: TextKey, values?: Values): Line;
  /** Returns a sentence as plain words, for buttons and the like. @throws TypeError where a value is missing or no words */
  words(key: TextKey, values?: Readonly<Record<string, string | number>>): string;
  /** Writes a YYYY-MM-DD day or an instant's UTC day: "21 Oct 2025". */
  day(day: string): string;
  /** Writes a whole number with its separators. */
  number(value: number): string;
}

const frames = new Map<Language, Translator>();

/** Returns the translator of a language; the same object each time. */
export function translatorFor(language: Language): Translator {
  const known = frames.get(language);
  if (known !== undefined) return known;
  const translator = new IcuFrame(language);
  frames.set(language, translator);
  return translator;
}

class IcuFrame implements Translator {
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
    const made = new IntlMessageFormat(TEXTS[key][this.language], this.#locale, undefined, {
      ignoreTag: true,
    });
    this.#formats.set(key, made);
    return made;
  }
}
