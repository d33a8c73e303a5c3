// The thread of the store writer: opens the stores, does what it is told in order, tends the log. Nothing else runs here.
import { parentPort, workerData } from "node:worker_threads";
import { DatelineError } from "../../model/errors.js";
import { openSqliteFeedStore } from "./feeds.js";
import { openSqliteRefetchStore } from "./pages.js";
import { openSqliteStore } from "./store.js";
import type { WriteJob, WriteReply, WrittenStore } from "./writer.js";

const path = String(workerData);
const articles = await openSqliteStore(path);
const feeds = await openSqliteFeedStore(path);
const refetches = await openSqliteRefetchStore(path);
const stores: Readonly<Record<WrittenStore, object>> = { articles, feeds, refetches };

/** One after the other, as they came. */
let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (job: WriteJob | null) => {
  last = last.then(() => (job === null ? end() : answer(job)));
});

async function answer({ id, store, method, args }: WriteJob): Promise<void> {
  parentPort?.postMessage(
    await call(store, method, args).then(
      (result): WriteReply => ({ id, result }),
      (error): WriteReply => {
        if (!(error instanceof DatelineError)) return { id, bug: error };
        const { code, message, hint, cause } = error;
        return { id, failed: { code, message, hint, cause: cause instanceof Error ? cause.message : null } };
      },
    ),
  );
}

async function call(store: WrittenStore, method: string, args: readonly unknown[]): Promise<unknown> {
  const work: unknown = Reflect.get(stores[store], method);
  if (typeof work !== "function") throw new TypeError(`no such method of ${store}: ${method}`);
  return work.apply(stores[store], args);
}

async function end(): Promise<void> {
  await refetches.close();
  await feeds.close();
  await articles.close();
  parentPort?.close();
}
