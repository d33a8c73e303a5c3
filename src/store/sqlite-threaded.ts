// Stores that are read on the calling thread and written on the writer's: what a bot has. Holds no SQL.
import type { FeedStore } from "./feed-store.js";
import type { RefetchStore } from "./refetch-store.js";
import type { StoreWriter, WrittenStore } from "./sqlite-writer.js";
import type { Store } from "./store.js";

/** Methods that change something; what is not listed runs on the calling thread, which is right, only slower for it. */
const articleWrites = new Set<keyof Store>([
  "put",
  "remove",
  "sketchMissing",
  "putEmbeddings",
  "putAnswer",
  "removeAnswersOf",
  "removeAnswersBefore",
  "writeOpenQuestions",
  "setSetting",
]);
const feedWrites = new Set<keyof FeedStore>(["add", "makeDue", "change", "remove", "settle", "prune"]);
const refetchWrites = new Set<keyof RefetchStore>(["put", "remove"]);

/** Returns the store with its changes made by `writer`, each committed once its promise resolves; closing closes the reader only. */
export function threadedStore(store: Store, writer: StoreWriter): Store {
  const written = throughThread(store, "articles", articleWrites, writer);
  return withMethods(written, {
    put: (revision) => {
      const embeddings = revision.embeddings?.map(ownCopy) ?? null;
      return written.put({ ...revision, embeddings });
    },
    putEmbeddings: (entries) =>
      written.putEmbeddings(entries.map((entry) => ({ ...entry, embedding: ownCopy(entry.embedding) }))),
    // Both threads have to know which vectors are theirs; the second finds it done.
    useFingerprint: async (...args) => {
      await writer.call("articles", "useFingerprint", args);
      await store.useFingerprint(...args);
    },
  });
}

/** The same for feeds. */
export function threadedFeedStore(feeds: FeedStore, writer: StoreWriter): FeedStore {
  return throughThread(feeds, "feeds", feedWrites, writer);
}

/** The same for pages to be fetched again. */
export function threadedRefetchStore(refetches: RefetchStore, writer: StoreWriter): RefetchStore {
  return throughThread(refetches, "refetches", refetchWrites, writer);
}

/** A vector may be a view of the batch that it came with, all of which would be copied to the thread. */
const ownCopy = (vector: Float32Array): Float32Array => vector.slice();

function throughThread<T extends object>(
  store: T,
  name: WrittenStore,
  writes: ReadonlySet<keyof T>,
  writer: StoreWriter,
): T {
  const methods = [...writes].map((method) => [
    method,
    (...args: readonly unknown[]) => writer.call(name, String(method), args),
  ]);
  return withMethods(store, Object.fromEntries(methods) as Partial<T>);
}

/** The same object, except for these methods. */
function withMethods<T extends object>(store: T, methods: Partial<T>): T {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(methods, name);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
