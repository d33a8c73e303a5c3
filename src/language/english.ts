// What the NLP library knows of English words: tags of the terms of a question, and what kind of thing a name names.
import nlp from "compromise/two";
import { fold } from "../model/fold.js";
import type { Language } from "../model/guild.js";

/** A word with the library's tags, for example "Noun", "Plural", "PastTense". */
export interface TaggedTerm {
  /** In lower case, without punctuation. */
  readonly word: string;
  readonly tags: readonly string[];
}

/** Texts tagged so far, since a question is looked at from several sides; emptied when it is full. */
const tagged = new Map<string, readonly TaggedTerm[]>();
const MOST_TAGGED = 200;

/** Tags every word of a short text such as a question, about 2 ms the first time; contractions give two terms. */
export function tagTerms(text: string): readonly TaggedTerm[] {
  const known = tagged.get(text);
  if (known !== undefined) return known;
  const sentences = nlp(text).json({ terms: { tags: true } }) as {
    terms: { normal: string; tags: string[] }[];
  }[];
  const found = sentences.flatMap(({ terms }) => terms.map(({ normal, tags }) => ({ word: normal, tags })));
  if (tagged.size >= MOST_TAGGED) tagged.clear();
  tagged.set(text, found);
  return found;
}

const NO_THING: ReadonlySet<string> = new Set(["Pronoun", "Verb", "Date", "Value", "ProperNoun"]);

/** A word that may be a verb, too, is none for sure: "can they fire him". */
const VERBS: ReadonlySet<string> = new Set(["Verb", "Infinitive", "PastTense", "PresentTense", "Gerund"]);

/** Lists the nouns of a question, folded and in order; names, pronouns, dates and numbers are none. */
export function nounsOf(question: string): string[] {
  return tagTerms(question)
    .filter(({ tags }) => tags.includes("Noun") && !tags.some((tag) => NO_THING.has(tag)))
    .filter(({ word }) => !lexiconTags(word).some((tag) => VERBS.has(tag)))
    .flatMap(({ word }) => fold(word).split(/[\s-]+/u))
    .map((word) => word.replace(/['’]s?$/u, ""))
    .filter((word) => word !== "");
}

/** Lists what says in a question how something is rather than what it is, folded: "a big win", "the two stuck astronauts". */
export function describingWords(question: string): string[] {
  const terms = tagTerms(question).filter(({ word }) => word !== "");
  const hasTag = (at: number, tag: string) => terms[at]?.tags.includes(tag) === true;
  return terms
    .filter(({ word, tags }, at) => {
      if (tags.includes("Noun")) return false;
      if (tags.includes("PastTense"))
        return hasTag(at + 1, "Noun") && (hasTag(at - 1, "Determiner") || hasTag(at - 1, "Value"));
      return lexiconTags(word).some((tag) => tag === "Adjective" || tag === "Comparable");
    })
    .map(({ word }) => fold(word));
}

/** The library's own types say nothing of its methods. */
interface Transforms {
  readonly verb: {
    toInfinitive(word: string, model: object, tense: string): string;
    conjugate(infinitive: string, model: object): Record<string, string>;
  };
  readonly noun: {
    toSingular(word: string, model: object): string;
    toPlural(word: string, model: object): string;
  };
}
const { verb, noun } = (nlp.methods() as { two: { transform: Transforms } }).two.transform;
const MODEL = nlp.model();

/** Endings of each form; irregular forms of the past end anyhow. */
const FORMS = [
  ["PastTense", /./],
  ["Gerund", /ing$/],
  ["Participle", /[ntd]$/],
  ["PresentTense", /s$/],
] as const;

/** Infinitives found so far; emptied when it is full. */
const infinitives = new Map<string, string>();
const MOST_INFINITIVES = 20_000;

const isIrregular = (tense: string, word: string) =>
  tense === "Participle" || (tense === "PastTense" && !word.endsWith("ed"));

/** The library takes "win", "run" and "down" for forms of verbs that there are not. */
function isMadeUp(infinitive: string): boolean {
  return !isCommonWord(infinitive);
}

/** Returns the infinitive of a lower-case word read as a verb ("lit" gives "light", "meeting" gives "meet"), else the word; about 5 µs. */
export function infinitiveOf(word: string): string {
  const known = infinitives.get(word);
  if (known !== undefined) return known;
  const isPlain = lexiconTags(word).includes("Infinitive");
  const tried = isPlain ? [] : FORMS.filter(([, ending]) => ending.test(word));
  const found = tried
    .map(([tense]) => [tense, verb.toInfinitive(word, MODEL, tense)] as const)
    .find(
      ([tense, one]) => one !== word && one.length > 1 && !(isIrregular(tense, word) && isMadeUp(one)),
    )?.[1];
  if (infinitives.size >= MOST_INFINITIVES) infinitives.clear();
  infinitives.set(word, found ?? word);
  return found ?? word;
}

/** Lists the forms of a lower-case word, read as a noun and as a verb, itself among them: "lit" gives "light", "lights", "lighting". */
export function inflectionsOf(word: string): string[] {
  const read = Object.values(verb.conjugate(infinitiveOf(word), MODEL));
  const verbForms = read.includes(word) ? read : Object.values(verb.conjugate(word, MODEL));
  const forms = [word, noun.toSingular(word, MODEL), noun.toPlural(word, MODEL), ...verbForms];
  return [...new Set(forms)].filter((form) => /^\S+$/u.test(form));
}

/** The present: what is so now may have changed since a report. */
const PRESENT =
  /^\W*(?:(?:who|what|when|where|why|how|which)(?: \w+)?\s+)?(?:is|are|has|have|will|does|do|can|could|should)\b/i;

/** Returns whether a question asks what is so now or is to come: "Who is the new pope?", "Will they meet?". */
export function asksOfThePresent(question: string): boolean {
  return PRESENT.test(question);
}

/** "Who has been elected": who it was stays so. */
const HAS_DONE = /^\W*who (?:has|have) (?:been )?\p{L}+(?:ed|en|wn|ught|on)\b/iu;

/** How other languages say that something is over, in lower case: verbs of the past, and participles with "have" or "be". */
const PAST_ABROAD: Readonly<Record<Exclude<Language, "en">, RegExp>> = {
  de: /\b(?:wurden?|waren?|hatten?|starb(?:en)?|kam(?:en)?|gewann(?:en)?|verlor(?:en)?|fiel(?:en)?|ging(?:en)?|gab|trat(?:en)?|traf(?:en)?|stürzten?)\b|(?<!^)\b(?:hat|haben|ist|sind)\b.*ge\p{L}{2,}(?:t|en)$|^(?:hat|haben)\b/u,
  fr: /\b(?:étai(?:t|ent)|fu(?:t|rent)|avai(?:t|ent))\b|\b(?:a|ont)(?:-(?:t-)?\p{L}+)? (?:été|eu|\p{L}+(?:é|i|u|is|it|ert))e?s?(?!\p{L})|\best(?:-\p{L}+)? (?:mort|né|arrivé|parti|tombé|revenu|entré|sorti|devenu)/u,
  es: /\b(?:fue|fueron|era|eran|hubo|había|habían)\b|\p{L}{2,}(?:ó|aron|ieron|jeron)(?!\p{L})/u,
  tr: /(?<!(?<!\p{L})(?:şim|ken|ye|a|ha))[dt][iıuü](?:ler|lar)?(?: m[iıuü])?$/u,
};

/** "Where is he buried": what was done once stays so. */
const LASTING = /^\W*where (?:is|are) .*\b(?:buried|entombed|interred|laid to rest)\W*$/iu;
/** "What is the ship called that hit the bridge": which one it was stays so. */
const BY_DEED = /^\W*(?:who|what)(?: is| are|['’]s)? .*? (?:that|who|which) (?<deed>\p{L}+)/iu;
/** "Which cardinal read out the name": verbs that are the same in the past; in the present they would end in -s. */
const SAME_IN_PAST =
  /^\W*(?:who|(?:which|what) \p{L}+(?<!s)) (?:beat|bid|burst|cast|cost|cut|hit|hurt|let|put|quit|read|set|shut|split|spread)\b/iu;
/** Short for the Federal Reserve, though it reads as the past of "feed". */
const NEVER_PAST = /^(?:fed|feds)$/u;

/** Returns whether a question asks about something that is over: "Who won?", "When did it open?". What was so then stays so. */
export function asksOfThePast(question: string, language: Language = "en"): boolean {
  if (language !== "en")
    return PAST_ABROAD[language].test(
      question.toLowerCase().replace(/[\s?!.¿¡"“”„«»]+$|^[\s¿¡"“”„«]+/gu, ""),
    );
  if (HAS_DONE.test(question) || LASTING.test(question) || SAME_IN_PAST.test(question)) return true;
  const isPast = (clause: string) =>
    tagTerms(clause).some(({ word, tags }) => tags.includes("PastTense") && !NEVER_PAST.test(word));
  const deed = BY_DEED.exec(question)?.groups?.["deed"];
  if (deed !== undefined && (isPast(`they ${deed}`) || SAME_IN_PAST.test(`who ${deed}`))) return true;
  return !asksOfThePresent(question) && isPast(question);
}

/** The library's word list: a few tags, or one, for each of 24,000 words and phrases in lower case. */
const LEXICON = (nlp.model() as { one: { lexicon: Record<string, string | string[]> } }).one.lexicon;

/** Returns the tags of a word or phrase, without context; unknown ones give none. */
export function lexiconTags(phrase: string): readonly string[] {
  const key = phrase.toLowerCase();
  return Object.hasOwn(LEXICON, key) ? [LEXICON[key] ?? []].flat() : [];
}

export type NameKind = "person" | "place" | "organization" | "people" | "date" | "unknown";

/** Words that a person's name follows. */
const TITLES = new Set(
  `mr mrs ms dr sir lady lord prof president premier prime chancellor minister secretary senator governor mayor king queen
   prince princess pope cardinal archbishop bishop judge justice chief captain general colonel ambassador commissioner
   congressman congresswoman representative director chairman chairwoman chair coach professor sheriff prosecutor
   commander spokesman spokeswoman administrator cosmonaut astronaut`.split(/\s+/),
);
const PLACE_NOUNS = new Set(
  `river bridge square street avenue road island islands bay beach airport station harbor harbour port park lake mountain
   mount sea ocean strait gulf canal basilica cathedral chapel church mosque tower garden gardens palace house hall base
   county province district city town village valley desert crater basin center centre stadium museum gallery hospital
   peninsula coast canyon forest`.split(/\s+/),
);
const ORGANIZATION_NOUNS = new Set(
  `bank reserve ministry department committee commission council parliament congress senate court agency office company
   corporation corp inc ltd group union party university institute association federation alliance organization
   organisation foundation times post news journal broadcasting airlines airways motors technologies bureau police
   guard force army navy board team club league association fund authority administration`.split(/\s+/),
);
const KIND_BY_TAG: Readonly<Record<string, NameKind>> = {
  FirstName: "person",
  MaleName: "person",
  FemaleName: "person",
  LastName: "person",
  Person: "person",
  Country: "place",
  City: "place",
  Region: "place",
  Place: "place",
  Organization: "organization",
  SportsTeam: "organization",
  Demonym: "people",
  WeekDay: "date",
  Month: "date",
  Holiday: "date",
};

/** Tells what a capitalized phrase names, by its words alone: "Governor Wes Moore" is a person, "Key Bridge" a place. */
export function nameKind(phrase: string): NameKind {
  const whole = kindByTags(phrase);
  if (whole !== "unknown") return whole;
  const words = phrase.toLowerCase().split(/[\s-]+/u);
  const last = words.at(-1) ?? "";
  if (words.length > 1 && TITLES.has(words[0] ?? "") && !ORGANIZATION_NOUNS.has(last)) return "person";
  if (PLACE_NOUNS.has(last)) return "place";
  if (words.some((word) => ORGANIZATION_NOUNS.has(word))) return "organization";
  const kinds = words.map(kindByTags);
  return kinds.find((kind) => kind !== "unknown" && kind !== "date") ?? "unknown";
}

function kindByTags(phrase: string): NameKind {
  for (const tag of lexiconTags(phrase)) {
    const kind = KIND_BY_TAG[tag];
    if (kind !== undefined) return kind;
  }
  return "unknown";
}

/** Returns whether a word alone is known as a name: of a person, a place, an organization or a people. */
export function isKnownName(word: string): boolean {
  const kind = kindByTags(word);
  return kind !== "unknown" && kind !== "date";
}

/** Returns whether a lower-case word is a common word of English rather than a name. */
export function isCommonWord(word: string): boolean {
  const tags = lexiconTags(word);
  return tags.length > 0 && tags.every((tag) => KIND_BY_TAG[tag] === undefined && tag !== "ProperNoun");
}

let commonWords: readonly string[] | null = null;

/** Lists the common words that begin so, in lower case; the word list is read through once. */
export function commonWordsFrom(beginning: string): readonly string[] {
  commonWords ??= Object.keys(LEXICON).filter((word) => /^[a-z]+$/.test(word) && isCommonWord(word));
  return commonWords.filter((word) => word.startsWith(beginning));
}

/** Returns whether a word is a title such as "minister" or "cardinal". */
export function isTitle(word: string): boolean {
  return TITLES.has(word.toLowerCase());
}
