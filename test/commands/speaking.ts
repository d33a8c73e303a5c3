// People of every language, articles of none, and what of a reply is in the wrong one.
import type { Language } from "../../src/model/guild.js";
import { buttonsOf, type SeenMessage, textOf } from "../discord/exchange.js";
import type { Person } from "../discord/payloads.js";
import { madeArticle } from "../made-articles.js";
import type { TestArticle } from "../open-test-dateline.js";
import { read } from "../render/discord-reader.js";

const LOCALES: Readonly<Record<Language, string>> = {
  en: "en-US",
  de: "de",
  fr: "fr",
  es: "es-ES",
  tr: "tr",
};

/** Words of no language, so that whatever else stands in a reply is Dateline's own. */
export const PONTEM_UPLOAD = {
  title: "Pontem novum aperuit",
  text: "Consul pontem novum aperuit. Turba magna adfuit. Pons vetus clausus manet.",
  source: "Nuntius Portus",
  url: "https://example.org/news/1",
  publishedAt: "2025-10-21T15:00:00.000Z",
} satisfies TestArticle;

/** The same as it is stored. */
export const PONTEM = madeArticle(PONTEM_UPLOAD);

/** Makes somebody who reads a language, in a guild that does. */
export const speaking = (person: Person, language: Language): Person => ({
  ...person,
  locale: LOCALES[language],
  guildLocale: LOCALES[language],
});

/** Everything that a person reads in a message: texts without markup, and labels. */
export function shown(message: SeenMessage): string {
  const labels = buttonsOf(message).map(({ label }) => label);
  return [read(textOf(message)).shown, ...labels].join("\n");
}
