// Chooses the sentences that cover an article best, verbatim and in article order. Writes no sentence of its own.
import type { Article, Passage, Quote, Span, Summary } from "../schema.js";
import { makeQuote, toCitation } from "./cite.js";
import { overlapShare } from "./origins.js";
import { MAX_QUOTE_WORDS } from "./sentences-of.js";
import { stemLightly } from "./words.js";

/** A summary is read on one screen: 3 to 5 sentences (design §7). */
const SENTENCES = { least: 3, most: 5 };
const MIN_WORDS = 8;
/** What a leading place is worth against coverage: news puts its point first. */
const LEAD_GAIN = 0.35;
const SAME_WORDS = 0.65;

interface Weighed extends Span {
  readonly text: string;
  readonly worth: number;
}

/** Summarizes one revision from its passages; a short article gives all its sentences, never fewer than one. */
export function summarize(article: Article, passages: readonly Passage[]): Summary {
  const spans = passages.flatMap(({ sentences }) => sentences);
  const weighed = weigh(article, spans);
  const limit = Math.min(SENTENCES.most, Math.max(SENTENCES.least, Math.ceil(weighed.length / 5)));
  const chosen: Weighed[] = [];
  for (const sentence of [...weighed].sort((one, other) => other.worth - one.worth)) {
    if (chosen.length === limit) break;
    if (!chosen.some(({ text }) => overlapShare(text, sentence.text) > SAME_WORDS)) chosen.push(sentence);
  }
  const first = spans[0] ?? { start: 0, end: article.text.length };
  const spansShown: readonly Span[] =
    chosen.length > 0 ? chosen.sort((one, other) => one.start - other.start) : [first];
  const quotes: Quote[] = spansShown.map(({ start, end }) => makeQuote(article, { start, end }, 1));
  return { citation: toCitation(article, 1), quotes, sentenceCount: Math.max(1, spans.length) };
}

/** Weighs each sentence by how much of the article's and the title's vocabulary it covers, and by its place. */
function weigh(article: Article, spans: readonly Span[]): Weighed[] {
  const sentences = spans.map(({ start, end }) => ({ start, end, text: article.text.slice(start, end) }));
  const counts = new Map<string, number>();
  for (const { text } of sentences)
    for (const word of contentWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const title = contentWords(article.title);
  return sentences.flatMap((sentence, place) => {
    const length = sentence.text.split(/\s+/u).length;
    if (length < MIN_WORDS || length > MAX_QUOTE_WORDS || /\?["”]?$/u.test(sentence.text)) return [];
    const words = [...contentWords(sentence.text)];
    const coverage = words.reduce(
      (sum, word) => sum + Math.log((counts.get(word) ?? 0) + (title.has(word) ? 1 : 0)),
      0,
    );
    const worth = coverage / Math.sqrt(words.length + 1) + LEAD_GAIN * Math.max(0, 4 - place);
    return [{ ...sentence, worth }];
  });
}

/** Words of at least four letters and numbers, stemmed lightly; function words are nearly all shorter. */
function contentWords(text: string): Set<string> {
  return new Set((text.match(/[\p{L}\p{N}]{4,}|\p{N}+/gu) ?? []).map(stemLightly));
}
