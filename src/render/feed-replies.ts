// What Discord gets about feeds: each document with its buttons. All state of a button is its custom id and the store.
import type { FeedHealth, FeedRefresh } from "../reports-feeds.js";
import type { Instant } from "../schema.js";
import { writeCustomId } from "./custom-id.js";
import {
  FEEDS_PER_PAGE,
  type FeedPage,
  feedAddedDocument,
  feedHealthDocument,
  feedReadsDocument,
  feedRemovedDocument,
  feedsDocument,
  troubledDocument,
} from "./feeds.js";
import type { Frame } from "./frame.js";
import { type Button, type Message, writeMessage } from "./message.js";

/** Writes one page of the list. */
export function renderFeeds(list: FeedPage, at: Instant, frame: Frame): Message {
  const pages = Math.ceil(list.total / FEEDS_PER_PAGE);
  const button = (key: "page.button-back" | "page.button-more", page: number): Button[] =>
    page < 1 || page > pages
      ? []
      : [{ label: frame.words(key), customId: writeCustomId("feeds-page", "list", page) }];
  const buttons = [
    ...button("page.button-back", list.page - 1),
    ...button("page.button-more", list.page + 1),
  ];
  return writeMessage(feedsDocument(list, at, frame), { buttons });
}

/** Writes how one feed stands. */
export function renderFeedHealth(feed: FeedHealth, at: Instant, frame: Frame): Message {
  return writeMessage(feedHealthDocument(feed, at, frame));
}

/** Writes one page of the feeds that need a look. */
export function renderTroubled(all: readonly FeedHealth[], at: Instant, frame: Frame, page = 1): Message {
  const pageId = (number: number) => writeCustomId("feeds-trouble", "list", number);
  return writeMessage(troubledDocument(all, at, frame), { page, pageId });
}

/** Writes what became of adding a feed. */
export function renderFeedAdded(
  addition: Parameters<typeof feedAddedDocument>[0],
  at: Instant,
  frame: Frame,
): Message {
  return writeMessage(feedAddedDocument(addition, at, frame));
}

/** Writes what reads came to. */
export function renderFeedReads(
  reads: { readonly finished: readonly FeedRefresh[]; readonly waiting: number },
  at: Instant,
  frame: Frame,
): Message {
  return writeMessage(feedReadsDocument(reads, at, frame));
}

/** Writes that a feed is no longer followed. */
export function renderFeedRemoved(feed: FeedHealth, at: Instant, frame: Frame): Message {
  return writeMessage(feedRemovedDocument(feed, at, frame));
}
