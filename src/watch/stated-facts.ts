// Reads what a sentence states without understanding it: days, numbers, names, and words such as "cancelled".
import { isNumber, shareOfSmaller, tokensOf } from "../compare/compared-text.js";
import type { Answer, Quote } from "../model/answer.js";
import type { Instant } from "../model/article.js";
import { addDays, MONTH_WORDS, MONTHS, WEEKDAY_WORDS, WEEKDAYS, weekdayOf } from "../model/calendar.js";
import { DAY_MS } from "../model/time.js";
import type { Statement } from "../model/watch.js";

const DAY_FIRST = new RegExp(
  `(?<![\\p{L}\\p{N}])(\\d{1,2})(?:st|nd|rd|th|er|\\.)?\\s+(?:of\\s+|de\\s+)?(${MONTH_WORDS})(?!\\p{L})`,
  "giu",
);
const MONTH_FIRST = new RegExp(
  `(?<!\\p{L})(${MONTH_WORDS})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\p{L}\\p{N}])`,
  "giu",
);
const ISO_DAY = /(?<!\d)\d{4}-(\d{2}-\d{2})(?!\d)/g;
const WEEKDAY = new RegExp(`(?<!\\p{L})(${WEEKDAY_WORDS})(?!['’]?\\p{L})`, "giu");

/**
 * Returns what a quote states; `at` is the publication of its article. A weekday means both the one before and the one after,
 * since reports say "reopens on Saturday" and "reopened on Saturday" alike; it counts as future unless the quote means a past day.
 */
export function statementOf(quote: Pick<Quote, "text" | "resolvedDates">, at: Instant | null): Statement {
  const { text, resolvedDates } = quote;
  const named = [
    ...[...text.matchAll(DAY_FIRST)].map(([, day, month]) => dayKey(month, day)),
    ...[...text.matchAll(MONTH_FIRST)].map(([, month, day]) => dayKey(month, day)),
    ...[...text.matchAll(ISO_DAY)].map(([, day = ""]) => day),
  ];
  const meant = resolvedDates.map(({ day }) => day.slice(5));
  const weekdays = at === null ? [] : [...text.matchAll(WEEKDAY)].map(([word]) => word.toLowerCase());
  const settled = resolvedDates.map(({ words }) => words.toLowerCase()).join(" ");
  const open = weekdays.filter((word) => !settled.includes(word));
  const around = at === null ? [] : open.flatMap((word) => daysAround(word, at));
  const toCome = resolvedDates.filter(({ day }) => at !== null && day > at.slice(0, 10));
  const ahead = [
    ...[...named, ...around].filter((day) => at === null || isAhead(day, at)),
    ...toCome.map(({ day }) => day.slice(5)),
  ];
  return { text, days: [...new Set([...named, ...meant, ...around])], ahead: [...new Set(ahead)] };
}

/** Within half a year after, the day itself included; years are mostly left unsaid. */
function isAhead(day: string, at: Instant): boolean {
  const year = Number(at.slice(0, 4));
  const days = Math.round((Date.parse(`${year}-${day}`) - Date.parse(at.slice(0, 10))) / DAY_MS);
  const inYear = days < -182 ? days + 365 : days;
  return inYear >= 0 && inYear <= 182;
}

function dayKey(month = "", day = ""): string {
  return `${String(MONTHS.get(month.toLowerCase()) ?? 0).padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function daysAround(weekday: string, at: Instant): string[] {
  const today = at.slice(0, 10);
  const ahead = ((WEEKDAYS.get(weekday.toLowerCase()) ?? 0) - weekdayOf(today) + 7) % 7;
  const days = ahead === 0 ? [0, 7] : [ahead - 7, ahead];
  return days.map((day) => addDays(today, day).slice(5));
}

/** What an answer states, earlier reports included; nothing for a refusal. */
export function statementsOf(answer: Answer): Statement[] {
  if (answer.kind === "unanswered") return [];
  return [...answer.quotes, ...answer.earlier].map((quote) => {
    const citation = answer.citations.find(({ number }) => number === quote.citation);
    return statementOf(quote, citation?.publishedAt ?? null);
  });
}

/** Numbers of a text except clock times, days of months and years, in one spelling. */
export function numbersOf(text: string): Set<string> {
  const rest = text.replace(DAY_FIRST, " ").replace(MONTH_FIRST, " ").replace(ISO_DAY, " ");
  const numbers = tokensOf(rest).filter((token) => isNumber(token) && !token.includes(":"));
  return new Set(numbers.filter((number) => !/^(?:19|20)\d\d$/.test(number)));
}

/** Words for states that change a story, by their beginnings, in Dateline's languages. */
const STATES: Readonly<Record<string, RegExp>> = {
  off: /\b(?:cancel|call(?:ed|ing|s)? off|scrap(?:ped|s)|abandon|abgesagt|absage|annul|suspendid|iptal)/iu,
  later:
    /\b(?:postpon|delay|push(?:ed)? back|put off|reschedul|verschoben|verschiebt|repouss|ajourn|aplaz|ertele)/iu,
  denied: /\b(?:den(?:y|ies|ied|ial)|reject|ruled? out|refut|dementi|dément|desmient|desminti|yalanla)/iu,
  again:
    /\b(?:back on|resum|reinstat|go(?:es)? ahead after all|reversed?|wieder aufgenommen|reanud|yeniden başla)/iu,
  over: /\b(?:resign|step(?:s|ped)? down|arrest|convict|acquit|sentenced|dies|died|dead|killed|zurückgetreten|démission|dimit|istifa)/iu,
};

/** Names the states that a text mentions. */
export function statesOf(text: string): string[] {
  return Object.entries(STATES).flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));
}

/** Words that say nothing about the content. */
const EMPTY_WORDS = new Set(
  "what does which that this with from have been were will would could should their there which after before about said says according also than then when over into more they them what where while dass eine einen nicht wird wurde avec pour dans cette para como este esta için olan".split(
    " ",
  ),
);
/** Endings differ, beginnings stay: "postponed", "postpones". */
const STEM_LENGTH = 6;

/** The content words of a text, cut to their beginnings. */
export function wordBeginnings(text: string): Set<string> {
  const words = tokensOf(text).filter((token) => token.length > 3 && !EMPTY_WORDS.has(token));
  return new Set(words.map((word) => word.slice(0, STEM_LENGTH)));
}

/** Share of the stems of the shorter text that the other holds, 0..1; 0 if there are none. */
export function sharedBeginnings(one: string, other: string): number {
  return shareOfSmaller(wordBeginnings(one), wordBeginnings(other));
}

/** What a question asks for, if that decides what is news. English and Dateline's languages. */
export function askedFor(question: string): "number" | "day" | "name" | null {
  const text = question.toLowerCase();
  if (
    /\bhow (?:many|much|long|far|often)\b|\bwie (?:viele?|lange)\b|\bcombien\b|cuánt[oa]s?|\bkaç\b/u.test(
      text,
    )
  )
    return "number";
  if (/\bwho(?:m|se)?\b|\bwer\b|\bwen\b|\bqui\b|quién|\bkim/u.test(text)) return "name";
  return /\bwhen\b|\bwhat (?:day|date)\b|\bwann\b|\bquand\b|cuándo|ne zaman/u.test(text) ? "day" : null;
}

/** Capitalized words, except those of the question, days and months. */
export function namesOf(text: string, question: string): string[] {
  const asked = new Set(tokensOf(question));
  const names = (text.match(/(?<![\p{L}])\p{Lu}[\p{L}\p{M}]{2,}/gu) ?? []).map((name) => name.toLowerCase());
  return names.filter((name) => !asked.has(name) && !WEEKDAYS.has(name) && !MONTHS.has(name));
}
