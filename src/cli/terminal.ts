// What every subcommand shares: the global options, the terminal, and opening Dateline for the length of one command.
// Subcommands import what is heavy when they run, so that `--help` and a mistyped option answer at once.
import type { Command } from "commander";
import type { Config } from "../main/config.js";
import { readConfig } from "../main/environment.js";
import type { Dateline, OpenOptions } from "../main/open-dateline.js";
import type { Place } from "../model/article.js";
import type { Language } from "../model/guild.js";
import type { TerminalOptions } from "../render/terminal.js";
import { type Translator, translatorFor } from "../render/translator.js";
import type { Output, Progress } from "./output.js";

/** Exit codes of the terminal, the same for every subcommand. */
export const exitCodes = { done: 0, failed: 1, unanswered: 3 } as const;

/** Options that stand before or after any subcommand. */
export interface GlobalOptions {
  readonly store?: string;
  readonly language?: Language;
  readonly json?: boolean;
  readonly lexical?: boolean;
  readonly debug?: boolean;
}

export interface Terminal {
  readonly output: Output;
  readonly progress: Progress;
}

/** Where the questions of the terminal are asked: one place for everyone who can read the store. */
export const terminalPlace: Place = { guildId: null, channelId: "terminal", userId: "terminal" };

/** Reads the settings with `--store` laid over them. @throws DatelineError config-invalid */
export function configOf(command: Command): Config {
  const { store } = command.optsWithGlobals<GlobalOptions>();
  return readConfig(store === undefined ? {} : { storePath: store });
}

/** Returns the words around quotes, in the language of `--language`, else of the settings. @throws DatelineError config-invalid */
export function translatorOf(command: Command): Translator {
  const { language = configOf(command).language } = command.optsWithGlobals<GlobalOptions>();
  return translatorFor(language);
}

/** Returns how documents are written for this terminal and command. @throws DatelineError config-invalid */
export function writingOptions(command: Command, { output }: Terminal): TerminalOptions {
  return { color: output.colored, width: output.width, translator: translatorOf(command) };
}

/** Opens Dateline, does `work`, and closes it whatever happens. */
export async function withDateline<T>(
  terminal: Terminal,
  command: Command,
  options: Pick<OpenOptions, "models">,
  work: (dateline: Dateline) => Promise<T>,
): Promise<T> {
  const { lexical = false } = command.optsWithGlobals<GlobalOptions>();
  const { openDateline } = await import("../main/open-dateline.js");
  const dateline = await openDateline(configOf(command), {
    ...options,
    lexicalOnly: lexical,
    onProgress: (event) => terminal.progress.report(event),
  });
  try {
    terminal.progress.end();
    if (options.models === "needed" && !lexical) await tellNotice(dateline, terminal);
    return await work(dateline);
  } finally {
    terminal.progress.end();
    await dateline.close();
  }
}

/** Says on stderr what the person should know of the models, such as why only words are matched. */
async function tellNotice({ models }: Dateline, { output }: Terminal): Promise<void> {
  const { notice } = await models.standing();
  if (notice !== null) output.note(notice);
}
