// What Discord gets about watches and topics: each document with its buttons. All state of a button is its custom id and the store.
import type { WatchAddition, WatchPage } from "../services-watches.js";
import type { Notice, Watch } from "../watch-schema.js";
import { writeCustomId } from "./custom-id.js";
import { noticeDocument } from "./error.js";
import type { Frame } from "./frame.js";
import { type Button, type Message, writeMessage } from "./message.js";
import { commandIn } from "./names.js";
import {
  followAddedDocument,
  followListDocument,
  followRemovedDocument,
  WATCHES_PER_PAGE,
  watchAddedDocument,
  watchListDocument,
  watchSentence,
} from "./watch.js";
import { newsDocument } from "./watch-news.js";

/** Writes that a question is watched. */
export function renderWatchAdded(addition: WatchAddition, at: string, frame: Frame): Message {
  return writeMessage(watchAddedDocument(addition, at, frame), {
    buttons: [stopButton(addition.watch, frame)],
  });
}

/** Writes one page of the list; what could not be told stands on the first. */
export function renderWatches(
  list: WatchPage & { readonly page: number },
  held: readonly Notice[],
  at: string,
  frame: Frame,
): Message {
  const pages = Math.ceil(list.total / WATCHES_PER_PAGE);
  const button = (key: "watch.back" | "watch.more", page: number): Button[] =>
    page < 1 || page > pages
      ? []
      : [{ label: frame.words(key), customId: writeCustomId("watches-page", "list", page) }];
  const buttons = [...button("watch.back", list.page - 1), ...button("watch.more", list.page + 1)];
  return writeMessage(watchListDocument(list, held, at, frame), { buttons });
}

/** Writes that a watch ended; null stands for one that is another person's or gone. */
export function renderWatchRemoved(watch: Watch | null, at: string, frame: Frame): Message {
  return watch === null
    ? notYours(at, frame)
    : writeMessage(watchSentence("watch.removed", watch, at, frame));
}

/** Writes until when a watch is kept; null as above. */
export function renderWatchRenewed(watch: Watch | null, at: string, frame: Frame): Message {
  return watch === null
    ? notYours(at, frame)
    : writeMessage(watchSentence("watch.renewed", watch, at, frame));
}

function notYours(at: string, frame: Frame): Message {
  return writeMessage(
    noticeDocument(
      frame.words("watch.not-yours", { command: commandIn(frame.language, "watch.list") }),
      at,
      frame,
    ),
  );
}

/** Writes that a channel follows a topic. */
export function renderFollowAdded(
  addition: { readonly watch: Watch; readonly isNew: boolean },
  at: string,
  frame: Frame,
): Message {
  return writeMessage(followAddedDocument(addition, at, frame));
}

/** Writes the topics of a guild. */
export function renderFollows(topics: readonly Watch[], at: string, frame: Frame): Message {
  return writeMessage(followListDocument(topics, at, frame));
}

/** Writes that a topic is no longer followed; null stands for one that is not. */
export function renderUnfollowed(watch: Watch | null, at: string, frame: Frame): Message {
  if (watch === null)
    return writeMessage(
      noticeDocument(
        frame.words("follow.unknown", { command: commandIn(frame.language, "follow.list") }),
        at,
        frame,
      ),
    );
  return writeMessage(followRemovedDocument(watch, at, frame));
}

/** Writes that a right is missing; in a DM there are no channels. */
export function renderFollowDenied(inGuild: boolean, at: string, frame: Frame): Message {
  return writeMessage(
    noticeDocument(
      inGuild
        ? frame.words("follow.denied")
        : frame.words("follow.no-guild", { command: commandIn(frame.language, "watch.add") }),
      at,
      frame,
    ),
  );
}

/** Writes news that nobody asked for at this moment: one message for all of it, with the sources and the way to end it. */
export function renderNews(all: readonly Notice[], at: string, frame: Frame): Message {
  const notices = eachOnce(all);
  const [first] = notices;
  const news = notices.map((notice) => notice.news);
  const buttons =
    notices.length === 1 && first?.news.kind === "change"
      ? [...sourcesOf(first, null, frame), stopButton(first, frame), keepButton(first, frame)]
      : notices.flatMap((notice, i) => sourcesOf(notice, i + 1, frame));
  return writeMessage(newsDocument(news, at, frame), { buttons });
}

/** Two people who watch one question in one channel are told together. */
function eachOnce(notices: readonly Notice[]): Notice[] {
  const keyOf = ({ news }: Notice) =>
    news.kind === "topic"
      ? `topic ${news.topic}`
      : `${news.question} ${news.because} ${news.now?.quote.text} ${news.before?.quote.text}`;
  return [...new Map(notices.map((notice) => [keyOf(notice), notice])).values()];
}

function sourcesOf({ news }: Notice, number: number | null, frame: Frame): Button[] {
  if (news.kind === "topic" || news.answer === null || news.answer.citations.length === 0) return [];
  const label = number === null ? frame.words("watch.sources") : frame.words("watch.sources-of", { number });
  return [{ label, customId: writeCustomId("sources", news.answer.answerId) }];
}

function stopButton({ watchId }: Pick<Watch, "watchId">, frame: Frame): Button {
  return { label: frame.words("watch.stop"), customId: writeCustomId("watch-stop", watchId) };
}

function keepButton({ watchId }: Pick<Watch, "watchId">, frame: Frame): Button {
  return { label: frame.words("watch.keep"), customId: writeCustomId("watch-keep", watchId) };
}
