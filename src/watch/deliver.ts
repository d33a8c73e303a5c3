// Sends notices that are due: each once, in order, within the limits of its place; one that Discord refuses is kept, never lost.
import { randomBytes } from "node:crypto";
import type { Instant } from "../model/article.js";
import { type Shards, WORK } from "../model/processes.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../model/time.js";
import {
  type Delivered,
  type News,
  type Notice,
  type Notifier,
  type Target,
  WATCH_LIMITS,
  type Watch,
} from "../model/watch.js";
import type { WatchStore } from "../store/ports.js";
import type { Processes } from "../store/process-ports.js";

/** Notices handled at a time. */
const DUE_AT_ONCE = 100;
/** Changes in one message: what a reader can take in, and what fits. */
const MAX_CHANGES = 3;
/** First wait after a failed attempt, doubled each time up to the longest; after this many it is held. */
const FIRST_RETRY_MS = 30_000;
const MAX_TRIES = 20;
/** First wait for a channel that refuses, doubled each time up to the longest: a right that was lost may be back within the hour, or never. */
const FIRST_PAUSE_MS = 10 * MINUTE_MS;
const LONGEST_PAUSE_MS = DAY_MS;
/** More than a channel can have. */
const MAX_LISTED = 1_000;

export interface DeliveryParts {
  readonly watches: WatchStore;
  readonly processes: Pick<Processes, "take" | "giveBack">;
  /** The shards of this process, which tells the servers of these only; null if it has all there are. */
  readonly shards: Shards | null;
  readonly notifier: Notifier;
  /** Reads the quotes again just before they are sent; null if nothing is left to tell. */
  readonly news: { verify(news: News, guildId: string | null): Promise<News | null> };
  readonly now: () => Instant;
  /** Called with unexpected failures; the message is tried again later, and the others go on. */
  readonly onFault?: (error: unknown, watchId: string | null) => void;
  /** Called when a channel refuses for the first time, and when it takes a message again. */
  readonly onChannel?: (change: ChannelChange) => void;
}

export interface ChannelChange {
  readonly channelId: string;
  readonly guildId: string | null;
  /** Null: it takes messages again. */
  readonly refused: NonNullable<Watch["paused"]> | null;
}

/** Sends all that is due, one message at a time; returns how many were sent. */
export async function deliverDue(parts: DeliveryParts): Promise<number> {
  let sent = 0;
  const { processes } = parts;
  const due = await parts.watches.due(parts.now(), DUE_AT_ONCE, parts.shards);
  const refused = new Set<string>();
  for (const batch of toMessages(due)) {
    // What a channel refuses once, it refuses for every watch: their news was taken back together.
    if (refused.has(batch[0]?.target.id ?? "")) continue;
    const work = batch.map(({ noticeId }) => WORK.notice(noticeId));
    try {
      const isOwn = (await processes.take(work)).length === work.length;
      const outcome = isOwn ? await deliver(batch, parts) : null;
      if (outcome?.kind === "refused") refused.add(batch[0]?.target.id ?? "");
      sent += outcome?.kind === "sent" ? 1 : 0;
    } catch (error) {
      parts.onFault?.(error, batch[0]?.watchId ?? null);
      await settle(batch, { kind: "later", reason: "fault" }, parts);
    } finally {
      await processes.giveBack(work);
    }
  }
  return sent;
}

/** What was claimed together stays together; the rest is grouped by place and language, a few changes per message. */
function toMessages(due: readonly Notice[]): Notice[][] {
  const batches = new Map<string, Notice[][]>();
  for (const notice of due) {
    const { target, language, nonce, news } = notice;
    const key = nonce ?? `${target.kind} ${target.id} ${language} ${news.kind}`;
    const own = batches.get(key) ?? [];
    batches.set(key, own);
    const last = own.at(-1);
    const isFull =
      last === undefined || (nonce === null && last.length >= (news.kind === "topic" ? 1 : MAX_CHANGES));
    if (isFull) own.push([notice]);
    else last.push(notice);
  }
  return [...batches.values()].flat();
}

/** Returns what became of the message; null if there was nothing to send yet, or any more. */
async function deliver(batch: readonly Notice[], parts: DeliveryParts): Promise<Delivered | null> {
  const { watches, notifier } = parts;
  const [first] = batch;
  if (first === undefined) return null;
  const ids = batch.map(({ noticeId }) => noticeId);
  const freeAt = first.nonce === null ? await whenFree(first, parts) : null;
  if (freeAt !== null) {
    await watches.update(ids, { sendAt: freeAt });
    return null;
  }
  // 25 characters at most; the same after a restart, so that Discord takes a message repeated within minutes for the one it already has.
  const nonce = first.nonce ?? randomBytes(12).toString("hex");
  if ((await watches.claim(ids, nonce)) < ids.length) return null; // another process has told some of it
  const verified: Notice[] = [];
  for (const notice of batch) {
    const news = await parts.news.verify(notice.news, notice.guildId);
    if (news !== null) verified.push({ ...notice, news });
  }
  if (verified.length === 0) {
    await watches.update(ids, { state: "sent", sentAt: parts.now() });
    return null;
  }
  const outcome = await notifier.send(first.target, verified, nonce);
  await settle(batch, outcome, parts);
  return outcome;
}

/** Null if the place may have a message now; a channel has a few an hour. */
async function whenFree({ target }: Notice, { watches, now }: DeliveryParts): Promise<Instant | null> {
  if (target.kind === "dm") return null;
  const since = new Date(Date.parse(now()) - HOUR_MS).toISOString();
  const sent = await watches.sentTo(target, since);
  const oldest = sent[WATCH_LIMITS.hourlyMessages - 1];
  return oldest === undefined ? null : new Date(Date.parse(oldest) + HOUR_MS + 1).toISOString();
}

async function settle(batch: readonly Notice[], outcome: Delivered, parts: DeliveryParts): Promise<void> {
  const { watches, now } = parts;
  const ids = batch.map(({ noticeId }) => noticeId);
  if (outcome.kind === "sent") {
    await watches.update(ids, { state: "sent", sentAt: now() });
    return arrived(batch, parts);
  }
  if (outcome.kind === "later") {
    const tries = Math.max(...batch.map((notice) => notice.tries)) + 1;
    if (tries >= MAX_TRIES) return watches.update(ids, { state: "held", tries });
    const waitMs = Math.min(HOUR_MS, FIRST_RETRY_MS * 2 ** (tries - 1));
    return watches.update(ids, { tries, sendAt: new Date(Date.parse(now()) + waitMs).toISOString() });
  }
  const [{ target, watchId } = { target: null, watchId: "" }] = batch;
  const own = (await watches.watch(watchId))?.target;
  if (target?.kind === "channel" && own?.kind === "channel" && own.id === target.id)
    return pauseChannel(target, outcome.reason, parts);
  for (const notice of batch) await redirect(notice, outcome.reason, watches);
}

/** Notes when news arrived; a channel that takes a message again takes those of all its watches. */
async function arrived(batch: readonly Notice[], parts: DeliveryParts): Promise<void> {
  const { watches, now, onChannel } = parts;
  let isBack = false;
  for (const watchId of new Set(batch.map((notice) => notice.watchId))) {
    const paused = (await watches.watch(watchId))?.paused ?? null;
    isBack ||= paused !== null && paused !== "no-dm";
    await watches.change(watchId, { toldAt: now() });
  }
  const [first] = batch;
  if (!isBack || first?.target.kind !== "channel") return;
  await resumeChannel(first.target, watches);
  onChannel?.({ channelId: first.target.id, guildId: first.guildId, refused: null });
}

/** Lets all watches of a channel be told again; what they were marked for meanwhile is looked at next. */
export async function resumeChannel(
  target: Target,
  watches: Pick<WatchStore, "list" | "change">,
): Promise<void> {
  for (const { watchId, paused } of await watches.list({ target }, 0, MAX_LISTED))
    if (paused !== null) await watches.change(watchId, { paused: null, retry: null });
}

/** Pauses all watches of a channel, and tells each person once who set some up. */
async function pauseChannel(
  target: Target,
  reason: NonNullable<Watch["paused"]>,
  parts: DeliveryParts,
): Promise<void> {
  const { watches, notifier, now, onChannel } = parts;
  const before = await watches.list({ target }, 0, MAX_LISTED);
  const retries = before.flatMap(({ retry }) => retry ?? []);
  const tries = Math.max(0, ...retries.map((retry) => retry.tries)) + 1;
  const waitMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
  const at = new Date(Date.parse(now()) + waitMs).toISOString();
  const since = retries.map((retry) => retry.since).sort()[0] ?? now();
  const retry = { since, at, tries, told: retries.some(({ told }) => told) };
  const paused = await watches.pause(target, { paused: reason, retry });
  if (tries === 1)
    onChannel?.({ channelId: target.id, guildId: paused[0]?.guildId ?? null, refused: reason });
  if (retry.told) return;
  const open = paused.filter(({ expiresAt, userId }) => expiresAt > now() && userId !== "");
  const outcomes = [...new Set(open.map(({ userId }) => userId))].map((person) =>
    notifier.warn(open.filter(({ userId }) => userId === person)),
  );
  if ((await Promise.all(outcomes)).some(({ kind }) => kind === "later")) return;
  for (const { watchId } of paused) await watches.change(watchId, { retry: { ...retry, told: true } });
}

/** A closed DM falls back to the channel where the question was visible; otherwise the person finds the news in the list. */
async function redirect(
  { noticeId, watchId, target }: Notice,
  reason: NonNullable<Watch["paused"]>,
  watches: WatchStore,
): Promise<void> {
  const watch = await watches.watch(watchId);
  if (reason === "no-dm" && target.kind === "dm" && watch?.isPublic === true && watch.guildId !== null) {
    return watches.update([noticeId], { target: { kind: "channel", id: watch.channelId }, nonce: null });
  }
  await watches.update([noticeId], { state: "held" });
  await watches.change(watchId, { paused: "no-dm" });
}
