// Which fields of an article, beside its text, make another revision when they change. One list for every reader.
import type { Article } from "../schema.js";

/** The time of fetching and the evidence of dates do not count. */
export const METADATA_FIELDS = [
  "title",
  "deck",
  "source",
  "agency",
  "author",
  "url",
  "language",
  "publishedAt",
  "updatedAt",
] as const satisfies readonly (keyof Article)[];
