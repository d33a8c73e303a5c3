// Chooses where everything durable is kept: a folder on this machine, or a PostgreSQL database.

import type { Stores } from "../store/ports.js";
import { describeDatabase } from "../store/postgres/address.js";
import type { Config } from "./config.js";

type StoreChoice = Pick<Config, "storePath" | "database">;

/**
 * Opens the store of the settings, creating what is missing; `threaded`: a folder is searched and written on separate threads.
 * @throws DatelineError store-busy, store-broken, store-newer, store-unreachable
 */
export async function openStore({ storePath, database }: StoreChoice, threaded: boolean): Promise<Stores> {
  if (database === null) {
    const { openSqliteStores, openThreadedStores } = await import("../store/sqlite/open-stores.js");
    return (threaded ? openThreadedStores : openSqliteStores)(storePath);
  }
  const { openPostgresStores } = await import("../store/postgres/open-stores.js");
  return openPostgresStores(database);
}

/** Names the store of the settings as it may be shown and logged. */
export function storeName({ storePath, database }: StoreChoice): string {
  return database === null ? storePath : describeDatabase(database);
}
