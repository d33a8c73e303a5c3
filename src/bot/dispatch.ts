// From interaction to reply: defer, find the command, execute, edit; with the one catch of the bot. Decides no content.
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Interaction, MessageFlags } from "discord.js";
import { DatelineError } from "../errors.js";
import { DEFAULT_SETTINGS } from "../guild-settings.js";
import type { Frame } from "../render/frame.js";
import type { Message } from "../render/message.js";
import { renderError, renderFault, renderNotice } from "../render/replies.js";
import type { Services } from "../services.js";
import { suggest } from "./autocomplete.js";
import type { AnyCommand, CommandContext } from "./command.js";
import type { BotCounter, InteractionFailure } from "./counter.js";
import { isExpired } from "./discord-failure.js";
import { frameFor } from "./frame-for.js";
import type { Log } from "./log.js";
import { isRepliable, type Repliable, Reply, type ReplyKind } from "./reply.js";
import { nameOf, notice, TaskList } from "./task-list.js";

/** Interactions remembered, so that one delivered twice is answered once; many more than are ever open together. */
const REMEMBERED = 5000;
const RESTARTING = "Dateline is restarting. Ask again in a minute.";

export interface DispatchOptions {
  readonly commands: readonly AnyCommand[];
  readonly services: Services;
  readonly log: Log;
  readonly counter?: BotCounter | undefined;
  readonly fetchAttachment: CommandContext["fetchAttachment"];
}

/** Answers interactions until it is stopped. */
export class Dispatch {
  readonly #options: DispatchOptions;
  readonly #tasks: TaskList;
  readonly #seen = new Set<string>();
  /** Work going on, with the reply that waits for it. */
  readonly #open = new Map<Promise<unknown>, { readonly reply: Reply | null; readonly frame: Frame }>();
  #stopping = false;

  constructor(options: DispatchOptions) {
    this.#options = options;
    this.#tasks = new TaskList(options.commands);
  }

  /** Answers one interaction; never rejects, and does nothing for one it has seen before. */
  async handle(interaction: Interaction): Promise<void> {
    if (this.#seen.has(interaction.id)) {
      this.#options.log.info({ event: "duplicate", interaction: interaction.id });
      return;
    }
    this.#remember(interaction.id);
    const reply = isRepliable(interaction) ? new Reply(interaction) : null;
    const { counter } = this.#options;
    counter?.began();
    const work = this.#attempt(interaction, reply);
    this.#open.set(work, { reply, frame: frameFor(interaction, false, DEFAULT_SETTINGS) });
    const failure = await work;
    counter?.ended(failure);
    this.#open.delete(work);
  }

  /** Takes nothing new, waits for what is open, and after `timeoutMs` tells those who still wait that it restarts. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopping = true;
    const timer = new AbortController();
    const late = wait(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.#open.keys()), late]);
    timer.abort();
    const now = this.#options.services.now();
    const open = [...this.#open.values()];
    await Promise.all(
      open.map(({ reply, frame }) => this.#tell(reply, renderNotice(RESTARTING, now, frame))),
    );
  }

  /** Returns why it failed, null where it did not. */
  async #attempt(interaction: Interaction, reply: Reply | null): Promise<InteractionFailure | null> {
    const { log } = this.#options;
    const started = performance.now();
    const elapsedMs = () => Math.round(performance.now() - started);
    const line = { interaction: interaction.id, name: nameOf(interaction), guild: interaction.guildId };
    try {
      if (reply !== null && isRepliable(interaction)) {
        const ackMs = await this.#answer(interaction, reply, elapsedMs);
        log.info({ event: "answered", ...line, ackMs, ms: elapsedMs() });
      } else if (interaction.isAutocomplete()) {
        const command = this.#stopping ? undefined : this.#tasks.command(interaction.commandName);
        await suggest(interaction, command, await this.#context(interaction, "private"));
      } else {
        log.warn({ event: "unknown-interaction", ...line, type: interaction.type });
      }
      return null;
    } catch (error) {
      const fault = { ...line, id: randomBytes(4).toString("hex"), ms: elapsedMs(), err: error };
      return this.#fail(interaction, reply, fault);
    }
  }

  /** Returns the milliseconds until Discord had the first response. */
  async #answer(interaction: Repliable, reply: Reply, elapsedMs: () => number): Promise<number> {
    const task = this.#stopping ? notice(RESTARTING) : this.#tasks.find(interaction);
    const form = task.form();
    if (form === null) await reply.acknowledge(task.reply);
    else await reply.openForm(form);
    const ackMs = elapsedMs();
    this.#options.counter?.acknowledged(ackMs);
    if (form !== null) return ackMs;
    await reply.send(await task.run(await this.#context(interaction, task.reply)));
    return ackMs;
  }

  async #fail(
    interaction: Interaction,
    reply: Reply | null,
    fault: { readonly id: string; readonly err: unknown },
  ): Promise<InteractionFailure> {
    const { log, services } = this.#options;
    const { err } = fault;
    if (isExpired(err)) {
      log.warn({ event: "expired", ...fault });
      return "expired";
    }
    const expected = err instanceof DatelineError;
    log[expected ? "warn" : "error"]({ event: "failed", ...fault });
    if (interaction.isAutocomplete() && !interaction.responded) {
      await interaction.respond([]).catch((lost) => log.warn({ event: "reply-lost", err: lost }));
    }
    const frame = frameFor(interaction, false, DEFAULT_SETTINGS);
    const now = services.now();
    await this.#tell(reply, expected ? renderError(err, now, frame) : renderFault(fault.id, now, frame));
    return expected ? err.code : "fault";
  }

  async #tell(reply: Reply | null, message: Message): Promise<void> {
    try {
      await reply?.sendPrivately(message);
    } catch (error) {
      this.#options.log.warn({ event: "reply-lost", err: error });
    }
  }

  async #context(interaction: Interaction, kind: ReplyKind): Promise<CommandContext> {
    const { services, fetchAttachment } = this.#options;
    const { guildId, channelId, user } = interaction;
    // Discord names the channel of every interaction that Dateline answers; the type allows for those it does not.
    const settings = await services.settings.of(guildId);
    // A button that changes its message keeps the language that the message was written in for its readers.
    const isPublic = kind === "public" || (kind === "update" && !isEphemeral(interaction));
    return {
      services,
      fetchAttachment,
      settings,
      frame: frameFor(interaction, isPublic, settings),
      place: { guildId, channelId: channelId ?? user.id, userId: user.id },
    };
  }

  #remember(id: string): void {
    this.#seen.add(id);
    const [oldest] = this.#seen;
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
  }
}

function isEphemeral(interaction: Interaction): boolean {
  return interaction.isMessageComponent() && interaction.message.flags.has(MessageFlags.Ephemeral);
}
