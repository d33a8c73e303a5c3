// The reading of documents itself, for whichever thread does it; with every parser there is, so that the bot's own thread does not load it.
import { discoverFeeds } from "../read/html/links.js";
import type { DocumentReader, InputDocument, PageDocument } from "./document-reader.js";
import { type FeedDocument, readFeed } from "./feeds/feed-items.js";
import { readInput } from "./read-input.js";

/** The work by name. */
export const documentWork = {
  feed: (document: FeedDocument) => readFeed(document),
  page: ({ bytes, address: url, mediaType, charset, now }: PageDocument) =>
    readInput({ name: url, bytes, page: { url, mediaType, charset, fetchedAt: now } }, { now }),
  input: ({ input, options }: InputDocument) => readInput(input, options),
  links: ({ bytes, address }: PageDocument) => discoverFeeds(bytes, address),
} as const;

/** Makes a reader that works on the calling thread: for short runs and tests. */
export function createInlineReader(): DocumentReader {
  return {
    feed: async (document) => documentWork.feed(document),
    page: async (document) => documentWork.page(document),
    input: async (document) => documentWork.input(document),
    links: async (document) => documentWork.links(document),
    close: async () => undefined,
  };
}
