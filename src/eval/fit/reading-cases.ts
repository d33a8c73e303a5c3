// `dateline eval --cases FILE`: writes what can be quoted for each question, and whether it answers, to train the reader on.
import { open } from "node:fs/promises";
import type { Article, Instant } from "../../model/article.js";
import { withTitle } from "../../model/with-title.js";
import { endOfDay } from "../bench-folder.js";
import { holdsGold, normalizeGold } from "../gold-text.js";
import type { EvalProgress, FitParts } from "../pipeline.js";
import type { FitSet } from "./run-fit.js";

/** A question and how to tell what answers it. */
export interface ReadingQuestion {
  readonly question: string;
  readonly asOf: Instant;
  /** False: nothing that can be found answers it. */
  readonly isAnswerable: boolean;
  /** Returns whether a text of an article answers; null if that is not known. */
  readonly answers: (text: string, article: Pick<Article, "articleId">) => boolean | null;
}

/** One line of the file; texts have their white space in single spaces, as the models read them. */
interface ReadingCase {
  /** As the models read it: corrected, and with a question mark. */
  readonly question: string;
  readonly isAnswerable: boolean;
  /** Sentences and pairs of neighbors of the best hits, with the logit of the cross-encoder in use. */
  readonly spans: readonly {
    readonly text: string;
    /** The same below the title of its article. */
    readonly titled: string;
    readonly answers: boolean | null;
    readonly logit: number;
  }[];
  /** Passages that it has read. */
  readonly passages: readonly { readonly text: string; readonly logit: number }[];
}

const READ = 10; // passages: as many as the bot reads

/** Asks each question and appends one line of JSON for it to the file. */
export async function writeReadingCases(
  questions: readonly ReadingQuestion[],
  parts: FitParts,
  file: string,
  onProgress: (event: EvalProgress) => void,
): Promise<void> {
  const out = await open(file, "a");
  try {
    for (const [done, one] of questions.entries()) {
      onProgress({ label: "Writing cases", done, total: questions.length, unit: "questions" });
      await out.write(`${JSON.stringify(await readingCase(one, parts))}\n`);
    }
  } finally {
    await out.close();
  }
}

async function readingCase(
  { question, asOf, isAnswerable, answers }: ReadingQuestion,
  parts: FitParts,
): Promise<ReadingCase> {
  const retrieval = await parts.retrieve(question, asOf, READ);
  const spans = await parts.spans(retrieval, retrieval.text);
  const flat = (text: string) => text.replace(/\s+/gu, " ");
  return {
    question: retrieval.text,
    isAnswerable,
    spans: spans.map(({ hit, text, features }) => ({
      text: flat(text),
      titled: withTitle(hit.article, flat(text)),
      answers: answers(text, hit.article),
      logit: features.span,
    })),
    passages: retrieval.hits.flatMap((hit) =>
      hit.signals.rerank === null
        ? []
        : [{ text: flat(withTitle(hit.article, hit.passage.text)), logit: hit.signals.rerank }],
    ),
  };
}

/** The questions of a set as they were asked on time, and as people type them; a text that holds the answer without a label may be right. */
export function readingQuestions({ bench, corpus }: FitSet): ReadingQuestion[] {
  const asked = [...bench.questions, ...(bench.casual ?? [])].filter(({ label }) => label !== "other");
  return asked.map(({ question, asked_at, label, answer_text, relevant_doc_ids }) => {
    const gold = normalizeGold(answer_text);
    const relevant = new Set(relevant_doc_ids);
    const isAnswerable = label === "answerable";
    return {
      question,
      asOf: endOfDay(asked_at),
      isAnswerable,
      answers: (text, { articleId }) => {
        if (!isAnswerable || !holdsGold(gold, text)) return false;
        return relevant.has(corpus.documentIds.get(articleId) ?? "") ? true : null;
      },
    };
  });
}
