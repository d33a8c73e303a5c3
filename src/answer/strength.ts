// Judges whether the first quote answers what was asked: what of the question it lacks, and what it holds plainly.
import { type AskedKind, YES_NO_KINDS } from "../language/asked.js";
import { infinitiveOf, nounsOf } from "../language/english.js";
import { foretellsContest, isOnlyExpected } from "../language/expected.js";
import { isLightWord, isOpinionWord } from "../language/function-words.js";
import { isNegative } from "../language/holds-asked.js";
import {
  deedsTakenForGranted,
  deedTakenForGranted,
  plainDeed,
  SETTLES,
  settles,
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

/** From here on a sentence holds the kind of thing asked for; a name in it may be that of another person. */
const HOLDS_KIND = { person: 0.7, list: 0.8, other: 0.4 } as const;

/** Returns whether the lead holds the kind of thing asked for; a kind without a test is held by every sentence. */
export function holdsKind(lead: ScoredSentence | undefined, kind: AskedKind): boolean {
  if (lead === undefined || UNTESTED.has(kind)) return lead !== undefined;
  const least = kind === "person" || kind === "list" ? HOLDS_KIND[kind] : HOLDS_KIND.other;
  return lead.features.asked >= least;
}

/** Returns whether a question for yes or no says something to be or to happen, and a lead and its title say nothing of it. */
function leavesOpen({ hit, text }: ScoredSentence, { asked }: Retrieval): boolean {
  if (!(asked.kind === "event" || asked.kind === "state") || asked.deeds.length === 0) return false;
  return settles(asked.deeds, `${hit.article.title}\n${text}`, false) < SETTLES;
}

/**
 * From this confidence on the reader's word outweighs tests of single words: leads against which these alone speak are right as often as
 * clear ones; from .7 to .9, in a store of thousands of articles, they are not.
 */
const TRUSTED = 0.9;

/**
 * Returns whether the lead lacks a name or number of the question, the period it names, or, unless the confidence of 0..1 is high, what
 * shows the kind of thing it asks for.
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
  return confidence < TRUSTED && !showsWhatIsAsked(lead, retrieval);
}

/** Returns whether words of the lead and its article show that it tells what is asked for, and that it is more than a hope. */
function showsWhatIsAsked(lead: ScoredSentence, retrieval: Retrieval): boolean {
  if (onlyHopes(lead, retrieval) || leavesOpen(lead, retrieval)) return false;
  return deedLacking(lead.hit.article, retrieval).length === 0 && holdsKind(lead, retrieval.asked.kind);
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

/** From here on a sentence holds the kind of thing asked for beyond doubt. */
export const HOLDS_PLAINLY = 0.7;

/** Below this logit of the cross-encoder, a passage is about something else, whatever words it holds. */
const PLAINLY_OFF = -8;

/**
 * Returns whether the lead may answer however old it is: its title and passage hold every name of the question, its article every word
 * in some form, nothing contradicts, and it holds the kind of thing asked for.
 */
export function isPlainlyHeld(
  lead: ScoredSentence | undefined,
  features: Features | null,
  retrieval: Retrieval,
): boolean {
  if (lead === undefined || features === null) return false;
  if (UNTESTED.has(retrieval.asked.kind)) return false;
  if (features.missing > 0 || features.period < 0 || lead.features.asked < HOLDS_PLAINLY) return false;
  if ((lead.hit.signals.rerank ?? 0) < PLAINLY_OFF || unnamedIn(lead, retrieval).length > 0) return false;
  const text = `${lead.hit.article.title} ${lead.hit.article.text}`;
  const held = stemsOf(text);
  return retrieval.terms.words.every(
    (word) =>
      isLightWord(word) ||
      isOpinionWord(word) ||
      isHeldInSomeForm(word, held) ||
      tellsOfDeed(word, retrieval.text, text),
  );
}

/** From this share of its other words on, an article is about the matter of a question for yes or no. */
const SAME_MATTER = 0.5;
/** From here on a sentence says or denies the deed that is asked about itself, rather than something of its matter. */
const SAYS_IT = 0.8;
/** From this logit of the cross-encoder on, a passage fits a question. */
const FITS = 0;

/**
 * Returns how far a lead says what a question for yes or no asks, in its own or other words, where its title and passage hold every
 * name: "clear" if it says or denies the very deed in a passage that fits, and its article holds all other words; "weak" if that holds
 * half of them; else null.
 */
export function settledBy(
  lead: ScoredSentence | undefined,
  retrieval: Retrieval,
): Answered["strength"] | null {
  const { asked, terms } = retrieval;
  if (lead === undefined || asked.deeds.length === 0 || terms.subjects.length === 0) return null;
  if (leavesOpen(lead, retrieval) || unnamedIn(lead, retrieval).length > 0) return null;
  const fit = lead.hit.signals.rerank ?? PLAINLY_OFF;
  const isForetold = asked.kind === "event" && isOnlyExpected(asked.deeds, NONE, lead.text);
  if (fit < PLAINLY_OFF || lead.features.contradicts > 0 || isForetold) return null;
  const { title, text } = lead.hit.article;
  const held = stemsOf(`${title} ${text}`);
  const isAsked = (word: string) => asked.deeds.some((deed) => deed === infinitiveOf(word));
  const words = terms.words.filter((word) => !isLightWord(word) && !isAsked(word));
  const known = words.filter((word) => isHeldInSomeForm(word, held));
  const isSaid = settles(asked.deeds, lead.text, isNegative(lead.text)) >= SAYS_IT;
  if (isSaid && fit >= FITS && known.length === words.length) return "clear";
  return known.length >= SAME_MATTER * words.length ? "weak" : null;
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
  if (asked.kind === "day" && asked.noun.includes("time") && !holdsKind(lead, "day")) return true;
  const { article } = lead.hit;
  const day = publishedDay(article);
  if (!asked.ahead || asked.kind !== "day" || day === null || NO_DAY.test(lead.text)) return false;
  return announcedFor(lead.text, day, article.language) === null;
}
