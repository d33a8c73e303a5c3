// Loads the texts of every language from its JSON file: sentences (ICU MessageFormat), names of commands and of menu entries.
import { createRequire } from "node:module";
import type { Language } from "../model/guild.js";
import type de from "./texts/de.json";
import type en from "./texts/en.json";
import type es from "./texts/es.json";
import type fr from "./texts/fr.json";
import type tr from "./texts/tr.json";

/** All texts of one language; the keys are those of the English file. */
export type Catalogue = Readonly<typeof en>;
export type TextKey = keyof Catalogue["texts"];
/** Path of a command or an option: command, then subcommand, then option; the last part is the English name. */
export type CommandPath = keyof Catalogue["commands"];
export type MenuKey = keyof Catalogue["menus"];

// Not `import … with { type: "json" }`: Node before 20.18 warns about that at every start.
const load = createRequire(import.meta.url);

/** The catalogue of each language; the compiler checks that none lacks a key. */
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: load("./texts/en.json") as typeof en,
  de: load("./texts/de.json") as typeof de,
  fr: load("./texts/fr.json") as typeof fr,
  es: load("./texts/es.json") as typeof es,
  tr: load("./texts/tr.json") as typeof tr,
};

/** Returns the name of a command or an option as Discord shows it in a language: "as_of", "stand". */
export function nameIn(language: Language, path: CommandPath): string {
  return CATALOGUES[language].commands[path].name;
}

/** Returns a command as a person types it in a language: "/articles add", "/artikel hinzufügen". */
export function commandIn(language: Language, path: CommandPath): string {
  const parts = path.split(".").map((_, i, all) => all.slice(0, i + 1).join(".") as CommandPath);
  return `/${parts.map((part) => nameIn(language, part)).join(" ")}`;
}
