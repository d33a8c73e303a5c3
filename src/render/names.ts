// Names of commands and options as Discord shows them in each language.
import type { Language } from "../model/guild.js";
import { CATALOGUES, type CommandPath } from "./catalogue.js";

/** Returns the name of a command or an option as Discord shows it in a language: "as_of", "stand". */
export function nameIn(language: Language, path: CommandPath): string {
  return CATALOGUES[language].commands[path].name;
}

/** Returns a command as a person types it in a language: "/articles add", "/artikel hinzufügen". */
export function commandIn(language: Language, path: CommandPath): string {
  const parts = path.split(".").map((_, i, all) => all.slice(0, i + 1).join(".") as CommandPath);
  return `/${parts.map((part) => nameIn(language, part)).join(" ")}`;
}
