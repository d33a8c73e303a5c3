// From interaction to reply: defer, find the command, execute, edit; with the one catch of the bot. Decides no content.

import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type Interaction,
  MessageFlags,
} from "discord.js";
import type { Services } from "../app/services.js";
import type { Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { DEFAULT_SETTINGS, type GuildSettings, languageOf } from "../model/guild.js";
import type { BotCounter, InteractionFailure } from "../model/status.js";
import { renderCannotPost, renderDmClosed, renderRestarting, renderWaiting } from "../render/delivery.js";
import { MAX_CHOICE_NAME, MAX_CHOICES, type Message } from "../render/message.js";
import { renderError, renderFault } from "../render/replies.js";
import { oneLine } from "../render/text.js";
import { type Translator, translatorFor } from "../render/translator.js";
import type { AnyCommand, Choice, Command, CommandContext } from "./command.js";
import {
  isAlreadyAcknowledged,
  isDmClosed,
  isExpired,
  persist,
  refusedFor,
  Unreached,
} from "./discord-errors.js";
import type { Log } from "./log.js";
import { QuestionQueue } from "./question-queue.js";
import { AnsweredElsewhere, isRepliable, type Repliable, Reply, type ReplyKind } from "./reply.js";
import { type AskLimits, NO_LIMITS, RequestGate } from "./request-gate.js";
import { type ChannelRights, type Terms, termsOf } from "./rights.js";
import { nameOf, notice, type Task, TaskList } from "./task-list.js";

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

/** Returns the translator of a reply; English where Discord names no language that Dateline speaks. */
export function translatorOf(
  interaction: Pick<BaseInteraction, "locale" | "guildLocale">,
  isPublic: boolean,
  { language }: Pick<GuildSettings, "language">,
): Translator {
  const own = languageOf(interaction.locale);
  if (!isPublic) return translatorFor(own ?? language ?? "en");
  return translatorFor(language ?? languageOf(interaction.guildLocale) ?? own ?? "en");
}

/** An interaction and what Dateline may not do where it came from. */
export interface Situation {
  readonly interaction: Interaction;
  /** See CommandContext. */
  readonly lackingRights: readonly string[];
}

/** `kind` is the reply as it was announced. */
export function makeContext(
  { services, fetchAttachment }: { readonly services: Services } & Pick<CommandContext, "fetchAttachment">,
  { interaction, lackingRights }: Situation,
  kind: ReplyKind,
  { settings, may }: Terms,
): CommandContext {
  const { guildId, channelId, user } = interaction;
  // A button that changes its message keeps the language that the message was written in for its readers.
  const isPublic = kind === "public" || (kind === "update" && !isEphemeral(interaction));
  return {
    services,
    fetchAttachment,
    settings,
    may,
    lackingRights,
    visibility: isPublic ? "public" : "private",
    translator: translatorOf(interaction, isPublic, settings),
    // Discord names the channel of every interaction that Dateline answers; the type allows for those it does not.
    place: { guildId, channelId: channelId ?? user.id, userId: user.id },
  };
}

function isEphemeral(interaction: Interaction): boolean {
  return interaction.isMessageComponent() && interaction.message.flags.has(MessageFlags.Ephemeral);
}

export interface Judgement {
  /** Event in the log. */
  readonly event: "expired" | "answered-elsewhere" | "reply-lost" | "denied" | "failed";
  readonly level: "warn" | "error";
  /** Null where nothing failed. */
  readonly failure: InteractionFailure | null;
  /** Null where the person cannot be reached any more. */
  readonly say: ((at: Instant, translator: Translator) => Message) | null;
}

/** `id` finds a bug in the log; `lacking` are rights that are known to be missing in the channel. */
export function judgeFailure(
  { id, err }: { readonly id: string; readonly err: unknown },
  lacking: readonly string[],
): Judgement {
  if (isExpired(err)) return { event: "expired", level: "warn", failure: "expired", say: null };
  if (err instanceof AnsweredElsewhere)
    return { event: "answered-elsewhere", level: "warn", failure: null, say: null };
  if (err instanceof Unreached)
    return { event: "reply-lost", level: "warn", failure: "discord-api", say: null };
  const rights = refusedFor(err, lacking);
  if (rights !== null) return denied((at, translator) => renderCannotPost(rights, true, at, translator));
  if (isDmClosed(err)) return denied(renderDmClosed);
  if (err instanceof DatelineError) {
    const say: Judgement["say"] = (at, translator) => renderError(err, at, translator);
    return { event: "failed", level: "warn", failure: err.code, say };
  }
  const say: Judgement["say"] = (at, translator) => renderFault(id, at, translator);
  return { event: "failed", level: "error", failure: "fault", say };
}

function denied(say: NonNullable<Judgement["say"]>): Judgement {
  return { event: "denied", level: "warn", failure: "denied", say };
}

/** Interactions remembered, so that one delivered twice is answered once; many more than are ever open together. */
const REMEMBERED = 5000;
/** How long stopping waits for the word about it to arrive. */
const TELL_TIMEOUT_MS = 3000;

export interface DispatchOptions {
  readonly commands: readonly AnyCommand[];
  readonly services: Services;
  readonly log: Log;
  readonly counter?: BotCounter | undefined;
  readonly rights: Pick<ChannelRights, "lacking">;
  readonly fetchAttachment: CommandContext["fetchAttachment"];
  /** Default: no bounds. */
  readonly limits?: AskLimits | undefined;
  /** Pauses between attempts to send a reply while Discord fails; default: over some four minutes. */
  readonly retryDelaysMs?: readonly number[] | undefined;
}

/** An interaction being answered. */
interface Open extends Situation {
  readonly reply: Reply | null;
}

/** Answers interactions until it is stopped. */
export class Dispatch {
  readonly #options: DispatchOptions;
  readonly #tasks: TaskList;
  readonly #manners: RequestGate;
  readonly #questions = new QuestionQueue();
  readonly #seen = new Set<string>();
  /** Work going on, with the interaction that it is for. */
  readonly #open = new Map<Promise<unknown>, Open>();
  /** Work beside the replies. */
  readonly #asides = new Set<Promise<void>>();
  #stopping = false;

  constructor(options: DispatchOptions) {
    this.#options = options;
    this.#tasks = new TaskList(options.commands);
    this.#manners = new RequestGate(options.limits ?? NO_LIMITS, () => options.services.now());
  }

  /** Answers one interaction; never rejects, and does nothing for one it has seen before. */
  async handle(interaction: Interaction): Promise<void> {
    const { counter, log, rights, retryDelaysMs } = this.#options;
    if (this.#seen.has(interaction.id)) {
      log.info({ event: "duplicate", interaction: interaction.id });
      return;
    }
    this.#remember(interaction.id);
    const reply = isRepliable(interaction) ? new Reply(interaction, retryDelaysMs) : null;
    const open = { interaction, reply, lackingRights: rights.lacking(interaction) };
    counter?.began();
    const work = this.#attempt(open);
    this.#open.set(work, open);
    const failure = await work;
    counter?.ended(failure);
    this.#open.delete(work);
  }

  /** Takes nothing new, waits for what is open, and after `timeoutMs` tells those who still wait that it restarts. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopping = true;
    await within(timeoutMs, Promise.all(this.#open.keys()));
    const now = this.#options.services.now();
    const telling = [...this.#open.values()].map((open) =>
      this.#tell(open, renderRestarting(now, privateFrame(open.interaction))),
    );
    await within(TELL_TIMEOUT_MS, Promise.all(telling));
    await within(TELL_TIMEOUT_MS, Promise.all(this.#asides));
  }

  /** Returns why it failed, null where it did not. */
  async #attempt(open: Open): Promise<InteractionFailure | null> {
    const { log } = this.#options;
    const { interaction, reply } = open;
    const started = performance.now();
    const elapsedMs = () => Math.round(performance.now() - started);
    const line = { interaction: interaction.id, name: nameOf(interaction), guild: interaction.guildId };
    try {
      if (reply !== null && isRepliable(interaction)) {
        const ackMs = await this.#answer(interaction, reply, open, elapsedMs);
        log.info({ event: "answered", ...line, ackMs, ms: elapsedMs() });
      } else if (interaction.isAutocomplete()) {
        const command = this.#stopping ? undefined : this.#tasks.command(interaction.commandName);
        const terms = await this.#terms(interaction);
        await suggest(interaction, command, makeContext(this.#options, open, "private", terms));
      } else {
        log.warn({ event: "unknown-interaction", ...line, type: interaction.type });
      }
      return null;
    } catch (error) {
      return this.#fail(open, { ...line, id: randomBytes(4).toString("hex"), ms: elapsedMs(), err: error });
    }
  }

  /** Returns the milliseconds until Discord had the first response. */
  async #answer(interaction: Repliable, reply: Reply, open: Open, elapsedMs: () => number): Promise<number> {
    const terms = await this.#terms(interaction);
    const found = this.#stopping ? notice(renderRestarting) : this.#tasks.find(interaction, terms);
    const task = this.#manners.admit(found, interaction, terms);
    const form = task.form(privateFrame(interaction));
    const kind = task.reply === "public" && open.lackingRights.length > 0 ? "private" : task.reply;
    if (form === null) await reply.acknowledge(kind);
    else await reply.openForm(form);
    const ackMs = elapsedMs();
    this.#options.counter?.acknowledged(ackMs);
    if (form !== null) return ackMs;
    await reply.send(await this.#run(task, reply, open, makeContext(this.#options, open, kind, terms)));
    this.#settle(open, "delivered");
    return ackMs;
  }

  /** What the models have to work for waits its turn; a question is remembered until its reply has arrived. */
  #run(task: Task, reply: Reply, { interaction }: Open, context: CommandContext): Promise<Message> {
    if (task.cost === null) return task.run(context);
    const { services, translator, place } = context;
    if (task.question !== null)
      this.#watch(interaction, services.openQuestions.begin(interaction.id, task.question, place));
    return this.#questions.run(
      () => task.run(context),
      (before) => this.#watch(interaction, reply.hold(renderWaiting(before, services.now(), translator))),
    );
  }

  async #fail(
    open: Open,
    fault: { readonly id: string; readonly err: unknown; readonly [about: string]: unknown },
  ): Promise<InteractionFailure | null> {
    const { log, services } = this.#options;
    const { interaction } = open;
    const { event, level, failure, say } = judgeFailure(fault, open.lackingRights);
    log[level]({ event, ...fault });
    if (interaction.isAutocomplete() && !interaction.responded) {
      await interaction.respond([]).catch((err) => log.warn({ event: "reply-lost", ...fault, err }));
    }
    if (say === null) this.#settle(open, "lost");
    else await this.#tell(open, say(services.now(), privateFrame(interaction)), failure !== "denied");
    return failure;
  }

  /** `settles`: that nothing is left to be told of the question. */
  async #tell(open: Open, message: Message, settles = true): Promise<void> {
    const { interaction, reply } = open;
    try {
      await reply?.sendPrivately(message);
      this.#settle(open, settles ? "delivered" : "lost");
    } catch (err) {
      this.#options.log.warn({ event: "reply-lost", interaction: interaction.id, err });
      this.#settle(open, "lost");
    }
  }

  async #terms(interaction: Interaction): Promise<Terms> {
    return termsOf(interaction, await this.#options.services.settings.of(interaction.guildId));
  }

  #settle({ interaction }: Open, outcome: "delivered" | "lost"): void {
    this.#watch(interaction, this.#options.services.openQuestions.end(interaction.id, outcome));
  }

  /** For work beside the reply, whose failure changes nothing about the reply. */
  #watch({ id }: Interaction, work: Promise<void>): void {
    const aside = work
      .catch((err) => this.#options.log.warn({ event: "aside-failed", interaction: id, err }))
      .finally(() => this.#asides.delete(aside));
    this.#asides.add(aside);
  }

  #remember(id: string): void {
    this.#seen.add(id);
    const [oldest] = this.#seen;
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
  }
}

function privateFrame(interaction: Interaction): Translator {
  return translatorOf(interaction, false, DEFAULT_SETTINGS);
}

/** Resolves with the work, or when the time is up. */
async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const late = wait(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  timer.abort();
}
