// One fault of Discord as a case: what is done to the bot, what the person sees, what the log says. And what holds after every one.
import { expect } from "vitest";
import { INTERACTION } from "../../discord/double.js";
import { CALLBACK, type Exchange, textOf } from "../../discord/exchange.js";
import type { RunningBot, StartOptions } from "../running-bot.js";

export interface FaultCase {
  /** Name of the test and first column of FAULTS.md. */
  readonly fault: string;
  /** Second column. */
  readonly sees: string;
  /** Third column: events that the log must hold; empty where nothing is worth a line of its own. */
  readonly logs: readonly string[];
  /** True: the log may hold a line of level "error". */
  readonly isBug?: boolean;
  readonly options?: StartOptions;
  /** Done before the bot starts. */
  readonly prepare?: (running: RunningBot) => void;
  readonly run: (running: RunningBot) => Promise<void>;
}

export const QUESTION = { question: "Is a summit planned?" };
export const QUOTE = "There are no plans for a summit in the immediate future.";
/** Short pauses between attempts, so that what gives up does so within a second. */
export const IMPATIENT: StartOptions = { retryDelaysMs: [50, 100, 200] };
/** Lines that say that a reply did not reach its person. */
const UNREPLIED = new Set(["expired", "reply-lost", "answered-elsewhere"]);

/** Waits for the answer and holds it to the quote, written once. */
export async function expectAnswer(asked: Exchange): Promise<void> {
  expect(textOf(await asked.message())).toContain(QUOTE);
  expect(asked.writes).toBe(1);
}

/** What must hold after every fault: each interaction has exactly one reply, or a line in the log and its answer kept. */
export async function expectNothingLost(running: RunningBot): Promise<void> {
  expect(running.double.violations).toEqual([]);
  for (const exchange of running.double.rest.exchanges.values()) {
    const { replies, callback, id } = exchange;
    if (exchange.type === INTERACTION.autocomplete || callback === CALLBACK.form) continue;
    expect(replies.length, `replies to ${id}`).toBeLessThanOrEqual(1);
    if (replies.length === 1) continue;
    const events = running.log.filter(({ interaction }) => interaction === id).map(({ event }) => event);
    expect(
      events.some((event) => UNREPLIED.has(event)),
      `log of ${id}: ${events.join()}`,
    ).toBe(true);
  }
}

/** Asks for the sources and returns what is shown. */
export async function sourcesOf(running: RunningBot, person: Parameters<typeof running.double.slash>[2]) {
  const shown = await running.double.slash("sources", {}, person).message();
  expect(shown.ephemeral).toBe(true);
  return textOf(shown);
}
