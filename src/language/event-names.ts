// Names by which one event is told from another of its kind ("Hurricane Helene", "Nevada primary"), and places that something is in.

import { fold } from "../model/fold.js";
import { isCommonWord, lexiconTags } from "./english.js";
import { isFunctionWord } from "./function-words.js";
import { wordsOf } from "./words.js";

/** A kind of event and the folded name of one of them: label "storm", name "helene". */
export interface EventName {
  readonly label: string;
  readonly name: string;
}

const NAME_BEHIND =
  /(?<!\p{L})(?<label>hurricane|typhoon|cyclone|storm|operation)\s+(?<name>\p{L}[\p{L}'’-]*\p{L})/giu;
const NAME_BEFORE =
  /(?<!\p{L})(?<name>\p{L}[\p{L}’-]*\p{L})(?:['’]s?)?(?:\s+(?:gop|republican|democratic|presidential|general|state|special|runoff))*\s+(?<label>primar(?:y|ies)|caucus(?:es)?|derby|cup|marathon|grand prix|massacre|fire|wildfire|bridge|volcano|dam)(?!\p{L})/giu;

const LABELS: Readonly<Record<string, string>> = {
  hurricane: "storm",
  typhoon: "storm",
  cyclone: "storm",
  primaries: "primary",
  caucuses: "primary",
  caucus: "primary",
  wildfire: "fire",
};
/** What stands beside such a noun and tells no event from another. */
const NO_NAMES = new Set(
  "gop republican democratic republicans democrats presidential state senate house federal general open closed super".split(
    " ",
  ),
);

/** Lists the names of events in a text, in order; those of an article must have a capital, a question may be typed without. */
export function eventNames(text: string, { isTyped = false } = {}): EventName[] {
  return [...text.matchAll(NAME_BEHIND), ...text.matchAll(NAME_BEFORE)].flatMap(({ groups }) => {
    const written = groups?.["name"] ?? "";
    const name = fold(written);
    const label = fold(groups?.["label"] ?? "");
    const isName = /^\p{Lu}/u.test(written) || isTyped;
    if (!isName || NO_NAMES.has(name) || isFunctionWord(name, "en") || isCommonWord(name)) return [];
    return [{ label: LABELS[label] ?? label, name }];
  });
}

/** What comes again from time to time, so that its year tells one from another: "the 2024 Nobel peace prize", "Olympics of 2028". */
const RECURRING =
  "prize|nobel|award|olympics|games|election|primary|referendum|world cup|euro|championship|super bowl|final|season|tour|marathon|festival|oscars|grammys|emmys|eurovision|census|budget|draft|summit|eclipse";
const EDITION = new RegExp(
  `\\b(?:(?<year>(?:19|20)\\d{2}) (?:\\p{L}+ ){0,2}?(?<thing>${RECURRING})s?|(?<before>${RECURRING})s? (?:of |in |for )?(?<after>(?:19|20)\\d{2}))\\b`,
  "giu",
);

/** Lists what comes again with its year: label "prize", number "2024". */
export function editionsIn(text: string): { label: string; number: string }[] {
  return [...text.matchAll(EDITION)].map(({ groups }) => ({
    label: fold(groups?.["thing"] ?? groups?.["before"] ?? "").replace(/^nobel$/u, "prize"),
    number: groups?.["year"] ?? groups?.["after"] ?? "",
  }));
}

/** What a question or a condition is held against. */
interface Told {
  readonly sentence: string;
  /** Around the sentence: its title and passage. */
  readonly context: string;
  readonly title?: string;
}

/** Returns whether a sentence is about another event of the kind than the one named: it or its title names another one instead. */
export function isOtherEventName(
  { label, name }: EventName,
  { sentence, context, title = "" }: Told,
): boolean {
  const of = (text: string) => eventNames(text).filter((one) => one.label === label);
  const isOther = (names: readonly EventName[]) =>
    names.length > 0 && names.every((one) => one.name !== name);
  const [own, titled] = [of(sentence), of(title)];
  if (own.length > 0) return isOther(own) && (!holds(sentence, name) || isOther(titled));
  return !holds(context, name) && isOther(of(context));
}

function holds(text: string, name: string): boolean {
  return wordsOf(fold(text)).some((word) => word.replace(/['’]s?$/u, "") === name);
}

/** Kinds of places that do not lie in one another: two different ones exclude each other. */
const LEVELS = ["City", "Country", "Region"] as const;
type Level = (typeof LEVELS)[number];

/** A place as it is written, folded, and its kind. */
export interface NamedPlace {
  readonly name: string;
  readonly level: Level;
}

const IN_PLACE =
  /(?<!\p{L})(?:in|at|near|outside|across|off)\s+(?:the\s+)?(?<first>\p{L}[\p{L}'’-]*\p{L})(?=(?:\s+(?<second>\p{L}[\p{L}'’-]*\p{L}))?)/giu;

/** Lists the known cities, countries and regions that a text says something is in, in order. */
export function placesIn(text: string, { isTyped = false } = {}): NamedPlace[] {
  return [...text.matchAll(IN_PLACE)].flatMap(({ groups }) => {
    const [first = "", second = ""] = [groups?.["first"], groups?.["second"]];
    const tried = second === "" ? [first] : [`${first} ${second}`, first];
    const places = tried.flatMap((phrase) => {
      const tags = lexiconTags(phrase.replace(/['’]s?$/u, ""));
      const level = LEVELS.find((one) => tags.includes(one));
      return level === undefined || !(isTyped || /^\p{Lu}/u.test(phrase))
        ? []
        : [{ name: fold(phrase.replace(/['’]s?$/u, "")), level }];
    });
    return places.slice(0, 1);
  });
}

/** Letters that a place shares with what is of it: "Turkey" and "Turkish". */
const SHARED = 4;

/** Returns whether a sentence, or its title, says that something is in another place of the kind, and nothing around it names this one. */
export function isOtherPlace({ name, level }: NamedPlace, { sentence, context, title = "" }: Told): boolean {
  const around = fold(`${sentence} ${context}`);
  const beginning = name.slice(0, Math.max(SHARED, name.length - SHARED));
  if (wordsOf(around).some((word) => word.startsWith(beginning)) || around.includes(name)) return false;
  return placesIn(`${sentence}\n${title}`).some((place) => place.level === level);
}
