// Finds numbers, names and opposites that replace each other in two texts.
import { type ComparedSentence, type ComparedText, isNumber } from "./compared-text.js";

/** Items in each other's place in sentences that are otherwise the same. */
export interface Conflicts {
  /** "38/52": left only in one text's sentence, right only in the other's. */
  readonly numbers: readonly string[];
  readonly names: readonly string[];
  /** "not/", "northern/southern": what reverses a lead; further down it is mostly an editor's wording. */
  readonly turns: readonly string[];
}

/** Two sentences that share this much of the longer one are the same sentence, edited. */
const SAME_SENTENCE = 0.5;
/** Names that share this much of their beginning are spellings of one name: Zelensky and Zelenskyy, Kiev and Kyiv's. */
const SAME_SPELLING = 0.6;
/** Clock times: outlets give them in their own zone. */
const CLOCK = /^(?:am|pm|gmt|utc|ist|bst|cet|cest|et|est|edt|local|hours?|o'clock)$/;
/** Names that outlets write differently, or use for each other. */
const HOUSE_STYLE: ReadonlySet<string> = new Set(
  "mr mrs ms dr us usa uk america american americans britain british united states kingdom afp reuters ap associated press agence france-presse bloomberg dpa xinhua tass pti ani efe ansa kyodo yonhap photo file image getty".split(
    " ",
  ),
);

/** Sentences compared of either text, from the start; bounds the work on hostile texts. */
const EDITED_LIMIT = 200;

/** Lists the conflicts between two texts, each once. */
export function findConflicts(one: ComparedText, other: ComparedText): Conflicts {
  const keys = new Set(other.sentences.map(({ key }) => key));
  const ownKeys = new Set(one.sentences.map(({ key }) => key));
  const edited = other.sentences.filter(({ key }) => !ownKeys.has(key)).slice(0, EDITED_LIMIT);
  const numbers = new Set<string>();
  const names = new Set<string>();
  const turns = new Set<string>();
  for (const sentence of one.sentences.filter(({ key }) => !keys.has(key)).slice(0, EDITED_LIMIT)) {
    const { partner, share } = nearest(sentence, edited);
    if (partner === null) continue;
    if (one.lead.includes(sentence) || other.lead.includes(partner)) {
      for (const turn of turnedWords(sentence, partner, share)) turns.add(turn);
    }
    for (const pair of replacedNumbers(sentence, partner)) numbers.add(pair);
    const own = [...sentence.names].filter((name) => isForeign(name, other));
    const others = [...partner.names].filter((name) => isForeign(name, one));
    for (const pair of replaced(withoutSpellings(own, others), withoutSpellings(others, own)))
      names.add(pair);
  }
  return { numbers: [...numbers], names: [...names], turns: [...turns] };
}

/** Returns the sentence that shares most of the longer one's words; null if none is the same sentence, edited. */
function nearest(
  sentence: ComparedSentence,
  among: readonly ComparedSentence[],
): { partner: ComparedSentence | null; share: number } {
  const { words } = sentence;
  let [best, most]: [ComparedSentence | null, number] = [null, SAME_SENTENCE];
  for (const candidate of among) {
    const others = candidate.words;
    const longer = Math.max(words.size, others.size);
    if (Math.min(words.size, others.size) < most * longer) continue;
    const share = [...words].filter((word) => others.has(word)).length / longer;
    if (share >= most) [best, most] = [candidate, share];
  }
  return { partner: best, share: most };
}

/** Sentences must share this much for one word to matter. */
const MIN_SHARED = 0.75;
/** English, German, French, Spanish, Italian. */
const NEGATION =
  /^(?:not|no|never|without|\p{L}+n't|nicht|kein\p{L}{0,2}|nie|ohne|pas|jamais|sans|aucune?|nunca|sin|non|mai|senza)$/u;
/** Words of one line exclude each other. */
const OPPOSITES = [
  "north south east west",
  "northern southern eastern western",
  "first second third fourth fifth",
  "rose fell",
  "rise fall",
  "up down",
  "higher lower",
  "gained lost",
  "won lost",
  "increase decrease",
  "increased decreased",
  "accepted rejected",
  "approved rejected",
  "confirmed denied",
  "open closed",
  "opened closed",
  "men women",
  "man woman",
].map((line) => new Set(line.split(" ")));

/** Lists what reverses `partner` against `sentence`: "not/", "northern/southern"; `shared` is the share of words they have in common. */
function turnedWords(sentence: ComparedSentence, partner: ComparedSentence, shared: number): string[] {
  if (shared < MIN_SHARED) return [];
  const own = [...sentence.words].filter((word) => !partner.words.has(word));
  const others = [...partner.words].filter((word) => !sentence.words.has(word));
  const negations = [own, others].map((words) => words.filter((word) => NEGATION.test(word)));
  const [left = [], right = []] = negations;
  const negated = left.length > 0 !== right.length > 0 ? [`${left[0] ?? ""}/${right[0] ?? ""}`] : [];
  const opposed = own.flatMap((word) =>
    others
      .filter((other) => OPPOSITES.some((line) => line.has(word) && line.has(other)))
      .map((other) => `${word}/${other}`),
  );
  return [...negated, ...opposed];
}

/** A number and the words next to it. */
interface PlacedNumber {
  readonly number: string;
  readonly before: string;
  readonly after: string;
}

/** Numbers of a sentence except clock times. */
function numbersOf({ tokens }: ComparedSentence): PlacedNumber[] {
  return tokens.flatMap((number, at) => {
    const [before, after] = [tokens[at - 1] ?? "", tokens[at + 1] ?? ""];
    if (!isNumber(number) || number.includes(":") || CLOCK.test(after)) return [];
    return [{ number, before, after }];
  });
}

/** Pairs numbers that only one sentence has with those that only the other has next to the same word. */
function replacedNumbers(sentence: ComparedSentence, partner: ComparedSentence): string[] {
  const [all, others] = [numbersOf(sentence), numbersOf(partner)];
  const only = (own: PlacedNumber[], theirs: PlacedNumber[]) =>
    own.filter(({ number }) => !theirs.some((other) => other.number === number));
  const free = only(others, all);
  return only(all, others).flatMap((own) => {
    const match = free.find((other) => hasSamePlace(own, other));
    return match === undefined ? [] : [`${own.number}/${match.number}`];
  });
}

function hasSamePlace(one: PlacedNumber, other: PlacedNumber): boolean {
  const same = (word: string, there: string) => word === there && word !== "" && !isNumber(word);
  return same(one.before, other.before) || same(one.after, other.after);
}

/** Pairs what only one has with what only the other has, in order; empty if only one side has something of its own. */
function replaced(own: readonly string[], others: readonly string[]): string[] {
  const left = own.filter((item) => !others.includes(item));
  const right = others.filter((item) => !own.includes(item));
  return left.slice(0, right.length).map((item, at) => `${item}/${right[at] ?? ""}`);
}

function isForeign(name: string, text: ComparedText): boolean {
  return !HOUSE_STYLE.has(name) && !text.words.has(name);
}

function withoutSpellings(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.some((other) => isSpelling(name, other)));
}

function isSpelling(one: string, other: string): boolean {
  let same = 0;
  while (same < Math.min(one.length, other.length) && one[same] === other[same]) same += 1;
  return same >= SAME_SPELLING * Math.max(one.length, other.length) || (same >= 1 && isNear(one, other));
}

/** Differs in at most two letters, position by position. */
function isNear(one: string, other: string): boolean {
  if (one.length !== other.length || one.length < 4) return false;
  return [...one].filter((letter, at) => letter !== other[at]).length <= 2;
}
