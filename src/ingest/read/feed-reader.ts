// A saved feed as an input like any other: one draft an item that has text. Fetches nothing behind its links.
import { DatelineError, describeError } from "../../errors.js";
import type { Reader, ReadRow } from "../draft.js";
import { isFeed, parseFeed } from "./feed.js";
import { draftOfItem } from "./feed-draft.js";

/** Why an item with nothing but a title is no article: a title is never quoted. */
export const TITLE_ONLY = "no text beside its title";

export const feedReader: Reader = {
  format: "feed",
  detect: ({ name, text }) => /\.(?:xml|rss|atom|rdf)$/i.test(name) || isFeed(text),
  read({ name, text, page }) {
    const feed = parseFeed(name, text, page?.url ?? null);
    return feed.items.map((item, at): ReadRow => {
      const subject = `${name}[${at}]`;
      try {
        const { draft } = draftOfItem(feed, item);
        if (draft.blocks.length === 0) return { subject, code: "read-unreadable", reason: TITLE_ONLY };
        return { subject, draft: { ...draft, notes: [...draft.notes, ...feed.notes] } };
      } catch (error) {
        if (!(error instanceof DatelineError)) throw error;
        return { subject, code: error.code, reason: describeError(error) };
      }
    });
  },
};
