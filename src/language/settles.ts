// Yes or no: what a question says to be or to happen ("resign", "open"), and how far a sentence settles it.

import { infinitiveOf, isTitle, lexiconTags, nameKind, tagTerms } from "./english.js";
import { relatedWords } from "./word-forms.js";
import { stemLightly, wordsOf } from "./words.js";

/** Words by which one matter is settled either way, as infinitives; two words stand for "lift off" and the like. */
const MATTERS: readonly ReadonlySet<string>[] = [
  "open|reopen|close|shut|closure",
  "meet|talk|sit down",
  "launch|lift off|set off|take off|blast off|start",
  "cut|lower|reduce|raise|rise|hike|increase|hold|keep|unchanged|unchange",
  "fire|dismiss|sack|oust|remove|demote",
  "resign|step down|quit|retire|stay|remain|leave",
  "arrest|detain|seize|release|free|charge",
  "die|dead|death|kill|alive|survive|live",
  "join|enter|sign|keep away|stay away|stay out|withdraw|boycott|member",
  "deal|agree|agreement|accord|reach|reject|fail",
  "win|lose|beat|defeat|victory",
  "end|over|stop|finish|continue|resume|go on|last|expire",
  "cancel|call off|put off|postpone|delay|schedule|plan|take place",
  "approve|adopt|pass|reject|vote|block|overturn|uphold",
  "find|recover|miss|discover|search",
  "home|return|come back|come home|back|land|splash down|arrive|reach",
  "convict|acquit|guilty|sentence|clear",
  "sell|buy|sale|acquire",
  "collapse|fall|bring down|come down|give way|crash|crumble",
  "strike|walk out",
  "rescue|save|trap",
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

/** Returns whether a text says something of the matter of a word: "put off" where "delayed" is asked about. */
export function tellsOfMatter(word: string, text: string): boolean {
  const deed = infinitiveOf(word);
  return isOfMatter(deed) && sharesMatter([deed], infinitivesIn(text));
}

/** Returns whether one matter holds one of the deeds and one of the words of a text. */
function sharesMatter(deeds: readonly string[], held: ReadonlySet<string>): boolean {
  return MATTERS.some(
    (matter) => deeds.some((deed) => matter.has(deed)) && [...matter].some((word) => held.has(word)),
  );
}

const isOfMatter = (infinitive: string) => MATTERS.some((matter) => matter.has(infinitive));

/** The infinitives of the words of a text, alone and with the word behind them: "put off". */
function infinitivesIn(text: string): ReadonlySet<string> {
  const words = wordsOf(text.toLowerCase()).flatMap((word) => word.split("-"));
  const said = words.map(infinitiveOf);
  return new Set([...said, ...said.map((word, at) => `${word} ${words[at + 1] ?? ""}`)]);
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
  return (isSettled ? 0.7 : 0.3) + denied / 2;
}

/** What is said in many other words. */
const COMMON_DEEDS = new Set(
  "win send bring take give make put use hold keep leave start stop show find call hit run set turn pay want help let name call know".split(
    " ",
  ),
);

/** "Why did the bank raise its rate": up to the auxiliary. "Who bought the jewels", "how many jewels were stolen": up to the verb. */
const BEFORE_AUXILIARY = /^(?:why|when|where|how(?: \w+)?) (?=(?:did|does|was|were|has|have|had)\b)/iu;
const BEFORE_VERB =
  /^(?:who(?:m|se)?|how many [\p{L}'-]+)(?: (?:were|was|have|has|had)(?: been)?)? (?!(?:did|does|do|is|are|was|were|will|has|have|had|can)\b)/iu;

/** Returns the verb of what a question with a question word takes for granted to have happened, as typed; null if it takes nothing so. */
export function deedTakenForGranted(question: string): string | null {
  const bare = question.replace(/[\s?!.]+$/u, "").toLowerCase();
  const auxiliary = BEFORE_AUXILIARY.exec(bare);
  const found = auxiliary ?? BEFORE_VERB.exec(bare);
  if (found === null) return null;
  const rest = bare.slice(found[0].length);
  const clause = auxiliary === null ? `did they ${rest}` : rest;
  const [deed] = deedsAsked(clause);
  const typed = wordsOf(clause).find((word) => infinitiveOf(word) === deed);
  return typed === undefined || COMMON_DEEDS.has(deed ?? "") ? null : typed;
}

/** "Why did Pope Francis resign": from the auxiliary on. */
const AFTER_WH = /^(?:why|how) (?:did|does|do|was|were|has|have|had|will|is|are) (?<rest>.+)$/iu;
const CAPITALIZED = /\p{Lu}[\p{L}\p{N}'’-]*(?:\s+\p{Lu}[\p{L}\p{N}'’-]*)*/gu;

/**
 * Returns whether a passage tells the deed that a question takes for granted only of somebody else: it is asked why Francis resigned,
 * and it says that Benedict had. `names` are the stems of the names in the question; its subject must consist of them and of titles.
 */
export function isDeedOfAnother(question: string, names: ReadonlySet<string>, passage: string): boolean {
  const rest = AFTER_WH.exec(question.replace(/[\s?!.]+$/u, ""))?.groups?.["rest"] ?? "";
  const words = wordsOf(rest);
  const isName = (word: string) => names.has(stemLightly(word)) && !isTitle(word);
  const length = words.findIndex((word) => !isName(word) && !isTitle(word));
  const verb = words[length];
  if (verb === undefined || !words.slice(0, length).some(isName) || !isDeed(lexiconTags(verb))) return false;
  if (nameKind(words.slice(0, length).join(" ")) !== "person") return false; // companies go by other names
  const deed = new Set([verb, ...relatedWords(verb)].map((word) => infinitiveOf(word.toLowerCase())));
  const doers = passage.split(/(?<=[.!?])\s+/u).flatMap((sentence) => doersOf(deed, sentence));
  return doers.length > 0 && doers.every((doer) => doer !== null && !wordsOf(doer).some(isName));
}

/** The last name before each verb of a deed in a sentence; null where there is none. */
function doersOf(deed: ReadonlySet<string>, sentence: string): (string | null)[] {
  return [...sentence.matchAll(/\p{Ll}[\p{L}'’-]*/gu)]
    .filter(([word]) => deed.has(infinitiveOf(word)))
    .map(({ index }) => [...sentence.slice(0, index).matchAll(CAPITALIZED)].at(-1)?.[0] ?? null);
}
