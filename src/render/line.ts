// A line of a reply and its parts: plain words, bold ones, links, mentions and instants.
import type { Instant } from "../model/article.js";

/** Part of a line. A plain string is data: every writer escapes it. */
export type Part =
  | string
  | { readonly kind: "strong"; readonly text: string }
  | { readonly kind: "link"; readonly label: string; readonly url: string }
  /** Shown by name in Discord, without notifying anyone. */
  | { readonly kind: "mention"; readonly of: "role" | "person" | "channel"; readonly id: string }
  | { readonly kind: "instant"; readonly at: Instant; readonly style: "day" | "moment" | "age" };

/** One line; no spaces are added between its parts. */
export type Line = readonly Part[];

/** Makes bold words. */
export function strong(text: string): Part {
  return { kind: "strong", text };
}

/** Makes a link, or plain words without a URL. */
export function link(label: string, url: string | null): Part {
  return url === null ? label : { kind: "link", label, url };
}

/** Mentions a role, person or channel by its Discord id; an impossible id becomes plain words. */
export function mention(of: "role" | "person" | "channel", id: string): Part {
  return /^\d{15,21}$/.test(id) ? { kind: "mention", of, id } : id;
}

/** Makes a calendar day, a moment with its time, or an age such as "2 hours ago". */
export function instant(at: Instant, style: "day" | "moment" | "age"): Part {
  return { kind: "instant", at, style };
}
