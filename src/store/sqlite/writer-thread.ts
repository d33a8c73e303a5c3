// The thread of the store writer: opens the stores, makes the calls sent to it, in order, and checkpoints the log into the file.
import { parentPort, workerData } from "node:worker_threads";
import { DatelineError } from "../../model/errors.js";
import { openSqliteStores } from "./open-stores.js";
import type { WriteJob, WriteReply } from "./writer.js";

const stores = await openSqliteStores(String(workerData));

/** The end of the calls so far: they run one after another, as they came. */
let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (job: WriteJob | null) => {
  last = last.then(() => (job === null ? end() : reply(job)));
});

async function reply(job: WriteJob): Promise<void> {
  parentPort?.postMessage(
    await work(job).then(
      (result): WriteReply => ({ id: job.id, result }),
      (error): WriteReply => {
        if (!(error instanceof DatelineError)) return { id: job.id, bug: error };
        const { code, message, hint, cause } = error;
        return {
          id: job.id,
          failed: { code, message, hint, cause: cause instanceof Error ? cause.message : null },
        };
      },
    ),
  );
}

async function work({ store, method, args }: WriteJob): Promise<unknown> {
  const found: unknown = Reflect.get(stores[store], method);
  if (typeof found !== "function") throw new TypeError(`no such method of ${store}: ${method}`);
  return found.apply(stores[store], args);
}

async function end(): Promise<void> {
  await stores.close();
  parentPort?.close();
}
