// One line of predictions.jsonl: what was found, what was quoted, and how sure. Shape, reading and writing only.
import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { readJsonLines } from "./json-lines.js";

const excerptSchema = z.object({ doc_id: z.string(), text: z.string() });
/** Text of a document of the bench folder, by its id there. */
export type Excerpt = z.infer<typeof excerptSchema>;

const predictionSchema = z.object({
  id: z.string(),
  /** Best first; the first 10 count. */
  passages: z.array(excerptSchema).nullish(),
  /** Best first; the first 3 count. */
  quotes: z.array(excerptSchema).nullish(),
  abstained: z.boolean().default(false),
  /** Higher is surer that it can be answered; compared within one file only. */
  confidence: z.number().nullish(),
  /** Inputs of the confidence by name, for fitting it; no metric looks at them. */
  features: z.record(z.string(), z.number()).optional(),
  /** Index of the choice taken, for systems that take one. */
  choice: z.number().nullish(),
});
export type Prediction = z.infer<typeof predictionSchema>;

/**
 * Reads predictions in file order, repeated ids included.
 * @throws DatelineError bench-invalid
 */
export async function readPredictions(path: string): Promise<Prediction[]> {
  return (await readJsonLines(path, predictionSchema)).map((row) => row.value);
}

/** Writes one prediction a line, replacing the file. */
export async function writePredictions(path: string, predictions: readonly Prediction[]): Promise<void> {
  await writeFile(path, predictions.map((prediction) => `${JSON.stringify(prediction)}\n`).join(""));
}
