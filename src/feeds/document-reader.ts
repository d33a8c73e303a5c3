// Port: documents → what they hold. Reading takes time on some thread; where, is the implementation's choice.
import { DatelineError } from "../errors.js";
import type { Input } from "../ingest/draft.js";
import { discoverFeeds } from "../ingest/read/feed-links.js";
import { type ReadInput, type ReadOptions, type ReadOutcome, readInput } from "../ingest/read-article.js";
import type { Instant } from "../schema.js";
import { type FeedDocument, type FeedReading, readFeed } from "./read-feed.js";

/** A page as it was fetched. */
export interface PageDocument {
  readonly bytes: Uint8Array;
  /** Of HTTP; null where it names none. */
  readonly mediaType: string | null;
  readonly charset: string | null;
  /** After all redirects. */
  readonly address: string;
  readonly now: Instant;
}

/** Anything that ingest takes: a page, an upload, a file. */
export interface InputDocument {
  /** Name of the input. */
  readonly address: string;
  readonly input: Input;
  readonly options: ReadOptions;
}

export interface DocumentReader {
  /** @throws DatelineError read-unreadable where it is no feed */
  feed(document: FeedDocument): Promise<FeedReading>;
  /** Reads an article page; what cannot be read is a rejected outcome. */
  page(document: PageDocument): Promise<ReadOutcome[]>;
  /** Reads every article of an input, see `readInput`. @throws DatelineError read-unreadable where reading it never ends */
  input(document: InputDocument): Promise<ReadOutcome[]>;
  /** Addresses of the feeds that a page links to, the page's own first. */
  links(document: PageDocument): Promise<string[]>;
  close(): Promise<void>;
}

/** The work itself, by name, for whichever thread does it. */
export const documentWork = {
  feed: (document: FeedDocument) => readFeed(document),
  page: ({ bytes, address: url, mediaType, charset, now }: PageDocument) =>
    readInput({ name: url, bytes, page: { url, mediaType, charset, fetchedAt: now } }, { now }),
  input: ({ input, options }: InputDocument) => readInput(input, options),
  links: ({ bytes, address }: PageDocument) => discoverFeeds(bytes, address),
} as const;

export type DocumentWork = typeof documentWork;

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

/** Lets ingest read with this reader; what kills or outlasts it is rejected as any other that cannot be read. */
export function readInputWith(reader: Pick<DocumentReader, "input">): ReadInput {
  return async (input, options) => {
    try {
      return await reader.input({ address: input.name, input, options });
    } catch (error) {
      if (!(error instanceof DatelineError)) throw error;
      const reason = error.message.replace(`Cannot read ${input.name}: `, "");
      return [{ kind: "rejected", subject: input.name, code: error.code, reason, hint: error.hint }];
    }
  };
}
