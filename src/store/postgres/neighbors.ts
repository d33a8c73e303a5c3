// Vectors as pgvector writes and reads them, and the indexes that find the nearest.
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { RecordTables } from "../records/tables.js";
import type { PostgresConnection } from "./connection.js";

/** Writes a vector as text; read back, it is the same bit by bit. */
export function writeVector(embedding: Float32Array): string {
  return `[${embedding.join(",")}]`;
}

/** Reads what pgvector's vector_send gives: two 16-bit numbers, then the values, big endian. */
export function readVector(sent: Uint8Array): Float32Array {
  const view = new DataView(sent.buffer, sent.byteOffset, sent.byteLength);
  return Float32Array.from({ length: view.getInt16(0) }, (_, n) => view.getFloat32(4 + 4 * n));
}

/** The expression that the indexes are made of: half precision takes half the memory, and finds the same neighbors. */
export function indexed(dimensions: number): RawBuilder<unknown> {
  return sql`(embedding::halfvec(${sql.raw(String(Math.trunc(dimensions)))}))`;
}

/** More dimensions than an index over half precision can have; pgvector's README. */
export const MAX_INDEXED = 4_000;
/** Links of a node and width of the search when one is added: pgvector's defaults are 16 and 64. */
const BUILD = sql`WITH (m = 16, ef_construction = 128)`;

/** Makes the indexes for vectors of this length; first passages have one of their own, since a list is made of them alone. */
export async function makeNeighborIndexes(tables: Kysely<RecordTables>, dimensions: number): Promise<void> {
  if (dimensions > MAX_INDEXED) return;
  const of = sql`ON vectors USING hnsw (${indexed(dimensions)} halfvec_ip_ops) ${BUILD}`;
  await sql`CREATE INDEX IF NOT EXISTS vectors_by_neighbor ${of}`.execute(tables);
  await sql`CREATE INDEX IF NOT EXISTS vectors_by_first_neighbor ${of} WHERE is_first`.execute(tables);
}

/** Held while a process makes missing indexes: "Neighbor" in ASCII. */
const INDEX_LOCK = 0x4e65696768626f72n.toString();
/** What the server may use to make an index, in MB: with too little, most of it is written to the disk again and again. */
const BUILD_MEMORY = { least: 64, most: 2_048 } as const;
/** Of a vector in memory beside its values, as measured (715): links on all levels, and where it is on the disk. */
const LINK_BYTES = 800;

/** Makes the indexes that an interrupted copy has left out; whoever writes vectors waits meanwhile. */
export async function ensureNeighborIndexes(
  connection: PostgresConnection,
  dimensions: number,
): Promise<void> {
  if (dimensions > MAX_INDEXED || (await connection.read(hasNeighborIndexes))) return;
  await connection.writeLocked(async (tables) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(tables);
    await sql`SELECT pg_advisory_xact_lock(${INDEX_LOCK}::bigint)`.execute(tables);
    const { rows } = await sql<{ count: number }>`SELECT count(*) FROM vectors`.execute(tables);
    const needed = Math.ceil(((rows[0]?.count ?? 0) * (2 * dimensions + LINK_BYTES)) / 2 ** 20);
    const memory = Math.min(Math.max(needed, BUILD_MEMORY.least), BUILD_MEMORY.most);
    // Workers beside it would need all of that as shared memory, of which a container has 64 MB.
    await sql`SET LOCAL max_parallel_maintenance_workers = 0`.execute(tables);
    await sql`SET LOCAL maintenance_work_mem = ${sql.lit(`${memory}MB`)}`.execute(tables);
    await makeNeighborIndexes(tables, dimensions);
  });
}

async function hasNeighborIndexes(tables: Kysely<RecordTables>): Promise<boolean> {
  const { rows } = await sql<{
    count: number;
  }>`SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema()
    AND indexname IN ('vectors_by_neighbor', 'vectors_by_first_neighbor')`.execute(tables);
  return rows[0]?.count === 2;
}

export async function dropNeighborIndexes(tables: Kysely<RecordTables>): Promise<void> {
  await sql`DROP INDEX IF EXISTS vectors_by_neighbor, vectors_by_first_neighbor`.execute(tables);
}
