// Sends notices that are due: each once, in order, within the limits of its place; one that Discord refuses is kept, never lost.
import { randomBytes } from "node:crypto";
import type { Instant } from "../model/article.js";
import { HOUR_MS } from "../model/time.js";
import { type Delivered, type News, type Notice, type Notifier, WATCH_LIMITS } from "../model/watch.js";
import type { WatchStore } from "../store/ports.js";

/** Notices handled at a time. */
const DUE_AT_ONCE = 100;
/** Changes in one message: what a reader can take in, and what fits. */
const MAX_CHANGES = 3;
/** First wait after a failed attempt, doubled each time up to the longest; after this many it is held. */
const FIRST_RETRY_MS = 30_000;
const MAX_TRIES = 20;

export interface DeliveryParts {
  readonly watches: WatchStore;
  readonly notifier: Notifier;
  /** Reads the quotes again just before they are sent; null if nothing is left to tell. */
  readonly news: { verify(news: News, guildId: string | null): Promise<News | null> };
  readonly now: () => Instant;
  /** Called with unexpected failures; the message is tried again later, and the others go on. */
  readonly onFault?: (error: unknown, watchId: string | null) => void;
}

/** Sends all that is due, one message at a time; returns how many were sent. */
export async function deliverDue(parts: DeliveryParts): Promise<number> {
  let sent = 0;
  const due = await parts.watches.due(parts.now(), DUE_AT_ONCE);
  for (const batch of toMessages(due)) {
    try {
      sent += (await deliver(batch, parts)) ? 1 : 0;
    } catch (error) {
      parts.onFault?.(error, batch[0]?.watchId ?? null);
      await settle(batch, { kind: "later", reason: "fault" }, parts);
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

async function deliver(batch: readonly Notice[], parts: DeliveryParts): Promise<boolean> {
  const { watches, notifier } = parts;
  const [first] = batch;
  if (first === undefined) return false;
  const ids = batch.map(({ noticeId }) => noticeId);
  const freeAt = first.nonce === null ? await whenFree(first, parts) : null;
  if (freeAt !== null) {
    await watches.update(ids, { sendAt: freeAt });
    return false;
  }
  // 25 characters at most; the same after a restart, so that Discord takes a message repeated within minutes for the one it already has.
  const nonce = first.nonce ?? randomBytes(12).toString("hex");
  await watches.claim(ids, nonce);
  const verified: Notice[] = [];
  for (const notice of batch) {
    const news = await parts.news.verify(notice.news, notice.guildId);
    if (news !== null) verified.push({ ...notice, news });
  }
  const outcome: Delivered =
    verified.length === 0 ? { kind: "sent" } : await notifier.send(first.target, verified, nonce);
  await settle(batch, outcome, parts);
  return outcome.kind === "sent" && verified.length > 0;
}

/** Null if the place may have a message now; a channel has a few an hour. */
async function whenFree({ target }: Notice, { watches, now }: DeliveryParts): Promise<Instant | null> {
  if (target.kind === "dm") return null;
  const since = new Date(Date.parse(now()) - HOUR_MS).toISOString();
  const sent = await watches.sentTo(target, since);
  const oldest = sent[WATCH_LIMITS.hourlyMessages - 1];
  return oldest === undefined ? null : new Date(Date.parse(oldest) + HOUR_MS + 1).toISOString();
}

async function settle(
  batch: readonly Notice[],
  outcome: Delivered,
  { watches, now }: DeliveryParts,
): Promise<void> {
  const ids = batch.map(({ noticeId }) => noticeId);
  if (outcome.kind === "sent") return watches.update(ids, { state: "sent", sentAt: now() });
  if (outcome.kind === "later") {
    const tries = Math.max(...batch.map((notice) => notice.tries)) + 1;
    if (tries >= MAX_TRIES) return watches.update(ids, { state: "held", tries });
    const waitMs = Math.min(HOUR_MS, FIRST_RETRY_MS * 2 ** (tries - 1));
    return watches.update(ids, { tries, sendAt: new Date(Date.parse(now()) + waitMs).toISOString() });
  }
  for (const notice of batch) await redirect(notice, outcome.reason, watches);
}

/** A closed DM falls back to the channel where the question was visible; otherwise the person finds the news in the list. */
async function redirect(
  { noticeId, watchId, target }: Notice,
  reason: "no-dm" | "no-access" | "no-channel",
  watches: WatchStore,
): Promise<void> {
  const watch = await watches.watch(watchId);
  if (reason === "no-dm" && target.kind === "dm" && watch?.isPublic === true && watch.guildId !== null) {
    return watches.update([noticeId], { target: { kind: "channel", id: watch.channelId }, nonce: null });
  }
  await watches.update([noticeId], { state: "held" });
  await watches.change(watchId, { paused: reason });
}
