// Articles, answers and vectors made up for the conformance suites: tiny, dated, splittable by hand.
import type { Answer } from "../../src/model/answer.js";
import type { Article, Place } from "../../src/model/article.js";
import type { NewRevision, PassageBody, Scope, Stores } from "../../src/store/ports.js";

/** Everything that there is, as of a day after every sample. */
export const everything: Scope = { asOf: "2026-01-01T00:00:00.000Z", source: null };

/** An article of the given id (a small number) with what matters to a test laid over it. */
export function article(
  id: number,
  over: Partial<Omit<Article, "revision">> = {},
): Omit<Article, "revision"> {
  return {
    articleId: id.toString(16).padStart(12, "0"),
    url: `https://example.org/${id}`,
    title: `Title number${id}`,
    deck: null,
    text: `First paragraph of article${id}.\n\nSecond paragraph stands here.`,
    source: "The Example",
    agency: null,
    author: null,
    language: "en",
    publishedAt: "2025-10-20T08:00:00.000Z",
    updatedAt: null,
    fetchedAt: "2025-10-22T08:00:00.000Z",
    dates: [],
    sample: false,
    ...over,
  };
}

/** One passage a paragraph, one sentence a passage. */
export function passagesOf(text: string): PassageBody[] {
  let start = 0;
  return text.split("\n\n").map((paragraph, ordinal) => {
    const span = { start, end: start + paragraph.length };
    start = span.end + 2;
    return { ...span, ordinal, text: paragraph, tokenCount: paragraph.split(" ").length, sentences: [span] };
  });
}

export function revisionOf(
  given: Omit<Article, "revision">,
  embeddings: NewRevision["embeddings"] = null,
): NewRevision {
  return { article: given, passages: passagesOf(given.text), embeddings };
}

/** A unit vector that depends on `seed` only. */
export function unitVector(seed: number, dimensions: number): Float32Array {
  let state = (seed * 2654435761 + 12345) >>> 0;
  const vector = Float32Array.from({ length: dimensions }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes' generator
    return state / 2 ** 32 - 0.5;
  });
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

export const here: Place = { guildId: "1", channelId: "2", userId: "3" };

export function answer(answerId: string, askedAt: string): Answer {
  return {
    kind: "unanswered",
    answerId,
    question: "What now?",
    askedAt,
    asOf: askedAt,
    asOfChosen: false,
    source: null,
    confidence: 0.25,
    lexicalOnly: true,
    citations: [],
    newestAt: null,
    articleCount: 0,
    reason: "no-articles",
    missing: ["now"],
    nearest: [],
  };
}

/** All vectors of a store, in its order. */
export async function collect(stores: Stores): Promise<{ passageId: string; embedding: Float32Array }[]> {
  const entries = [];
  for await (const batch of stores.articles.embeddings()) entries.push(...batch);
  return entries;
}
