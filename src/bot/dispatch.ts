// Answers interactions: acknowledges each, runs its command, sends the reply. The one catch of the bot is here.
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type Interaction,
  MessageFlags,
} from "discord.js";
import { LRUCache } from "lru-cache";
import type { Services } from "../app/services.js";
import type { Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { DEFAULT_SETTINGS, type GuildSettings, languageOf } from "../model/guild.js";
import type { UseCounter } from "../model/processes.js";
import type { BotCounter, InteractionFailure } from "../model/status.js";
import { renderCannotPost, renderDmClosed, renderRestarting, renderWaiting } from "../render/delivery.js";
import { MAX_CHOICE_NAME, MAX_CHOICES, type Message } from "../render/message.js";
import { renderError, renderFault } from "../render/replies.js";
import type { EventOutcome, ServerEvent } from "../render/server-event.js";
import { oneLine } from "../render/text.js";
import { type Translator, translatorFor } from "../render/translator.js";
import type { ChannelPermissions } from "./channel-permissions.js";
import type { AnyCommand, Choice, Command, CommandContext } from "./command.js";
import {
  DiscordUnreachable,
  isAlreadyAcknowledged,
  isDmClosed,
  isExpired,
  refusedFor,
  withRetries,
} from "./discord-errors.js";
import type { Log } from "./log.js";
import { QuestionQueue, QueueClosed } from "./question-queue.js";
import { AnsweredByAnotherProcess, isRepliable, type Repliable, Reply, type ReplyKind } from "./reply.js";
import { type AskLimits, NO_LIMITS, RequestGate } from "./request-gate.js";
import { type Access, accessOf } from "./rights.js";
import { CommandRouter, nameOf, privateNotice, type Task } from "./router.js";

/** Interactions remembered, so that one delivered twice is answered once; many more than are ever open at once. */
const REMEMBERED = 5000;
/** Maximum time that stopping waits for the notices about it to be sent. */
const STOP_NOTICE_TIMEOUT_MS = 1500;

export interface DispatchOptions {
  readonly commands: readonly AnyCommand[];
  readonly services: Services;
  readonly log: Log;
  readonly counter?: BotCounter | undefined;
  readonly permissions: Pick<ChannelPermissions, "missing" | "missingIn">;
  readonly fetchAttachment: CommandContext["fetchAttachment"];
  readonly addEvent: (guildId: string, event: ServerEvent) => Promise<EventOutcome>;
  /** Default: no limits. */
  readonly limits?: AskLimits | undefined;
  /** Counts questions over all processes; default: there is no other. */
  readonly sharedUses?: UseCounter | null;
  /** Pauses between attempts to send a reply while Discord is down; default: about four minutes in all. */
  readonly retryDelaysMs?: readonly number[] | undefined;
}

/** An interaction that is being answered. */
interface OpenInteraction {
  readonly interaction: Interaction;
  /** Null if the interaction takes no reply. */
  readonly reply: Reply | null;
  /** See CommandContext. */
  readonly missingPermissions: readonly string[];
}

/** A failure as it is logged; `id` finds it in the log. */
interface LoggedFailure {
  readonly id: string;
  readonly err: unknown;
  readonly [about: string]: unknown;
}

/** Answers interactions until it is stopped. */
export class Dispatch {
  readonly #options: DispatchOptions;
  readonly #router: CommandRouter;
  readonly #gate: RequestGate;
  readonly #questions = new QuestionQueue();
  readonly #seen = new LRUCache<string, true>({ max: REMEMBERED });
  /** Work in progress, with the interaction that it is for. */
  readonly #open = new Map<Promise<unknown>, OpenInteraction>();
  /** Work in progress that no reply depends on. */
  readonly #background = new Set<Promise<void>>();
  #stopping = false;

  constructor(options: DispatchOptions) {
    this.#options = options;
    this.#router = new CommandRouter(options.commands);
    this.#gate = new RequestGate(
      options.limits ?? NO_LIMITS,
      () => options.services.now(),
      options.sharedUses ?? null,
    );
  }

  /** Forgets what is kept of a person beside the store; null: of everybody. */
  forget(userId: string | null): void {
    this.#gate.forget(userId);
  }

  /** Answers one interaction; never rejects, and ignores one that it has seen before. */
  async handle(interaction: Interaction): Promise<void> {
    const { counter, log, permissions, retryDelaysMs } = this.#options;
    if (this.#seen.has(interaction.id)) {
      log.info({ event: "duplicate", interaction: interaction.id });
      return;
    }
    this.#seen.set(interaction.id, true);
    const reply = isRepliable(interaction) ? new Reply(interaction, retryDelaysMs) : null;
    const open = { interaction, reply, missingPermissions: permissions.missing(interaction) };
    counter?.began();
    const work = this.#attempt(open);
    this.#open.set(work, open);
    const failure = await work;
    counter?.ended(failure);
    this.#open.delete(work);
  }

  /**
   * Takes no new questions, tells those without a turn at once that the bot is restarting, waits for the others, and after
   * `timeoutMs` tells them the same.
   */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopping = true;
    this.#questions.close();
    await within(timeoutMs, Promise.all(this.#open.keys()));
    const now = this.#options.services.now();
    const notices = [...this.#open.values()].map((open) =>
      this.#sendPrivately(open, renderRestarting(now, privateTranslator(open.interaction))),
    );
    await within(STOP_NOTICE_TIMEOUT_MS, Promise.all(notices));
    await within(STOP_NOTICE_TIMEOUT_MS, Promise.all(this.#background));
  }

  /** Returns why it failed; null if it did not. */
  async #attempt(open: OpenInteraction): Promise<InteractionFailure | null> {
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
        const command = this.#stopping ? undefined : this.#router.command(interaction.commandName);
        const access = await this.#access(interaction);
        await suggest(interaction, command, this.#context(open, "private", access));
      } else {
        log.warn({ event: "unknown-interaction", ...line, type: interaction.type });
      }
      return null;
    } catch (error) {
      return this.#fail(open, { ...line, id: randomBytes(4).toString("hex"), ms: elapsedMs(), err: error });
    }
  }

  /** Returns the milliseconds until Discord had the first response. */
  async #answer(
    interaction: Repliable,
    reply: Reply,
    open: OpenInteraction,
    elapsedMs: () => number,
  ): Promise<number> {
    const access = await this.#access(interaction);
    const wanted = this.#stopping ? privateNotice(renderRestarting) : this.#router.route(interaction, access);
    const task = await this.#gate.admit(wanted, interaction, access);
    const form = task.form(privateTranslator(interaction));
    const kind = task.reply === "public" && open.missingPermissions.length > 0 ? "private" : task.reply;
    if (form === null) await reply.acknowledge(kind);
    else await reply.openForm(form);
    const ackMs = elapsedMs();
    this.#options.counter?.acknowledged(ackMs);
    if (form !== null) return ackMs;
    await reply.send(await this.#run(task, reply, open, this.#context(open, kind, access)));
    this.#endQuestion(open, "delivered");
    return ackMs;
  }

  /** Runs a task, in its turn if it uses models; a question is remembered until its reply has arrived. */
  #run(
    task: Task,
    reply: Reply,
    { interaction }: OpenInteraction,
    context: CommandContext,
  ): Promise<Message> {
    if (!task.usesModels) return task.run(context);
    const { services, translator, place } = context;
    if (task.question !== null)
      this.#inBackground(interaction, services.openQuestions.begin(interaction.id, task.question, place));
    return this.#questions.run(
      () => task.run(context),
      (ahead) => {
        const notice = renderWaiting(ahead, services.now(), translator);
        this.#inBackground(interaction, reply.showWaiting(notice));
      },
    );
  }

  /** Makes what a command receives; `kind` is the reply as it was announced. */
  #context(open: OpenInteraction, kind: ReplyKind, access: Access): CommandContext {
    const { services, fetchAttachment, log, permissions } = this.#options;
    const { interaction, reply } = open;
    const showProgress = async (message: Message) =>
      reply
        ?.showProgress(message)
        .catch((err) => log.warn({ event: "aside-failed", interaction: interaction.id, err }));
    const { guildId, channelId } = interaction;
    const missingIn: CommandContext["missingIn"] = async (id) =>
      guildId === null || id === channelId ? open.missingPermissions : permissions.missingIn(guildId, id);
    const addEvent: CommandContext["addEvent"] = async (event) =>
      guildId === null ? { kind: "refused" } : this.#options.addEvent(guildId, event);
    const asked = { fetchAttachment, showProgress, missingIn, addEvent };
    return { ...contextOf(open, kind, access), services, ...asked };
  }

  async #fail(open: OpenInteraction, failure: LoggedFailure): Promise<InteractionFailure | null> {
    const { log, services } = this.#options;
    const { interaction } = open;
    const { event, level, counted, say } = classifyFailure(failure, open.missingPermissions);
    log[level]({ event, ...failure });
    if (interaction.isAutocomplete() && !interaction.responded) {
      await interaction.respond([]).catch((err) => log.warn({ event: "reply-lost", ...failure, err }));
    }
    if (say === null) this.#endQuestion(open, "lost");
    else {
      const message = say(services.now(), privateTranslator(interaction));
      // An answer that could not be posted is still to be shown: /sources offers it.
      await this.#sendPrivately(open, message, counted === "denied" ? "lost" : "delivered");
    }
    return counted;
  }

  /** Sends a message about the reply; `outcome` is how the question ends once it has arrived. */
  async #sendPrivately(
    open: OpenInteraction,
    message: Message,
    outcome: "delivered" | "lost" = "delivered",
  ): Promise<void> {
    const { interaction, reply } = open;
    try {
      await reply?.sendPrivately(message);
      this.#endQuestion(open, outcome);
    } catch (err) {
      this.#options.log.warn({ event: "reply-lost", interaction: interaction.id, err });
      this.#endQuestion(open, "lost");
    }
  }

  async #access(interaction: Interaction): Promise<Access> {
    return accessOf(interaction, await this.#options.services.settings.of(interaction.guildId));
  }

  #endQuestion({ interaction }: OpenInteraction, outcome: "delivered" | "lost"): void {
    this.#inBackground(interaction, this.#options.services.openQuestions.end(interaction.id, outcome));
  }

  /** Lets work continue in the background; its failure is logged and does not affect the reply. */
  #inBackground({ id }: Interaction, work: Promise<void>): void {
    const watched = work
      .catch((err) => this.#options.log.warn({ event: "aside-failed", interaction: id, err }))
      .finally(() => this.#background.delete(watched));
    this.#background.add(watched);
  }
}

/** Determines where an interaction happened, who sees the reply, and in which language it is. */
function contextOf(
  { interaction, missingPermissions }: Pick<OpenInteraction, "interaction" | "missingPermissions">,
  kind: ReplyKind,
  { settings, can, isGuest }: Access,
): Omit<CommandContext, "services" | "fetchAttachment" | "showProgress" | "missingIn" | "addEvent"> {
  const { guildId, channelId, user } = interaction;
  // A button that changes its message keeps the language in which the message was written for its readers.
  const isPublic = kind === "public" || (kind === "update" && !isEphemeral(interaction));
  return {
    settings,
    can,
    isGuest,
    events: {
      person: !isGuest && (interaction.memberPermissions?.has("CreateEvents") ?? false),
      bot: guildId !== null && !isGuest && interaction.appPermissions.has("CreateEvents"),
    },
    missingPermissions,
    visibility: isPublic ? "public" : "private",
    translator: translatorOf(interaction, isPublic, settings),
    // Discord names the channel of every interaction that Dateline answers; the type allows for others.
    place: { guildId, channelId: channelId ?? user.id, userId: user.id },
  };
}

function isEphemeral(interaction: Interaction): boolean {
  return interaction.isMessageComponent() && interaction.message.flags.has(MessageFlags.Ephemeral);
}

/** Returns the translator of a reply; English if Discord names no language that Dateline speaks. */
function translatorOf(
  interaction: Pick<BaseInteraction, "locale" | "guildLocale">,
  isPublic: boolean,
  { language }: Pick<GuildSettings, "language">,
): Translator {
  const own = languageOf(interaction.locale);
  if (!isPublic) return translatorFor(own ?? language ?? "en");
  return translatorFor(language ?? languageOf(interaction.guildLocale) ?? own ?? "en");
}

function privateTranslator(interaction: Interaction): Translator {
  return translatorOf(interaction, false, DEFAULT_SETTINGS);
}

/** What is done about a failure. */
interface FailureResponse {
  /** Event in the log. */
  readonly event: "expired" | "answered-elsewhere" | "reply-lost" | "denied" | "turned-away" | "failed";
  readonly level: "info" | "warn" | "error";
  /** What is counted; null if nothing failed. */
  readonly counted: InteractionFailure | null;
  /** Null if the person can no longer be reached. */
  readonly say: ((at: Instant, translator: Translator) => Message) | null;
}

/** `missingPermissions` are those known to be missing in the channel. */
function classifyFailure({ id, err }: LoggedFailure, missingPermissions: readonly string[]): FailureResponse {
  if (isExpired(err)) return { event: "expired", level: "warn", counted: "expired", say: null };
  if (err instanceof AnsweredByAnotherProcess)
    return { event: "answered-elsewhere", level: "warn", counted: null, say: null };
  if (err instanceof QueueClosed)
    return { event: "turned-away", level: "info", counted: null, say: renderRestarting };
  if (err instanceof DiscordUnreachable)
    return { event: "reply-lost", level: "warn", counted: "discord-api", say: null };
  const refused = refusedFor(err, missingPermissions);
  if (refused !== null) return denied((at, translator) => renderCannotPost(refused, true, at, translator));
  if (isDmClosed(err)) return denied(renderDmClosed);
  if (err instanceof DatelineError) {
    const say: FailureResponse["say"] = (at, translator) => renderError(err, at, translator);
    return { event: "failed", level: "warn", counted: err.code, say };
  }
  const say: FailureResponse["say"] = (at, translator) => renderFault(id, at, translator);
  return { event: "failed", level: "error", counted: "fault", say };
}

function denied(say: NonNullable<FailureResponse["say"]>): FailureResponse {
  return { event: "denied", level: "warn", counted: "denied", say };
}

/** Discord drops choices after 3 s, part of which the transfer takes. */
const CHOICES_TIMEOUT_MS = 2000;
const CHOICES_RETRY_DELAYS_MS = [100];
/** Discord: application commands reference, value of a string choice. */
const MAX_CHOICE_VALUE = 100;
/** Longest mark that tells two choices apart. */
const MAX_MARK = 30;

/** Sends the choices of a command, cut to Discord's limits; none if they take too long. */
async function suggest(
  interaction: AutocompleteInteraction,
  command: Command | undefined,
  context: CommandContext,
): Promise<void> {
  const timer = new AbortController();
  const late = wait(CHOICES_TIMEOUT_MS, [], { signal: timer.signal });
  const needs = command?.needs?.(interaction) ?? null;
  const isAllowed = needs === null || context.can[needs];
  const choices = Promise.resolve((isAllowed ? command?.autocomplete?.(interaction, context) : null) ?? []);
  try {
    const found = await Promise.race([choices, late]);
    await respond(interaction, sendable(found));
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

/** Retried only once, since nobody waits longer; if Discord says it already has choices, the first attempt arrived. */
async function respond(interaction: AutocompleteInteraction, choices: Choice[]): Promise<void> {
  try {
    await withRetries(() => interaction.respond(choices), CHOICES_RETRY_DELAYS_MS);
  } catch (error) {
    if (!isAlreadyAcknowledged(error)) throw error;
    interaction.responded = true;
  }
}

function sendable(choices: readonly Choice[]): Choice[] {
  const shown = choices
    .map((choice) => ({ ...choice, name: oneLine(choice.name, MAX_CHOICE_NAME) }))
    .filter(({ name, value }) => name !== "" && value !== "" && value.length <= MAX_CHOICE_VALUE)
    .slice(0, MAX_CHOICES);
  const apart = toldApart(shown, ({ aside }) => aside ?? null);
  return toldApart(apart, ({ value }) => value).map(({ name, value }) => ({ name, value }));
}

/** Adds a mark to the names that look the same. */
function toldApart(choices: readonly Choice[], markOf: (choice: Choice) => string | null): Choice[] {
  const looks = choices.map(({ name }) => name.toLowerCase());
  return choices.map((choice, at) => {
    const mark = markOf(choice);
    if (mark === null || looks.indexOf(looks[at] ?? "") === looks.lastIndexOf(looks[at] ?? "")) return choice;
    const end = ` · ${oneLine(mark, MAX_MARK)}`;
    return { ...choice, name: `${oneLine(choice.name, MAX_CHOICE_NAME - end.length)}${end}` };
  });
}

/** Resolves when the work is done or the time is up. */
async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const late = wait(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  timer.abort();
}
