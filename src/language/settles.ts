// Yes or no: what a question says to be or to happen ("resign", "open"), and how far a sentence settles it.

import { fold } from "../model/fold.js";
import { infinitiveOf, isTitle, lexiconTags, nameKind, type TaggedTerm, tagTerms } from "./english.js";
import { isFunctionWord } from "./function-words.js";
import { relatedWords } from "./word-forms.js";
import { stemLightly, wordsOf } from "./words.js";

/** Words by which one matter is settled either way, as infinitives; two words stand for "lift off" and the like. */
const MATTERS: readonly ReadonlySet<string>[] = [
  "open|reopen|close|shut|closure",
  "meet|talk|sit down|summit",
  "launch|lift off|set off|take off|blast off|go up|start",
  "cut|lower|reduce|raise|rise|hike|increase|hold|keep|unchanged|unchange",
  "fire|dismiss|sack|oust|remove|demote|get rid|kick out|lay off",
  "resign|step down|stand down|step aside|quit|retire|stay|remain|leave",
  "arrest|detain|seize|release|free|charge|catch|capture|nab|bust|pick up|at large|on the run",
  "die|dead|death|kill|alive|survive|survivor|rescue|save|fatality",
  "join|enter|adopt|switch over|switch|sign|keep away|stay away|stay out|withdraw|boycott|member",
  "deal|agree|agreement|accord|reach|reject|fail",
  "win|lose|beat|defeat|victory",
  "end|over|stop|finish|continue|resume|go on|expire",
  "cancel|call off|scrap|ditch|axe|shelve|drop|abandon|put off|postpone|delay|schedule|plan|take place|go ahead",
  "approve|adopt|pass|reject|vote|block|overturn|uphold",
  "find|recover|miss|discover|search|get back|give back|hand back",
  "home|return|back|come home|come back|go home|land|splash down|arrive|reach",
  "convict|acquit|guilty|sentence",
  "sell|buy|sale|acquire",
  "collapse|fall|bring down|come down|give way|crash|crumble",
  "strike|walk out",
  "elect|choose|vote",
  "flee|escape|leave|run away|get away",
  "rescue|save|trap",
  "fail|break|break down|give out|conk out|pack up|stop|malfunction",
  "hit|strike|ram|smash|crash|slam|collide|plough|run into",
  "demolish|tear down|knock down|pull down|flatten|destroy",
  "restore|fix|fix up|do up|repair|renovate|rebuild",
  "fund|pay|pay for|finance|bankroll",
  "steal|take|rob|nick|pinch|swipe|grab|snatch|make off|get away with",
  "dissent|oppose|against|disagree",
  "attend|show up|turn up|take part|absent|present|come|skip|stay away",
  "train|practise|practice",
  "belong|member|part",
  "get hurt|hurt|injure|injury|wound|harm|unhurt|unharmed|uninjured|unscathed|casualty",
  "allow|permit|ban|forbid|prohibit|legal|illegal|lawful|unlawful",
  "watch|look|see|view|visible",
  "ceasefire|truce|armistice",
  "safe|protect|danger|dangerous|harmful|ok|okay",
  "damage|destroy|intact|undamaged|unscathed|wreck|ruin",
  "rain|rainy|wet|dry|downpour|shower|drizzle",
  "apologize|apologise|apology|sorry|regret",
  "deny|admit|confess|plead",
  "score|goal|goalless|scoreless",
  "work|function|fail|break down|repair|fix",
].map((line) => new Set(line.split("|")));

const DEED_TAGS = new Set([
  "Verb",
  "Infinitive",
  "PastTense",
  "Gerund",
  "Participle",
  "Adjective",
  "Comparable",
]);
const isDeed = (tags: readonly string[]) => tags.some((tag) => DEED_TAGS.has(tag));
/** Words that ask, or that any sentence may hold. */
const NO_DEED = new Set(
  "be do have will would can could should may might must go get say still yet now ever really new any anyone anybody anything together alone else already fed".split(
    " ",
  ),
);
/** "Had told", "announced that": they say what is asked only where nothing else does. */
const SAYING = new Set("tell announce think claim know believe".split(" "));
/** When it was, or under which condition; what is said of it is taken for granted. */
const SIDE_CLAUSE = /\s(?:when|while|after|before|because|since|if|during|despite)\s.*$/u;
/** "Hold a referendum", "have lunch": the noun is what is done; what is held or taken without one may be anything. */
const LIGHT = new Set("have get do".split(" "));
const LIGHT_WITH_ARTICLE = new Set("have get do hold take make give go".split(" "));
const ARTICLE = /^(?:an?|any|no)$/u;
/** "Is it still on?", "Is the summit back on". */
const STILL_ON = /\b(?:still|back) (?:on|happening)\s*$/u;

/** Lists the infinitives of what a yes/no question in lower case says to be or to happen; its subject is none. */
export function deedsAsked(question: string): string[] {
  const bare = question.replace(/[\s?!.]+$/u, "");
  const main = deedsOfClause(bare.replace(SIDE_CLAUSE, ""));
  const deeds = main.length > 0 ? main : deedsOfClause(bare);
  return STILL_ON.test(bare) ? [...deeds, "take place"] : deeds;
}

function deedsOfClause(clause: string): string[] {
  const terms = tagTerms(clause).filter(({ word }) => word !== "");
  const subject = terms[1]?.tags.includes("Determiner") ? 2 : 1; // after "did", "can", "is"
  const light = terms.findIndex(
    ({ word }, at) =>
      at > subject &&
      LIGHT_WITH_ARTICLE.has(infinitiveOf(word)) &&
      ARTICLE.test(terms[at + 1]?.word ?? "") &&
      isThing(terms[at + 2]),
  );
  if (light >= 0) return [nounOf(terms.slice(light + 2))];
  const deedAt = (at: number) => at > subject && canBeDeed(terms, at);
  const first = terms.findIndex((_, at) => deedAt(at));
  const rest = terms.findIndex((_, at) => at > first && beginsPhrase(terms, at));
  const found = terms.slice(0, first < 0 || rest < 0 ? terms.length : rest).filter((_, at) => deedAt(at));
  const said = found.filter(({ word, tags }) => !tags.includes("Noun") || canStandFor(word, found));
  const pairs = terms.map(({ word }, at) => `${infinitiveOf(word)} ${terms[at + 1]?.word ?? ""}`);
  const words = said
    .flatMap(({ word }) => wordsOf(word))
    .map((word) => (SAYING.has(word) ? word : infinitiveOf(word)))
    .filter((word) => !PARTICLE.test(word) || isOfMatter(word));
  const all = [...new Set([...pairs.filter(isOfMatter), ...words])].filter((word) => !NO_DEED.has(word));
  const deeds = all.some((word) => !SAYING.has(word)) ? all.filter((word) => !SAYING.has(word)) : all;
  if (deeds.length > 0)
    return GET_BACK.test(clause) ? ["get back", ...deeds.filter((word) => word !== "back")] : deeds;
  const had = terms.findIndex(({ word }, at) => at > subject && LIGHT.has(infinitiveOf(word)));
  const object = had < 0 ? [] : terms.slice(had + 1).filter(({ tags }) => !tags.includes("Determiner"));
  return isThing(object[0]) ? [nounOf(object)] : [];
}

/** "Did they get the ring back". */
const GET_BACK = /\b(?:get|got|give|given?|bring|brought|hand(?:ed)?) .*\bback\b/u;
/** Words that the library does not know, but that say how something is or what is done. */
const BUILT = /(?:ous|ful|less|[ai]ble|ive|ed|ing)$/u;

/** Returns whether a noun says what is done beside verbs: "reach a deal", "sort out a truce", but not "survive the collapse". */
function canStandFor(noun: string, found: readonly TaggedTerm[]): boolean {
  const verbs = found.filter(({ tags }) => !tags.includes("Noun")).map(({ word }) => infinitiveOf(word));
  const own = infinitiveOf(noun);
  if (verbs.length === 0 || (isOfMatter(own) && !verbs.some(isOfMatter))) return true;
  return MATTERS.some((matter) => matter.has(own) && verbs.some((verb) => matter.has(verb)));
}

/** Returns whether a term says what is or what happens: a verb, what something is said to be, a word by which a matter is settled. */
function canBeDeed(terms: readonly TaggedTerm[], at: number): boolean {
  const { word, tags } = terms[at] as TaggedTerm;
  const infinitive = infinitiveOf(word);
  if (tags.includes("ProperNoun") || NO_DEED.has(infinitive)) return false;
  if (isOfMatter(infinitive)) return true;
  const known = [...lexiconTags(word), ...lexiconTags(infinitive)];
  const isDescribing = tags.includes("Adjective") && terms[at + 1]?.tags.includes("Noun") === true;
  return (
    (known.length > 0 || BUILT.test(word)) && !isDescribing && (isDeed(tags) || isDeed(lexiconTags(word)))
  );
}

/** "At the opening", "over the fire": with it what is said of the deed begins; in "call off the match" the word belongs to the verb. */
function beginsPhrase(terms: readonly TaggedTerm[], at: number): boolean {
  const { word, tags } = terms[at] as TaggedTerm;
  const isOfVerb = isOfMatter(`${infinitiveOf(terms[at - 1]?.word ?? "")} ${word}`);
  return !isOfVerb && at + 1 < terms.length && tags.includes("Preposition");
}

/** Returns whether a term is a common noun, or describes one that follows. */
function isThing(term: TaggedTerm | undefined): boolean {
  if (term === undefined || term.tags.includes("Pronoun") || term.tags.includes("ProperNoun")) return false;
  return term.tags.includes("Noun") || term.tags.includes("Adjective");
}

/** The last noun of the phrase that some terms begin with: "press conference" gives "conference". */
function nounOf(terms: readonly TaggedTerm[]): string {
  const end = terms.findIndex((term) => !isThing(term));
  const phrase = terms.slice(0, end < 0 ? terms.length : end);
  return infinitiveOf((phrase.findLast(({ tags }) => tags.includes("Noun")) ?? phrase.at(-1))?.word ?? "");
}

/** Deeds that undo or exclude each other. */
const OPPOSITES: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [
  ["open|reopen", "close|shut|closure"],
  ["cut|lower|reduce", "raise|rise|hike|increase"],
  ["cut|lower|reduce|raise|rise|hike|increase", "hold|keep|unchanged|unchange"],
  ["resign|step down|quit|retire|leave", "stay|remain"],
  ["arrest|detain|seize|charge|catch|capture", "release|free"],
  ["die|dead|death|kill", "alive|survive|live"],
  ["join|enter|sign", "withdraw|keep away|stay away|stay out|boycott"],
  ["win|beat|defeat|victory", "lose"],
  ["approve|adopt|pass", "reject|block|overturn"],
  ["convict|guilty|sentence", "acquit|clear"],
].map(([one = "", other = ""]) => [new Set(one.split("|")), new Set(other.split("|"))] as const);

/** Returns whether two deeds undo or exclude each other. */
function areOpposed(deed: string, word: string): boolean {
  return OPPOSITES.some(
    ([one, other]) => (one.has(deed) && other.has(word)) || (other.has(deed) && one.has(word)),
  );
}

/**
 * Returns whether a text says something of the matter of a word, and not its opposite alone: "put off" where "delayed" is asked about,
 * but not "lowered" where "raised" is.
 */
export function tellsOfMatter(word: string, text: string): boolean {
  const [verb = "", ...particles] = word.split(" ");
  const deed = [infinitiveOf(verb), ...particles].join(" ");
  const held = infinitivesIn(text);
  return MATTERS.some(
    (matter) => matter.has(deed) && [...matter].some((other) => held.has(other) && !areOpposed(deed, other)),
  );
}

/** Lists the words that say something of the matter of an infinitive, and not its opposite; two words stand for "lift off" and the like. */
export function matterOf(infinitive: string): string[] {
  return MATTERS.filter((matter) => matter.has(infinitive)).flatMap((matter) =>
    [...matter].filter((other) => !areOpposed(infinitive, other)),
  );
}

/** Returns whether one matter holds one of the deeds and one of the words of a text. */
function sharesMatter(deeds: readonly string[], held: ReadonlySet<string>): boolean {
  return MATTERS.some(
    (matter) => deeds.some((deed) => matter.has(deed)) && [...matter].some((word) => held.has(word)),
  );
}

const isOfMatter = (infinitive: string) => MATTERS.some((matter) => matter.has(infinitive));

/** What somebody pleads is not what a court found. */
const PLEA = /\b(?<verb>plead(?:s|ed|ing)?|pled) (?:not )?guilty\b/gu;

/** Lists the infinitives of the words of a text, the words themselves, and each with the word behind them: "put off". */
export function infinitivesIn(text: string): ReadonlySet<string> {
  const words = wordsOf(text.toLowerCase().replace(PLEA, "$<verb>")).flatMap((word) => word.split("-"));
  const infinitives = words.map(infinitiveOf);
  const pairs = infinitives.map((word, at) => `${word} ${words[at + 1] ?? ""}`);
  return new Set([...words, ...infinitives, ...pairs]);
}

/** Returns whether a text says what undoes or excludes a deed: "lowered" where "raised" is asked about. */
export function tellsOpposite(word: string, text: string): boolean {
  const deed = infinitiveOf(word);
  return [...infinitivesIn(text)].some((other) => areOpposed(deed, other));
}

/** Returns whether a text says something of deeds, in the same or in other words of their matter. */
export function holdsDeed(deeds: readonly string[], text: string): boolean {
  const held = infinitivesIn(text);
  return deeds.some((deed) => held.has(deed)) || sharesMatter(deeds, held);
}

/** What is said in many other words. */
const COMMON_DEEDS = new Set(
  "win send bring take give make put use hold keep leave start stop show find call hit run set turn pay want help let name call know".split(
    " ",
  ),
);

/** Returns whether an infinitive says little alone, or is said in many other words: "go", "bring". */
export function isPlainDeed(infinitive: string): boolean {
  return NO_DEED.has(infinitive) || COMMON_DEEDS.has(infinitive);
}

/** From here on a sentence says something of what is asked about, rather than something else of the same people. */
export const SETTLES = 0.6;

/**
 * Returns how far a sentence settles what is asked, 0 to 1: it says so itself (more if it denies it), in a related word, or says what
 * settles the same matter; less than `SETTLES` if it says none of it, 0.5 for a question that says nothing to be or to happen.
 */
export function settles(deeds: readonly string[], sentence: string, isNegative: boolean): number {
  if (deeds.length === 0) return 0.5;
  const held = infinitivesIn(sentence);
  const denied = isNegative ? 0.2 : 0;
  if (deeds.some((deed) => held.has(deed))) return 0.8 + denied;
  const plain = new Set([...held].filter((word) => !COMMON_DEEDS.has(word)));
  if (sharesMatter(deeds, plain) || deeds.some((deed) => isRelated(deed, plain))) return 0.7 + denied;
  if (sharesMatter(deeds, held)) return SETTLES + denied;
  return 0.3;
}

/** Returns whether words hold another form of a deed, or a word of the same event: "death" of "die". */
function isRelated(deed: string, held: ReadonlySet<string>): boolean {
  return relatedWords(deed).some((word) => held.has(word));
}

/** "Why did the bank raise its rate": up to the auxiliary. "Who bought the jewels", "how many jewels were stolen": up to the verb. */
const BEFORE_AUXILIARY =
  /^(?:why|when|where|how(?: \w+)?|what(?: (?!is\b|are\b|did\b|does\b|do\b|was\b|were\b|has\b|have\b|had\b)[\p{L}'-]+)?|which [\p{L}'-]+) (?=(?:did|does|was|were|has|have|had)\b)/iu;
const BEFORE_VERB =
  /^(?:who(?:m|se)?|how many [\p{L}'-]+)(?: (?:were|was|have|has|had)(?: been)?)? (?!(?:did|does|do|is|are|was|were|will|has|have|had|can)\b)/iu;

/** Returns the clause of a question with a question word that says what happened, as a yes/no question; null if there is none. */
function clauseAsked(question: string): string | null {
  const bare = question.replace(/[\s?!.]+$/u, "").toLowerCase();
  const auxiliary = BEFORE_AUXILIARY.exec(bare);
  const found = auxiliary ?? BEFORE_VERB.exec(bare);
  if (found === null) return null;
  const rest = bare.slice(found[0].length);
  return auxiliary === null ? `did they ${rest}` : rest;
}

/** Lists the infinitives of what a question with a question word says to have happened ("win" in "who won"); none, an empty list. */
export function deedsTakenForGranted(question: string): string[] {
  return deedsAsked(clauseAsked(question) ?? "").slice(0, 1);
}

/** Returns the verb of what a question with a question word takes for granted to have happened, as typed; null if it takes nothing so. */
export function deedTakenForGranted(question: string): string | null {
  const clause = clauseAsked(question);
  if (clause === null) return null;
  const [deed] = deedsAsked(clause);
  const typed = wordsOf(clause).find((word) => infinitiveOf(word) === deed);
  return typed === undefined || COMMON_DEEDS.has(deed ?? "") ? null : typed;
}

const PARTICLE = /^(?:off|up|over|out|down|away|back|in|on|through|into|for|rid|with)$/u;

/** Things that are said to die when they fail. */
const MACHINES =
  /\b(?:thruster|engine|motor|batter|server|computer|laptop|phone|car|sensor|camera|valve|pump|generator|satellite|rover|lander|probe|drone|network|reactor|light|heater|radio)(?:y|ies|s)?\b/iu;

/** Returns the verb of a question that says the same of its subject: "fail" where thrusters died. */
export function plainDeed(verb: string, question: string): string {
  return infinitiveOf(verb) === "die" && MACHINES.test(question.split(verb)[0] ?? "") ? "fail" : verb;
}

/** Returns a verb of a question with its particle, if it has one: "blast off", "fixing up". */
export function withParticle(verb: string, question: string): string {
  const words = wordsOf(question.toLowerCase());
  const next = words[words.indexOf(verb) + 1] ?? "";
  return PARTICLE.test(next) ? `${verb} ${next}` : verb;
}

/** "Why did Pope Francis resign": from the auxiliary on. */
const AFTER_WH =
  /^(?<asking>why|how|when|where) (?:did|does|do|was|were|has|have|had|will|is|are) (?<rest>.+)$/iu;
const CAPITALIZED = /\p{Lu}[\p{L}\p{N}'’-]*(?:\s+\p{Lu}[\p{L}\p{N}'’-]*)*/gu;
/** What happens to people alone, and once: an article about them that does not tell it of them knows nothing of it. */
const OF_PEOPLE = new Set("die resign retire quit marry divorce flee".split(" "));
/** Begins a sentence about whoever was named before. */
const ABOUT_THE_SAME = /^["“]?(?:He|She|They|His|Her|Their)\b/u;

/**
 * Returns whether a text tells the deed that a question takes for granted only of somebody else, or of nobody: it is asked why Francis
 * resigned, and it says that Benedict had. `names` are the stems of the names in the question; its subject must consist of them and of
 * titles.
 */
export function isDeedOfAnother(question: string, names: ReadonlySet<string>, text: string): boolean {
  const { asking = "", rest = "" } = AFTER_WH.exec(question.replace(/[\s?!.]+$/u, ""))?.groups ?? {};
  const words = wordsOf(rest);
  const canName = (word: string) => !isTitle(word) && (names.has(stemLightly(word)) || isUnknown(word));
  const length = words.findIndex((word) => !canName(word) && !isTitle(word));
  const verb = words[length];
  const own = new Set(words.slice(0, Math.max(0, length)).filter(canName).map(stemLightly));
  const isName = (word: string) => own.has(stemLightly(word));
  if (verb === undefined || own.size === 0 || !isDeed(lexiconTags(verb))) return false;
  const kind = nameKind(words.slice(0, length).join(" "));
  const isOfPeople = OF_PEOPLE.has(infinitiveOf(verb.toLowerCase()));
  if (kind !== "person" && !(isOfPeople && kind === "unknown")) return false; // companies go by other names
  const deed = new Set([verb, ...relatedWords(verb)].map((word) => infinitiveOf(word.toLowerCase())));
  const sentences = text.split(/(?<=[.!?]["”]?)\s+/u);
  if (isOfPeople && !isToldOf(isName, deed, sentences)) return true;
  if (kind !== "person" || !/^(?:why|how)$/i.test(asking)) return false;
  const doers = sentences.flatMap((sentence) => doersOf(deed, sentence));
  return doers.length > 0 && doers.every((doer) => doer !== null && !wordsOf(doer).some(isName));
}

/** Returns whether the library knows a word in no form, as most names. */
function isUnknown(word: string): boolean {
  const known = [word, infinitiveOf(word.toLowerCase()), stemLightly(word)];
  return known.every((form) => lexiconTags(form).length === 0) && !isFunctionWord(fold(word), "en");
}

/** Gives up an office in other words. */
const STEPS_DOWN =
  /\b(?:step|stand|stood)\p{Ll}* (?:down|aside)\b|\b(?:left|leaves?|leaving) (?:\p{L}+ )?(?:post|job|office|role)\b/iu;
const OFFICE = new Set(["resign", "retire", "quit"]);

/** Returns whether a sentence with the deed names one of the people, or goes on about them. */
function isToldOf(
  isName: (word: string) => boolean,
  deed: ReadonlySet<string>,
  sentences: readonly string[],
): boolean {
  const isNamed = (sentence: string) =>
    wordsOf(sentence).some((word) => [word, ...word.split(/[-–'’]/u)].some(isName));
  const isOffice = [...deed].some((word) => OFFICE.has(word));
  return sentences.some((sentence, at) => {
    const words = wordsOf(sentence.toLowerCase());
    const holds =
      words.some((word) => deed.has(infinitiveOf(word))) || (isOffice && STEPS_DOWN.test(sentence));
    if (!holds) return false;
    const before = sentences[at - 1];
    const goesOn = ABOUT_THE_SAME.test(sentence) && (before === undefined || isNamed(before));
    return goesOn || isNamed(sentence);
  });
}

/** The last name before each verb of a deed in a sentence; null where there is none. */
function doersOf(deed: ReadonlySet<string>, sentence: string): (string | null)[] {
  return [...sentence.matchAll(/\p{Ll}[\p{L}'’-]*/gu)]
    .filter(([word]) => deed.has(infinitiveOf(word)))
    .map(({ index }) => [...sentence.slice(0, index).matchAll(CAPITALIZED)].at(-1)?.[0] ?? null);
}
