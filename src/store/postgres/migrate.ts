// Checks what server and extension can do, and brings the tables to the newest version, one process at a time.
import { type Kysely, sql } from "kysely";
import { DatelineError } from "../../model/errors.js";
import type { RecordTables } from "../records/tables.js";
import type { PostgresConnection } from "./connection.js";
import { MIGRATIONS, OLDEST_COMPATIBLE } from "./migrations.js";

/** PostgreSQL 15, as server_version_num. */
const OLDEST_SERVER = 150_000;
/** The first pgvector with iterative scans, which searches within a scope depend on. */
const OLDEST_PGVECTOR = [0, 8] as const;
/** Held while tables or indexes are made: "Dateline" in ASCII. */
const SCHEMA_LOCK = 0x446174656c696e65n.toString();

type Tables = Kysely<RecordTables>;

/**
 * Refuses servers that are too old and tables of a newer program, makes the extension and the tables that are missing.
 * Another process that does the same at the same time is waited for.
 * @throws DatelineError store-newer, store-broken, naming what is missing and the command that mends it
 */
export async function prepareDatabase(
  connection: PostgresConnection,
  migrations: readonly string[] = MIGRATIONS,
): Promise<void> {
  const { subject } = connection;
  await connection.read((tables) => checkServer(tables, subject));
  await connection.writeLocked(async (tables) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(tables);
    await sql`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK}::bigint)`.execute(tables);
    await provideVector(tables, subject);
    await migrate(tables, subject, migrations);
  });
}

async function checkServer(tables: Tables, subject: string): Promise<void> {
  const { rows } = await sql<{ number: number; name: string; encoding: string }>`
    SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name,
    current_setting('server_encoding') AS encoding`.execute(tables);
  const { number = 0, name = "", encoding = "" } = rows[0] ?? {};
  if (number < OLDEST_SERVER) {
    throw missing(subject, `expected PostgreSQL 15 or newer, got ${name}`, "Update the server.");
  }
  if (encoding !== "UTF8") {
    const mend = "Create another database: createdb --encoding=UTF8 --template=template0 dateline";
    throw missing(subject, `expected a database in UTF8, got ${encoding}`, mend);
  }
}

/** Makes the extension if it is missing and this role may do so. */
async function provideVector(tables: Tables, subject: string): Promise<void> {
  const { rows } = await sql<{ installed: string | null; available: string }>`
    SELECT installed_version AS installed, default_version AS available
    FROM pg_available_extensions WHERE name = 'vector'`.execute(tables);
  const [found] = rows;
  if (found === undefined) {
    const mend =
      "Install pgvector 0.8 or newer on the server, for example the package postgresql-17-pgvector.";
    throw missing(subject, "the extension pgvector is not installed on the server", mend);
  }
  const version = found.installed ?? found.available;
  if (isOld(version)) {
    const mend = isOld(found.available)
      ? "Install pgvector 0.8 or newer on the server, then run in this database: ALTER EXTENSION vector UPDATE;"
      : "Run in this database, as its owner: ALTER EXTENSION vector UPDATE;";
    throw missing(subject, `expected pgvector 0.8 or newer, got ${version}`, mend);
  }
  if (found.installed !== null) return;
  const { rows: allowed } = await sql<{ may: boolean }>`
    SELECT has_database_privilege(current_database(), 'CREATE') AS may`.execute(tables);
  if (!allowed[0]?.may) {
    const mend = "Run in this database, as its owner: CREATE EXTENSION vector;";
    throw missing(subject, "the extension pgvector is not made in this database", mend);
  }
  await sql`CREATE EXTENSION vector`.execute(tables);
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < OLDEST_PGVECTOR[0] || (major === OLDEST_PGVECTOR[0] && minor < OLDEST_PGVECTOR[1]);
}

function missing(subject: string, what: string, hint: string): DatelineError {
  return new DatelineError("store-broken", `Store cannot be used: ${subject}: ${what}`, { hint });
}

/** Forward only. A newer store is used as long as its last migration says that this version can. */
async function migrate(tables: Tables, subject: string, migrations: readonly string[]): Promise<void> {
  const { rows: found } = await sql<{ name: string | null }>`
    SELECT to_regclass(quote_ident(current_schema()) || '.dateline_schema')::text AS name`.execute(tables);
  const { rows } =
    found[0]?.name == null
      ? { rows: [] }
      : await sql<{ version: number; oldest: number }>`
          SELECT version, oldest FROM dateline_schema`.execute(tables);
  const { version = 0, oldest = 0 } = rows[0] ?? {};
  if (oldest > migrations.length) {
    throw new DatelineError(
      "store-newer",
      `Store is newer than this program: ${subject}: expected version ${migrations.length}, got ${version}`,
      { hint: "Update Dateline." },
    );
  }
  if (version >= migrations.length) return;
  if (version === 0) {
    await sql`CREATE TABLE dateline_schema (
      "only" integer PRIMARY KEY CHECK ("only" = 1), version integer NOT NULL, oldest integer NOT NULL)`.execute(
      tables,
    );
  }
  for (const migration of migrations.slice(version)) await sql.raw(migration).execute(tables);
  await sql`INSERT INTO dateline_schema VALUES (1, ${migrations.length}, ${OLDEST_COMPATIBLE})
    ON CONFLICT ("only") DO UPDATE SET version = excluded.version, oldest = excluded.oldest`.execute(tables);
}
