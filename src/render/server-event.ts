// The event of an answer as a server's scheduled event, and what is said once it was added or not.
import type { PlannedEvent } from "../model/answer.js";
import type { Instant } from "../model/article.js";
import { addDays } from "../model/calendar.js";
import { startOfDay } from "../model/time.js";
import { outletName } from "./citation.js";
import { plainDocument } from "./document.js";
import { type Message, writeMessage } from "./message.js";
import { escapeMarkup, oneLine, safeUrl } from "./text.js";
import { link, type Translator } from "./translator.js";

/** Discord: guild scheduled event, names and places; descriptions may have 1,000 characters. */
const MAX_NAME = 100;
const MAX_QUOTE = 400;

/** A scheduled event outside of Discord. */
export interface ServerEvent {
  readonly name: string;
  readonly description: string;
  readonly location: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export type EventOutcome =
  | { readonly kind: "added" | "exists"; readonly url: string }
  /** Dateline may not create events there; or the server has as many as Discord allows. */
  | { readonly kind: "refused" | "too-many" };

/** Makes the event of a whole day in a time zone: no article says at what hour it is everywhere. */
export function serverEventOf(
  { day, quote, citation }: PlannedEvent,
  timeZone: string,
  translator: Translator,
): ServerEvent {
  const outlet = outletName(citation.source, translator);
  const url = citation.url === null ? null : safeUrl(citation.url);
  const name = oneLine(citation.title, MAX_NAME) || oneLine(quote.text, MAX_NAME);
  const said = escapeMarkup(`“${oneLine(quote.text, MAX_QUOTE)}” – ${outlet}`);
  const published = citation.publishedAt === null ? "" : `, ${translator.day(citation.publishedAt)}`;
  // The last minute of the day, so that calendars do not show the next.
  const endMs = Date.parse(startOfDay(addDays(day, 1), timeZone)) - 60_000;
  return {
    name,
    description: `${said}${published}${url === null ? "" : `\n${url}`}`,
    location: oneLine(url !== null && url.length <= MAX_NAME ? url : outlet, MAX_NAME),
    startsAt: startOfDay(day, timeZone),
    endsAt: new Date(endMs).toISOString(),
  };
}

/** Writes what became of the wish to add an event. */
export function renderEventOutcome(outcome: EventOutcome, at: Instant, translator: Translator): Message {
  const line =
    "url" in outcome
      ? translator.line(`event.${outcome.kind}`, { event: link(translator.words("event.link"), outcome.url) })
      : translator.line(`event.${outcome.kind}`);
  const tone = "url" in outcome ? "plain" : "error";
  return writeMessage({ ...plainDocument([{ kind: "lines", lines: [line] }], at, translator), tone });
}
