// Looks into the catalogues: the values that sentences take, and the words that each language says by itself.
import { IntlMessageFormat } from "intl-messageformat";
import { LANGUAGES, type Language } from "../../src/model/guild.js";
import { CATALOGUES, type TextKey } from "../../src/render/catalogue.js";

/** Every sentence by its key, in every language. */
export const ALL_TEXTS = Object.fromEntries(
  (Object.keys(CATALOGUES.en.texts) as TextKey[]).map((key) => [
    key,
    Object.fromEntries(LANGUAGES.map((language) => [language, CATALOGUES[language].texts[key]])),
  ]),
) as Readonly<Record<TextKey, Readonly<Record<Language, string>>>>;

interface Node {
  readonly type?: number;
  readonly value?: unknown;
  readonly options?: object;
}
const LITERAL = 0;
const HASH = 7;

function visit(text: string, language: string, see: (node: Node) => void): void {
  const walk = (nodes: unknown): void => {
    for (const node of nodes as readonly Node[]) {
      see(node);
      for (const option of Object.values(node.options ?? {})) walk((option as { value: unknown }).value);
    }
  };
  walk(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst());
}

/** Names of the values that a sentence takes, at any depth, in order of the alphabet. */
export function valuesOf(text: string, language: string): string[] {
  const names = new Set<string>();
  visit(text, language, ({ type, value }) => {
    if (type !== undefined && type !== LITERAL && type !== HASH) names.add(String(value));
  });
  return [...names].sort();
}

/** Runs of words that a sentence says by itself, without the signs and blanks around them; those of three letters and more. */
export function phrasesOf(text: string, language: string): string[] {
  const phrases: string[] = [];
  visit(text, language, ({ type, value }) => {
    const words = type === LITERAL ? String(value).replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "") : "";
    if (/\p{L}{3}/u.test(words)) phrases.push(words);
  });
  return phrases;
}

const all = (language: Language) =>
  new Set(Object.values(ALL_TEXTS).flatMap((text) => phrasesOf(text[language], language)));

/** English phrases that no sentence of a language holds, with a pattern that finds them as whole words. */
const FOREIGN = new Map(
  LANGUAGES.map((language) => {
    const own = [...all(language)].join("\n").toLowerCase();
    const foreign = [...all("en")].filter((phrase) => !own.includes(phrase.toLowerCase()));
    const found = (phrase: string) =>
      new RegExp(`(?<!\\p{L})${phrase.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\p{L})`, "u");
    return [language, foreign.map((phrase) => [phrase, found(phrase)] as const)];
  }),
);

/** English phrases of the catalogue that stand in a text which is to be in another language. */
export function englishIn(text: string, language: Language): string[] {
  return (FOREIGN.get(language) ?? []).filter(([, pattern]) => pattern.test(text)).map(([phrase]) => phrase);
}
