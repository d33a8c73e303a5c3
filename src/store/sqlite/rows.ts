// Columns as articles and passages, and back: parsing at the edge of the database.
import type { Passage, Span } from "../../model/article.js";
import { makePassageId } from "../revision-rules.js";
import { brokenRow, cutPassage, type PassageAddress } from "../rows.js";

export const ARTICLE_COLUMNS = `a.article_id AS articleId, r.revision, r.url, r.title, r.deck, r.text, r.source, r.agency, r.author,
  r.language, r.published_at AS publishedAt, r.updated_at AS updatedAt, r.fetched_at AS fetchedAt, r.dates, r.sample`;

export const HEADING_COLUMNS = "a.article_id AS articleId, a.title, a.source, a.published_at AS publishedAt";

export const PASSAGE_COLUMNS = `p.number, a.article_id AS articleId, r.revision, r.number AS revisionNumber, p.ordinal,
  p."start", p."end", p.token_count AS tokenCount, p.sentences`;

export interface PassageRow extends PassageAddress {
  readonly number: number;
  readonly revisionNumber: number;
  readonly sentences: Buffer;
}

/** Cuts the passage out of the text of its revision. @throws DatelineError store-broken */
export function readPassage(row: PassageRow, revisionText: string): Passage {
  if (row.sentences.length % 8 !== 0) {
    throw brokenRow(`passage ${makePassageId(row.articleId, row.revision, row.ordinal)}`, undefined);
  }
  return cutPassage(row, revisionText, readSpans(row.sentences));
}

function readSpans(blob: Buffer): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < blob.length; at += 8) {
    spans.push({ start: blob.readUInt32LE(at), end: blob.readUInt32LE(at + 4) });
  }
  return spans;
}

/** Packs spans as pairs of little-endian uint32, 8 bytes each. */
export function writeSpans(spans: readonly Span[]): Buffer {
  const blob = Buffer.alloc(spans.length * 8);
  for (const [n, span] of spans.entries()) {
    blob.writeUInt32LE(span.start, n * 8);
    blob.writeUInt32LE(span.end, n * 8 + 4);
  }
  return blob;
}

/** Views a vector as bytes, without a copy. float32 in the machine's byte order (little endian wherever the models run). */
export function writeVector(embedding: Float32Array): Buffer {
  return Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength);
}

/** Copies bytes to a new vector, whatever their alignment. */
export function readVector(blob: Buffer): Float32Array {
  const vector = new Float32Array(blob.length / Float32Array.BYTES_PER_ELEMENT);
  blob.copy(new Uint8Array(vector.buffer));
  return vector;
}
