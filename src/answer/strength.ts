// Judges whether the first quote answers what was asked, by what of the question it lacks.
import { type AskedKind, YES_NO_KINDS } from "../language/asked.js";
import { nounsOf } from "../language/english.js";
import { foretellsContest, isOnlyExpected } from "../language/expected.js";
import { isLightWord, isOpinionWord } from "../language/function-words.js";
import { isNegative } from "../language/holds-asked.js";
import {
  deedsTakenForGranted,
  deedTakenForGranted,
  plainDeed,
  tellsOfMatter,
  tellsOpposite,
  withParticle,
} from "../language/settles.js";
import { tellsDeed } from "../language/told.js";
import { isHeldInSomeForm, isWrittenOtherwise } from "../language/word-forms.js";
import { stemLightly, stemsOf } from "../language/words.js";
import type { Answered } from "../model/answer.js";
import type { Article, Instant } from "../model/article.js";
import { MONTHS, publishedDay, WEEKDAYS } from "../model/calendar.js";
import { DAY_MS, publishedMs } from "../model/time.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import type { Features } from "./confidence.js";
import { announcedFor, onlyLooksAhead, passedBy } from "./looks-ahead.js";
import type { ScoredSentence } from "./sentences.js";

/** Kinds of questions that hold no test for a sentence. */
export const UNTESTED: ReadonlySet<AskedKind> = new Set(["open", "latest", "statement", "state"]);

/** From here on a sentence holds the kind of thing asked for: a time, what happened. */
const HOLDS_KIND = 0.4;

/** From this confidence on the reader's word outweighs single words: a hope, no verb that settles it. */
const TRUSTED = 0.9;

/**
 * Returns whether the lead lacks a name or number of the question or the period it names, tells of another deed, or, unless the
 * confidence of 0..1 is high, of no more than a hope, or leaves open what is asked for yes or no. Whether it holds the kind of thing asked
 * for, the reader tells better than words: of a thousand leads over made-up news, those without it were right as often as others.
 */
export function lacksWhatIsAsked(
  lead: ScoredSentence | undefined,
  retrieval: Retrieval,
  asOf: Instant,
  confidence: number,
): boolean {
  if (lead === undefined || unnamedIn(lead, retrieval).length > 0) return true;
  if (lead.features.contradicts > 0 || announcesPassed(lead, retrieval, asOf)) return true;
  if (tellsOfAnotherDeed(lead, retrieval)) return true;
  if (retrieval.conditions.events.length > 0 && !isInTheNews(lead, asOf)) return true;
  if (retrieval.intent.kind === "period" && lead.features.period === 0) return true;
  return confidence < TRUSTED && (onlyHopes(lead, retrieval) || leavesOpen(lead, retrieval));
}

/** Returns whether it is asked for yes or no whether something happened, and a lead says nothing of it. */
function leavesOpen({ features }: ScoredSentence, { asked }: Retrieval): boolean {
  return asked.kind === "event" && asked.deeds.length > 0 && features.asked < HOLDS_KIND;
}

/**
 * Returns whether a lead names a person, place or day, but not with what is said to have happened (it joined on Thursday, and it is asked
 * when it applied), or gives the cause of the opposite alone.
 */
function tellsOfAnotherDeed({ text, hit }: ScoredSentence, retrieval: Retrieval): boolean {
  const { asked, language, text: question } = retrieval;
  const deed = language === "en" ? deedTakenForGranted(question) : null;
  const told = `${hit.article.title} ${text}`;
  if (deed === null) return false;
  const { title } = hit.article;
  const isOpposite = tellsOpposite(deed, title) && !isHeldInSomeForm(deed, stemsOf(title));
  if (VAGUE.has(asked.kind) && isOpposite) return true;
  if (isHeldInSomeForm(deed, stemsOf(told)) || tellsDeed(asked.said, told)) return false;
  if (LOOSE.has(asked.kind)) return tellsDeed(asked.said, told) === false;
  if (VAGUE.has(asked.kind)) return tellsOpposite(deed, told);
  return OFTEN_HELD.has(asked.kind) && !tellsOfDeed(deed, question, told);
}

/** Returns whether a text tells of the matter of a verb of the question, alone or with its particle: "lifted off" of "blast off". */
function tellsOfDeed(deed: string, question: string, text: string): boolean {
  const phrase = withParticle(deed, question);
  return [deed, phrase, plainDeed(deed, question)].some((one) => tellsOfMatter(one, text));
}

/** Kinds that any sentence of a story may seem to hold: "how did they stay in touch", "what did they sign". */
const LOOSE: ReadonlySet<AskedKind> = new Set(["manner", "open"]);

/** For so long an event that nobody needs to name is in the news: two months. */
const IN_THE_NEWS_MS = 60 * DAY_MS;

/** Returns whether a lead is new enough to be about "the hurricane". */
function isInTheNews({ hit }: ScoredSentence, asOf: Instant): boolean {
  return Date.parse(asOf) - publishedMs(hit.article) <= IN_THE_NEWS_MS;
}

/** Returns whether what happened, or is to come, is asked for, and the lead speaks of a day to come that is over. */
function announcesPassed(lead: ScoredSentence, { asked, isSettled }: Retrieval, asOf: Instant): boolean {
  const isOfEvent = isSettled || asked.kind === "event" || asked.kind === "plan";
  return isOfEvent && passedDay(lead, asOf) !== null;
}

/** Returns whether it is asked what happened, and the lead tells of no more than hopes. */
function onlyHopes(lead: ScoredSentence, { asked, terms, isSettled, text: question }: Retrieval): boolean {
  if (!isSettled) return false;
  const { article } = lead.hit;
  const deeds = deedsOf(asked, question);
  if (foretellsContest(deeds, article.title)) return true;
  if (YES_NO_KINDS.has(asked.kind)) return false; // what is so now may settle whether it happened: "is closed"
  if (deeds.length > 0 && isOnlyExpected(deeds, NONE, lead.text)) return true;
  if (isNegative(lead.text)) return false; // "there are no plans" settles it
  return onlyLooksAhead(lead.text, new Set(terms.words.map(stemLightly)), article.language);
}

const NONE: ReadonlySet<string> = new Set();

/** Lists the infinitives of what a question asks about as done. */
function deedsOf({ deeds }: Retrieval["asked"], question: string): readonly string[] {
  return deeds.length > 0 ? deeds : deedsTakenForGranted(question);
}

/**
 * Names the day that the first quote looked ahead to, if it has passed; for one that only announces what is asked about as done, the
 * day that the passage around it looked ahead to.
 */
export function lookedAhead(
  lead: ScoredSentence | undefined,
  retrieval: Retrieval,
  asOf: Instant,
): Pick<Answered, "lookedAheadTo"> {
  if (lead === undefined) return {};
  const own = passedDay(lead, asOf);
  if (own !== null) return { lookedAheadTo: own };
  if (UNTESTED.has(retrieval.asked.kind) || !onlyHopes(lead, retrieval)) return {};
  const { article, passage } = lead.hit;
  for (const { start, end } of passage.sentences) {
    const day = passedIn(article, article.text.slice(start, end), asOf);
    if (day !== null) return { lookedAheadTo: day };
  }
  return {};
}

function passedDay({ hit: { article }, core }: ScoredSentence, asOf: Instant): string | null {
  return passedIn(article, article.text.slice(core.start, core.end), asOf);
}

function passedIn(article: Article, sentence: string, asOf: Instant): string | null {
  return passedBy(sentence, publishedDay(article), asOf.slice(0, 10), article.language);
}

/** Characters of an article that name what it is about, as its title does. */
const OPENING = 300;
/** Letters of the shortest word that is looked for in longer ones. */
const MIN_PART = 4;

/** Lists the names, numbers and things of the question that the first quote and what is around it do not hold, in its order. */
export function lackedIn(lead: ScoredSentence | undefined, retrieval: Retrieval): string[] {
  if (lead === undefined) return [];
  const { article } = lead.hit;
  const lacked = new Set([
    ...unnamedIn(lead, retrieval),
    ...thingsLacking(article, retrieval),
    ...deedLacking(article, retrieval),
  ]);
  return retrieval.terms.words.filter((word) => lacked.has(word));
}

/**
 * Lists the names and numbers of the question that the passage of the first quote, its title and its year do not hold. Words of a
 * period are left out: whether the lead is of it is judged by its days. Another language than English may hold a name in a longer
 * word: "Liga" in "Bundesliga".
 */
export function unnamedIn(
  { hit }: ScoredSentence,
  { asked, conditions, language, terms }: Retrieval,
): string[] {
  const { title, text, publishedAt } = hit.article;
  const held = stemsOf(`${title} ${hit.passage.text} ${publishedAt?.slice(0, 4) ?? ""}`);
  const opening = stemsOf(text.slice(0, OPENING)); // says what all of the article is about
  const isOpening = (name: string) => !/\p{N}/u.test(name) && opening.has(stemLightly(name));
  const { period, timeWords } = conditions;
  const isOfPeriod = (name: string) => period !== null && timeWords.includes(name);
  const isPart = (name: string) =>
    language !== "en" &&
    name.length >= MIN_PART &&
    [...held].some((stem) => stem.startsWith(name) || stem.endsWith(name));
  const isHeld = (name: string) =>
    held.has(stemLightly(name)) || isOpening(name) || isPart(name) || isWrittenOtherwise(name, held);
  const isOther = (name: string) => isOtherChoice(name, asked.choices, held);
  return terms.subjects.filter((name) => !(isOfPeriod(name) || isHeld(name) || isOther(name)));
}

/**
 * Returns whether a lead, or what is around it, holds none of the names and numbers of the question, and the confidence does not outweigh
 * it: such leads are seldom right.
 */
export function lacksEveryName(lead: ScoredSentence, retrieval: Retrieval, confidence: number): boolean {
  const { subjects } = retrieval.terms;
  if (subjects.length === 0 || confidence >= TRUSTED) return false;
  return unnamedIn(lead, retrieval).length === subjects.length;
}

/**
 * Lists the nouns of an English question that an article holds neither in another form nor in a word of the same event: "physics",
 * where it is about the prize for peace. What is asked for itself is none of them ("which language").
 */
function thingsLacking({ title, text }: Article, retrieval: Retrieval): string[] {
  const { asked, conditions, language, terms, text: question } = retrieval;
  if (language !== "en") return [];
  const held = stemsOf(`${title} ${text}`);
  const things = asked.kind === "latest" ? terms.words : nounsOf(question);
  return things.filter(
    (word) =>
      terms.words.includes(word) &&
      !(
        isLightWord(word) ||
        isOpinionWord(word) ||
        MONTHS.has(word) ||
        WEEKDAYS.has(word) ||
        conditions.timeWords.includes(word)
      ) &&
      (asked.measure === "count" || !asked.noun.includes(stemLightly(word))) &&
      !isHeldInSomeForm(word, held) &&
      !isOtherChoice(word, asked.choices, held),
  );
}

/** Returns whether a word is of one of two things to choose from, and the stems hold the other, or both. */
function isOtherChoice(
  word: string,
  choices: Retrieval["asked"]["choices"],
  held: ReadonlySet<string>,
): boolean {
  if (!choices.some((stems) => stems.includes(stemLightly(word)))) return false;
  return choices.some((stems) => stems.some((stem) => held.has(stem)));
}

/** Lists what an English question takes for granted to have happened, if an article says nothing of its matter: "bought", "raised". */
function deedLacking({ title, text }: Article, { asked, language, text: question }: Retrieval): string[] {
  const deed = language === "en" ? deedTakenForGranted(question) : null;
  const told = `${title} ${text}`;
  if (deed === null || isHeldInSomeForm(deed, stemsOf(told)) || tellsDeed(asked.said, told)) return [];
  return tellsOfDeed(deed, question, told) ? [] : [deed];
}

/** Share of a question that is lost with what is said to have happened, or with what is counted, if an article says nothing of it; set by hand. */
const LOST = 0.3;

/** Returns the share of a question that is lost with the deed and the counted noun that the lead's article says nothing of, 0..1. */
export function shareLacking({ hit: { article } }: ScoredSentence, retrieval: Retrieval): number {
  const { asked, missing } = retrieval;
  const counted = (word: string) => asked.measure === "count" && asked.noun.at(-1) === stemLightly(word);
  const lacking = [...thingsLacking(article, retrieval).filter(counted), ...deedLacking(article, retrieval)];
  return LOST * new Set(lacking.filter((word) => !missing.includes(word))).size;
}

/** Share of the question's words that an article must hold to be quoted where the models cannot read it. */
const HELD_ABROAD = 0.75;

/** Returns whether the lead is in a language that the models do not read, but holds nearly all words of the question. */
export function isHeldAbroad(
  lead: ScoredSentence | undefined,
  features: Features | null,
  { englishOnly = false }: { readonly englishOnly?: boolean },
): boolean {
  const language = lead?.hit.article.language ?? "en";
  if (!englishOnly || features === null || language === "en") return false;
  return features.overlap >= HELD_ABROAD && features.missing === 0;
}

/** Kinds that many sentences of an article hold: what is asked for stands beside what is said to have happened. */
const OFTEN_HELD: ReadonlySet<AskedKind> = new Set(["person", "place", "day"]);

/** Kinds that some words tell only vaguely: "after", "in". */
const VAGUE: ReadonlySet<AskedKind> = new Set(["cause", "manner"]);

/** What says that no day is known. */
const NO_DAY =
  /\b(?:no (?:new |exact |precise )?(?:date|day|timeframe|plans?)|not (?:yet )?been (?:decided|set|said|announced|scheduled)|until further notice|(?:not|never) again|unclear|open(?:ed)? (?:whether|when))\b/iu;

/**
 * Returns whether it is asked when something is to come, and a lead neither names a day after its own nor says that there is none; or
 * at what time, and it names none.
 */
export function tellsOfAnotherTime(lead: ScoredSentence, { asked }: Retrieval): boolean {
  if (asked.kind === "day" && asked.noun.includes("time") && lead.features.asked < HOLDS_KIND) return true;
  const { article } = lead.hit;
  const day = publishedDay(article);
  if (!asked.ahead || asked.kind !== "day" || day === null || NO_DAY.test(lead.text)) return false;
  return announcedFor(lead.text, day, article.language) === null;
}
