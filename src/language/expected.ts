// Tells a report of what happened from what is only expected of it: plans and their denials, hopes, forecasts, conditions.

import { lexiconTags } from "./english.js";
import { holdsDeed, infinitivesIn } from "./settles.js";
import { stemLightly, wordsOf } from "./words.js";

/** Says of a clause that what it tells is to come, is hoped for or feared, or was foretold. */
const EXPECTED = new RegExp(
  [
    "will|won['’]t|(?:i|we|you|s?he|they|it)['’]ll|would(?:n['’]t)?|shall|could|might|may(?= \\p{Ll})|(?:is|are|was|were|['’]s|['’]re) to(?= (?:be )?\\p{Ll})",
    "expect\\p{Ll}*|(?:un)?likely|predict\\p{Ll}*|forecast\\p{Ll}*|foretold|projected|poised|favou?rites?|favou?red|front-?runners?",
    "odds|bookmakers|betting|bet|polls?|polling|pollsters|tipped|set (?:to|for)|(?:is|are|was|were) due (?:to|on|at|for|in)",
    "about to|going to|ready to|yet to|scheduled|slated|plans? (?:to|for)|no plans?|planned|planning|hop(?:es?|ed|ing)",
    "(?:intend|aim|seek|vow|promis|threaten|agree|offer|attempt|want|expect)\\p{Ll}* to|tr(?:y|ies|ied|ying) to|prepar\\p{Ll}+",
    "urge[ds]?|demand(?:s|ed|ing)?|call(?:s|ed|ing)? (?:for|on)|(?:voted?|votes|voting|push\\p{Ll}*) for an?|want(?:s|ed)? an?|if|unless|whether|upcoming|tomorrow|next (?:week|weekend|month|year)",
    "announc\\p{Ll}+ (?:a|an|the|another|his|her|their|its) (?:\\p{L}+ )?(?:meeting|summit|talks|visit|launch|plan)",
  ]
    .map((words) => `(?<!\\p{L})(?:${words})(?!\\p{L})`)
    .join("|"),
  "iu",
);

/** Where one statement of a sentence ends and the next begins. */
const CLAUSES =
  /[,;:()—–]\s|(?<=[.!?]["”]?)\s|\s(?:and|but)\s(?=\p{Ll})|\s(?:while|after|before|when|who|which|because|so|though|although)\s|\s(?=(?:that|if|unless|whether)\s)/u;

/** "Had offered to resign and the minister had refused": what was hoped for or planned was answered, or given up. */
const ANSWERED =
  /\b(?:(?:was|were|been|had|has|have|but|and|who|which|he|she|they|it) (?:been |then |later )?(?:refused|rejected|declined|accepted|granted|denied|cancel+ed|abandoned|turned (?:it |them |him |her )?down|called (?:it )?off)|did not (?:take place|happen|go ahead))\b/iu;

/** Before "to win", this tells of what happened. */
const DONE_TO =
  /\b(?:refus|fail|declin|manag|continu|began|went on|came|us(?:ed)|forc|chos|decid|vot|return|allow|help)\p{Ll}* to$/iu;

/**
 * Returns whether sentences speak of a deed only as of something to come: all of their clauses that hold it, or else its matter, expect,
 * plan or predict it, or say that it is not planned. The deeds are infinitives, `asking` the stems of the question, which count where it names no deed.
 * Sentences that say nothing of it give false.
 */
export function isOnlyExpected(
  deeds: readonly string[],
  asking: ReadonlySet<string>,
  sentences: string,
): boolean {
  if (deeds.some((deed) => LEANS.has(deed)) || [...asking].some((stem) => LEANS.has(stem))) return false;
  if (ANSWERED.test(sentences)) return false;
  const clauses = clausesOf(sentences);
  const own = clauses.filter((clause) => deeds.some((deed) => infinitivesIn(clause).has(deed)));
  const told = own.length > 0 ? own : clauses.filter((clause) => holdsIt(deeds, asking, clause));
  return told.length > 0 && told.every((clause) => EXPECTED.test(clause) || isToCome(deeds, clause));
}

/** Questions that ask for what was planned, said or wanted themselves. */
const LEANS = new Set(
  "say said would will could should might plan agree promise promis want hope expect intend offer threaten predict consider schedule schedul postpone delay cancel announce announc".split(
    " ",
  ),
);

/** Parts sentences into clauses; "would stay and come home" is one. */
function clausesOf(sentences: string): string[] {
  const clauses: string[] = [];
  for (const clause of sentences.split(CLAUSES)) {
    const first = /^\p{Ll}+/u.exec(clause)?.[0];
    const goesOn = first !== undefined && lexiconTags(first).includes("Infinitive");
    if (goesOn && clauses.length > 0) clauses.push(`${clauses.pop()} and ${clause}`);
    else clauses.push(clause);
  }
  return clauses;
}

function holdsIt(deeds: readonly string[], asking: ReadonlySet<string>, clause: string): boolean {
  if (deeds.length > 0) return holdsDeed(deeds, clause);
  return wordsOf(clause).some((word) => /^\p{Ll}/u.test(word) && asking.has(stemLightly(word)));
}

/** "Trump and Putin to meet in Alaska". */
function isToCome(deeds: readonly string[], clause: string): boolean {
  return [...clause.matchAll(/\bto (?:be )?(\p{Ll}+)/gu)].some(
    ({ 1: word = "", index }) => holdsDeed(deeds, word) && !DONE_TO.test(clause.slice(0, index + 2)),
  );
}

/** Titles of articles that look ahead to a contest. */
const FORETELLS =
  /\b(?:predict\p{Ll}*|odds|picks|previews?|forecasts?|favou?rites?|contenders?|front-?runners?|who will|who should|(?:how|where|when) to (?:watch|vote)|what to (?:know|watch|expect)|polls?|bett?ing|ahead of|projections?|could win)\b/iu;
const CONTESTS = new Set("win lose beat defeat elect take".split(" "));

/** Returns whether a title announces an article that foretells how a contest will end, which is what the deeds are about. */
export function foretellsContest(deeds: readonly string[], title: string): boolean {
  return deeds.some((deed) => CONTESTS.has(deed)) && FORETELLS.test(title);
}
