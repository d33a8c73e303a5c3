// Opens the bot's port where the settings ask for one, and shows it what is open. Without a port nothing of it is loaded.
import type { Log } from "../bot/log.js";
import type { Config } from "../config.js";
import type { Operation } from "../operate/operation.js";
import type { Dateline } from "./wire.js";

/** Returns null where DATELINE_HTTP_PORT is unset. @throws DatelineError config-invalid where the port cannot be had */
export async function openOperation({ port, host }: Config["http"], log: Log): Promise<Operation | null> {
  if (port === null) return null;
  const { Operation } = await import("../operate/operation.js");
  const onFault = (err: unknown) => log.error({ event: "page-failed", err });
  const operation = await Operation.open({ port, host, now: Date.now, onFault });
  log.info({ event: "http", url: operation.url });
  return operation;
}

/** Lets the port tell of this store, index and worker. */
export function operate(
  operation: Operation,
  { services, index, models, feeds, refetching }: Dateline,
): void {
  const { worker } = models;
  operation.watch({
    state: async () => ({
      status: await services.status(),
      waiting: worker?.waiting ?? 0,
      restarts: worker?.restarts ?? 0,
      feeds: await feeds.store.summary(services.now()),
      refetches: await refetching.store.summary(services.now()),
    }),
    modelsLoaded: () => (worker === null ? null : worker.isLoaded),
    indexed: async () => (index === null ? null : index.size()),
  });
}
