// Yes or no: what a question says to be or to happen ("resign", "open"), and how far a sentence settles it.

import { infinitiveOf, lexiconTags, tagTerms } from "./english.js";
import { wordsOf } from "./words.js";

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

const isOfMatter = (infinitive: string) => MATTERS.some((matter) => matter.has(infinitive));

/**
 * Returns how far a sentence settles what is asked, 0 to 1: it says so itself (more if it denies it), or says what settles the same
 * matter; 0.5 for a question that says nothing to be or to happen.
 */
export function settles(deeds: readonly string[], sentence: string, isNegative: boolean): number {
  if (deeds.length === 0) return 0.5;
  const words = wordsOf(sentence.toLowerCase()).flatMap((word) => word.split("-"));
  const said = words.map(infinitiveOf);
  const held = new Set([...said, ...said.map((word, at) => `${word} ${words[at + 1] ?? ""}`)]);
  const denied = isNegative ? 0.2 : 0;
  if (deeds.some((deed) => held.has(deed))) return 0.8 + denied;
  const isSettled = MATTERS.some(
    (matter) => deeds.some((deed) => matter.has(deed)) && [...matter].some((word) => held.has(word)),
  );
  return (isSettled ? 0.7 : 0.3) + denied / 2;
}
