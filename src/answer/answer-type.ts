// Reads what kind of thing would answer a question, and whether a sentence holds that kind. English; else "any".
import { stemLightly } from "./words.js";

/** "plan": whether something is going to happen. "any": the question does not say. */
export type AnswerType = "person" | "number" | "date" | "place" | "plan" | "name" | "any";

/** The first pattern that matches decides. */
const ASKS: readonly (readonly [AnswerType, RegExp])[] = [
  ["number", /\bhow (?:many|much|long|old|far|often|tall|high|big|large)\b/],
  ["number", /\bwhat (?:percentage|percent|share|number)\b/],
  ["date", /^\W*when\b|\bwhat (?:day|date|year|month)\b|\bwhen (?:did|was|were|is|will|does)\b/],
  [
    "plan",
    /^\W*(?:is|are|will|has|have)\b.*\b(?:scheduled|planned|planning|going to|set to|due|agreed|selling|meet)\b/,
  ],
  ["person", /\bwho(?:m|se)?\b/],
  ["place", /\bwhere\b|\bwhich (?:country|city|state|place|island|nation)\b/],
  ["name", /\bwhich\b|\bwhat(?:['’]s| (?:is|was)) the name\b/],
];

/** Reads the type from the question's words. */
export function answerType(question: string): AnswerType {
  const text = question.toLowerCase();
  return ASKS.find(([, pattern]) => pattern.test(text))?.[0] ?? "any";
}

const NUMBER =
  /\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?)\b/iu;
const DATE =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tomorrow|(?:19|20)\d\d)\b/iu;
const PLAN =
  /\b(?:plans?|planned|planning|schedul\p{L}+|agreed to|(?:will|would) (?:meet|hold|host|visit|be held)|to be held|postpon\p{L}+|cancel\p{L}*|call(?:ed|ing)? off|not for sale|back on)\b/iu;
const NAME = /(?<=[\s"“(])\p{Lu}[\p{L}'’-]+|^\p{Lu}[\p{L}'’-]+(?=\s+\p{Lu})/gu;

/** Tells whether a sentence holds the kind of thing asked for; a name of the question itself does not count. */
export function holdsType(type: AnswerType, sentence: string, asked: ReadonlySet<string>): boolean {
  switch (type) {
    case "any":
      return true;
    case "number":
      return NUMBER.test(sentence);
    case "date":
      return DATE.test(sentence);
    case "plan":
      return PLAN.test(sentence);
    default:
      return (sentence.match(NAME) ?? []).some((name) => !asked.has(stemLightly(name)));
  }
}

/** Eight words or more between quotation marks. */
const LONG_QUOTATION = /["“](?:[^"“”\s]+\s+){7,}[^"“”]*["”]/u;

/** Tells whether a sentence quotes someone at length: a statement on record outweighs its paraphrase. */
export function isOnRecord(sentence: string): boolean {
  return LONG_QUOTATION.test(sentence);
}
