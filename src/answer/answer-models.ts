// The fitted models behind an answer, together. Types only.

import type { RankModel } from "../retrieve/rank-model.js";
import type { ConfidenceModel } from "./confidence.js";
import type { SentenceModel } from "./sentence-model.js";

export interface AnswerModels {
  readonly rank: RankModel;
  readonly sentences: SentenceModel;
  readonly confidence: ConfidenceModel;
}
