// Answers an autocomplete within Discord's limits: at most 25 choices, in time or with none.
import { setTimeout as wait } from "node:timers/promises";
import type { AutocompleteInteraction } from "discord.js";
import { MAX_CHOICE_NAME, MAX_CHOICES } from "../render/limits.js";
import { oneLine } from "../render/text.js";
import type { Choice, Command, CommandContext } from "./command.js";

/** Discord drops choices after 3 s; the way there takes some of it. */
const DEADLINE_MS = 2000;
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
    await interaction.respond(sendable(found));
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

function sendable(choices: readonly Choice[]): Choice[] {
  return choices
    .map(({ name, value }) => ({ name: oneLine(name, MAX_CHOICE_NAME), value }))
    .filter(({ name, value }) => name !== "" && value !== "" && value.length <= MAX_VALUE)
    .slice(0, MAX_CHOICES);
}
