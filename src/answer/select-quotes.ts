// Chooses which sentences are quoted: the best first, others only where they add something, older ones as "earlier".
import type { TimeIntent } from "../retrieve/time-intent.js";
import type { Quote } from "../schema.js";
import type { CitationList } from "./cite.js";
import { makeQuote } from "./cite.js";
import { growSpan } from "./grow.js";
import { newNumbers, overlapShare } from "./origins.js";
import type { ScoredSentence } from "./score-sentences.js";

const DAY_MS = 86_400_000;
/** A reader takes in three quotes at a glance (design: "1 to 3, best first"). */
const QUOTE_LIMIT = 3;
const EARLIER_LIMIT = 2;
/** Two quotes that share more of their words than this say the same. */
const SAME_WORDS = 0.7;
/** A further quote may be this many logits behind the first, an earlier one a little more. */
const QUOTE_MARGIN = 6;
const EARLIER_MARGIN = 8;

export interface Selection {
  readonly quotes: readonly ScoredSentence[];
  readonly earlier: readonly ScoredSentence[];
  /** Sentences passed over because a chosen one says the same. */
  readonly duplicates: readonly ScoredSentence[];
}

/** Selects from sentences ordered best first; an empty list gives an empty selection. */
export function selectQuotes(sentences: readonly ScoredSentence[], intent: TimeIntent): Selection {
  const lead = sentences[0];
  if (!lead) return { quotes: [], earlier: [], duplicates: [] };
  const tellsTime = intent.kind === "latest" || intent.kind === "open";
  const quotes: ScoredSentence[] = [lead];
  const earlier: ScoredSentence[] = [];
  const duplicates: ScoredSentence[] = [];
  for (const sentence of sentences.slice(1)) {
    const gap = lead.score - sentence.score;
    if (gap > EARLIER_MARGIN) break;
    const chosen = [...quotes, ...earlier];
    if (chosen.some((other) => saysTheSame(other, sentence))) duplicates.push(sentence);
    else if (tellsTime && isEarlier(sentence, lead)) {
      if (earlier.length < EARLIER_LIMIT && !chosen.some((other) => sameArticle(other, sentence)))
        earlier.push(sentence);
    } else if (gap <= QUOTE_MARGIN && quotes.length < QUOTE_LIMIT) quotes.push(sentence);
  }
  return { quotes, earlier: earlier.sort((one, other) => publishedMs(other) - publishedMs(one)), duplicates };
}

/**
 * Turns chosen sentences into quotes with citations, grown where they need a neighbor. A quote that would overlap an
 * earlier one of `shown` or of this call is left out.
 */
export function quoteSentences(
  chosen: readonly ScoredSentence[],
  citations: CitationList,
  grow: boolean,
  shown: readonly Quote[] = [],
): Quote[] {
  const quotes: Quote[] = [];
  for (const { hit, start, end, place } of chosen) {
    const { article, passage } = hit;
    const core = { start, end };
    const span = grow ? growSpan(passage, article.text, place) : core;
    const overlaps = [...shown, ...quotes].some(
      (quote) => quote.articleId === article.articleId && quote.start < span.end && span.start < quote.end,
    );
    if (!overlaps) quotes.push(makeQuote(article, span, citations.cite(article), core));
  }
  return quotes;
}

function publishedMs({ hit }: ScoredSentence): number {
  return hit.article.publishedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(hit.article.publishedAt);
}

/** At least a day older, both dated. */
function isEarlier(sentence: ScoredSentence, lead: ScoredSentence): boolean {
  return sentence.hit.article.publishedAt !== null && publishedMs(lead) - publishedMs(sentence) >= DAY_MS;
}

function sameArticle(one: ScoredSentence, other: ScoredSentence): boolean {
  return one.hit.article.articleId === other.hit.article.articleId;
}

/** Shared words mean the same unless the numbers differ: both ways on one day, in the newer report on different days. */
function saysTheSame(chosen: ScoredSentence, other: ScoredSentence): boolean {
  if (overlapShare(chosen.text, other.text) <= SAME_WORDS) return false;
  const added = newNumbers(chosen.text, other.text).length > 0;
  return !(added && (isEarlier(other, chosen) || newNumbers(other.text, chosen.text).length > 0));
}
