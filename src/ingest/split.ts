// Article text → passages: whole sentences up to a token budget, exact offsets, no overlap.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { TokenCounter } from "../embed/embedder.js";
import type { Article, Span } from "../model/article.js";
import { type Sentence, splitSentences } from "../model/sentences.js";
import type { PassageBody } from "../store/ports.js";

/** Changes whenever the same text would give other passages; part of what names a stored benchmark index. */
export const SPLITTER_VERSION = 2;

/** Tokens of a passage: four or five sentences of news, one thought with its context. */
export const DEFAULT_MAX_TOKENS = 160;

/** A sentence is never cut up to here: with title and special tokens it stays within the 512 that the models read. */
const MAX_SENTENCE_TOKENS = 400;

/**
 * WordPiece counts any word of over 100 characters as one token, so tokens alone do not bound a passage; English has about
 * 5 characters a token, and text with over 10 is treated as if it had 10.
 */
const MAX_CHARACTERS_PER_TOKEN = 10;

/** A shorter passage is joined to the one before: it says too little to be found alone. */
const MIN_TOKENS = 25;
/** How far a passage may exceed the budget after such a join. */
const JOINED_EXCESS = 1.25;
/** Split without a pause: about 10 ms. */
const CHARACTERS_PER_SLICE = 200_000;

export interface SplitOptions {
  /** Budget of a passage in the model's own tokens, special tokens not counted; default 160. */
  readonly maxTokens?: number;
  readonly countTokens: TokenCounter["countTokens"];
}

interface Measured extends Sentence {
  readonly tokens: number;
  /** Share of the budget that it takes: its tokens, more if these are extremely long. */
  readonly weight: number;
}

/**
 * Splits the text of one article into passages, in order; together they contain every visible character.
 * Breaks between sentences, at the end of a paragraph if the passage is half full by then. A sentence over the budget
 * becomes its own passage; beyond 400 tokens (or 4,000 characters) it is cut. Counts tokens in one call, two if a
 * sentence is cut. Text without any visible character gives an empty list.
 */
export async function splitArticle(
  article: Pick<Article, "text"> & Partial<Pick<Article, "language">>,
  options: SplitOptions,
): Promise<PassageBody[]> {
  const { maxTokens = DEFAULT_MAX_TOKENS, countTokens } = options;
  const { text, language = null } = article;
  const measured = await measure(text, await sentencesOf(text, language), countTokens);
  const sentences = await cutLong(text, measured, maxTokens, countTokens);
  return joinShort(group(sentences, maxTokens), maxTokens).map((group, ordinal) => {
    const start = group[0]?.start ?? 0;
    const end = group.at(-1)?.end ?? start;
    return {
      ordinal,
      start,
      end,
      text: text.slice(start, end),
      tokenCount: group.reduce((total, { tokens }) => total + tokens, 0),
      sentences: group.map((sentence) => ({ start: sentence.start, end: sentence.end })),
    };
  });
}

/** Works in slices of whole lines and frees the thread between them. */
async function sentencesOf(text: string, language: string | null): Promise<Sentence[]> {
  if (text.length <= CHARACTERS_PER_SLICE) return splitSentences(text, language);
  const sentences: Sentence[] = [];
  let paragraphs = 0;
  for (let from = 0, to = 0; from < text.length; from = to) {
    const end = text.indexOf("\n", from + CHARACTERS_PER_SLICE);
    to = end < 0 ? text.length : end + 1;
    for (const sentence of splitSentences(text.slice(from, to), language)) {
      const { start, end: stop, paragraph } = sentence;
      sentences.push({ start: from + start, end: from + stop, paragraph: paragraphs + paragraph });
    }
    paragraphs = (sentences.at(-1)?.paragraph ?? -1) + 1;
    await nextTurn();
  }
  return sentences;
}

async function measure(
  text: string,
  sentences: readonly Sentence[],
  countTokens: SplitOptions["countTokens"],
): Promise<Measured[]> {
  if (sentences.length === 0) return [];
  const counts = await countTokens(sentences.map(({ start, end }) => text.slice(start, end)));
  return sentences.map((sentence, i) => {
    const tokens = counts[i] ?? 0;
    const weight = Math.max(tokens, (sentence.end - sentence.start) / MAX_CHARACTERS_PER_TOKEN);
    return { ...sentence, tokens, weight };
  });
}

/** Cuts until every sentence fits or can be cut no more; usually there is nothing to do. */
async function cutLong(
  text: string,
  sentences: readonly Measured[],
  maxTokens: number,
  countTokens: SplitOptions["countTokens"],
): Promise<readonly Measured[]> {
  const most = Math.max(MAX_SENTENCE_TOKENS, maxTokens * JOINED_EXCESS);
  const cut: (readonly Sentence[])[] = sentences.map((sentence) => {
    if (sentence.weight <= most) return [sentence];
    const pieces = cutSentence(text, sentence, Math.ceil(sentence.weight / maxTokens));
    return pieces.map((piece) => ({ ...piece, paragraph: sentence.paragraph }));
  });
  const pieces = cut.filter((one) => one.length > 1).flat();
  if (pieces.length === 0) return sentences;
  const counted = (await measure(text, pieces, countTokens)).values();
  const next = cut.flatMap((one, i) =>
    one.length > 1 ? one.map(() => counted.next().value as Measured) : [sentences[i] as Measured],
  );
  return cutLong(text, next, maxTokens, countTokens);
}

function group(sentences: readonly Measured[], maxTokens: number): Measured[][] {
  const groups: Measured[][] = [];
  let current: Measured[] = [];
  let weight = 0;
  for (const sentence of sentences) {
    if (current.length > 0 && weight + sentence.weight > maxTokens) {
      const end = paragraphEnd(current, sentence, maxTokens);
      groups.push(current.slice(0, end));
      current = current.slice(end);
      weight = sum(current);
    }
    current.push(sentence);
    weight += sentence.weight;
  }
  if (current.length > 0) groups.push(current);
  return groups;
}

/**
 * How many sentences of a full passage to keep: up to its last paragraph end, if it is at least half full by then and
 * what is left still goes with `next`; else all.
 */
function paragraphEnd(current: readonly Measured[], next: Measured, maxTokens: number): number {
  if (current.at(-1)?.paragraph !== next.paragraph) return current.length;
  const end = current.findIndex((sentence) => sentence.paragraph === next.paragraph);
  const carried = sum(current.slice(end)) + next.weight;
  return sum(current.slice(0, end)) >= maxTokens / 2 && carried <= maxTokens ? end : current.length;
}

function joinShort(groups: readonly Measured[][], maxTokens: number): Measured[][] {
  const joined: Measured[][] = [];
  for (const group of groups) {
    const previous = joined.at(-1);
    const fits = previous !== undefined && sum(previous) + sum(group) <= maxTokens * JOINED_EXCESS;
    if (fits && sum(group) < MIN_TOKENS) previous.push(...group);
    else joined.push([...group]);
  }
  return joined;
}

function sum(sentences: readonly Measured[]): number {
  return sentences.reduce((total, { weight }) => total + weight, 0);
}

const CLAUSE_END = /[,;:，；：、—–)\]）」]["”’»]*\s*(?=\S)/g;
const WORD_END = /\s+(?=\S)/g;

/** Cuts `span` of `text` into `parts` or fewer pieces of about the same length, trimmed, in order; none is empty. */
function cutSentence(text: string, span: Span, parts: number): Span[] {
  const sentence = text.slice(span.start, span.end);
  const clauses = endsOf(sentence, CLAUSE_END);
  const words = endsOf(sentence, WORD_END);
  const reach = sentence.length / parts / 3;
  const cuts = new Set<number>([sentence.length]);
  for (let part = 1; part < parts; part += 1) {
    const ideal = Math.round((sentence.length * part) / parts);
    const cut =
      nearest(clauses, ideal, reach) ?? nearest(words, ideal, reach) ?? wholeCharacter(sentence, ideal);
    if (cut > 0 && cut < sentence.length) cuts.add(cut);
  }
  let start = 0;
  return [...cuts]
    .sort((a, b) => a - b)
    .map((end) => {
      const piece = sentence.slice(start, end);
      const lead = piece.length - piece.trimStart().length;
      const trimmed = { start: span.start + start + lead, end: span.start + start + piece.trimEnd().length };
      start = end;
      return trimmed;
    })
    .filter((piece) => piece.end > piece.start);
}

function endsOf(text: string, pattern: RegExp): number[] {
  return Array.from(text.matchAll(pattern), (match) => match.index + match[0].length);
}

function nearest(places: readonly number[], ideal: number, reach: number): number | null {
  let best: number | null = null;
  for (const place of places) {
    const distance = Math.abs(place - ideal);
    if (distance <= reach && (best === null || distance < Math.abs(best - ideal))) best = place;
  }
  return best;
}

/** Steps back if `at` would split a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}
