// What people watch and channels follow: adding, listing, ending, within the limits of a person, channel and guild.
import { randomBytes } from "node:crypto";
import type { Answer } from "../model/answer.js";
import type { Instant, Place } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { DAY_MS, isTimeZone } from "../model/time.js";
import {
  type Notice,
  type TopicWishes,
  WATCH_DAYS,
  WATCH_LIMITS,
  type Watch,
  type WatchAddition,
  type WatchCount,
  type WatchPage,
  type WatchWishes,
} from "../model/watch.js";
import type { Stores, WatchChange, WatchStore } from "../store/ports.js";
import { resumeChannel } from "../watch/deliver.js";
import { statementsOf } from "../watch/stated-facts.js";
import type { PriorityAnswerer } from "./answer-pipeline.js";
import { checkQuestion } from "./ask.js";
import type { SettingsService } from "./guild-settings.js";
import type { PrivacyService, StoreForPerson } from "./privacy.js";
import type { AnswerService } from "./stored-answers.js";
import { requestOf } from "./watch-news.js";

/** Maximum searched for a suggestion or a count; the limits per person and guild are far lower. */
const MAX_LISTED = 1_000;

interface WatchParts {
  readonly stores: Pick<Stores, "watches" | "arrivals" | "answers">;
  readonly settings: Pick<SettingsService, "of">;
  readonly answerer: Pick<PriorityAnswerer, "answer">;
  readonly answers: Pick<AnswerService, "get">;
  readonly privacy: Pick<PrivacyService, "forPerson">;
  readonly now: () => Instant;
}

export class WatchService {
  readonly #parts: WatchParts;
  readonly #store: WatchStore;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#store = parts.stores.watches;
  }

  /** Asks now and notifies when the answer changes. @throws DatelineError watch-limit, usage-invalid, and what asking throws */
  async add(place: Place, question: string, wishes: WatchWishes): Promise<WatchAddition> {
    checkZone(wishes.timeZone);
    const text = checkQuestion(question);
    const known = await this.#own(place.userId, text, null);
    if (known === null) await this.#checkLimits(place);
    return this.#parts.privacy.forPerson(place.userId, async (store) => {
      const since = await this.#parts.stores.arrivals.newest();
      const answer = await this.#ask({ text, source: null, guildId: place.guildId });
      return this.#putAsked(place, answer, wishes, { known, since }, store);
    });
  }

  /** Watches the question of an answer that this person may see. @throws DatelineError answer-unknown, watch-limit */
  async addAnswer(place: Place, answerId: string, wishes: WatchWishes): Promise<WatchAddition> {
    const given = await this.#parts.answers.get(place, answerId);
    if (given === null)
      throw new DatelineError("answer-unknown", "This answer is no longer stored, or you may not see it", {
        hint: "Ask the question again, or give it to /watch add.",
      });
    const known = await this.#own(place.userId, given.question, given.source);
    if (known === null) await this.#checkLimits(place);
    if (given.asOfChosen) {
      // What was asked as of an earlier day is compared with today's answer, not sent as news at once.
      return this.#parts.privacy.forPerson(place.userId, async (store) => {
        const since = await this.#parts.stores.arrivals.newest();
        const { question: text, source } = given;
        const answer = await this.#ask({ text, source, guildId: place.guildId });
        return this.#putAsked(place, answer, wishes, { known, since }, store);
      });
    }
    const since = await this.#parts.stores.arrivals.newestAt(given.askedAt);
    const addition = await this.#parts.privacy.forPerson(place.userId, (store) =>
      this.#put(place, given, wishes, { known, since }, store),
    );
    // Something may have arrived between the answer and the press of the button.
    const cursor = await this.#store.cursor();
    if (cursor !== null && cursor > since)
      await this.#store.mark([addition.watch.watchId], cursor, this.#parts.now());
    return addition;
  }

  /** Returns the watches of a person, newest first, ended ones too. */
  async list(userId: string, offset: number, limit: number): Promise<WatchPage> {
    const filter = { kind: "question", userId } as const;
    return { total: await this.#store.count(filter), items: await this.#store.list(filter, offset, limit) };
  }

  /** Removes and returns the notices that could not be delivered, to be shown now; resumes the watches paused for that. */
  async takeHeld(userId: string): Promise<readonly Notice[]> {
    const held = await this.#store.held(userId);
    const ids = held.map(({ noticeId }) => noticeId);
    if (ids.length > 0) await this.#store.update(ids, { state: "sent", sentAt: this.#parts.now() });
    for (const watch of await this.#store.list({ kind: "question", userId }, 0, MAX_LISTED))
      if (watch.paused === "no-dm") await this.#resume(watch.watchId, { paused: null, retry: null });
    return held;
  }

  /** Returns the person's own watches whose question holds every typed word. */
  async suggest(userId: string, typed: string, limit: number): Promise<readonly Watch[]> {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const all = await this.#store.list({ kind: "question", userId }, 0, MAX_LISTED);
    return all.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word))).slice(0, limit);
  }

  /** Returns what was removed; null if it is not there or another person's. */
  async remove(userId: string, watchId: string): Promise<Watch | null> {
    return this.#drop(await this.#owned({ kind: "question", userId }, watchId));
  }

  /** Returns what was removed; null if this guild does not follow it. */
  async unfollow(guildId: string, watchId: string): Promise<Watch | null> {
    return this.#drop(await this.#owned({ kind: "topic", guildId }, watchId));
  }

  /** Keeps a watch for another 90 days from now, and tries again if it was paused; null as for `remove`. */
  async renew(userId: string, watchId: string): Promise<Watch | null> {
    const watch = await this.#owned({ kind: "question", userId }, watchId);
    if (watch === null) return null;
    const change = { expiresAt: this.#end(), paused: null, retry: null };
    await this.#resume(watch.watchId, change);
    return { ...watch, ...change };
  }

  /** Removes all that a person watches; returns how many. */
  removeOf(userId: string): Promise<number> {
    return this.#store.removeOf(userId);
  }

  /** Returns the topics that a guild follows, newest first. */
  follows(guildId: string): Promise<readonly Watch[]> {
    return this.#store.list({ kind: "topic", guildId }, 0, MAX_LISTED);
  }

  /**
   * Notifies a channel of every story about a topic; one that it already follows is kept for longer, and tried again.
   * @throws DatelineError watch-limit, usage-question
   */
  async follow(
    place: Place,
    { topic, channelId, delivery, language }: TopicWishes,
  ): Promise<{ readonly watch: Watch; readonly isNew: boolean }> {
    const text = checkQuestion(topic);
    const target = { kind: "channel", id: channelId } as const;
    const there = await this.#store.list({ kind: "topic", target }, 0, MAX_LISTED);
    const same = there.find((watch) => isSame(watch.text, text));
    const wished = { delivery, language, paused: null, retry: null, expiresAt: this.#end() };
    if (same !== undefined) {
      await this.#resume(same.watchId, wished);
      return { watch: { ...same, ...wished }, isNew: false };
    }
    if (there.length >= WATCH_LIMITS.channel)
      throw tooMany("channel", WATCH_LIMITS.channel, "/follow remove");
    await this.#checkGuild(place.guildId);
    const watch: Watch = {
      ...this.#blank(place, text, await this.#parts.stores.arrivals.newest()),
      ...{ kind: "topic", target, isPublic: true, ...wished },
    };
    await this.#store.add(watch);
    return { watch, isNew: true };
  }

  /** Lets everything that a channel is told go on, after its refusal has ended. */
  resume(channelId: string): Promise<void> {
    return resumeChannel({ kind: "channel", id: channelId }, this.#store);
  }

  /** Counts by guild, most first, for the operator. */
  async counts(): Promise<readonly WatchCount[]> {
    const all = await this.#store.list({}, 0, Number.MAX_SAFE_INTEGER);
    const guilds = [...new Set(all.map(({ guildId }) => guildId))];
    const counted = guilds.map((guildId) => {
      const own = all.filter((watch) => watch.guildId === guildId);
      const questions = own.filter(({ kind }) => kind === "question").length;
      return { guildId, questions, topics: own.length - questions };
    });
    return counted.sort((one, other) => other.questions + other.topics - one.questions - one.topics);
  }

  /** Puts a watch with the answer that was given just now. */
  async #putAsked(
    place: Place,
    answer: Answer,
    wishes: WatchWishes,
    at: { readonly known: Watch | null; readonly since: number },
    store: StoreForPerson,
  ): Promise<WatchAddition> {
    const visibility = wishes.isPublic ? "public" : "private";
    await store(() => this.#parts.stores.answers.putAnswer({ answer, place, visibility }));
    return this.#put(place, answer, wishes, at, store);
  }

  async #put(
    place: Place,
    answer: Answer,
    wishes: WatchWishes,
    { known, since }: { readonly known: Watch | null; readonly since: number },
    store: StoreForPerson,
  ): Promise<WatchAddition> {
    const { where, delivery, quiet, timeZone, language, isPublic } = wishes;
    const id = where === "dm" ? place.userId : place.channelId;
    const wished = {
      ...{ target: { kind: where, id }, delivery, quiet, timeZone, language, isPublic },
      ...{
        told: answer,
        known: statementsOf(answer),
        since,
        paused: null,
        retry: null,
        expiresAt: this.#end(),
      },
    };
    if (known !== null) {
      await store(() => this.#store.change(known.watchId, wished));
      return { watch: { ...known, ...wished }, isNew: false, answer };
    }
    const watch = { ...this.#blank(place, answer.question, since), ...wished, source: answer.source };
    await store(() => this.#store.add(watch));
    return { watch, isNew: true, answer };
  }

  #blank(place: Place, text: string, since: number): Watch {
    return {
      ...{ watchId: randomBytes(6).toString("hex"), kind: "question", text, source: null, ...place },
      ...{ isPublic: false, target: { kind: "dm", id: place.userId }, language: "en", delivery: "at-once" },
      ...{
        quiet: null,
        timeZone: null,
        createdAt: this.#parts.now(),
        expiresAt: this.#end(),
        told: null,
        known: [],
      },
      ...{ since, toldAt: null, paused: null, retry: null },
    };
  }

  async #ask(watch: Pick<Watch, "text" | "source" | "guildId">): Promise<Answer> {
    const { settings, answerer, now } = this.#parts;
    return (await answerer.answer(await requestOf(watch, settings, now()))).answer;
  }

  async #own(userId: string, text: string, source: string | null): Promise<Watch | null> {
    const own = await this.#store.list({ kind: "question", userId }, 0, MAX_LISTED);
    return own.find((watch) => watch.source === source && isSame(watch.text, text)) ?? null;
  }

  async #owned(owner: Partial<Pick<Watch, "kind" | "userId" | "guildId">>, watchId: string) {
    const watch = await this.#store.watch(watchId);
    const isOwn = Object.entries(owner).every(([field, value]) => watch?.[field as "userId"] === value);
    return isOwn ? watch : null;
  }

  async #drop(watch: Watch | null): Promise<Watch | null> {
    if (watch !== null) await this.#store.remove(watch.watchId);
    return watch;
  }

  /** What arrived while nothing could be sent is considered again. */
  async #resume(watchId: string, change: WatchChange): Promise<void> {
    await this.#store.change(watchId, change);
    const cursor = await this.#store.cursor();
    if (cursor !== null) await this.#store.mark([watchId], cursor, this.#parts.now());
  }

  async #checkLimits({ userId, guildId }: Place): Promise<void> {
    const own = await this.#store.count({ kind: "question", userId });
    if (own >= WATCH_LIMITS.person) throw tooMany("person", WATCH_LIMITS.person, "/watch remove");
    await this.#checkGuild(guildId);
  }

  async #checkGuild(guildId: string | null): Promise<void> {
    if (guildId === null || (await this.#store.count({ guildId })) < WATCH_LIMITS.guild) return;
    throw tooMany("server", WATCH_LIMITS.guild, "/watch remove or /follow remove");
  }

  #end(): Instant {
    return new Date(Date.parse(this.#parts.now()) + WATCH_DAYS * DAY_MS).toISOString();
  }
}

function isSame(one: string, other: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  return plain(one) === plain(other);
}

function checkZone(timeZone: string | null): void {
  if (timeZone === null || isTimeZone(timeZone)) return;
  throw new DatelineError("usage-invalid", `Unknown time zone: “${timeZone.slice(0, 60)}”`, {
    hint: "Choose one from the list, for example Europe/Berlin.",
  });
}

function tooMany(whose: string, limit: number, remedy: string): DatelineError {
  return new DatelineError("watch-limit", `A ${whose} can have ${limit} watches, and has them`, {
    hint: `Remove one first: ${remedy}.`,
  });
}
