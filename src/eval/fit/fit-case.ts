// Turns a labelled question into lists of right and wrong candidates and sentences.

import type { SentenceFeatures } from "../../answer/sentence-model.js";
import type { Article } from "../../model/article.js";
import type { RankFeatures } from "../../retrieve/rank-model.js";
import type { Retrieval } from "../../retrieve/retrieve.js";
import { type BenchQuestion, endOfDay } from "../bench-folder.js";
import { holdsGold, normalizeGold, splitWords } from "../gold-text.js";
import type { FitParts } from "../pipeline.js";
import type { Example } from "./linear.js";

/** One passage read by the cross-encoder, with both sets of features. */
export interface PassageExample extends Example<keyof RankFeatures> {
  readonly passageId: string;
}

interface SentenceExample extends Example<keyof SentenceFeatures> {
  readonly passageId: string;
}

export interface FitCase {
  readonly question: BenchQuestion;
  readonly isLate: boolean;
  /** Every candidate, before anything was read; only of answerable questions. */
  readonly first: readonly PassageExample[];
  /** Those that were read. */
  readonly final: readonly PassageExample[];
  readonly sentences: readonly SentenceExample[];
}

const READ = 30; // more than any fold's weights put among the first dozen
const SENTENCE_HITS = 8;
const PASSAGE_WORDS = 200; // evaluate.py looks at so many words of a passage

/** Collects one question's lists; an unanswerable one has none, since no candidate is right. */
export async function collectCase(
  question: BenchQuestion,
  isLate: boolean,
  parts: FitParts,
  documentIds: ReadonlyMap<string, string>,
): Promise<FitCase> {
  if (question.label !== "answerable") return { question, isLate, first: [], final: [], sentences: [] };
  const asOf = endOfDay(question.asked_at);
  const gold = normalizeGold(question.answer_text);
  const relevant = new Set(question.relevant_doc_ids);
  const isRight = (article: Article, text: string) =>
    relevant.has(documentIds.get(article.articleId) ?? "") && holdsGold(gold, text);
  const toExamples = ({ hits, features }: Retrieval): PassageExample[] =>
    hits.map(({ article, passage }, at) => ({
      passageId: passage.passageId,
      features: features[at] as RankFeatures,
      isRight: isRight(article, splitWords(passage.text).slice(0, PASSAGE_WORDS).join(" ")),
    }));
  const first = await parts.retrieve(question.question, asOf, 0);
  const read = parts.mode === "reranked" ? await parts.retrieve(question.question, asOf, READ) : first;
  const scored = await parts.sentences(read, question.question, SENTENCE_HITS);
  return {
    question,
    isLate,
    first: toExamples(first),
    final: toExamples(read).slice(0, READ),
    sentences: scored.map(({ hit, text, features }) => ({
      passageId: hit.passage.passageId,
      features,
      isRight: isRight(hit.article, text),
    })),
  };
}
