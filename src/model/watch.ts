// Watches, their news and notices, as types.

import { z } from "zod";
import type { Answer } from "./answer.js";
import { answerSchema, citationSchema, quoteSchema } from "./answer.js";
import { instantSchema } from "./article.js";
import type { Language } from "./guild.js";
import { languageSchema } from "./guild.js";

/** Days that a watch lasts unless it is renewed: long enough for most stories, short enough to forget. */
export const WATCH_DAYS = 90;
/** What a person, a guild and a channel may have at a time, and the messages a channel gets per hour. */
export const WATCH_LIMITS = { person: 20, guild: 200, channel: 10, hourlyMessages: 4 } as const;

const hour = z.int().min(0).max(23);
/** Hours of the day in which nothing is sent, from `from` up to `to`; may span midnight. */
const quietSchema = z.strictObject({ from: hour, to: hour });
export type Quiet = z.infer<typeof quietSchema>;

/** Where news goes: to a person's DM, or into a channel. */
const targetSchema = z.strictObject({
  kind: z.enum(["dm", "channel"]),
  /** Id of the person or of the channel. */
  id: z.string().min(1),
});
export type Target = z.infer<typeof targetSchema>;

/** What a quote said, so that its repetition is not news. */
const statementSchema = z.strictObject({
  text: z.string(),
  /** Days it names or means, as MM-DD. */
  days: z.array(z.string()),
  /** Of these, those that were in the future when it was said; the day on which something was said or happened does not count. */
  ahead: z.array(z.string()),
});
export type Statement = z.infer<typeof statementSchema>;

/** "no-access": a right is missing. "archived": the thread is archived and locked. "no-channel": the channel is gone. */
const PAUSES = ["no-access", "no-channel", "archived", "no-dm"] as const;

const retrySchema = z.strictObject({
  /** When the channel first refused. */
  since: instantSchema,
  /** Not before this moment. */
  at: instantSchema,
  tries: z.int().min(1),
  /** True if whoever set it up was told. */
  told: z.boolean(),
});

export const watchSchema = z.strictObject({
  /** 12 hex digits. */
  watchId: z.string().min(1),
  /** "question": notified when its answer changes. "topic": notified of every story about it. */
  kind: z.enum(["question", "topic"]),
  /** The question, or the topic. */
  text: z.string().min(1),
  /** Only this outlet; null for all. */
  source: z.string().nullable(),
  userId: z.string(),
  guildId: z.string().nullable(),
  /** Where it was made. */
  channelId: z.string(),
  /** True if the channel could read the question when it was made, so that it may read the news, too. */
  isPublic: z.boolean(),
  target: targetSchema,
  language: languageSchema,
  delivery: z.enum(["at-once", "daily"]),
  quiet: quietSchema.nullable(),
  /** IANA name of the zone that quiet hours and digests are in; null: the guild's, UTC in a DM. */
  timeZone: z.string().nullable(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  /** The answer last told; null for a topic. */
  told: answerSchema.nullable(),
  /** What was ever told, newest last; at most 40. */
  known: z.array(statementSchema),
  /** Number of the newest arrival when it was last told; what arrived before is not news. */
  since: z.int().min(0),
  /** When news of it last arrived; null if none has. */
  toldAt: instantSchema.nullable(),
  /** Why nothing can be sent at present; null if it can. */
  paused: z.enum(PAUSES).nullable(),
  /** How a channel that refuses is tried again; null if nothing is paused, and for a DM, which waits for its person. */
  retry: retrySchema.nullable().default(null),
});
export type Watch = z.infer<typeof watchSchema>;

const citedQuoteSchema = z.strictObject({ quote: quoteSchema, citation: citationSchema });
/** A quote with the citation that it belongs to. */
export type CitedQuote = z.infer<typeof citedQuoteSchema>;

/** A change of the evidence for a question. */
const changeSchema = z.strictObject({
  kind: z.literal("change"),
  question: z.string(),
  /** "answered": it was not before. "newer": another report says something else. The others: a told article was revised. */
  because: z.enum(["answered", "newer", "changed", "removed", "corrected"]),
  /** What was told last; null if nothing was. */
  before: citedQuoteSchema.nullable(),
  /** The quote that is news; null if a revised article is all there is. */
  now: citedQuoteSchema.nullable(),
  /** What replaces it in the revised article, and the moment of that revision. */
  revision: z
    .strictObject({ at: instantSchema, now: z.string().nullable(), announced: z.string().nullable() })
    .nullable(),
  /** The answer now; null if the revised article is all there is. */
  answer: answerSchema.nullable(),
});
export type Change = z.infer<typeof changeSchema>;

const storySchema = z.strictObject({
  lead: citedQuoteSchema,
  /** Further reports of the story, this one left out. */
  others: z.array(citationSchema),
});
export type Story = z.infer<typeof storySchema>;

/** What arrived about a topic, by story. */
const topicNewsSchema = z.strictObject({
  kind: z.literal("topic"),
  topic: z.string(),
  stories: z.array(storySchema).min(1),
  /** Stories left out. */
  more: z.int().min(0),
});
export type TopicNews = z.infer<typeof topicNewsSchema>;

const newsSchema = z.discriminatedUnion("kind", [changeSchema, topicNewsSchema]);
export type News = z.infer<typeof newsSchema>;

/** News on its way to a person or a channel. */
export const noticeSchema = z.strictObject({
  /** 12 hex digits. */
  noticeId: z.string().min(1),
  watchId: z.string(),
  userId: z.string(),
  guildId: z.string().nullable(),
  target: targetSchema,
  language: languageSchema,
  /** True if it waits for a digest, so that it may go together with others. */
  isDigest: z.boolean(),
  createdAt: instantSchema,
  /** Not before this moment. */
  sendAt: instantSchema,
  tries: z.int().min(0),
  /** Given before the first attempt; what has the same nonce is one message. */
  nonce: z.string().nullable(),
  /** "held": nobody could be told; kept for the person's next look at the list. */
  state: z.enum(["waiting", "sent", "held"]),
  /** What its watch remembered before this news, to go back to if it is never sent; null in notices of earlier versions. */
  undo: watchSchema.pick({ told: true, known: true, since: true }).nullable().default(null),
  sentAt: instantSchema.nullable(),
  news: newsSchema,
});
export type Notice = z.infer<typeof noticeSchema>;

export type Delivered =
  | { readonly kind: "sent" }
  /** "no-dm": the person takes no messages from Dateline. The others: the channel is gone, or closed to it. */
  | { readonly kind: "refused"; readonly reason: NonNullable<Watch["paused"]> }
  /** Discord cannot be reached or asks for patience. */
  | { readonly kind: "later"; readonly reason: string };

export interface Notifier {
  /** Sends news as one message. If sent twice with one nonce within minutes, it is still one message. */
  send(target: Target, news: readonly Notice[], nonce: string): Promise<Delivered>;
  /** Tells in private whoever set up these watches that their channel refuses. */
  warn(paused: readonly Watch[]): Promise<Delivered>;
}

/** How somebody wants to be told. */
export interface WatchWishes {
  /** "dm": in private. "channel": where the watch is made. */
  readonly where: "dm" | "channel";
  readonly delivery: Watch["delivery"];
  readonly quiet: Quiet | null;
  /** IANA name; null: the guild's, UTC in a DM. */
  readonly timeZone: string | null;
  readonly language: Language;
  /** True if the channel can read the question anyway. */
  readonly isPublic: boolean;
}

export interface WatchAddition {
  readonly watch: Watch;
  /** False if the same person watches the same question already: it is kept for longer, and notified as now requested. */
  readonly isNew: boolean;
  /** The answer that changes are compared with. */
  readonly answer: Answer;
}

export interface TopicWishes extends Pick<WatchWishes, "delivery" | "language"> {
  readonly topic: string;
  /** The channel that is told. */
  readonly channelId: string;
}

export interface WatchPage {
  readonly total: number;
  readonly items: readonly Watch[];
}

/** Watches of a guild, counted; texts are left out. */
export interface WatchCount {
  /** Null: made in DMs. */
  readonly guildId: string | null;
  readonly questions: number;
  readonly topics: number;
}
