// Made-up news for the bench at scale: any number of articles, each the same in every run, with words and vectors spread as in real ones.
import type { Article, Instant } from "../../model/article.js";
import { DAY_MS, MINUTE_MS } from "../../model/time.js";
import type { NewRevision, PassageBody } from "../../store/ports.js";
import { seededRandom } from "../statistics.js";

export const MADE_DIMENSIONS = 384;
/** Passages of an article, on average; a twentieth of the articles has a second revision. */
const PASSAGES_PER_ARTICLE = 7;
const REVISED_EVERY = 20;
const DAYS = 730; // the articles spread over two years, however many they are
const FIRST_DAY_MS = Date.UTC(2024, 0, 1);
const WORDS_PER_PASSAGE = 60;
const VOCABULARY = 50_000;
const COMMONEST = 50; // stand for function words, which no question keeps
const OUTLETS = 40;
const TOPICS = 2_000;

/** After everything that is made up. */
export const MADE_NOW: Instant = new Date(FIRST_DAY_MS + (DAYS + 1) * DAY_MS).toISOString();

/** Articles that hold about this many passages. */
export function articlesFor(passages: number): number {
  return Math.ceil(passages / (PASSAGES_PER_ARTICLE * (1 + 1 / REVISED_EVERY)));
}

/** Returns whether the article is put a second time, changed, so that its first revision has ended. */
export function isRevised(n: number): boolean {
  return n % REVISED_EVERY === REVISED_EVERY - 1;
}

/** Returns the id of article `n`. */
export function madeId(n: number): string {
  return n.toString(16).padStart(12, "0");
}

/** Makes article `n` of `count`, with its passages and vectors; `revision` 2 has another title. */
export function madeArticle(n: number, count: number, revision: 1 | 2 = 1): NewRevision {
  const random = seededRandom(n + 1);
  const topic = Math.floor(random() * TOPICS);
  const passages: PassageBody[] = [];
  let text = "";
  const length = 1 + Math.floor(random() * (2 * PASSAGES_PER_ARTICLE - 1));
  for (let ordinal = 0; ordinal < length; ordinal += 1) {
    const start = text.length === 0 ? 0 : text.length + 2;
    const sentence = Array.from({ length: WORDS_PER_PASSAGE }, () => madeWord(rankOf(random()))).join(" ");
    text = `${text}${text.length === 0 ? "" : "\n\n"}${sentence}.`;
    const span = { start, end: text.length };
    passages.push({ ordinal, ...span, text: `${sentence}.`, tokenCount: 100, sentences: [span] });
  }
  const title = Array.from({ length: 8 }, () => madeWord(rankOf(random()))).join(" ");
  const publishedMs = FIRST_DAY_MS + Math.floor((n / count) * DAYS * DAY_MS);
  const article: Omit<Article, "revision"> = {
    articleId: madeId(n),
    url: `https://news.example/${n}`,
    title: revision === 1 ? title : `${title} again`,
    deck: null,
    text,
    source: `Outlet ${rankOf(random(), OUTLETS)}`,
    agency: null,
    author: null,
    language: "en",
    publishedAt: new Date(publishedMs).toISOString(),
    updatedAt: null,
    fetchedAt: new Date(publishedMs + revision * MINUTE_MS).toISOString(),
    dates: [],
    sample: true,
  };
  return { article, passages, embeddings: passages.map(({ ordinal }) => madeVector(n, ordinal, topic)) };
}

export interface MadeQuestion {
  readonly question: string;
  readonly embedding: Float32Array;
}

/** Makes a question about a passage of article `n`: four of its words, and a vector near its own. */
export function madeQuestion(n: number, count: number): MadeQuestion {
  const { passages, embeddings } = madeArticle(n, count);
  const random = seededRandom(n + 7_000_001);
  const at = Math.floor(random() * passages.length);
  const words = (passages[at]?.text ?? "").replace(".", "").split(" ");
  const telling = words.filter((word) => rankByWord(word) > COMMONEST);
  const asked = Array.from({ length: 4 }, () => telling[Math.floor(random() * telling.length)] ?? "");
  const vector = embeddings?.[at] ?? new Float32Array(MADE_DIMENSIONS);
  return {
    question: asked.join(" "),
    embedding: unit(vector.map((value) => value + 0.03 * (random() - 0.5))),
  };
}

/** A rank from 1, as often as words of that rank occur in texts (Zipf). */
function rankOf(random: number, of = VOCABULARY): number {
  return Math.floor((of + 1) ** random);
}

const SYLLABLES = "ba co du fe gi ho ju ka le mi no pu ra se ti vo wa xe yo zu".split(" ");

function madeWord(rank: number): string {
  let word = "";
  for (let rest = rank; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return `${word}n`;
}

function rankByWord(word: string): number {
  let rank = 0;
  for (let at = word.length - 3; at >= 0; at -= 2) {
    rank = rank * SYLLABLES.length + SYLLABLES.indexOf(word.slice(at, at + 2));
  }
  return rank;
}

/** Like embeddings of text: one direction common to all, one of the topic, one of the article, and the passage's own. */
function madeVector(n: number, ordinal: number, topic: number): Float32Array {
  const parts = [
    seededRandom(3),
    seededRandom(11 * topic + 5),
    seededRandom(n + 900_001),
    seededRandom(16 * n + ordinal),
  ];
  const weights = [1.2, 1, 0.8, 0.8];
  const vector = new Float32Array(MADE_DIMENSIONS);
  for (const [at, random] of parts.entries()) {
    const weight = weights[at] as number;
    for (let axis = 0; axis < MADE_DIMENSIONS; axis += 1)
      vector[axis] = (vector[axis] as number) + weight * (random() - 0.5);
  }
  return unit(vector);
}

function unit(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const norm = Math.sqrt(sum);
  return vector.map((value) => value / norm);
}
