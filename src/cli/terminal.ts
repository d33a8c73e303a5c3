// What every subcommand needs: the global options, exit codes, and Dateline opened for the length of one command.
// Subcommands import heavy modules only when they run, so that `--help` and a mistyped option answer at once.
import type { Command } from "commander";
import type { Services } from "../app/services.js";
import type { Config } from "../main/config.js";
import { readConfig } from "../main/environment.js";
import type { Dateline, OpenOptions } from "../main/open-dateline.js";
import type { Place } from "../model/article.js";
import type { Language } from "../model/guild.js";
import type { TerminalOptions } from "../render/terminal.js";
import { type Translator, translatorFor } from "../render/translator.js";
import type { Output, Progress } from "./output.js";

/** Exit codes, the same for every subcommand; `noAnswer`: it worked, but the articles hold nothing to show. */
export const exitCodes = { ok: 0, failed: 1, noAnswer: 3 } as const;

/** Options accepted before or after any subcommand. */
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

/** Where questions from the terminal are asked: one place, shared by everyone who can read the store. */
export const terminalPlace: Place = { guildId: null, channelId: "terminal", userId: "terminal" };

/** Opens Dateline, does `work`, and closes it whatever happens. @throws DatelineError what opening and `work` throw */
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
    onUnsaved: ({ message, hint }) => terminal.output.note(`${message}. ${hint}`),
  });
  try {
    terminal.progress.end();
    if (options.models === "needed" && !lexical) await noteModelProblem(dateline, terminal);
    return await work(dateline);
  } finally {
    terminal.progress.end();
    await dateline.close();
  }
}

/** Says on stderr why models are missing or were replaced, if so. */
async function noteModelProblem({ models }: Dateline, { output }: Terminal): Promise<void> {
  const { notice } = await models.status();
  if (notice !== null) output.note(notice);
}

/** Reads the settings; `--store` overrides theirs. @throws DatelineError config-invalid */
export function configOf(command: Command): Config {
  const { store } = command.optsWithGlobals<GlobalOptions>();
  return readConfig(store === undefined ? {} : { store });
}

/** Returns the translator for `--language`, else for the language of the settings. @throws DatelineError config-invalid */
export function translatorOf(command: Command): Translator {
  const { language = configOf(command).language } = command.optsWithGlobals<GlobalOptions>();
  return translatorFor(language);
}

/** Returns how documents are written to this terminal. @throws DatelineError config-invalid */
export function writingOptions(
  command: Command,
  { output }: Terminal,
): TerminalOptions & { readonly translator: Translator } {
  return {
    color: output.colored,
    links: output.linked,
    width: output.width,
    translator: translatorOf(command),
  };
}

/** Says in two lines that nothing has been read yet, and how to begin; null if the store holds articles. */
export async function emptyStoreText(
  { starterFeeds }: Pick<Services, "starterFeeds">,
  translator: Translator,
): Promise<string | null> {
  const empty = await starterFeeds.empty();
  if (empty === null) return null;
  const command = empty.feeds > 0 ? "dateline feeds refresh" : "dateline feeds start";
  const how = translator.words(empty.feeds > 0 ? "web.refresh" : "web.begin", { command });
  return `${translator.words("start.empty")}\n${how}`;
}
