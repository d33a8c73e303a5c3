// Parts questions into folds by week, so that what is fitted on some weeks is tried on others. Fits nothing.
import type { BenchQuestion } from "../bench-folder.js";
import { seededRandom } from "../statistics.js";

/** Folds of the cross-validation: a sixth of the weeks is held out at a time. */
export const FOLDS = 6;
const SEED = 11;
const DAY_MS = 86_400_000;

/**
 * Gives each question the number of its fold, 0 to `folds` − 1. A week (Monday to Sunday) stays whole, and a question
 * asked again later goes where it was first asked, so that nothing held out was seen.
 */
export function foldByWeek(
  questions: readonly Pick<BenchQuestion, "question" | "asked_at">[],
  folds: number = FOLDS,
): number[] {
  const firstAsked = new Map<string, string>();
  for (const { question, asked_at } of questions) {
    const known = firstAsked.get(question);
    if (known === undefined || asked_at < known) firstAsked.set(question, asked_at);
  }
  const weeks = [...new Set([...firstAsked.values()].map(weekOf))].sort((one, other) => one - other);
  const foldOf = new Map(shuffle(weeks).map((week, at) => [week, at % folds]));
  return questions.map(
    ({ question, asked_at }) => foldOf.get(weekOf(firstAsked.get(question) ?? asked_at)) ?? 0,
  );
}

/** Weeks since the Monday after 1970 began. */
function weekOf(day: string): number {
  return Math.floor((Date.parse(day) / DAY_MS - 4) / 7);
}

function shuffle<T>(items: readonly T[]): T[] {
  const random = seededRandom(SEED);
  const shuffled = [...items];
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other] as T, shuffled[at] as T];
  }
  return shuffled;
}
