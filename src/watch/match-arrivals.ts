// Marks the watches that new arrivals may affect: by shared words first, then by vectors.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Embedder } from "../embed/embedder.js";
import type { Instant } from "../model/article.js";
import type { Arrival, Arrivals, ArticleStore, VectorIndex, WatchLine, WatchStore } from "../store/ports.js";
import { wordBeginnings } from "./stated-facts.js";

/** Arrivals handled at a time; the rest follow at once. */
const ARRIVALS_AT_ONCE = 100;
/** Share of a question's words at or above which an article may concern it whatever the vectors say. */
const MANY_WORDS = 0.6;
/** Each costs about 33 µs on the thread. Fewer passages, or more words in common, cost a quarter of the answers of the replay. */
const VECTORS_PER_TURN = 100;
/** Cosine of question and passage at or above which the passage may concern it; chosen with the replay (test/watch/replay.test.ts). */
const MIN_SIMILARITY = 0.5;

interface MatcherParts {
  readonly watches: Pick<WatchStore, "open" | "cursor" | "mark">;
  readonly arrivals: Arrivals;
  readonly articles: Pick<ArticleStore, "article" | "passagesOf">;
  /** Null while lexical only. */
  readonly index: Pick<VectorIndex, "similarities"> | null;
  readonly embedder: Pick<Embedder, "embedQuestion"> | null;
  readonly now: () => Instant;
}

interface Seen {
  readonly articleId: string;
  readonly stems: ReadonlySet<string>;
  readonly passageIds: readonly string[];
}

export interface Look {
  readonly arrivals: number;
  readonly marked: number;
}

/** Handles what arrived since the last call; caches the vectors of questions. */
export class ArrivalMatcher {
  readonly #parts: MatcherParts;
  readonly #vectors = new Map<string, Float32Array>();

  constructor(parts: MatcherParts) {
    this.#parts = parts;
  }

  /**
   * Marks the watches that new arrivals may affect, and moves the cursor in the same transaction, so that nothing is passed
   * over after a kill -9. The very first call only sets the cursor.
   */
  async look(): Promise<Look> {
    const { watches, arrivals, now } = this.#parts;
    const cursor = await watches.cursor();
    if (cursor === null) {
      await watches.mark([], await arrivals.newest(), now());
      return { arrivals: 0, marked: 0 };
    }
    const found = await arrivals.after(cursor, ARRIVALS_AT_ONCE);
    const last = found.at(-1);
    if (last === undefined) return { arrivals: 0, marked: 0 };
    const lines = await watches.open(now());
    this.#forget(lines);
    const concerned = lines.length === 0 ? [] : await this.#concerned(lines, await this.#read(found));
    await watches.mark(concerned, last.number, now());
    return { arrivals: found.length, marked: concerned.length };
  }

  async #read(arrivals: readonly Arrival[]): Promise<Seen[]> {
    const seen: Seen[] = [];
    for (const { articleId, revision } of arrivals) {
      const article = await this.#parts.articles.article(articleId, revision);
      if (article === null) continue;
      const passages = await this.#parts.articles.passagesOf(articleId, revision);
      const stems = wordBeginnings(`${article.title}\n${article.text}`);
      seen.push({
        articleId,
        stems,
        passageIds: passages.map(({ passageId }) => passageId),
      });
      await nextTurn();
    }
    return seen;
  }

  async #concerned(lines: readonly WatchLine[], seen: readonly Seen[]): Promise<string[]> {
    const concerned: string[] = [];
    for (const line of lines) {
      if (await this.#concerns(line, seen)) concerned.push(line.watchId);
      await nextTurn();
    }
    return concerned;
  }

  async #concerns(line: WatchLine, seen: readonly Seen[]): Promise<boolean> {
    const words = [...wordBeginnings(line.text)];
    const shareOf = ({ stems }: Seen) => words.filter((word) => stems.has(word)).length / (words.length || 1);
    const shares = seen.map(shareOf);
    if (seen.some(({ articleId }, at) => line.cited.includes(articleId) || (shares[at] ?? 0) >= MANY_WORDS))
      return true;
    const near = seen.filter((_, at) => words.length === 0 || (shares[at] ?? 0) > 0);
    return near.length > 0 && (await this.#isNear(line, near));
  }

  /** A passage that the index does not hold yet, since another process stored it, is given the benefit of the doubt. */
  async #isNear(line: WatchLine, near: readonly Seen[]): Promise<boolean> {
    const { index, embedder } = this.#parts;
    if (index === null || embedder === null) return false;
    const vector = this.#vectors.get(line.watchId) ?? (await embedder.embedQuestion(line.text));
    this.#vectors.set(line.watchId, vector);
    const passageIds = near.flatMap((one) => one.passageIds);
    for (let at = 0; at < passageIds.length; at += VECTORS_PER_TURN) {
      const some = await index.similarities(vector, passageIds.slice(at, at + VECTORS_PER_TURN));
      if (some.some((similarity) => similarity === null || similarity >= MIN_SIMILARITY)) return true;
      await nextTurn();
    }
    return false;
  }

  #forget(lines: readonly WatchLine[]): void {
    const open = new Set(lines.map(({ watchId }) => watchId));
    for (const watchId of this.#vectors.keys()) if (!open.has(watchId)) this.#vectors.delete(watchId);
  }
}
