// Discord's limits on one message, and the measure of a message against them. Decides nothing about what to leave out.
import type { APIComponentInContainer, APIMessageTopLevelComponent } from "discord.js";

/** Discord: Message components reference, "up to 40 total components". */
export const MAX_COMPONENTS = 40;
/** Discord: the same page, 4,000 characters over all text displays. */
export const MAX_CHARACTERS = 4000;
/** Measured by a reporter to the API's issue tracker: UTF-8 bytes of all text + 12 a component. */
export const MAX_WEIGHT = 10_170;
const WEIGHT_PER_COMPONENT = 12;
/** Discord: component reference, custom_id. */
export const MAX_CUSTOM_ID = 100;
/** Discord: component reference, button label. */
export const MAX_LABEL = 80;
/** Discord: application commands reference, autocomplete choices and their names. */
export const MAX_CHOICES = 25;
export const MAX_CHOICE_NAME = 100;

export interface Measure {
  /** Nested ones included. */
  readonly components: number;
  /** UTF-16 code units over all text, labels included: never less than what Discord counts. */
  readonly characters: number;
  /** UTF-8 bytes of all text + 12 a component. */
  readonly weight: number;
}

type AnyComponent = APIMessageTopLevelComponent | APIComponentInContainer | { readonly type: number };

/** Measures a message; no components measure zero. */
export function measure(components: readonly AnyComponent[]): Measure {
  let [count, characters, weight] = [0, 0, 0];
  for (const component of components) {
    const text = textOf(component);
    const inner =
      "components" in component ? measure(component.components) : { components: 0, characters: 0, weight: 0 };
    count += 1 + inner.components;
    characters += text.length + inner.characters;
    weight += Buffer.byteLength(text) + WEIGHT_PER_COMPONENT + inner.weight;
  }
  return { components: count, characters, weight };
}

/** Tells whether Discord would take a message of this measure. */
export function fits(measured: Measure): boolean {
  return (
    measured.components <= MAX_COMPONENTS &&
    measured.characters <= MAX_CHARACTERS &&
    measured.weight <= MAX_WEIGHT
  );
}

function textOf(component: object): string {
  if ("content" in component && typeof component.content === "string") return component.content;
  return "label" in component && typeof component.label === "string" ? component.label : "";
}
