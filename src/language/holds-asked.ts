// Tells how far a sentence holds the kind of thing that a question asks for: a new name, a number beside its noun, a cause.

import { MONTH_WORDS, WEEKDAY_WORDS } from "../model/calendar.js";
import type { Asked, AskedKind, Measure } from "./asked.js";
import { holdsChoice } from "./choices.js";
import { infinitiveOf, isCommonWord, isTitle, lexiconTags, type NameKind, nameKind } from "./english.js";
import { isOnlyExpected } from "./expected.js";
import { settles } from "./settles.js";
import { tellsDeed, verbsOfDeed } from "./told.js";
import { stemLightly, wordsOf } from "./words.js";

/** A name in a sentence. */
interface Name {
  readonly text: string;
  readonly kind: NameKind;
  /** True if the question holds a part of it other than the last word, which may be a family name. */
  readonly isKnown: boolean;
  /** True if the question holds the last word of it. */
  readonly isAsked: boolean;
  /** The words before it and after it, in lower case; "" at the ends. */
  readonly before: string;
  readonly after: string;
}

/**
 * Returns how far a sentence holds what is asked for, 0 (not at all) to 1. `asking` holds the stems of the question, so that its own
 * names and numbers do not count as an answer. About 20 µs; an open question gives 0.5 for every sentence.
 */
export function holdsAsked(asked: Asked, sentence: string, asking: ReadonlySet<string>): number {
  const ofKind = holdsKind(asked.kind, asked, sentence, asking);
  const main = asked.choices.length > 0 ? holdsChoice(asked.choices, sentence, asking, ofKind) : ofKind;
  const second = asked.also && holdsKind(asked.also.kind, { ...asked, ...asked.also }, sentence, asking);
  const held = Math.max(main, 0.9 * (second ?? 0));
  if (asksOfVotes(asking) && asking.has("against") && !OPPOSED.test(sentence)) return NOT_OPPOSED * held;
  if (!asked.negated) return held;
  return isNegative(sentence) && !affirmsDeed(asked, sentence) ? 0.5 + 0.5 * held : 0;
}

/** Returns whether a sentence tells what is asked about as not done, and denies it nowhere: "Cook took part: a court had refused to hear her". */
function affirmsDeed({ said }: Asked, sentence: string): boolean {
  const telling = sentence.split(/[;:]\s|(?<=[.!?]["”]?)\s/u).filter((clause) => tellsDeed(said, clause));
  return telling.length > 0 && !telling.some(isNegative);
}

/** How it is said who was against something. */
const OPPOSED = /\b(?:against|dissent\p{L}*|oppos\p{L}*|disagree\p{L}*|reject\p{L}*|no votes?|voted no)\b/iu;
const NOT_OPPOSED = 0.3;
const asksOfVotes = (asking: ReadonlySet<string>) => [...asking].some((stem) => /^vot/.test(stem));

function holdsKind(kind: AskedKind, asked: Asked, sentence: string, asking: ReadonlySet<string>): number {
  switch (kind) {
    case "person":
      return holdsPerson(sentence, asking, verbsOfDeed(asked.said));
    case "identity":
      return holdsIdentity(sentence, asking);
    case "place":
      return holdsPlace(asked.noun, sentence, asking);
    case "day":
      if (asked.noun.includes("time")) return CLOCK.test(sentence) ? 1 : 0.2;
      return (
        holdsDay(sentence, asking) *
        (asked.ahead && !PLAN.test(sentence) && !TIMETABLE.test(sentence) ? 0.1 : 1)
      );
    case "number":
    case "amount":
      return holdsMeasure(asked, sentence, asking);
    case "cause":
      return CAUSE.test(sentence) ? 1 : WEAK_CAUSE.test(sentence) ? 0.5 : 0;
    case "manner":
      return MANNER.test(sentence) ? 1 : WEAK_MANNER.test(sentence) ? 0.5 : 0;
    case "name":
      return holdsName(asked.noun, sentence, asking);
    case "list":
      return holdsList(asked.noun, sentence, asking);
    case "plan":
      return PLAN.test(sentence) ? 0.6 + 0.4 * settles(asked.deeds, sentence, isNegative(sentence)) : 0;
    case "statement":
      return STATEMENT.test(sentence) ? 1 : 0.2;
    case "event":
      if (isOnlyExpected(asked.deeds, asking, sentence)) return FORETOLD;
      return settles(asked.deeds, sentence, isNegative(sentence));
    case "state":
      return settles(asked.deeds, sentence, isNegative(sentence));
    default:
      return 0.5;
  }
}

/** What is planned or expected, or not planned, does not tell whether it happened. */
const FORETOLD = 0.2;

/** A capital and what belongs to the same name: "Wes Moore", "Jørgen Watne Frydnes", "Marie-José Pérec", "Charles de Gaulle". */
const NAME =
  /\p{Lu}[\p{L}\p{M}\p{N}'’.-]*(?:(?:\s+(?:de|del|della|der|den|van|von|da|di|du|la|le|al|bin|ibn|of|the|y))*\s+\p{Lu}[\p{L}\p{M}\p{N}'’-]*)*/gu;

/** "the Apollo crater", "Sandwick harbour". */
const PLACE_AFTER =
  /^ (?:crater|river|bridge|square|street|island|islands|bay|beach|airport|station|harbou?r|port|park|lake|mountains?|sea|strait|gulf|canal|valley|desert|basin|province|district|region|county|peninsula|coast|canyon|forest|village|stadium|glacier|volcano)\b/;

/** What stands before the first word of a text or of a further sentence in it. */
const BEGINS = /(?:^|[.!?…]["”’')\]]*\s+|\n\s*)["“‘'(]*$/u;

/** Lists the names of a sentence that the question does not hold. A capital that only begins the sentence is none. */
function newNames(sentence: string, asking: ReadonlySet<string>): Name[] {
  const names: Name[] = [];
  for (const { 0: found, index } of sentence.matchAll(NAME)) {
    const text = found.replace(/[.'’-]+$|['’]s$/gu, "");
    const words = nameBeforeOf(text).split(/[\s-]+/u);
    const lead = index === 0 || BEGINS.test(sentence.slice(0, index));
    const own = lead && isOrdinary(words[0] ?? "", words.length) ? words.slice(1) : words;
    const isNew = (word: string) => /^\p{Lu}/u.test(word) && !isTitle(word) && !asking.has(stemLightly(word));
    if (!own.some(isNew)) continue;
    const after = sentence.slice(index + found.length, index + found.length + 40).toLowerCase();
    const before = sentence.slice(Math.max(0, index - 40), index).toLowerCase();
    const region = /^,\s+(\p{Lu}\p{L}+)/u.exec(sentence.slice(index + found.length))?.[1] ?? "";
    const isPlace = PLACE_AFTER.test(after) || (region !== "" && nameKind(region) === "place");
    const kind = isPlace && IN_PLACE.test(before) ? "place" : nameKind(own.join(" "));
    names.push({
      text: own.join(" "),
      kind,
      isKnown: own.slice(own.findLastIndex(isTitle) + 1, -1).some((word) => asking.has(stemLightly(word))),
      isAsked: asking.has(stemLightly(own.at(-1) ?? "")),
      before,
      after,
    });
  }
  return names;
}

/** "Ingrid Solberg of the Space Agency" names a person. */
function nameBeforeOf(name: string): string {
  const [own = name] = name.split(/\s+of\s+/u);
  return nameKind(own) === "person" ? own : name;
}

const SMALL_WORDS = new Set(
  `the a an it he she they we i you this that these those there his her their its our my in on at by for from to with
   after before during since as but and or if when while where who what which how why not no nor only both each every
   some many most more all other another two three four five six seven eight nine ten one about under over into then now
   here last next first earlier later meanwhile however also asked until once because although though despite according
   unlike among between nearly almost`.split(/\s+/),
);

function isOrdinary(word: string, words: number): boolean {
  const lower = word.toLowerCase();
  return (
    SMALL_WORDS.has(lower) ||
    (words === 1 ? isCommonWord(lower) || /s$/.test(lower) : isCommonWord(lower) && !isTitle(lower))
  );
}

const IN_PLACE =
  /(?:^|\s)(?:in|at|near|from|to|off|outside|inside|around|across|over|through|towards?|via|for|of)(?:\s+the)?\s+$/;
const ACTS =
  /^,?\s+(?:said|says|told|wrote|voted|won|led|called|announced|added|added|spoke|signed|lit|took|was (?:elected|born|named|appointed|arrested|killed))\b/;
/** Before what names where something is rather than who did it, and before who did it. */
const WHERE = /(?:^|\s)(?:in|at|on|near|off|outside|inside|around|across|over)(?:\s+the)?\s+$/;
const BY = /\bby (?:the (?:\p{Ll}+ )?)?$/u;
const DESCRIBED = /^,\s+(?:\d|an? |the |who|another |his |her |on leave)/;

/** Who only says what others did is not who did it. */
const SAYING =
  /^(?:s[ae]y|said|told|tell|call|describ|announc|claim|warn|speak|spok|accus|criti|prais|demand|deni|deny|confirm|comment|thank|ask|argu|want|nam|promis|wrot|writ)/;
const SAYS = /^,?\s+(?:said|says|told|added|wrote|warned|confirmed|noted|explained|complained)\b/;
const SAYS_BEFORE = /\b(?:according to|(?:said|says|told|added|wrote))\s+(?:\p{L}+\s+){0,3}$/u;
/** "From the Louvre, the prosecutor said": where something came from. */
const AWAY = /(?:^|\s)(?:from|to|into|towards?)(?:\s+the)?(?:\s+\p{Lu}?\p{L}+)?\s+$/u;
/** "The prize goes to the miners": who has it. */
const GIVEN_TO = /\b(?:goes?|went|awarded|given|gave|handed|presented|passed|belongs?) to (?:the )?$/u;
/** "A diadem of Empress Eugénie": a name that only tells whose something is. */
const OWNED = /\b(?:\p{Ll}+) of (?:the (?:late )?)?(?:\p{L}+ )?$/u;

/** How far the name of a speaker, of an owner, or of somebody whom the question names holds who did something. */
const LESS = 0.6;

function isSpeaker(before: string, after: string): boolean {
  return SAYS.test(after) || SAYS_BEFORE.test(before);
}

function holdsPerson(sentence: string, asking: ReadonlySet<string>, verbs: ReadonlySet<string>): number {
  let most = 0;
  const asksSpeaker = [...asking].some((stem) => SAYING.test(stem));
  for (const { text, kind, isKnown, isAsked, before, after } of newNames(sentence, asking)) {
    const titled = isTitle(/([\p{L}]+)\s+$/u.exec(before)?.[1] ?? "");
    const isDoer =
      BY.test(before) ||
      ACTS.test(after) ||
      GIVEN_TO.test(before) ||
      verbs.has(infinitiveOf(/^\p{Ll}+/u.exec(after.trim())?.[0] ?? ""));
    const acts = titled || isDoer;
    const lean = acts || DESCRIBED.test(after) ? 0.3 : 0;
    const isOfRole = wordsOf(`${text} ${before}`).some(
      (word) => isTitle(word) && asking.has(stemLightly(word)),
    );
    const isOwner = OWNED.test(before) && !DESCRIBED.test(after);
    const isOf = !isDoer && (AWAY.test(before) || isOwner);
    const isElsewhere = isOf || (!acts && WHERE.test(before));
    const byKind = {
      person: 1,
      unknown: isElsewhere || isKnown || isOfCommonWords(text) ? 0.2 : /\s/.test(text) ? 0.6 : 0.45,
      organization: isDoer ? 0.45 : 0.35,
      people: 0.25,
      place: 0.1,
      date: 0,
    }[kind];
    const isBare = kind === "date" || (kind === "place" && lean === 0) || isElsewhere;
    const isNone = isKnown || isOf || isAsked || (!asksSpeaker && !isOfRole && isSpeaker(before, after));
    const held = isBare ? byKind : Math.min(1, byKind + lean);
    most = Math.max(most, isNone ? Math.min(LESS, held) : held);
  }
  if (STATE.test(sentence)) most = Math.max(most, 0.7);
  return most > 0 ? most : BY_ROLE.test(sentence) ? 0.25 : 0;
}

/** "Summer Games": capitals, but no name of a person. */
function isOfCommonWords(name: string): boolean {
  const words = name.split(/[\s-]+/u);
  return (
    words.length > 1 && words.every((word) => lexiconTags(word).length > 0 && nameKind(word) !== "person")
  );
}

/** Who acts for a country goes without a name. */
const STATE =
  /\bthe (?:\p{L}+ )?(?:government|state|parliament|treasury)(?! (?:said|says|television|department|media|of)\b)/iu;
/** People without a name: "a US official", "police officers". */
const BY_ROLE =
  /\b(?:officials?|police|officers?|government|soldiers|rebels|residents|firefighters|prosecutors?|judges?|engineers|a (?:man|woman|spokes\w+))\b/i;

/** Who somebody is: their name with a title before it, or a description after it. */
function holdsIdentity(sentence: string, asking: ReadonlySet<string>): number {
  for (const { 0: found, index } of sentence.matchAll(NAME)) {
    if (!found.split(/[\s-]+/u).some((word) => asking.has(stemLightly(word.replace(/['’.]+$/u, "")))))
      continue;
    const after = sentence.slice(index + found.length);
    if (DESCRIBED.test(after.toLowerCase()) || /^\s+(?:is|was|has been|became)\s+(?:an?|the)\b/.test(after))
      return 1;
    if (
      isTitle(/([\p{L}]+)\s+$/u.exec(sentence.slice(0, index))?.[1] ?? "") ||
      isTitle(found.split(/\s/)[0] ?? "")
    )
      return 0.6;
  }
  return 0.2;
}

/** The name of a place, best where something is in it; "which nation did they beat" wants the name alone. */
function holdsPlace(noun: readonly string[], sentence: string, asking: ReadonlySet<string>): number {
  let most = 0;
  for (const { text, kind, before } of newNames(sentence, asking)) {
    const lies = IN_PLACE.test(before);
    if (kind === "place") most = Math.max(most, lies || noun.length > 0 ? 1 : 0.6);
    else if (kind === "unknown" || kind === "organization") most = Math.max(most, lies ? 0.7 : 0.2);
    else if (kind === "person" && lies && /\s/.test(text)) most = Math.max(most, 0.3);
  }
  return most;
}

const DATE = new RegExp(
  `\\b(?:\\d{1,2}\\.? (?:${MONTH_WORDS})|(?:${MONTH_WORDS})\\.? \\d{1,2}(?:st|nd|rd|th)?)\\b|\\b(?:${WEEKDAY_WORDS})\\b`,
  "iu",
);
const MONTH_OR_YEAR = new RegExp(
  `\\b(?:in|until|by|since|from|of|to|early|late|mid-?) ?(?:early |late |the (?:spring|summer|autumn|fall|winter) of )?(?:(?:${MONTH_WORDS})\\b|(?:19|20)\\d\\d\\b)`,
  "iu",
);
const MONTH_AND_YEAR = new RegExp(`\\b(?:${MONTH_WORDS}),? (?:19|20)\\d\\d\\b`, "iu");
const RELATIVE_DAY =
  /\b(?:today|tonight|yesterday|tomorrow|(?:this|next|last|early (?:this|next)|later this|early next) (?:week|month|year|morning|evening|weekend|spring|summer|autumn|fall|winter)|\d+ (?:days|weeks|months|years) (?:ago|later|before|after)|no (?:\p{L}+ ){0,2}(?:date|day|timeframe)|not (?:yet )?been decided)\b/iu;
const CLOCK =
  /\b(?:\d{1,2}[:.]\d{2}|noon|midnight|o['’]clock|past (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven)|\d{1,2} ?[ap]\.?m)\b/i;

function holdsDay(sentence: string, asking: ReadonlySet<string>): number {
  const date = DATE.exec(sentence)?.[0];
  if (date !== undefined && !date.split(/[\s.]+/u).every((word) => asking.has(stemLightly(word)))) return 1;
  if (RELATIVE_DAY.test(sentence)) return 0.8;
  const named = MONTH_OR_YEAR.exec(sentence)?.[0];
  if (named !== undefined && !asking.has(stemLightly(named.split(/\s+/).at(-1) ?? "")))
    return MONTH_AND_YEAR.test(sentence) ? 0.9 : 0.7;
  return CLOCK.test(sentence) ? 0.5 : 0;
}

const NUMERAL =
  "(?:\\d[\\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|nobody|no one|none|half|third)";
const NUMBER = new RegExp(`\\b${NUMERAL}\\b`, "giu");
const UNITS: Readonly<Record<Exclude<Measure, "count">, RegExp>> = {
  duration: new RegExp(
    `\\b${NUMERAL}(?:[ -](?:and a half|half|or \\w+|full|more))* ?-?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)|nights?|(?:kilo|centi|milli)?met(?:re|er)s? long|(?:km|miles?|feet|foot|ft|yards?|inch(?:es)?) long)\\b`,
    "iu",
  ),
  age: new RegExp(
    `\\b(?:aged?(?: of)?|at) ${NUMERAL}\\b|\\b${NUMERAL}[- ]years?[- ]old\\b|,\\s\\d{1,3},|\\b(?:turned|is|was) \\d{1,3}\\b|\\bborn\\b`,
    "iu",
  ),
  length: new RegExp(
    `\\b${NUMERAL} ?-?(?:(?:kilo|centi|milli)?met(?:re|er)s?|km|m|cm|miles?|feet|foot|ft|yards?|inch(?:es)?|square \\w+|hectares?|acres?|degrees|storeys|times)\\b`,
    "iu",
  ),
  speed: new RegExp(
    `\\b${NUMERAL} ?-?(?:km/h|kph|mph|m/s|knots|(?:kilomet(?:re|er)s?|miles|met(?:re|er)s|feet|km) (?:an|per|a) (?:hour|second|minute|day))\\b`,
    "iu",
  ),
  weight: new RegExp(
    `\\b${NUMERAL} ?-?(?:(?:kilo)?gram(?:me)?s?|kg|g|tonn?e?s?|pounds?|lbs?|ounces?|oz)\\b`,
    "iu",
  ),
  money: new RegExp(
    `[$€£¥₺]\\s?\\d|\\b\\d[\\d.,]*\\s?[€$£₺]|\\b${NUMERAL}(?: ?(?:million|billion|trillion|thousand|hundred))*(?: \\p{L}+)? ?(?:euros?|dollars?|pounds?|yen|yuan|rupees?|krona|kronor|kroner|crowns?|francs?|lira|rubles?|roubles?|lev|pesos?|cents?)\\b|\\b(?:free of charge|the whole cost|nothing)\\b`,
    "iu",
  ),
  share: new RegExp(
    `\\b${NUMERAL}(?:[ -]?(?:%|per ?cent\\b|percentage|basis points?))|\\b(?:(?:half|quarter|third|fifth)(?: of)? (?:a |one )?(?:percentage )?point|${NUMERAL} (?:percentage )?points?|one \\p{L}+ is worth)\\b`,
    "iu",
  ),
  times: new RegExp(
    `\\b(?:once|twice|${NUMERAL} times|(?:first|second|third|fourth|fifth|sixth|tenth|\\d+(?:st|nd|rd|th)) (?:time|cut|in a row))\\b`,
    "iu",
  ),
};
const ANY_UNIT = new RegExp(
  `${UNITS.money.source}|${UNITS.share.source}|${UNITS.weight.source}|${UNITS.length.source}`,
  "iu",
);

/** How a vote went: "352-65", "51 to 49". */
const TALLY = /\b\d{1,3}(?:\s?[-–]\s?| to | votes to )\d{1,3}\b/;

/** Words for people who are counted without saying "people". */
const PEOPLE =
  /^(?:people|person|men|man|women|woman|worker|resident|soldier|civilian|passenger|child|children|victim|member|dead|killed|injured|wounded|survivor|other|astronaut|crew|student|fan|player|migrant|pilgrim|patient)s?$/;

function holdsMeasure({ measure, noun, kind }: Asked, sentence: string, asking: ReadonlySet<string>): number {
  const unit = measure ?? "count";
  const isNew = (text: string) => !wordsOf(text).every((word) => asking.has(stemLightly(word)));
  if (unit !== "count") {
    const found = UNITS[unit].exec(sentence)?.[0];
    const isOfUnit =
      unit !== "duration" ||
      noun.length === 0 ||
      wordsOf(found ?? "").some((word) => noun.includes(stemLightly(word.toLowerCase())));
    if (found !== undefined && isNew(found)) return isOfUnit ? 1 : 0.8;
    if (kind === "amount" && asking.has("vote") && TALLY.test(sentence)) return 1;
    if (kind === "amount" && ANY_UNIT.test(sentence)) return 0.6;
    return [...sentence.matchAll(NUMBER)].some(([text]) => isNew(text)) ? 0.25 : 0;
  }
  return countsNoun(noun, sentence, asking);
}

/** A number right before the noun asked for (up to three words between), else before a word for people, else any number. */
function countsNoun(noun: readonly string[], sentence: string, asking: ReadonlySet<string>): number {
  const asked = noun.at(-1) ?? "";
  const asksPeople = asked === "" || PEOPLE.test(asked) || lexiconTags(asked).includes("Actor");
  let most = asksOfVotes(asking) && TALLY.test(sentence) ? 0.9 : 0;
  for (const { 0: found, index } of sentence.matchAll(NUMBER)) {
    if (asking.has(stemLightly(found))) continue;
    const [clause = ""] = sentence.slice(index + found.length, index + found.length + 80).split(/[.!?]\s/u);
    const after = wordsOf(clause);
    const next = after.slice(0, after[1] === "of" ? 8 : 5); // "eight pieces of the French crown jewels"
    const stems = next.map((word) => stemLightly(word.toLowerCase()));
    if (isPartOfDate(found, next[0] ?? "", sentence, index)) continue;
    if (asked !== "" && stems.includes(asked)) return 1;
    const ofNoun = stems.some((stem) => noun.includes(stem));
    const people =
      asksPeople && next.some((word) => PEOPLE.test(word.toLowerCase()) || PEOPLE.test(stemLightly(word)));
    most = Math.max(most, ofNoun ? 0.9 : people ? 0.8 : asksPeople && sentence.length > 0 ? 0.4 : 0.35);
  }
  const holdsNoun = asked !== "" && wordsOf(sentence).some((word) => stemLightly(word) === asked);
  return most > 0 && holdsNoun ? Math.max(most, 0.5) : most;
}

const MONTH = new RegExp(`^(?:${MONTH_WORDS})$`, "iu");

function isPartOfDate(found: string, next: string, sentence: string, index: number): boolean {
  if (/^(?:19|20)\d\d$/.test(found)) return true;
  if (!/^\d{1,2}$/.test(found)) return false;
  const before = wordsOf(sentence.slice(Math.max(0, index - 12), index)).at(-1) ?? "";
  return MONTH.test(next) || MONTH.test(before);
}

/** "airline" and "airlines" alike. */
function nounStem(word: string): string {
  return stemLightly(word).replace(/(?<=\p{L}{3})e$/u, "");
}

/** Names of these are names of organizations, or of places that stand for them. */
const BODY =
  /^(?:airlin|compan(?:y|i)|team|universit(?:y|i)|school|colleg|chain|retailer|brand|part(?:y|i)|club|bank|agenc(?:y|i)|network|firm|automaker|leagu|band|museum|union|store|restaurant|organi[sz]ation|newspaper|institution|church|hospital)$/;
/** Names of these are titles, which stand between quotation marks. */
const WORK =
  /^(?:movi|film|song|album|show|book|seri(?:e)?|game|play|novel|podcast|painting|musical|slogan|motto|opera|singl|track)$/;
const SCORE = /^(?:score|result|tally|margin)$/;
const QUOTED = /["“][^"”]{2,60}["”]/u;
const BY_NOUN = {
  body: { organization: 1, unknown: 0.7, place: 0.6, people: 0.3, person: 0.25, date: 0 },
  work: { organization: 0.5, unknown: 0.7, place: 0.3, people: 0.2, person: 0.3, date: 0 },
  other: { organization: 0.5, unknown: 0.7, place: 0.15, people: 0.2, person: 0.4, date: 0 },
} as const;

/** "The ship, the Dali"; "a satellite called Queqiao-2"; else a new name of the right kind, best beside the noun. */
function holdsName(noun: readonly string[], sentence: string, asking: ReadonlySet<string>): number {
  const stems = wordsOf(sentence).map(nounStem);
  const last = nounStem(noun.at(-1) ?? "");
  if (SCORE.test(last)) return TALLY.test(sentence) ? 1 : 0.2;
  const byKind = BY_NOUN[BODY.test(last) ? "body" : WORK.test(last) ? "work" : "other"];
  const asked = new Set([...asking].map(nounStem));
  let most = WORK.test(last) && QUOTED.test(sentence) ? 1 : 0;
  for (const { text, kind, before, after } of newNames(sentence, asking)) {
    const end = nounStem(text.split(/[\s-]+/u).at(-1) ?? "");
    if (end !== last && asked.has(end)) continue; // "Francis Scott Key Bridge", where the ship that hit the bridge is asked for
    const near = [...wordsOf(before).slice(-3), ...wordsOf(after).slice(0, 2)].map(nounStem);
    const [isCalled, isBeside] = [CALLED.test(before), last !== "" && near.includes(last)];
    if (isCalled && isBeside) most = 1; // "the ship, the Dali"
    const lean = isCalled || isBeside ? 0.3 : 0;
    const isElsewhere = lean === 0 && (kind === "place" || kind === "unknown") && WHERE.test(before);
    most = Math.max(most, isElsewhere ? 0.1 : Math.min(1, byKind[kind] + lean));
  }
  const holdsNoun = noun.some((stem) => stems.includes(nounStem(stem))) ? 0.25 : 0;
  return 0.75 * most + holdsNoun;
}

const CALLED =
  /(?:called|named|dubbed|titled|known as|name(?:d)? (?:is|of))\s+["“]?(?:the )?$|,\s+(?:the )?$/;

/** What stands between two names of an enumeration: a comma, "and", or both, and a title or two. */
const JOINED = /^,?\s*(?:and |as well as |with |plus )?(?:the )?(?:[\p{L}-]+ ){0,2}$/u;

/** Names enumerated with commas and "and": three make a list, and two beside the noun asked for ("the companies Rosneft and Lukoil"). */
function holdsList(noun: readonly string[], sentence: string, asking: ReadonlySet<string>): number {
  const places = [...sentence.matchAll(NAME)].map(({ 0: text, index }) => ({
    index,
    end: index + text.length,
  }));
  let run = 1;
  let most = 1;
  for (const [at, { index }] of places.entries()) {
    const between = at === 0 ? "" : sentence.slice(places[at - 1]?.end, index);
    run = /,|\band\b/u.test(between) && JOINED.test(between) ? run + 1 : 1;
    most = Math.max(most, run);
  }
  const isNew = newNames(sentence, asking).some(({ kind }) => kind !== "date");
  const stems = wordsOf(sentence).map(nounStem);
  const holdsNoun = noun.some((stem) => stems.includes(nounStem(stem))) ? 0.2 : 0;
  return isNew ? Math.min(1, Math.min(0.9, 0.2 + 0.2 * most) + holdsNoun) : holdsNoun;
}

const CAUSE =
  /\b(?:because|due to(?! be\b)|owing to|as a result of|caused by|(?:the|a|one|main) (?:cause|reason)|reasons? (?:was|is|for|why)|blamed? (?:on|for|it)|prompted by|in response to|thanks to|led to|triggered|stem(?:s|med) from|on account of|so that|in order to|fear(?:s|ed|ing)? (?:that|of)|for the sake of|for fear|(?<!(?:years?|months?|weeks?|days?|hours?|minutes?|shortly|soon|long|immediately|just) )after (?:\w+ ){1,4}(?:had|failed|was|were|refused|lost|broke)|had (?:not )?(?:felt|lost)|for (?:his|her|its|their) (?:efforts?|work|role|part|contributions?|services?|discover\w+|achievements?|failure|refusal)|on (?:the )?grounds|cit(?:ed|ing))\b/i;
const WEAK_CAUSE =
  /\b(?:after|since|over|amid|despite|as|following|to (?:make|prevent|protect|bring|help|end|avoid|save|allow)|needed|wanted|pointed to)\b/i;
const MANNER =
  /\b(?:by (?:\w+ly )?\w+ing\b|by means of|with (?:a|an|the|his|her|their|help)|using|through|aboard|on board|on (?:foot|horseback|(?:\w+ ){0,2}(?:scooters?|motorcycles?|motorbikes?|bikes?|bicycles?|trains?|buses))|with (?:\w+ ){0,2}(?:cutters?|drills?|ladders?|hammers?|explosives|drones?|knives|guns|tools|ropes?)|disguised|in (?:a|an|the) (?:\w+ ){0,3}(?:capsule|plane|car|boat|bus|helicopter|rocket|vote|ceremony|basket)|by (?:plane|car|boat|ship|train|helicopter|bus|telephone|phone|post|hand|vote))\b/i;
const WEAK_MANNER = /\b(?:by|with|via|in|from|under)\b/i;
const PLAN =
  /\b(?:will|would|shall|(?:is|are|was|were) (?:to|due|expected|scheduled|planned|set)|plans?|planned|planning|schedul\w+|agreed to|expects?|expected|intends?|intended|postpon\w+|put off|delay\w+|cancel\w*|call(?:ed|ing)? off|no (?:date|plans?|new date)|ruled? out|not (?:yet )?been decided|foregone|promis\w+|announced|back on|not for sale|might|could)\b/i;
/** The present of what recurs or is fixed: "the next one falls on 23 August". */
const TIMETABLE =
  /\b(?:falls|comes|takes (?:place|effect)|begins|starts|opens|ends|runs|expires|returns|follows|crosses|meets|votes)\b/i;
const STATEMENT =
  /\b(?:said|says|told|wrote|added|announced|called|promised|warned|asked|spoke|denied|confirmed|recommended|advised|decided|approved|rejected|voted|agreed|want(?:s|ed)|demanded|stressed|according to|passed|raised|named|closed|turned down|lowered|left)\b|["“]/i;
const NEGATIVE =
  /\b(?:not|no|never|neither|nor|none|nobody|without|refus\w+|reject\w+|declin\w+|abstain\w+|absent|missing|except|exclud\w+|fail(?:s|ed)? to|withdrew|boycott\w*|left out|against|oppos\w+|(?:stay|keep|kept)(?:ed|s)? (?:away|out|on the ground|behind|home)|skipped|only|alone|but|turned down|lack\w*)\b|n['’]t\b/i;

/** Returns whether a sentence denies, refuses, or leaves somebody out. */
export function isNegative(sentence: string): boolean {
  return NEGATIVE.test(sentence);
}
