// Chooses the sentences that cover an article or a live page best: verbatim, in order.

import { shareOfSmaller } from "../compare/compared-text.js";
import { contentWords } from "../language/words.js";
import type { Quote } from "../model/answer.js";
import type { Article, Passage, Span } from "../model/article.js";
import type { PageSummary, SummaryLength } from "../model/topic.js";
import { CitationList, makeQuote, toCitation } from "./cite.js";
import { growSpan } from "./select-quotes.js";
import { isNote, isQuotable } from "./sentences.js";

/** Sentences by length, chosen by hand: the medium summary fits on one screen. */
const SENTENCES: Record<SummaryLength, number> = { short: 3, medium: 5, long: 8 };
const LEAST = 3;
/** Of a short article no more than this share is a summary. */
const MOST_SHARE = 0.5;
const MIN_WORDS = 8;
/** Sentences compared with each other; of a longer page each entry gives its first ones. */
const COMPARED = 500;
/** Value of the start of a text and of the words of its title, against coverage; fitted on bench/news. */
const LEAD_GAIN = 0.05;
const LEAD_SENTENCES = 4;
const TITLE_GAIN = 0.03;
/** Each chosen sentence lowers the value of the start by this much, so that the rest of a long text is covered too. */
const LEAD_DECAY = 0.5;
/** Two sentences that share more of the shorter one's content say the same; form alone is shared by the entries of a live page. */
const SAME_CONTENT = 0.75;
/** A sentence that refers back to one that may not be shown loses this much. */
const POINTING_COST = 0.01;
const POINTS_BACK = /^["“]?(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|But|And|However)\b/u;

/** What nobody understands without the sentence before: "Asked about it, …", "He also said …". */
const DANGLES =
  /^["“]?(?:(?:He|She|They|His|Her|Their)\b|(?:When )?[Aa]sked (?:about|whether|if|by|what|why|how)\b[^.]{0,60}?\b(?:it|this|that|he|she|they|him|her|them)\b)/u;

/** An article with its passages; a live page is several, one per entry. */
export interface SummaryPart {
  readonly article: Article;
  readonly passages: readonly Passage[];
}

interface Sentence extends Span {
  readonly part: SummaryPart;
  readonly passage: Passage;
  /** Place in its passage and in its part, from 0. */
  readonly place: number;
  readonly order: number;
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

/**
 * Summarizes one article, or the entries of one live page in the order given; a short text gives at most half of its sentences,
 * but three, and never fewer than one. @throws RangeError without a part
 */
export function summarize(parts: readonly SummaryPart[], length: SummaryLength = "medium"): PageSummary {
  const [first] = parts;
  if (first === undefined) throw new RangeError("Summary: expected at least one article, got none");
  const all = parts.map(sentencesOf);
  const count = all.reduce((sum, { length: own }) => sum + own, 0);
  const each = count > COMPARED ? Math.max(1, Math.floor(COMPARED / parts.length)) : count;
  const compared = all.flatMap((own) => own.slice(0, each)).slice(0, COMPARED);
  const limit = Math.min(SENTENCES[length], Math.max(LEAST, Math.ceil(count * MOST_SHARE)));
  const chosen = choose(compared, limit, parts.length > 1);
  const citations = new CitationList();
  const quotes = toQuotes(chosen.length > 0 ? chosen : compared.slice(0, 1), citations);
  const newest = newestOf(parts);
  return {
    citation:
      citations.list().find(({ articleId }) => articleId === newest.articleId) ??
      toCitation(newest, citations.list().length + 1),
    citations: citations.list(),
    quotes,
    sentenceCount: Math.max(1, count),
    entryCount: parts.length > 1 ? parts.length : null,
  };
}

function sentencesOf(part: SummaryPart): Sentence[] {
  const spans = part.passages.flatMap((passage) =>
    passage.sentences.map((span, place) => ({ ...span, passage, place })),
  );
  return spans.map((span, order) => {
    const text = part.article.text.slice(span.start, span.end);
    return { ...span, part, order, text, words: contentWords(text) };
  });
}

/** The best next sentence, again and again; in the order of the text. */
function choose(sentences: readonly Sentence[], limit: number, isLive: boolean): Sentence[] {
  const coverage = new Coverage(sentences.map(({ text }) => text));
  const worth = sentences.map((one) => ({
    lead: leadOf(one),
    title: TITLE_GAIN * titleShare(one) - (POINTS_BACK.test(one.text) ? POINTING_COST : 0),
  }));
  const chosen: number[] = [];
  const isAnchored = (at: number) =>
    chosen.includes(at - 1) && sentences[at - 1]?.part === sentences[at]?.part;
  const mayFollow = (at: number) => {
    const one = sentences[at];
    if (one === undefined || chosen.includes(at) || !tells(one.text)) return false;
    if (DANGLES.test(one.text) && !isAnchored(at)) return false;
    const others = chosen.flatMap((other) => sentences[other] ?? []);
    if (isLive && others.some(({ part }) => part === one.part)) return false;
    return !others.some(({ words }) => shareOfSmaller(words, one.words) > SAME_CONTENT);
  };
  while (chosen.length < limit) {
    const start = LEAD_GAIN / (1 + LEAD_DECAY * chosen.length);
    const gains = sentences.map((_, at) =>
      mayFollow(at)
        ? coverage.gain(at) + start * (worth[at]?.lead ?? 0) + (worth[at]?.title ?? 0)
        : Number.NEGATIVE_INFINITY,
    );
    const best = gains.reduce((top, gain, at) => (gain > (gains[top] ?? 0) ? at : top), 0);
    if (gains[best] === undefined || gains[best] === Number.NEGATIVE_INFINITY) break;
    chosen.push(best);
    coverage.choose(best);
  }
  return chosen.sort((one, other) => one - other).flatMap((at) => sentences[at] ?? []);
}

function tells(text: string): boolean {
  const isQuestion = /\?["”’]?$/u.test(text);
  return !isQuestion && isQuotable(text) && !isNote(text) && text.split(/\s+/u).length >= MIN_WORDS;
}

/** 1 for the first sentence, falling; news puts its point first. */
function leadOf({ order }: Sentence): number {
  return Math.exp(-order / LEAD_SENTENCES);
}

function titleShare({ part, words }: Sentence): number {
  const title = contentWords(part.article.title);
  return title.size === 0 ? 0 : [...title].filter((word) => words.has(word)).length / title.size;
}

/** A quotation without a speaker is extended to the neighbor that names one, unless that is chosen too. */
function toQuotes(chosen: readonly Sentence[], citations: CitationList): Quote[] {
  return chosen.map(({ part: { article }, passage, place, start, end }) => {
    const core = { start, end };
    const isBare = /^["“„«]/u.test(article.text.slice(start, end));
    const grown = isBare ? growSpan(passage, article.text, place) : core;
    const meets = (other: Sentence) =>
      other.part.article === article &&
      other.start !== start &&
      other.start < grown.end &&
      grown.start < other.end;
    return makeQuote(article, chosen.some(meets) ? core : grown, citations.cite(article), core);
  });
}

function newestOf(parts: readonly SummaryPart[]): Article {
  const articles = parts.map(({ article }) => article);
  return articles.reduce((newest, article) =>
    (article.publishedAt ?? "") > (newest.publishedAt ?? "") ? article : newest,
  );
}

/** Weight of a word that every sentence holds: it is what the text is about. */
const COMMON_WEIGHT = 0.3;

/** Likeness of all sentences to each other: cosines of weighed words, 0..1. Memory grows with the square of their number. */
class Coverage {
  readonly #rows: readonly Float32Array[];
  /** How well each sentence is covered so far. */
  readonly #best: Float32Array;

  constructor(sentences: readonly string[]) {
    const words = sentences.map(contentWords);
    const holders = new Map<string, number[]>();
    for (const [at, own] of words.entries()) {
      for (const word of own) holders.set(word, [...(holders.get(word) ?? []), at]);
    }
    const weightOf = (word: string) =>
      Math.log((sentences.length + 1) / (holders.get(word)?.length ?? 1)) + COMMON_WEIGHT;
    const norms = words.map(
      (own) => Math.sqrt([...own].reduce((sum, word) => sum + weightOf(word) ** 2, 0)) || 1,
    );
    this.#rows = words.map((own, at) => {
      const row = new Float32Array(sentences.length);
      for (const word of own) {
        const weight = weightOf(word) ** 2;
        for (const other of holders.get(word) ?? []) row[other] = (row[other] ?? 0) + weight;
      }
      // Nothing covers itself, else the oddest sentence of a short text would gain the most.
      return row.map((sum, other) => (other === at ? 0 : sum / ((norms[at] ?? 1) * (norms[other] ?? 1))));
    });
    this.#best = new Float32Array(sentences.length);
  }

  /** Returns how much better the text would be covered with this sentence, 0..1. */
  gain(sentence: number): number {
    const row = this.#rows[sentence] ?? new Float32Array(0);
    let sum = 0;
    for (let at = 0; at < row.length; at += 1) sum += Math.max(0, (row[at] ?? 0) - (this.#best[at] ?? 0));
    return row.length === 0 ? 0 : sum / row.length;
  }

  /** Takes the sentence in. */
  choose(sentence: number): void {
    this.#rows[sentence]?.forEach((share, at) => {
      this.#best[at] = Math.max(this.#best[at] ?? 0, share);
    });
    this.#best[sentence] = 1;
  }
}
