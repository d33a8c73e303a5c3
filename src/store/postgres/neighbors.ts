// Vectors as pgvector writes and reads them, and the indexes that find the nearest.
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { RecordTables } from "../records/tables.js";

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

export async function dropNeighborIndexes(tables: Kysely<RecordTables>): Promise<void> {
  await sql`DROP INDEX IF EXISTS vectors_by_neighbor, vectors_by_first_neighbor`.execute(tables);
}
