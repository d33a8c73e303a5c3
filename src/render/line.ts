// The runs of words that a line is made of: plain words, strong ones, links, mentions and instants.
import type { Instant } from "../model/article.js";

/** A run of words. A plain string is data: every writer escapes it. */
export type Part =
  | string
  | { readonly kind: "strong"; readonly text: string }
  | { readonly kind: "link"; readonly label: string; readonly url: string }
  /** Shown by name in Discord; nobody is ever notified. */
  | { readonly kind: "mention"; readonly of: "role" | "person" | "channel"; readonly id: string }
  | { readonly kind: "instant"; readonly at: Instant; readonly style: "day" | "moment" | "age" };

/** One line; parts follow each other without spaces of their own. */
export type Line = readonly Part[];

/** Makes words that stand out. */
export function strong(text: string): Part {
  return { kind: "strong", text };
}

/** Makes a link, or plain words where there is nothing to link to. */
export function link(label: string, url: string | null): Part {
  return url === null ? label : { kind: "link", label, url };
}

/** Names a role, a person or a channel by its id in Discord; an id that cannot be one becomes plain words. */
export function mention(of: "role" | "person" | "channel", id: string): Part {
  return /^\d{15,21}$/.test(id) ? { kind: "mention", of, id } : id;
}

/** Makes a calendar day, a moment with its time, or an age such as "2 hours ago". */
export function instant(at: Instant, style: "day" | "moment" | "age"): Part {
  return { kind: "instant", at, style };
}
