// Chooses where everything durable is kept: a folder on this machine, or a PostgreSQL database.

import { DatelineError } from "../model/errors.js";
import type { Stores } from "../store/ports.js";
import { describeDatabase } from "../store/postgres/address.js";
import type { Config } from "./config.js";

type StoreChoice = Pick<Config, "storePath" | "database" | "leaseSeconds">;

/**
 * Opens the store of the settings, creating what is missing; `threaded`: a folder is searched and written on separate threads.
 * A folder that may only be read is asked all the same, on this thread: `onUnsaved` is told, and changes are refused.
 * @throws DatelineError store-busy, store-broken, store-newer, store-unreachable
 */
export async function openStore(
  { storePath, database, leaseSeconds }: StoreChoice,
  threaded: boolean,
  onUnsaved: (error: DatelineError) => void = () => undefined,
): Promise<Stores> {
  if (database === null) {
    const { openReadOnlyStores, whyReadOnly } = await import("../store/sqlite/read-only.js");
    const why = await whyReadOnly(storePath);
    if (why !== null) {
      onUnsaved(mayOnlyBeRead(storePath, why));
      return openReadOnlyStores(storePath);
    }
    const { openSqliteStores, openThreadedStores } = await import("../store/sqlite/open-stores.js");
    return (threaded ? openThreadedStores : openSqliteStores)(storePath);
  }
  const { openPostgresStores } = await import("../store/postgres/open-stores.js");
  return openPostgresStores(database, { leaseMs: leaseSeconds * 1_000 });
}

function mayOnlyBeRead(storePath: string, why: string): DatelineError {
  return new DatelineError("store-broken", `Store may only be read: ${storePath}: ${why}`, {
    hint: "Questions are answered; answers, articles and settings cannot be kept.",
  });
}

/** Names the store of the settings as it may be shown and logged. */
export function storeName({ storePath, database }: Pick<Config, "storePath" | "database">): string {
  return database === null ? storePath : describeDatabase(database);
}
