// Yes or no: what a question says to be or to happen ("resign", "open"), and how far a sentence settles it.

import { fold } from "../model/fold.js";
import { infinitiveOf, isTitle, lexiconTags, nameKind, tagTerms } from "./english.js";
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
  "resign|step down|quit|retire|stay|remain|leave",
  "arrest|detain|seize|release|free|charge|catch|capture|nab|bust|pick up",
  "die|dead|death|kill|alive|survive|live",
  "join|enter|adopt|switch over|switch|sign|keep away|stay away|stay out|withdraw|boycott|member",
  "deal|agree|agreement|accord|reach|reject|fail",
  "win|lose|beat|defeat|victory",
  "end|over|stop|finish|continue|resume|go on|last|expire",
  "cancel|call off|scrap|ditch|axe|shelve|drop|abandon|put off|postpone|delay|schedule|plan|take place",
  "approve|adopt|pass|reject|vote|block|overturn|uphold",
  "find|recover|miss|discover|search",
  "home|return|come back|come home|back|land|splash down|arrive|reach",
  "convict|acquit|guilty|sentence|clear",
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
  "attend|show up|turn up|take part|absent|present|come",
  "train|practise|practice",
  "belong|member|part",
  "get hurt|hurt|injure|wound|harm",
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
  "be do have will would can could should may might must go get say still yet now ever really new".split(" "),
);

/** Lists the infinitives of what a yes/no question in lower case says to be or to happen; its subject is none. */
export function deedsAsked(question: string): string[] {
  const terms = tagTerms(question).filter(({ word }) => word !== "");
  const subject = terms[1]?.tags.includes("Determiner") ? 2 : 1; // after "did", "can", "is"
  const said = terms.filter(
    ({ word, tags }, at) =>
      at > subject &&
      !tags.includes("ProperNoun") &&
      (isDeed(tags) || isDeed(lexiconTags(word)) || isOfMatter(infinitiveOf(word))),
  );
  const deeds = said.flatMap(({ word }) => wordsOf(word)).map(infinitiveOf);
  return [...new Set(deeds)].filter((word) => !NO_DEED.has(word));
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

/** Lists the infinitives of the words of a text, the words themselves, and each with the word behind them: "put off". */
export function infinitivesIn(text: string): ReadonlySet<string> {
  const words = wordsOf(text.toLowerCase()).flatMap((word) => word.split("-"));
  const said = words.map(infinitiveOf);
  return new Set([...words, ...said, ...said.map((word, at) => `${word} ${words[at + 1] ?? ""}`)]);
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

/**
 * Returns how far a sentence settles what is asked, 0 to 1: it says so itself (more if it denies it), or says what settles the same
 * matter; 0.5 for a question that says nothing to be or to happen.
 */
export function settles(deeds: readonly string[], sentence: string, isNegative: boolean): number {
  if (deeds.length === 0) return 0.5;
  const held = infinitivesIn(sentence);
  const denied = isNegative ? 0.2 : 0;
  if (deeds.some((deed) => held.has(deed))) return 0.8 + denied;
  const isSettled = sharesMatter(deeds, held);
  if (isSettled) return isNegative ? 0.9 : 0.7;
  return 0.3 + denied / 2;
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
