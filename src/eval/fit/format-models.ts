// Writes fitted weights as they stand in the sources, to be copied there. Knows no pipeline.

import type { AnswerModels } from "../../answer/answer-models.js";
import type { RankMode } from "../../retrieve/rank-model.js";

/** Lines of one mode's weights, three significant digits each. */
export function formatModels(mode: RankMode, { rank, sentences, confidence }: AnswerModels): string[] {
  const { bias, weights, clear, weak } = confidence;
  return [
    "",
    `Weights for "${mode}", fitted on every week:`,
    `  retrieve/rank-model.ts       first   ${row(rank.first)}`,
    `                               final   ${row(rank.final)}`,
    `  answer/sentence-model.ts     promise ${row(sentences.promise)}`,
    `                               worth   ${row(sentences.worth)}`,
    `  answer/confidence.ts         bias ${round(bias)}, weights ${row(weights)}, clear ${clear}, weak ${weak}`,
  ];
}

function row(weights: object): string {
  const parts = Object.entries(weights).map(([name, value]) => `${name}: ${round(value as number)}`);
  return `{ ${parts.join(", ")} }`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
