// Passages and their vectors, and the embedder that the vectors belong to.
import type { Database } from "better-sqlite3";
import type { Passage } from "../../model/article.js";
import { DatelineError } from "../../model/errors.js";
import { parsePassageId } from "../passage-id.js";
import { checkVector, type IndexEntry } from "../vector-index.js";
import { PASSAGE_COLUMNS, type PassageRow, readPassage, readVector, writeVector } from "./rows.js";

const FROM =
  "FROM passages p JOIN revisions r ON r.number = p.revision JOIN articles a ON a.number = r.article";

export interface EmbedderRow {
  readonly fingerprint: string;
  readonly dimensions: number;
}

/** A slice of all vectors and where the next begins. */
export interface VectorBatch {
  readonly entries: readonly IndexEntry[];
  readonly last: number;
}

export class SqlitePassages {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  byId(passageIds: readonly string[]): Passage[] {
    const texts = new Map<number, string>();
    return passageIds.flatMap((passageId) => {
      const address = parsePassageId(passageId);
      if (address === null) return [];
      const row = this.#statements.one.get(address.articleId, address.revision, address.ordinal);
      return row === undefined ? [] : [this.#cut(row, texts)];
    });
  }

  ofRevision(articleId: string, revision: number): Passage[] {
    const texts = new Map<number, string>();
    return this.#statements.ofRevision.all(articleId, revision).map((row) => this.#cut(row, texts));
  }

  withoutEmbedding(limit: number): Passage[] {
    const texts = new Map<number, string>();
    return this.#statements.withoutEmbedding.all(limit).map((row) => this.#cut(row, texts));
  }

  embedder(): EmbedderRow | null {
    return this.#statements.embedder.get() ?? null;
  }

  /** Makes this the embedder of all vectors, dropping those of another; to be called in a transaction. */
  useEmbedder({ fingerprint, dimensions }: EmbedderRow): void {
    const current = this.embedder();
    if (current?.fingerprint === fingerprint && current.dimensions === dimensions) return;
    this.#statements.dropVectors.run();
    this.#statements.forgetEmbedded.run();
    this.#statements.putEmbedder.run(fingerprint, dimensions);
  }

  /** @throws DatelineError store-fingerprint where another process has changed the embedder, or none is set */
  checkEmbedder(fingerprint: string | null): EmbedderRow {
    const current = this.embedder();
    if (current === null || current.fingerprint !== fingerprint) {
      throw new DatelineError(
        "store-fingerprint",
        `Vectors of another embedder: expected ${current?.fingerprint ?? "none yet"}, got ${fingerprint ?? "none"}`,
        { hint: "Restart Dateline: another process has changed the model of this store." },
      );
    }
    return current;
  }

  /** Unknown passages are passed over: they may have been removed meanwhile. To be called in a transaction. */
  putVectors(entries: readonly IndexEntry[], dimensions: number): void {
    for (const { passageId, embedding } of entries) {
      checkVector(embedding, dimensions);
      const address = parsePassageId(passageId);
      if (address === null) continue;
      const row = this.#statements.one.get(address.articleId, address.revision, address.ordinal);
      if (row === undefined) continue;
      this.#statements.putVector.run(row.number, writeVector(embedding));
      this.#statements.setEmbedded.run(row.number);
    }
  }

  /** The vectors after the passage numbered `after`, in order of passages. */
  vectorsAfter(after: number, limit: number): VectorBatch {
    const rows = this.#statements.vectorsAfter.all(after, limit);
    const entries = rows.map((row) => ({ passageId: row.passageId, embedding: readVector(row.embedding) }));
    return { entries, last: rows.at(-1)?.number ?? after };
  }

  #cut(row: PassageRow, texts: Map<number, string>): Passage {
    const text = texts.get(row.revisionNumber) ?? this.#statements.text.get(row.revisionNumber) ?? "";
    texts.set(row.revisionNumber, text);
    return readPassage(row, text);
  }
}

function prepare(database: Database) {
  return {
    one: database.prepare<[string, number, number], PassageRow>(
      `SELECT ${PASSAGE_COLUMNS} ${FROM} WHERE a.article_id = ? AND r.revision = ? AND p.ordinal = ?`,
    ),
    ofRevision: database.prepare<[string, number], PassageRow>(
      `SELECT ${PASSAGE_COLUMNS} ${FROM} WHERE a.article_id = ? AND r.revision = ? ORDER BY p.ordinal`,
    ),
    withoutEmbedding: database.prepare<[number], PassageRow>(
      `SELECT ${PASSAGE_COLUMNS} ${FROM} WHERE p.embedded = 0 ORDER BY p.number LIMIT ?`,
    ),
    text: database.prepare<[number], string>("SELECT text FROM revisions WHERE number = ?").pluck(),
    embedder: database.prepare<[], EmbedderRow>("SELECT fingerprint, dimensions FROM embedder"),
    putEmbedder: database.prepare<[string, number]>(
      `INSERT INTO embedder VALUES (1, ?, ?)
       ON CONFLICT (only) DO UPDATE SET fingerprint = excluded.fingerprint, dimensions = excluded.dimensions`,
    ),
    dropVectors: database.prepare("DELETE FROM vectors"),
    forgetEmbedded: database.prepare("UPDATE passages SET embedded = 0 WHERE embedded = 1"),
    putVector: database.prepare<[number, Buffer]>(
      `INSERT INTO vectors VALUES (?, ?) ON CONFLICT (passage) DO UPDATE SET embedding = excluded.embedding`,
    ),
    setEmbedded: database.prepare<[number]>("UPDATE passages SET embedded = 1 WHERE number = ?"),
    vectorsAfter: database.prepare<
      [number, number],
      { number: number; passageId: string; embedding: Buffer }
    >(
      `SELECT v.passage AS number, a.article_id || '.' || r.revision || '.' || p.ordinal AS passageId, v.embedding
       FROM vectors v CROSS JOIN passages p ON p.number = v.passage JOIN revisions r ON r.number = p.revision
       JOIN articles a ON a.number = r.article WHERE v.passage > ? ORDER BY v.passage LIMIT ?`,
    ),
  };
}
