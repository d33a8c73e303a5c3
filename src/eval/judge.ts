// Judges each prediction against its question: what it found, quoted and got right.

import { DAY_MS } from "../model/time.js";
import type { BenchQuestion, CorpusTexts } from "./bench-folder.js";
import { collapseSpace, holdsGold, normalizeGold, splitWords } from "./gold-text.js";
import type { Excerpt, Prediction } from "./predictions.js";

/** Counts over all predictions that show whether the output can be trusted at all; keys as evaluate.py prints them. */
export interface Integrity {
  missing_predictions: number;
  duplicate_ids: number;
  unknown_ids: number;
  passages: number;
  passages_not_verbatim: number;
  passages_unknown_doc: number;
  passages_from_the_future: number;
  quotes: number;
  quotes_not_verbatim: number;
  quotes_unknown_doc: number;
  quotes_from_the_future: number;
  quotes_too_long: number;
  verbatim_rate: number;
  mean_quote_words: number;
  examples_not_verbatim: { id: string; doc_id: string; text: string }[];
}

/** Returns the counts of no predictions at all. */
function emptyIntegrity(): Integrity {
  return {
    missing_predictions: 0,
    duplicate_ids: 0,
    unknown_ids: 0,
    passages: 0,
    passages_not_verbatim: 0,
    passages_unknown_doc: 0,
    passages_from_the_future: 0,
    quotes: 0,
    quotes_not_verbatim: 0,
    quotes_unknown_doc: 0,
    quotes_from_the_future: 0,
    quotes_too_long: 0,
    verbatim_rate: 1,
    mean_quote_words: 0,
    examples_not_verbatim: [],
  };
}

// From here to EXAMPLES: the limits of bench/news/evaluate.py.
const FRESH_DAYS = 45;
const PASSAGE_WORDS = 200;
const QUOTE_WORDS = 60;
const PASSAGES = 10;
const QUOTES = 3;
const EXAMPLES = 5;

/** The scores of one prediction. Ranks count from 0; null if nothing in the list qualifies. */
export interface Judgement {
  readonly question: BenchQuestion;
  readonly abstained: boolean;
  readonly confidence: number;
  /** First passage that contains the gold string in a relevant document. */
  readonly passageRank: number | null;
  /** First passage that contains the gold string in any document. */
  readonly anyGoldRank: number | null;
  /** First relevant document among the distinct documents of the passages. */
  readonly documentRank: number | null;
  /** First quote that contains the gold: from a relevant document; from that or a fresh one; from that or a weak one. */
  readonly quoteRank: number | null;
  readonly broadQuoteRank: number | null;
  readonly lenientQuoteRank: number | null;
  /** Null without a dated first quote. */
  readonly topQuoteAgeDays: number | null;
  /** Null if the prediction names no choice. */
  readonly choiceRight: boolean | null;
  /** Correctly answered or correctly unanswered; null for the label "other". */
  readonly correct: boolean | null;
}

/** Judges every question, in order; a question without a prediction counts as abstained with confidence 0. */
export function judge(
  questions: readonly BenchQuestion[],
  predictions: readonly Prediction[],
  corpus: CorpusTexts,
): { readonly rows: Judgement[]; readonly integrity: Integrity } {
  const byId = new Map(predictions.map((prediction) => [prediction.id, prediction]));
  const known = new Set(questions.map((question) => question.id));
  const integrity = emptyIntegrity();
  integrity.duplicate_ids = predictions.length - byId.size;
  integrity.unknown_ids = [...byId.keys()].filter((id) => !known.has(id)).length;
  let quoteWords = 0;
  const rows = questions.map((question) => {
    const prediction = byId.get(question.id);
    if (prediction === undefined) integrity.missing_predictions += 1;
    const quotes = (prediction?.quotes ?? []).slice(0, QUOTES);
    for (const quote of quotes) quoteWords += splitWords(quote.text).length;
    return judgeOne(question, prediction, corpus, integrity);
  });
  const quoteCount = Math.max(1, integrity.quotes);
  integrity.verbatim_rate = 1 - (integrity.quotes_not_verbatim + integrity.quotes_unknown_doc) / quoteCount;
  integrity.mean_quote_words = quoteWords / quoteCount;
  return { rows, integrity };
}

function judgeOne(
  question: BenchQuestion,
  prediction: Prediction | undefined,
  corpus: CorpusTexts,
  integrity: Integrity,
): Judgement {
  const gold = normalizeGold(question.answer_text);
  const abstained = prediction?.abstained ?? true;
  const passages = judgePassages(question, gold, prediction?.passages ?? [], corpus, integrity);
  const quotes = judgeQuotes(question, gold, prediction?.quotes ?? [], corpus, integrity);
  const correct = {
    answerable: !abstained && quotes.broadQuoteRank === 0,
    unanswerable: abstained,
    other: null,
  };
  const choice = prediction?.choice ?? null;
  return {
    question,
    abstained,
    confidence: prediction?.confidence ?? 0,
    ...passages,
    ...quotes,
    choiceRight: choice === null ? null : choice === question.answer,
    correct: correct[question.label],
  };
}

function judgePassages(
  question: BenchQuestion,
  gold: string,
  passages: readonly Excerpt[],
  corpus: CorpusTexts,
  integrity: Integrity,
): Pick<Judgement, "passageRank" | "anyGoldRank" | "documentRank"> {
  const relevant = new Set(question.relevant_doc_ids);
  const documents: string[] = [];
  let passageRank: number | null = null;
  let anyGoldRank: number | null = null;
  for (const [rank, { doc_id, text }] of passages.slice(0, PASSAGES).entries()) {
    integrity.passages += 1;
    const fault = excerptFault(doc_id, collapseSpace(text), question, corpus);
    if (fault !== null) {
      integrity[`passages_${fault}`] += 1;
      continue;
    }
    if (!documents.includes(doc_id)) documents.push(doc_id);
    if (!holdsGold(gold, splitWords(text).slice(0, PASSAGE_WORDS).join(" "))) continue;
    anyGoldRank ??= rank;
    if (relevant.has(doc_id)) passageRank ??= rank;
  }
  const found = documents.findIndex((id) => relevant.has(id));
  return { passageRank, anyGoldRank, documentRank: found === -1 ? null : found };
}

function judgeQuotes(
  question: BenchQuestion,
  gold: string,
  quotes: readonly Excerpt[],
  corpus: CorpusTexts,
  integrity: Integrity,
): Pick<Judgement, "quoteRank" | "broadQuoteRank" | "lenientQuoteRank" | "topQuoteAgeDays"> {
  const relevant = new Set(question.relevant_doc_ids);
  const weak = new Set(question.weak_doc_ids);
  const ranks: Record<"quoteRank" | "broadQuoteRank" | "lenientQuoteRank", number | null> = {
    quoteRank: null,
    broadQuoteRank: null,
    lenientQuoteRank: null,
  };
  for (const [rank, { doc_id, text }] of quotes.slice(0, QUOTES).entries()) {
    if (!countQuote(question, doc_id, collapseSpace(text), corpus, integrity)) continue;
    if (!holdsGold(gold, collapseSpace(text))) continue;
    const age = ageDays(corpus.published(doc_id), question.asked_at);
    const isRelevant = relevant.has(doc_id);
    if (isRelevant) ranks.quoteRank ??= rank;
    if (isRelevant || (age !== null && age <= FRESH_DAYS)) ranks.broadQuoteRank ??= rank;
    if (isRelevant || weak.has(doc_id)) ranks.lenientQuoteRank ??= rank;
  }
  const first = quotes[0];
  return {
    ...ranks,
    topQuoteAgeDays: first ? ageDays(corpus.published(first.doc_id), question.asked_at) : null,
  };
}

/** Counts one quote and its faults; true if it may count as a hit. */
function countQuote(
  question: BenchQuestion,
  docId: string,
  text: string,
  corpus: CorpusTexts,
  integrity: Integrity,
): boolean {
  integrity.quotes += 1;
  const fault =
    text === "" && corpus.has(docId) ? "not_verbatim" : excerptFault(docId, text, question, corpus);
  if (fault !== null) integrity[`quotes_${fault}`] += 1;
  if (fault === "not_verbatim" && integrity.examples_not_verbatim.length < EXAMPLES) {
    const start = Array.from(text).slice(0, 120).join(""); // evaluate.py cuts after 120 code points
    integrity.examples_not_verbatim.push({ id: question.id, doc_id: docId, text: start });
  }
  const isTooLong = splitWords(text).length > QUOTE_WORDS;
  if (isTooLong) integrity.quotes_too_long += 1;
  return fault === null && !isTooLong;
}

function excerptFault(
  docId: string,
  text: string,
  question: BenchQuestion,
  corpus: CorpusTexts,
): "unknown_doc" | "not_verbatim" | "from_the_future" | null {
  if (!corpus.has(docId)) return "unknown_doc";
  if (!corpus.text(docId).includes(text)) return "not_verbatim";
  const published = corpus.published(docId);
  return published !== null && published > question.asked_at ? "from_the_future" : null;
}

function ageDays(published: string | null, askedAt: string): number | null {
  return published === null ? null : (Date.parse(askedAt) - Date.parse(published)) / DAY_MS;
}
