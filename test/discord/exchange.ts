// One interaction as Discord sees it: sent, acknowledged, answered. Tests wait on it and look at what came.
import { flatten, type RawComponent } from "./rules.js";

/** Kinds of first response: Discord's interaction callback types. */
export const CALLBACK = { message: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, form: 9 } as const;

/** A message as the person sees it. */
export interface SeenMessage {
  readonly id: string;
  readonly channelId: string;
  readonly ephemeral: boolean;
  readonly components: readonly RawComponent[];
}

export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** An interaction from its dispatch to its end. */
export class Exchange {
  readonly id: string;
  readonly token: string;
  readonly channelId: string;
  /** When the bot's socket had it, by `performance.now()`. */
  deliveredAt = performance.now();
  /** Milliseconds from delivery to the first response; null before. */
  ackMs: number | null = null;
  callback: number | null = null;
  ephemeral = false;
  expired = false;
  /** Id of `@original`; null before there is one and after it was deleted. */
  originalId: string | null = null;
  /** How often a message was written: once where all is well. */
  writes = 0;
  readonly #waiting: ((value: unknown) => void)[] = [];
  #outcome: unknown;

  constructor(init: {
    readonly id: string;
    readonly token: string;
    readonly channelId: string;
    readonly originalId?: string;
  }) {
    this.id = init.id;
    this.token = init.token;
    this.channelId = init.channelId;
    this.originalId = init.originalId ?? null;
  }

  /** Ends the wait of whoever waits for the outcome; the first outcome stays. */
  settle(outcome: unknown): void {
    this.#outcome ??= outcome;
    for (const resolve of this.#waiting.splice(0)) resolve(this.#outcome);
  }

  /** Waits for the message that answers. */
  message(timeoutMs = 8000): Promise<SeenMessage> {
    return this.#outcomeWithin(timeoutMs) as Promise<SeenMessage>;
  }

  /** Waits for the choices of an autocomplete. */
  choices(timeoutMs = 8000): Promise<readonly Choice[]> {
    return this.#outcomeWithin(timeoutMs) as Promise<readonly Choice[]>;
  }

  /** Waits for the form that opens. */
  form(
    timeoutMs = 8000,
  ): Promise<{ readonly custom_id: string; readonly components: readonly RawComponent[] }> {
    return this.#outcomeWithin(timeoutMs) as Promise<{ custom_id: string; components: RawComponent[] }>;
  }

  async #outcomeWithin(timeoutMs: number): Promise<unknown> {
    if (this.#outcome !== undefined) return this.#outcome;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`No reply to interaction ${this.id} in ${timeoutMs} ms`)),
        timeoutMs,
      );
      this.#waiting.push((value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
  }
}

/** Returns all text of a message, one text display a paragraph. */
export function textOf({ components }: Pick<SeenMessage, "components">): string {
  return flatten(components)
    .flatMap(({ type, content }) => (type === 10 && content !== undefined ? [content] : []))
    .join("\n\n");
}

/** Returns the labels and custom ids of a message's buttons, in order. */
export function buttonsOf({
  components,
}: Pick<SeenMessage, "components">): { label: string; customId: string }[] {
  return flatten(components).flatMap(({ type, label = "", custom_id = "" }) =>
    type === 2 ? [{ label, customId: custom_id }] : [],
  );
}
