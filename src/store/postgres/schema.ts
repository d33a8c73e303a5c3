// A schema of its own in a database, so that several stores fit into one.
import { sql } from "kysely";
import { describeDatabase } from "./address.js";
import { PostgresConnection } from "./connection.js";

/**
 * Makes the schema `name` in the database at `address` unless it is there, and returns the address of a store in it.
 * @throws DatelineError store-unreachable, store-broken
 */
export async function inSchema(address: string, name: string): Promise<string> {
  const connection = new PostgresConnection({
    pool: { connectionString: address },
    subject: describeDatabase(address),
  });
  try {
    await connection.read((tables) =>
      sql`CREATE EXTENSION IF NOT EXISTS vector SCHEMA public`.execute(tables),
    );
    await connection.read((tables) => sql`CREATE SCHEMA IF NOT EXISTS ${sql.id(name)}`.execute(tables));
  } finally {
    await connection.close();
  }
  const place = new URL(address);
  place.searchParams.set("options", `-c search_path=${name},public`);
  return place.href.replaceAll("+", "%20");
}
