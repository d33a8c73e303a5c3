// What is worked out of a question before it is decided. Types only.

import type { Instant, Query } from "../model/article.js";
import type { RankModel } from "../retrieve/rank-model.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import type { ConfidenceModel, Features } from "./confidence.js";
import type { CopyGroups } from "./origins.js";
import type { Selection } from "./select-quotes.js";
import type { SentenceModel } from "./sentence-model.js";
import type { ScoredSentence } from "./sentences.js";

export interface AnswerRequest extends Query {
  /** True where the person chose `asOf`. */
  readonly asOfChosen: boolean;
}

export interface Working {
  readonly request: AnswerRequest;
  readonly retrieval: Retrieval;
  /** All that were weighed, best first. */
  readonly sentences: readonly ScoredSentence[];
  readonly groups: CopyGroups;
  readonly selection: Selection;
  /** Words of the question that no allowed article holds. */
  readonly missing: readonly string[];
  /** Null where nothing could be quoted. */
  readonly features: Features | null;
  readonly confidence: number;
  readonly scope: { readonly articles: number; readonly newestAt: Instant | null };
}

export interface AnswerModels {
  readonly rank: RankModel;
  readonly sentences: SentenceModel;
  readonly confidence: ConfidenceModel;
}
