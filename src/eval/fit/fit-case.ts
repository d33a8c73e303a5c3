// Turns a labelled question into lists of right and wrong passages and spans.
import type { SentenceFeatures } from "../../answer/sentence-model.js";
import type { Article } from "../../model/article.js";
import type { RankFeatures } from "../../retrieve/rank-model.js";
import type { Retrieval } from "../../retrieve/retrieve.js";
import { type BenchQuestion, endOfDay } from "../bench-folder.js";
import { holdsGold, normalizeGold, splitWords } from "../gold-text.js";
import type { FitParts } from "../pipeline.js";
import type { Example } from "./linear.js";

/** How a question was asked. */
export type Form = "onTime" | "late" | "casual";

/** A passage of a list, as an example to fit on. */
export interface PassageExample extends Example<keyof RankFeatures> {
  readonly passageId: string;
}

/** A span of a passage, as an example to fit on. */
interface SpanExample extends Example<keyof SentenceFeatures> {
  readonly passageId: string;
}

/** One question with its lists. */
export interface FitCase {
  readonly question: BenchQuestion;
  readonly form: Form;
  /** All candidates, before the cross-encoder has read them. */
  readonly first: readonly PassageExample[];
  /** Those that it has read. */
  readonly final: readonly PassageExample[];
  /** What could be quoted from the best of them. */
  readonly spans: readonly SpanExample[];
}

const READ = 24; // more than any fold's weights put among the first dozen
const PASSAGE_WORDS = 200; // evaluate.py looks at so many words of a passage

/** Collects one question's lists; an unanswerable one has none, since no candidate is right. */
export async function collectCase(
  question: BenchQuestion,
  form: Form,
  parts: FitParts,
  documentIds: ReadonlyMap<string, string>,
): Promise<FitCase> {
  if (question.label !== "answerable") return { question, form, first: [], final: [], spans: [] };
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
  const spans = await parts.spans(read, read.text);
  return {
    question,
    form,
    first: toExamples(first),
    final: toExamples(read).slice(0, READ),
    spans: spans.map(({ hit, text, features }) => ({
      passageId: hit.passage.passageId,
      features,
      isRight: isRight(hit.article, text),
    })),
  };
}
