// Nearest neighbors by pgvector: its HNSW index within a wide scope, every vector compared within a narrow one.
import { type RawBuilder, sql } from "kysely";
import type { Neighbor, PassageScope, VectorIndex } from "../ports.js";
import { checkVector, nearest } from "../vectors.js";
import type { PostgresConnection } from "./connection.js";
import { indexed, MAX_INDEXED, writeVector } from "./neighbors.js";
import { inScope } from "./scope.js";

/** The vectors are in the database, and so is the index: it follows every commit by itself. */
export class PostgresIndex implements VectorIndex {
  readonly dimensions: number;
  readonly #connection: PostgresConnection;

  constructor(connection: PostgresConnection, dimensions: number) {
    this.#connection = connection;
    this.dimensions = dimensions;
  }

  async search(embedding: Float32Array, limit: number, scope: PassageScope): Promise<Neighbor[]> {
    checkVector(embedding, this.dimensions);
    if (limit <= 0) return [];
    const vector = writeVector(embedding);
    const wide = this.dimensions <= MAX_INDEXED;
    const found = wide ? await this.#run(this.#byIndex(vector, limit, scope)) : [];
    if (found.length === limit) return nearest(found, limit);
    // The index gave up before it had found enough: few passages are in scope, and all of them are compared.
    return nearest(await this.#run(this.#byComparing(vector, limit, scope)), limit);
  }

  async similarities(embedding: Float32Array, passageIds: readonly string[]): Promise<(number | null)[]> {
    checkVector(embedding, this.dimensions);
    if (passageIds.length === 0) return [];
    const found = await this.#run(sql`SELECT p.passage_id AS "passageId",
      -(v.embedding <#> ${writeVector(embedding)}::vector) AS similarity
      FROM passages p JOIN vectors v ON v.passage = p.number WHERE p.passage_id = ANY(${[...passageIds]}::text[])`);
    const known = new Map(found.map(({ passageId, similarity }) => [passageId, similarity]));
    return passageIds.map((passageId) => known.get(passageId) ?? null);
  }

  async size(): Promise<number> {
    const { rows } = await this.#connection.read((tables) =>
      sql<{ size: number }>`SELECT embeddings AS size FROM totals`.execute(tables),
    );
    return rows[0]?.size ?? 0;
  }

  async follow(): Promise<void> {
    return; // every commit is in it
  }

  async save(): Promise<void> {
    return; // it is kept in the database
  }

  async #run(select: RawBuilder<unknown>): Promise<Neighbor[]> {
    const { rows } = await this.#connection.read((tables) => select.execute(tables));
    return rows as Neighbor[];
  }

  #byIndex(vector: string, limit: number, scope: PassageScope): RawBuilder<unknown> {
    const size = sql.raw(String(Math.trunc(this.dimensions)));
    return sql`SELECT p.passage_id AS "passageId", -(n.embedding <#> ${vector}::vector) AS similarity FROM (
        SELECT v.passage, v.embedding FROM vectors v WHERE ${this.#where(scope)}
        ORDER BY ${indexed(this.dimensions)} <#> ${vector}::halfvec(${size}) LIMIT ${limit}
      ) AS n JOIN passages p ON p.number = n.passage`;
  }

  /** MATERIALIZED, so that the server looks for what is in scope first. */
  #byComparing(vector: string, limit: number, scope: PassageScope): RawBuilder<unknown> {
    return sql`WITH scoped AS MATERIALIZED (
        SELECT v.passage, -(v.embedding <#> ${vector}::vector) AS similarity FROM vectors v WHERE ${this.#where(scope)}
      )
      SELECT p.passage_id AS "passageId", s.similarity FROM (
        SELECT * FROM scoped ORDER BY similarity DESC LIMIT ${limit}
      ) AS s JOIN passages p ON p.number = s.passage`;
  }

  #where(scope: PassageScope): RawBuilder<unknown> {
    return scope.firstOnly ? sql`v.is_first AND ${inScope("v", scope)}` : inScope("v", scope);
  }
}
