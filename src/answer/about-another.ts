// Says what the first quote is about where that is not what was asked: another year, number or person, or the opposite.
import { oppositeWords } from "../compare/opposites.js";
import type { AskedKind } from "../language/asked.js";
import { otherThanAsked } from "../language/conditions.js";
import type { Answered } from "../model/answer.js";
import { publishedDay } from "../model/calendar.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import { resolvedDates } from "./relative-days.js";
import type { ScoredSentence } from "./sentences.js";

/** Kinds of questions that take for granted that something happened; who lost is told by who won. */
const TAKES_FOR_GRANTED: ReadonlySet<AskedKind> = new Set(["cause", "day", "manner"]);

/** Returns what the lead is about instead, and the word of it that is the opposite of one in the question; neither if it is about what was asked. */
export function aboutAnother(
  lead: ScoredSentence | undefined,
  { asked, conditions, text: question }: Retrieval,
): Pick<Answered, "aboutAnother" | "opposite"> {
  if (lead === undefined) return {};
  const { article, passage } = lead.hit;
  const daysIn = (text: string) => resolvedDates(text, article).map(({ day }) => day);
  const evidence = {
    sentence: lead.text,
    context: `${article.title} ${passage.text}`,
    publishedDay: publishedDay(article),
    days: daysIn(lead.text),
    daysAround: daysIn(passage.text),
  };
  const other = otherThanAsked(conditions, evidence, question);
  if (other !== null) return { aboutAnother: other };
  if (!TAKES_FOR_GRANTED.has(asked.kind)) return {};
  const opposite = oppositeWords(lead.text, question);
  // What happened in between may be told elsewhere in the article.
  const isOpposite =
    opposite !== null && oppositeWords(`${article.title} ${article.text}`, question) !== null;
  return isOpposite ? { opposite: { found: opposite.first, asked: opposite.other } } : {};
}
