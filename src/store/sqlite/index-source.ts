// Reads of the database what an index outside of it needs: numbers of revisions, vectors, and what changed since.
import type { Database } from "better-sqlite3";
import type { IndexSource, NumberedVector, RevisionChange, RevisionNumbers } from "../index-source.js";
import { makePassageId, parsePassageId } from "../revision-rules.js";
import type { StoreConnection } from "./database.js";
import { readVector } from "./rows.js";

const CHANGES_KEPT = 50_000; // behind the last save, for other processes whose index is older: about 1 MB
const SAVES_KEPT = 16; // two processes may save to one folder in turn

type NumbersRow = [
  revision: number,
  visibleFrom: number,
  visibleTo: number,
  publishedMs: number | null,
  sourceKey: string | null,
  firstPassage: number | null,
  passages: number | null,
];

export class SqliteIndexSource implements IndexSource {
  readonly #connection: StoreConnection;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.#statements = prepare(connection.database);
  }

  newestChange(): number {
    return this.#connection.read(() => this.#statements.newest.get() ?? 0);
  }

  changesAfter(number: number, limit: number): RevisionChange[] | null {
    return this.#connection.read(() => {
      const oldest = this.#statements.oldest.get() ?? null;
      if (oldest !== null && oldest > number + 1) return null;
      return this.#statements.changes.all(number, limit);
    });
  }

  *revisions(): Iterable<RevisionNumbers> {
    for (const row of this.#connection.read(() => this.#statements.revisions.iterate())) yield numbersOf(row);
  }

  revision(number: number): RevisionNumbers | null {
    const row = this.#connection.read(() => this.#statements.revision.get(number));
    return row === undefined ? null : numbersOf(row);
  }

  vectors(from: number, to: number, limit = to - from + 1): NumberedVector[] {
    const rows = this.#connection.read(() => this.#statements.vectors.all(from, to, limit));
    return rows.map(([passage, embedding]) => ({ passage, embedding: readVector(embedding) }));
  }

  withoutVector(): Iterable<number> {
    return this.#connection.read(() => this.#statements.withoutVector.all());
  }

  vectorCount(): number {
    return this.#connection.read(() => this.#statements.vectorCount.get() ?? 0);
  }

  passageIds(passages: readonly number[]): (string | null)[] {
    return this.#connection.read(() =>
      passages.map((passage) => {
        const row = this.#statements.passage.get(passage);
        return row === undefined ? null : makePassageId(...row);
      }),
    );
  }

  vectorsOf(passageIds: readonly string[]): (Float32Array | null)[] {
    return this.#connection.read(() =>
      passageIds.map((passageId) => {
        const address = parsePassageId(passageId);
        const blob = address === null ? undefined : this.#statements.vectorOf.get(address);
        return blob === undefined ? null : readVector(blob);
      }),
    );
  }

  noteSave(saveId: string, change: number): void {
    this.#connection.write(() => {
      this.#statements.noteSave.run(saveId, change);
      this.#statements.forgetSaves.run(SAVES_KEPT);
      this.#statements.forgetChanges.run(change - CHANGES_KEPT);
    });
  }

  knowsSave(saveId: string): boolean {
    return this.#connection.read(() => this.#statements.knowsSave.get(saveId) !== undefined);
  }
}

function numbersOf([revision, visibleFrom, visibleTo, publishedMs, sourceKey, first, count]: NumbersRow) {
  const [firstPassage, passages] = [first ?? 0, count ?? 0];
  return { revision, visibleFrom, visibleTo, publishedMs, sourceKey, firstPassage, passages };
}

function prepare(database: Database) {
  const columns = "r.number, r.visible_from, r.visible_to, r.published_ms, r.source_key";
  return {
    newest: database.prepare<[], number | null>("SELECT max(number) FROM revision_changes").pluck(),
    oldest: database.prepare<[], number | null>("SELECT min(number) FROM revision_changes").pluck(),
    changes: database.prepare<[number, number], RevisionChange>(
      "SELECT number, revision FROM revision_changes WHERE number > ? ORDER BY number LIMIT ?",
    ),
    // Both indexes hold all that is asked for: no text is read.
    revisions: database
      .prepare<[], NumbersRow>(
        `SELECT ${columns}, p.first, p.passages FROM revisions r INDEXED BY revisions_by_visibility
         LEFT JOIN (SELECT revision, min(number) AS first, count(*) AS passages FROM passages GROUP BY revision) p
         ON p.revision = r.number`,
      )
      .raw(),
    revision: database
      .prepare<[number], NumbersRow>(
        `SELECT ${columns}, min(p.number), count(p.number) FROM revisions r LEFT JOIN passages p ON p.revision = r.number
         WHERE r.number = ? GROUP BY r.number`,
      )
      .raw(),
    vectors: database
      .prepare<[number, number, number], [passage: number, embedding: Buffer]>(
        "SELECT passage, embedding FROM vectors WHERE passage BETWEEN ? AND ? ORDER BY passage LIMIT ?",
      )
      .raw(),
    withoutVector: database.prepare<[], number>("SELECT number FROM passages WHERE embedded = 0").pluck(),
    vectorCount: database
      .prepare<[], number>(
        "SELECT (SELECT count FROM tallies WHERE name = 'passages') - (SELECT count(*) FROM passages WHERE embedded = 0)",
      )
      .pluck(),
    passage: database
      .prepare<[number], [articleId: string, revision: number, ordinal: number]>(
        `SELECT a.article_id, r.revision, p.ordinal FROM passages p CROSS JOIN revisions r ON r.number = p.revision
         CROSS JOIN articles a ON a.number = r.article WHERE p.number = ?`,
      )
      .raw(),
    vectorOf: database
      .prepare<[{ articleId: string; revision: number; ordinal: number }], Buffer>(
        `SELECT v.embedding FROM articles a CROSS JOIN revisions r ON r.article = a.number AND r.revision = @revision
         CROSS JOIN passages p ON p.revision = r.number AND p.ordinal = @ordinal
         CROSS JOIN vectors v ON v.passage = p.number WHERE a.article_id = @articleId`,
      )
      .pluck(),
    noteSave: database.prepare<[string, number]>("INSERT INTO index_saves (save_id, change) VALUES (?, ?)"),
    forgetSaves: database.prepare<[number]>(
      "DELETE FROM index_saves WHERE number <= (SELECT max(number) FROM index_saves) - ?",
    ),
    forgetChanges: database.prepare<[number]>("DELETE FROM revision_changes WHERE number <= ?"),
    knowsSave: database.prepare<[string], number>("SELECT 1 FROM index_saves WHERE save_id = ?").pluck(),
  };
}
