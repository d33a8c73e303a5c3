// Reads a question: search words for BM25, names and numbers that an answer must cover, and the time it asks about.
import { type Asked, type AskedKind, type Measure, questionsIn, readAsked } from "../language/asked.js";
import { askingClause, bareQuestion } from "../language/asking-clause.js";
import { type Conditions, type Period, readConditions } from "../language/conditions.js";
import { asksOfThePast, nounsOf } from "../language/english.js";
import { isFunctionWord, isLightWord } from "../language/function-words.js";
import { inEnglish, pairInEnglish } from "../language/news-words.js";
import { questionLanguage } from "../language/question-language.js";
import { stemLightly } from "../language/words.js";
import type { Instant } from "../model/article.js";
import { fold } from "../model/fold.js";
import type { Language } from "../model/guild.js";

/** What a question is about, word by word. */
export interface QuestionTerms {
  /** Folded words without function words, in order, each once: the lexical query. */
  readonly words: readonly string[];
  /** Of `words`, those written with a capital (not merely at the start) or holding a digit: names and numbers. */
  readonly subjects: readonly string[];
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:[.'’][\p{L}\p{M}\p{N}]+)*/gu;

/** Removes a possessive ending and the inner full stops of "U.S.". */
function plainWord(word: string): string {
  const bare = word.replace(/['’]s?$/u, "").replace(/['’]s$/u, "");
  return /^(?:\p{L}\.)+\p{L}$/u.test(bare) ? bare.replaceAll(".", "") : bare;
}

interface FoundWord {
  readonly word: string;
  readonly typed: string;
  readonly place: number;
  readonly isNamed: boolean;
}

function foundWords(question: string): FoundWord[] {
  return [...question.normalize("NFC").matchAll(WORD)].map((match, place) => {
    const typed = plainWord(match[0]);
    return { word: fold(typed), typed, place, isNamed: /^\p{Lu}/u.test(typed) || /\p{N}/u.test(typed) };
  });
}

/**
 * Splits a question into search words; hyphens and dashes part words ("Trump–Putin" gives two). A function word is kept where its
 * capitals make it a name: "Did May resign?", "the WHO". A question of function words alone keeps them all, since they are all
 * there is; an empty one gives empty lists.
 */
export function questionTerms(question: string, inLanguage?: Language): QuestionTerms {
  const found = foundWords(question);
  const language = inLanguage ?? questionLanguage(found.map(({ word }) => word));
  const saysNames = capitalsTell(found);
  const isName = ({ word, typed, place }: FoundWord) =>
    saysNames &&
    ((/^\p{Lu}{2,}$/u.test(typed) && typed !== "US") ||
      (place > 0 && /^\p{Lu}\p{Ll}/u.test(typed) && !NEVER_NAMES.has(word)));
  const kept = found.filter((one) => !isFunctionWord(one.word, language) || isName(one));
  const chosen = kept.length > 0 ? kept : found;
  const subjects = kept.filter(
    (one) =>
      one.isNamed &&
      (saysNames || /\p{N}/u.test(one.typed)) &&
      (one.place > 0 || isName(one) || isNameAtStart(one.typed, question)),
  );
  return { words: unique(chosen), subjects: unique(subjects) };
}

/** Pronouns and articles that are capitals by courtesy or in a title: "I", "The". */
const NEVER_NAMES = new Set(
  "i the a an and of in on at to for is are was were did does do what who when where why how which".split(
    " ",
  ),
);

/** Returns whether capitals say anything: not in a question all in capitals, nor where every word begins with one. */
function capitalsTell(found: readonly FoundWord[]): boolean {
  const later = found.filter(({ place }) => place > 0);
  return later.length === 0 || later.some(({ typed }) => /^\p{Ll}/u.test(typed));
}

/** A first word is a name when the next one is capitalized too or it holds a digit. */
function isNameAtStart(word: string, question: string): boolean {
  return /\p{N}/u.test(word) || /^\s*\p{Lu}[\p{L}.'’]*[\s–—-]+\p{Lu}/u.test(question);
}

function unique(found: readonly { word: string }[]): string[] {
  return [...new Set(found.map(({ word }) => word))];
}

/** A question as it is searched and read. */
export interface ParsedQuestion {
  /** What the models read: without fillers, quotation marks and odd punctuation; the topic alone if news about it is asked for. */
  readonly text: string;
  readonly terms: QuestionTerms;
  readonly intent: TimeIntent;
  readonly asked: Asked;
  /** True if it asks about something that is over: what was so then stays so. */
  readonly isSettled: boolean;
  /** The period and the numbered names that evidence must not contradict. */
  readonly conditions: Conditions;
  readonly language: Language;
  /** True if it names nothing that could be looked up: "why?", "and the second one?". */
  readonly isFollowUp: boolean;
}

/** What people write shorter in a chat, in full; "" for what adds nothing. No name of the news is among them. */
const CHAT: Readonly<Record<string, string>> = {
  ...{
    whats: "what is",
    whos: "who is",
    wheres: "where is",
    whens: "when is",
    hows: "how is",
    whys: "why is",
  },
  ...{
    theyre: "they are",
    dont: "don't",
    doesnt: "doesn't",
    didnt: "didn't",
    isnt: "isn't",
    wasnt: "wasn't",
  },
  ...{ gonna: "going to", wanna: "want to", gotta: "have to", cuz: "because", bc: "because", ppl: "people" },
  ...{
    u: "you",
    ur: "your",
    yr: "year",
    yrs: "years",
    wen: "when",
    govt: "government",
    dept: "department",
    rn: "right now",
  },
  ...{ yo: "", tbh: "", ngl: "", idk: "", lol: "", lmao: "", omg: "", smh: "" },
};

/** "Whos been elected": what follows tells that the short word stands for "has". */
const HAS_BEEN =
  /(?<![\p{L}\p{N}])(who|what|where|how)['’]?s (?=(?:been|got|won|become|gone|happened)(?!\p{L}))/giu;
/** Writes out what is short for a chat alone; words with a capital are left, since they may be names. */
function writeOut(question: string): string {
  const full = question
    .replace(HAS_BEEN, "$1 has ")
    .replace(/(?<![\p{L}\p{N}.'’-])\p{Ll}+(?![\p{L}\p{N}.'’-])/gu, (word) => CHAT[word] ?? word);
  return full.trim() === "" ? question : full.replace(/ {2,}/gu, " ").trim();
}

/**
 * Reads a question asked at `asOf`. Common words of one in another language are put into English, unless `translate` is false: for
 * articles in its own language.
 */
export function parseQuestion(
  typed: string,
  asOf: Instant,
  { translate = true }: { readonly translate?: boolean } = {},
): ParsedQuestion {
  const language = questionLanguage(foundWords(typed).map(({ word }) => word));
  const question = inReadableWords(typed, language, translate);
  const found = foundWords(question);
  const terms = questionTerms(question, language);
  const names = new Set(terms.words);
  const kept = found.filter(({ word }) => names.has(word)).map(({ typed }) => typed);
  const isEmpty = kept.every((typed) => isEmptyWord(fold(typed), language, terms));
  const isFollowUp = isEmpty || (language === "en" && goesOn(question, terms));
  const asked = readAsked(language === "en" ? question : typed);
  const thing = askedThing(typed, language, kept);
  const bare = asked.also === null ? afterLatest(bareQuestion(question)) : firstOfTwo(bareQuestion(question));
  const text =
    asked.kind === "latest" && !isFollowUp && thing === ""
      ? kept.join(" ")
      : language === "en"
        ? `${bare.replace(THE_STATES, "the United States")}?`
        : inEnglishOrder(asked, kept, thing);
  return {
    text,
    terms,
    intent: timeIntent(question, asOf),
    asked: language === "en" ? asked : askedAbroad(asked, text, thing),
    isSettled: asksOfThePast(language === "en" ? text : typed, language) || namesPastYear(question, asOf),
    conditions: readConditions(language === "en" ? question : typed, asOf),
    language,
    isFollowUp,
  };
}

/** Writes a question as it is read on: an English one without the chat, another with its common words in English. */
function inReadableWords(typed: string, language: Language, translate: boolean): string {
  if (language === "en") return askingClause(writeOut(typed));
  return translate ? translateKnown(typed, language) : typed;
}

/** "the 2024 prize": what it is stays so. A year that something has lasted since, or is to last until, is none. */
const YEAR =
  /(?<!\b(?:since|from|until|till|by|after|than) )(?<![\p{L}\p{N}$€£.,-])(?<year>(?:19|20)\d\d)(?![\p{L}\p{N}-])/giu;

/** Returns whether a question names years, and all of them are over. */
function namesPastYear(question: string, asOf: Instant): boolean {
  const years = [...question.matchAll(YEAR)].map(({ groups }) => groups?.["year"] ?? "");
  return years.length > 0 && years.every((year) => year < asOf.slice(0, 4));
}

/** "And how many of them were rescued": goes on from something that was said before. */
const GOES_ON =
  /^\W*(?:and|but|so|ok(?:ay)?|then)\b.*\b(?:them|they|it|he|him|she|her|that one|those|these)\b/iu;

/** Returns whether an English question goes on from something else and names no person or thing itself, only what is done. */
function goesOn(question: string, { subjects }: QuestionTerms): boolean {
  return subjects.length === 0 && GOES_ON.test(question) && nounsOf(question).every(isLightWord);
}

function isEmptyWord(word: string, language: Language, { subjects }: QuestionTerms): boolean {
  return !subjects.includes(word) && (isFunctionWord(word, language) || isLightWord(word));
}

/**
 * Returns the first of two questions in one, since the models read one thing at a time: "who is the new pope and how old is he". The
 * whole where the first says nothing alone, as in "when and where did it open".
 */
function firstOfTwo(question: string): string {
  const [first = ""] = questionsIn(question);
  return questionTerms(first).words.some((word) => !(isFunctionWord(word, "en") || isLightWord(word)))
    ? first
    : question;
}

/** "Latest on the bridge collapse? What city is it in": the first part only names what the second asks about. */
const NEWS_FIRST =
  /^(?:(?:what'?s |what is )?(?:the |any )?(?:latest|news|updates?|word)|what'?s (?:going on|happening|up|new)) (?:on|about|with|from|in) (?<topic>[^?.!]+)[?.!]+ +(?<rest>.+)$/iu;

/** Returns the question after one for news, with what that named; any other as it is. */
function afterLatest(question: string): string {
  const { topic = "", rest = "" } = NEWS_FIRST.exec(question)?.groups ?? {};
  return rest === "" ? question : `${rest.replace(/[\s?!.]+$/u, "")} (${topic})`;
}

/** "l'élection", "d'Assad": what French leaves out of a word; and what Turkish adds to a name: "Baltimore'da". */
const ELIDED = /(?<![\p{L}\p{N}])(?:qu|[cdjlmnst])['’](?=\p{L})/gu;
const ADDED = /(?<=\p{L})['’]\p{Ll}+/gu;

/** Puts common words of the news into English; names and all other words stay as they are. */
function translateKnown(question: string, language: Exclude<Language, "en">): string {
  const parted =
    language === "fr"
      ? question.replace(ELIDED, " ")
      : language === "tr"
        ? question.replace(ADDED, "")
        : question;
  const words = foundWords(parted);
  const isName = (at: number) =>
    language !== "de" && [at - 1, at, at + 1].filter((each) => each > 0 && words[each]?.isNamed).length > 1;
  const pairs = words.map(({ word }, at) => pairInEnglish(word, words[at + 1]?.word ?? "", language));
  const english = words.map(({ word }, at) => {
    if (pairs[at - 1]) return ""; // the second word of a pair
    return pairs[at] ?? (isName(at) ? null : inEnglish(word, language));
  });
  let place = -1;
  return parted.normalize("NFC").replace(WORD, (typed) => {
    place += 1;
    return english[place] ?? typed;
  });
}

/** "The us" is a country, though "us" alone reads as a pronoun. */
const THE_STATES = /(?<![\p{L}\p{N}])the (?:us|usa)(?![\p{L}\p{N}'’])/gu;

/** "Which" and "how many" in other languages, before the thing that is asked for. */
const ASKS_OF_THING: Readonly<Record<Exclude<Language, "en">, RegExp>> = {
  de: /^(?:welche[mnrs]?|wieviele?|viele?)$/u,
  fr: /^(?:quel(?:le)?s?|combien)$/u,
  es: /^(?:cual(?:es)?|que|cuant[oa]s?)$/u,
  tr: /^(?:hangi|kac)$/u,
};

/** Returns the thing that a question in another language asks for, in English if it is known: "flag" in "unter welcher Flagge"; "" for none. */
function askedThing(typed: string, language: Language, kept: readonly string[]): string {
  if (language === "en") return "";
  const parted = language === "fr" ? typed.replace(ELIDED, " ") : typed;
  const words = foundWords(parted).map(({ word }) => word);
  const at = words.findIndex((word) => ASKS_OF_THING[language].test(word));
  const next = words.slice(at + 1).find((word) => !isFunctionWord(word, language));
  if (at < 0 || next === undefined || words.indexOf(next) - at > 2) return "";
  const english = inEnglish(next, language) ?? next;
  return kept.find((word) => fold(word) === fold(english)) ?? "";
}

/** Puts what is asked for in front of the other words that are kept, in English. */
function inEnglishOrder({ kind, measure }: Asked, kept: readonly string[], thing: string): string {
  const isOpen = kind === "open" || kind === "latest";
  const asking = (measure === null ? undefined : ASKING_MEASURE[measure]) ?? ENGLISH_ASKING[kind];
  const first = asking ?? (isOpen && thing !== "" ? "Which" : "");
  const isMeasured = measure !== null && measure !== "count" && measure !== "times";
  const rest = thing === "" || isMeasured ? kept : [thing, ...kept.filter((word) => word !== thing)];
  return `${first} ${rest.join(" ")}?`.trim();
}

/** Reads what a question in another language asks for, with the help of its words in English. */
function askedAbroad(asked: Asked, text: string, thing: string): Asked {
  const english = readAsked(text);
  const noun = thing === "" ? english.noun : [stemLightly(fold(thing))];
  const isWhich = text.startsWith("Which ");
  return { ...asked, ...(isWhich ? { kind: english.kind } : {}), noun, deeds: english.deeds };
}

const ASKING_MEASURE: Partial<Record<Measure, string>> = {
  duration: "How long",
  age: "How old",
  length: "How long",
  speed: "How fast",
  weight: "How heavy",
  share: "What is",
};

/** The models read English best: what is asked for in another language is put in English before its names and other words. */
const ENGLISH_ASKING: Partial<Record<AskedKind, string>> = {
  person: "Who",
  identity: "Who is",
  place: "Where",
  day: "When",
  number: "How many",
  amount: "How much",
  cause: "Why",
  manner: "How",
  name: "What is the name of",
  event: "Did",
};

/**
 * "latest": what is true now. "recent": what happened lately ("this week", "recently", "on Tuesday"). "period": what was
 * reported in or about a stretch of time that is over or named. "when": a date is the answer. "history": what was, however
 * long ago. "open": the question names no time.
 */
export type TimeIntent =
  | { readonly kind: "latest" }
  | { readonly kind: "recent" }
  | { readonly kind: "period"; readonly period: Period }
  | { readonly kind: "when" }
  | { readonly kind: "history" }
  | { readonly kind: "open" };

/**
 * Words that point at the days before the question. A soft sign: people go on saying "this week" when they come late, so
 * it gives age more say and shuts nothing out.
 */
const RECENT =
  /\b(?:today|tonight|this (?:week|month|morning|evening|weekend)|recent(?:ly)?|lately|just|newly|(?:past|last) (?:few )?days?)\b/;

/** Reads the intent of a question asked at `asOf`. An explicit period wins over "when", "when" over the rest. */
export function timeIntent(question: string, asOf: Instant): TimeIntent {
  const text = question.toLowerCase();
  const { period } = readConditions(question, asOf);
  if (period) return { kind: "period", period };
  if (RECENT.test(text)) return { kind: "recent" };
  if (/\b(?:when|what (?:day|date|year|month))\b/.test(text)) return { kind: "when" };
  if (/\b(?:history of|originally|first ever|used to|back in|in the past|previously)\b/.test(text))
    return { kind: "history" };
  if (
    /\b(?:latest|newest|now|currently|current|right now|at the moment|so far|still|scheduled|planned|upcoming)\b/.test(
      text,
    )
  )
    return { kind: "latest" };
  // "Who is the mayor?", "Has the strike ended?": the present tense asks what is true now.
  if (/^\W*(?:(?:what|who|where|which \w+|how \w+) (?:is|are)|is|are|does|do|has|have|will)\b/.test(text))
    return { kind: "latest" };
  return { kind: "open" };
}
