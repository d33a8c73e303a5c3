// Stores that are written on a separate thread, one change after another, so that waiting for the disk never delays Discord.
import type { OpenQuestion } from "../../model/answer.js";
import type { Instant } from "../../model/article.js";
import type {
  AnswerRecord,
  FeedChange,
  FeedItemRecord,
  FeedRecord,
  NewRevision,
  PassageVector,
  PutResult,
  RefetchRecord,
  Stores,
} from "../ports.js";
import { SqliteAnswerStore } from "./answers.js";
import { SqliteArticleStore } from "./articles.js";
import type { StoreConnection } from "./database.js";
import { SqliteFeedStore } from "./feeds.js";
import { SqliteRefetchStore } from "./refetches.js";
import { StoreThread } from "./store-thread.js";

/** The thread that writes these stores, in order; a change is committed once its promise resolves. */
export type WriteThread = StoreThread<Pick<Stores, "articles" | "answers" | "feeds" | "refetches">>;

/** Makes the thread of the stores in folder `path`; if nobody else has the file open at its end, it writes the log into it. */
export function createWriteThread(path: string): WriteThread {
  const hint = "What was reported as stored is not lost; the next change starts the thread again.";
  return new StoreThread({ path, script: "write-thread", lost: { message: "Store was not written", hint } });
}

/** Reads articles on the calling thread and writes them on the other; each change is committed once its promise resolves. */
export class ThreadedArticleStore extends SqliteArticleStore {
  readonly #writer: WriteThread;

  constructor(connection: StoreConnection, writer: WriteThread) {
    super(connection);
    this.#writer = writer;
  }

  override putAll(revisions: readonly NewRevision[]): Promise<PutResult[]> {
    const copies = revisions.map((revision) => ({
      ...revision,
      embeddings: revision.embeddings?.map(ownCopy) ?? null,
    }));
    return this.#writer.call("articles", "putAll", copies);
  }

  override remove(articleId: string): Promise<string[]> {
    return this.#writer.call("articles", "remove", articleId);
  }

  /** Both threads have to know which vectors are theirs; the second finds it done. */
  override async useFingerprint(fingerprint: string, dimensions: number): Promise<void> {
    await this.#writer.call("articles", "useFingerprint", fingerprint, dimensions);
    await super.useFingerprint(fingerprint, dimensions);
  }

  override putEmbeddings(entries: readonly PassageVector[]): Promise<void> {
    const copies = entries.map((entry) => ({ ...entry, embedding: ownCopy(entry.embedding) }));
    return this.#writer.call("articles", "putEmbeddings", copies);
  }

  override sketchMissing(limit: number): Promise<number> {
    return this.#writer.call("articles", "sketchMissing", limit);
  }
}

/** A vector may be a view of the batch that it came with, all of which would be copied to the thread. */
const ownCopy = (vector: Float32Array): Float32Array => vector.slice();

/** The same for answers. */
export class ThreadedAnswerStore extends SqliteAnswerStore {
  readonly #writer: WriteThread;

  constructor(connection: StoreConnection, writer: WriteThread) {
    super(connection);
    this.#writer = writer;
  }

  override putAnswer(record: AnswerRecord): Promise<void> {
    return this.#writer.call("answers", "putAnswer", record);
  }

  override removeAnswersOf(userId: string): Promise<number> {
    return this.#writer.call("answers", "removeAnswersOf", userId);
  }

  override removeAnswersBefore(before: Instant, guildId: string | null): Promise<number> {
    return this.#writer.call("answers", "removeAnswersBefore", before, guildId);
  }

  override writeOpenQuestions(noted: readonly OpenQuestion[], closed: readonly string[]): Promise<void> {
    return this.#writer.call("answers", "writeOpenQuestions", noted, closed);
  }
}

/** The same for feeds. */
export class ThreadedFeedStore extends SqliteFeedStore {
  readonly #writer: WriteThread;

  constructor(connection: StoreConnection, writer: WriteThread) {
    super(connection);
    this.#writer = writer;
  }

  override add(feed: FeedRecord): Promise<boolean> {
    return this.#writer.call("feeds", "add", feed);
  }

  override makeDue(now: Instant): Promise<number> {
    return this.#writer.call("feeds", "makeDue", now);
  }

  override change(feedId: string, change: FeedChange): Promise<boolean> {
    return this.#writer.call("feeds", "change", feedId, change);
  }

  override remove(feedId: string): Promise<boolean> {
    return this.#writer.call("feeds", "remove", feedId);
  }

  override settle(items: readonly FeedItemRecord[]): Promise<void> {
    return this.#writer.call("feeds", "settle", items);
  }

  override prune(feedId: string, keys: readonly string[], before: Instant): Promise<number> {
    return this.#writer.call("feeds", "prune", feedId, keys, before);
  }
}

/** The same for pages to be fetched again. */
export class ThreadedRefetchStore extends SqliteRefetchStore {
  readonly #writer: WriteThread;

  constructor(connection: StoreConnection, writer: WriteThread) {
    super(connection);
    this.#writer = writer;
  }

  override put(record: RefetchRecord): Promise<void> {
    return this.#writer.call("refetches", "put", record);
  }

  override remove(articleId: string): Promise<boolean> {
    return this.#writer.call("refetches", "remove", articleId);
  }
}
