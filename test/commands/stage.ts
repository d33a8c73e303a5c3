// The bot as people of every language meet it: a part of the services may say what a scene wants; what of a reply is in the wrong language.

import { describe, expect, it } from "vitest";
import { toCitation } from "../../src/answer/cite.js";
import type { Answered, Quote } from "../../src/model/answer.js";
import { type GuildSettings, LANGUAGES } from "../../src/model/guild.js";
import { member, RunningBot } from "../bot/running-bot.js";
import { buttonsOf, type SeenMessage } from "../discord/exchange.js";
import type { OptionValues, Person } from "../discord/payloads.js";
import { snowflake } from "../discord/snowflake.js";
import { madeQuote, TEST_NOW } from "../made-articles.js";
import { englishIn } from "../render/catalogue.js";
import { madeAnswer } from "../watch/watches.js";
import { PONTEM, PONTEM_UPLOAD, shown, speaking } from "./speaking.js";

export const QUESTION = { question: "pontem aperuit?" };
const SAID = "Consul pontem novum aperuit.";
export const QUOTE: Quote = {
  ...madeQuote(PONTEM, SAID, 1),
  speaker: "Consul Titus",
  resolvedDates: [{ words: "novum", day: "2025-10-21" }],
  alsoIn: ["Acta Diurna", "Nuntius Maris"],
};
export const CITATION = {
  ...toCitation(PONTEM, 1),
  ...{ author: "Titus", agency: "AFP", updatedAt: TEST_NOW, sample: true },
};
/** A page that may not be read. */
export const ADDRESS = "http://127.0.0.1:1/";

/** What stays English: the details of services, for whoever looks after what is read. */
const DETAILS =
  /127\.0\.0\.1:1: .*|(?:Article|Time zone|Quiet hours|Unknown|Choose one|Write them|Watch|A channel)\b.*/g;

/** An answer with everything that may stand around quotes. */
export function whole(given: Partial<Answered> = {}): Answered {
  const older = { ...CITATION, number: 2, publishedAt: null, source: null };
  return madeAnswer({
    ...{ question: QUESTION.question, citations: [CITATION, older], quotes: [QUOTE] },
    ...{ earlier: [{ ...QUOTE, citation: 2 }], outletCount: 3, originCount: 2, articleCount: 24 },
    ...{ newestAt: PONTEM.publishedAt, source: "Nuntius Portus", asOfChosen: true },
    ...given,
  });
}

export type Scene = readonly [string, (person: Person, stage: Stage) => Promise<readonly SeenMessage[]>];

export class Stage {
  readonly #running: RunningBot;
  readonly #undo: (() => void)[] = [];

  static async open(): Promise<Stage> {
    const stage = new Stage(await RunningBot.open([PONTEM_UPLOAD]));
    await stage.start();
    return stage;
  }

  private constructor(running: RunningBot) {
    this.#running = running;
  }

  get services() {
    return this.#running.services;
  }

  get stores() {
    return this.#running.stores;
  }

  get double() {
    return this.#running.double;
  }

  /** Starts the bot, or starts it anew with other limits. */
  async start(perMinute = 1000): Promise<void> {
    await this.#running.stop();
    await this.#running.start({ limits: { personPerMinute: perMinute, guildPerMinute: perMinute + 1 } });
  }

  /** Sets a guild's settings to the defaults with these over them. */
  set(guildId: string | undefined, over: Partial<GuildSettings> = {}): Promise<void> {
    return this.#running.set(guildId, over);
  }

  /** Removes all watches, and takes back what `lets` replaced. */
  async clear(): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) undo();
    const { watches } = this.stores;
    for (const { watchId } of await watches.list({}, 0, 999)) await watches.remove(watchId);
  }

  /** Lets a part of the services say something else until the next `clear`. */
  lets<T extends object>(part: T, what: Partial<T>): void {
    for (const name of Object.keys(what)) {
      const own = Object.getOwnPropertyDescriptor(part, name);
      this.#undo.push(() =>
        own === undefined ? Reflect.deleteProperty(part, name) : Object.defineProperty(part, name, own),
      );
    }
    Object.assign(part, what);
  }

  say(path: string, values: OptionValues, person: Person): Promise<SeenMessage> {
    return this.double.slash(path, values, person).message();
  }

  /** Presses the button that does this. @throws Error where there is none */
  press(message: SeenMessage, action: string, person: Person): Promise<SeenMessage> {
    const found = buttonsOf(message).find(({ customId }) => customId.startsWith(`dl:${action}:`));
    if (found === undefined) throw new Error(`No button ${action}: ${shown(message)}`);
    return this.double.button(found.customId, message, person).message();
  }

  async close(): Promise<void> {
    await this.#running.close();
  }
}

/** A manager of a guild of their own. */
const manager = () => ({ ...member({ manager: true }), guildId: snowflake() });

/** Plays scenes in every language; what is left of English in a reply of another is a failure. */
export function playScenes(stage: () => Stage, scenes: readonly Scene[]): void {
  describe.each(scenes)("%s", (_name, play) => {
    it.each(LANGUAGES)("in %s says nothing in English that it can say itself", async (language) => {
      for (const message of await play(speaking(manager(), language), stage())) {
        const text = shown(message).replace(DETAILS, "");
        expect(text).not.toBe("");
        expect(text).not.toContain("**");
        if (language !== "en") expect(englishIn(text, language), text).toEqual([]);
      }
    });
  });
}
