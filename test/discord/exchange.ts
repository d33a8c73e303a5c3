// One interaction as Discord sees it: sent, acknowledged, answered. Tests wait for it and look at the result.
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

/** One writing of a message: its first state or an edit. */
export interface Written {
  readonly messageId: string;
  /** Milliseconds from delivery of the interaction. */
  readonly afterMs: number;
  readonly message: SeenMessage;
}

/** What is said while a question waits or feeds are read; it is no answer yet. */
const INTERIM = /\b(?:question is|questions are) ahead of yours\b|^\*\*Reading the first articles/;

export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** An interaction from its dispatch to its end. */
export class Exchange {
  readonly id: string;
  readonly token: string;
  readonly channelId: string;
  /** Discord's interaction type. */
  readonly type: number;
  /** When the bot's socket had it, by `performance.now()`. */
  deliveredAt = performance.now();
  /** Milliseconds from delivery to the first response; null before. */
  ackMs: number | null = null;
  callback: number | null = null;
  ephemeral = false;
  expired = false;
  /** Id of `@original`; null before there is one and after it was deleted. */
  originalId: string | null = null;
  /** Everything that was written, in order. */
  readonly written: Written[] = [];
  readonly #deleted = new Set<string>();
  readonly #waiting: ((value: unknown) => void)[] = [];
  #outcome: unknown;

  constructor(init: {
    readonly id: string;
    readonly token: string;
    readonly channelId: string;
    readonly type: number;
    readonly originalId?: string;
  }) {
    this.type = init.type;
    this.id = init.id;
    this.token = init.token;
    this.channelId = init.channelId;
    this.originalId = init.originalId ?? null;
  }

  /** How often a message was written: once where all is well, twice where the question had to wait. */
  get writes(): number {
    return this.written.length;
  }

  /** The messages that the person has before them now, in their last state, oldest first. */
  get visible(): SeenMessage[] {
    const last = new Map(this.written.map(({ messageId, message }) => [messageId, message]));
    return [...last].filter(([id]) => !this.#deleted.has(id)).map(([, message]) => message);
  }

  /** Those of them that are more than a word about waiting. */
  get replies(): SeenMessage[] {
    return this.visible.filter((message) => !isInterim(message));
  }

  /** Milliseconds from delivery to the last writing; null where nothing was written. */
  get lastWrittenMs(): number | null {
    return this.written.at(-1)?.afterMs ?? null;
  }

  /** Takes note of a message; one that is more than a word about waiting ends the wait for it. */
  write(message: SeenMessage): void {
    const afterMs = performance.now() - this.deliveredAt;
    this.written.push({ messageId: message.id, afterMs, message });
    if (!isInterim(message)) this.settle(message);
  }

  /** Takes note of a deletion. */
  remove(messageId: string): void {
    this.#deleted.add(messageId);
  }

  /** Ends the wait of whoever waits for the outcome; the first outcome stays. */
  settle(outcome: unknown): void {
    this.#outcome ??= outcome;
    for (const resolve of this.#waiting.splice(0)) resolve(this.#outcome);
  }

  /** Waits for the message that answers. */
  message(timeoutMs = 30_000): Promise<SeenMessage> {
    return this.#outcomeWithin(timeoutMs) as Promise<SeenMessage>;
  }

  /** Waits for the choices of an autocomplete. */
  choices(timeoutMs = 30_000): Promise<readonly Choice[]> {
    return this.#outcomeWithin(timeoutMs) as Promise<readonly Choice[]>;
  }

  /** Waits for the form that opens. */
  form(
    timeoutMs = 30_000,
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

function isInterim(message: SeenMessage): boolean {
  return INTERIM.test(textOf(message));
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
