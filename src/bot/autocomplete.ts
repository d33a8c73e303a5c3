// Answers an autocomplete within Discord's limits: at most 25 choices, in time or with none.
import { setTimeout as wait } from "node:timers/promises";
import type { AutocompleteInteraction } from "discord.js";
import { MAX_CHOICE_NAME, MAX_CHOICES } from "../render/limits.js";
import { oneLine } from "../render/text.js";
import { persist } from "./attempts.js";
import type { Choice, Command, CommandContext } from "./command.js";
import { isAlreadyAcknowledged } from "./discord-failure.js";

/** Discord drops choices after 3 s; the way there takes some of it. */
const DEADLINE_MS = 2000;
const RETRY_DELAYS_MS = [100];
/** Discord: application commands reference, value of a string choice. */
const MAX_VALUE = 100;

/** Sends the command's choices, cut to what Discord takes; none where they come too late. */
export async function suggest(
  interaction: AutocompleteInteraction,
  command: Command | undefined,
  context: CommandContext,
): Promise<void> {
  const timer = new AbortController();
  const late = wait(DEADLINE_MS, [], { signal: timer.signal });
  const needs = command?.needs?.(interaction) ?? null;
  const open = needs === null || context.may[needs];
  const choices = Promise.resolve((open ? command?.autocomplete?.(interaction, context) : null) ?? []);
  try {
    const found = await Promise.race([choices, late]);
    await respond(interaction, sendable(found));
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

/** Repeated once, since nobody waits longer; a first response that seemed lost has arrived where Discord says so. */
async function respond(interaction: AutocompleteInteraction, choices: Choice[]): Promise<void> {
  try {
    await persist(() => interaction.respond(choices), RETRY_DELAYS_MS);
  } catch (error) {
    if (!isAlreadyAcknowledged(error)) throw error;
    interaction.responded = true;
  }
}

function sendable(choices: readonly Choice[]): Choice[] {
  return choices
    .map(({ name, value }) => ({ name: oneLine(name, MAX_CHOICE_NAME), value }))
    .filter(({ name, value }) => name !== "" && value !== "" && value.length <= MAX_VALUE)
    .slice(0, MAX_CHOICES);
}
