// Finds the clause that asks in what people type: greetings, excuses, reasons and thanks around it go, and indirect questions become direct.
import { fold } from "../model/fold.js";
import {
  infinitiveOf,
  isCommonWord,
  isKnownName,
  lexiconTags,
  type TaggedTerm,
  tagTerms,
} from "./english.js";
import { isFunctionWord, isLightWord } from "./function-words.js";

/** Said before or after the question itself. */
const LEADING =
  /^(?:(?:so|and|but|ok|okay|well|hey|hi|hello|uhm+|um+|uh+|hmm+|yo|please|pls|plz|bot|dateline|guys|btw|also|actually|just|quick question|does (?:any(?:one|body)|some(?:one|body)) (?:here )?know|do (?:you|we) know|any(?:one|body) know|(?:can|could) (?:you|someone|anyone) (?:please )?tell (?:me|us)|tell me|i (?:was |am )?wonder(?:ing)?(?: if)?|i(?:'d| would) like to know|i want to know|remind me|what i want to know is)\b[\s,:;–—-]*)+/iu;
const KNOWS =
  "(?:(?:does|do|did|can|could|would) )?(?:any(?:one|body)|some(?:one|body)|you|u|ya)(?: (?:here|else|guys|all|lot))*(?: (?:happen to|please|pls))* (?:know|remember|recall|help(?: me| us)?(?: out)?|tell me|have (?:a |an |any )?(?:clue|idea)|got (?:a |an |any )?(?:clue|idea))";
const TRAILING = new RegExp(
  `(?:[\\s,.!?;:–—-]+(?:please|pls|plz|lol|lmao|haha|thanks(?: in advance| a lot| all| so much)?|thank you|thx|ty|cheers|though|tho|anyone|anybody|exactly|btw|guys|again|rn|fr|anyways?|any ideas?|any clues?|(?:i am |i'm |am )?just (?:curious|wondering|asking)|i wonder|asking for a friend|${KNOWS}))+$`,
  "iu",
);

/** "What sort of animal", "how big of a cut": the noun itself is asked for. */
const KIND_OF = /(?<asks>\b(?:what|which)) (?:sort|kind|type|manner)s? of (?:an? |the )?/iu;
const SIZE_OF = /(?<asks>\bhow \p{L}+) of (?=an? )/iu;

/**
 * Removes quotation marks, punctuation at the end, and what people say around a question, so that it reads the same however it was
 * typed; case is kept. A question of fillers alone is kept.
 */
export function bareQuestion(question: string): string {
  const text = question
    .normalize("NFC")
    .replaceAll("’", "'")
    .replace(/["“”„«»¿¡]/gu, " ")
    .replace(/[\s?!.…,;:]+$/u, "")
    .replace(/\s+/gu, " ")
    .trim();
  const bare = text
    .replace(LEADING, "")
    .replace(TRAILING, "")
    .replace(KIND_OF, "$<asks> ")
    .replace(SIZE_OF, "$<asks> ")
    .trim();
  return bare === "" ? text : bare;
}

const ASKING = "who|whom|whose|what|which|when|where|why|how";
const AUXILIARY =
  "is|are|was|were|do|does|did|has|have|had|will|would|can|could|shall|should|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|won't|may|might|must";
/** "Who", "by which", "did": how a direct question begins. */
const ASKS_DIRECTLY = new RegExp(
  `^(?:(?:so|and|but|or|ok|okay|well|then|now|like|um+|uh+|anyways?|also|just|by|in|to|from|with|for|at|on|of|until|since|under) )*(?:${ASKING}|${AUXILIARY})(?:'s|'re|'d|'ll)?(?![\\p{L}'])(?! be\\b)`,
  "iu",
);

/** People in a chat: whoever types, the others, nobody in particular. */
const CHAT_PEOPLE =
  "i|me|my|mine|myself|we|our|ours|you|your|yours|u|ya|y'all|yall|anyone|anybody|someone|somebody|everyone|everybody|folks|guys|peeps";
const OF_CHAT = new RegExp(`(?<![\\p{L}\\p{N}'])(?:${CHAT_PEOPLE})(?![\\p{L}\\p{N}])`, "iu");
/** "Can somebody", "do you": asks people of the chat for something. */
const REQUEST = new RegExp(
  `^(?:${AUXILIARY}) (?:any ?(?:one|body)|some ?(?:one|body)|(?:any|one|some) of (?:you|u|y'all)|you|u|ya|y'all|i|we)(?![\\p{L}\\p{N}])`,
  "iu",
);

/** Verbs, nouns and adjectives that take an indirect question: "know who", "curious when", "no clue why". */
const INQUIRY =
  "know|knows|knew|known|knowing|ask|asks|asked|asking|wonder|wonders|wondered|wondering|tell|tells|telling|told|explain|explains|explaining|remember|remembers|remembering|recall|recalls|remind|find out|finding out|found out|figure out|figuring out|work out|look up|looking up|check|checking|curious|interested|sure|unsure|certain|idea|clue|understand|understands|understanding|learn|hear|guess|settle|debate|debating|argue|arguing|discuss|discussing|disagree|disagreeing|question|problem|confirm|clarify|say|see|get|forget|forgot|forgotten|confused|puzzled|matters|thing";
/** What may stand between such a word and the indirect question: "explain to me please", "know for sure". */
const BETWEEN =
  "me|us|him|her|them|you|to|about|of|on|over|as|for|sure|exactly|really|actually|please|pls|plz|again|is|was|though|just|out|and|or";
const INDIRECT = new RegExp(
  `^(?<matrix>(?:.*?[^\\p{L}])??(?:${INQUIRY})(?:[,:]? (?:${BETWEEN}))*)[,:]? (?<clause>(?:(?:by|in|to|from|with|for|at|on|of|until|since|under|into) )?(?:${ASKING}|if|whether)(?:'s)?(?![\\p{L}]).*)$`,
  "iu",
);
/** What a statement of a chat reports: "I read that the mine shut", "my dad is convinced it was 2019". */
const REPORTS =
  /^.*?(?<![\p{L}'])(?:read|reading|heard|saw|seen|noticed|think|thinks|thought|believes?|says?|said|claims?|swears?|insists?|convinced|sure|told (?:me|us)|talking|know)(?: (?:that|about|how|on))? (?<said>.+)$/iu;

/** Greetings, thanks and excuses, and what a message itself is called. */
const SMALL_TALK = new Set(
  `hi hey heya hiya hello hallo howdy yo greetings morning afternoon evening night gm sup welcome
   sorry apologies apologize pardon excuse thanks thank thx ty tysm cheers appreciated appreciate please pls plz advance
   lol lmao haha hehe omg tbh ngl idk imo btw fyi anyway anyways
   question questions q thought thoughts topic channel thread post chat message server lurker newbie noob newcomer
   homework quiz trivia bet argument debate friend curious wondering curiosity random dumb stupid silly
   idea ideas clue clues help favor favour context background kidding joking nah nope wait nvm nevermind edit ps
   folks guys people peeps mates mate lads everyone everybody team bot dude bro fam locals experts`.split(
    /\s+/,
  ),
);

const WORD = /[\p{L}\p{N}]+(?:['.-][\p{L}\p{N}]+)*/gu;
/** Between two parts of a message: the end of a sentence, a comma, a dash, dots, or a word that joins a question to what is before it. */
const PARTS = new RegExp(
  `(?<=\\p{L}{3}["”)]?|[\\d%)])[.!?…]+\\s+|[!?…]+\\s+|\\.{2,}\\s*|[,;:]\\s+|\\s+[-–—]+\\s+|\\s+(?=(?:but|so|and|or|cuz|because) (?:(?:by|in|to|from|with|for|at|on|of) )?(?:${ASKING}|${AUXILIARY})(?![\\p{L}']))`,
  "giu",
);

/** A part of a message, and how it asks: "context" says something that the question may need, "chat" what it does not. */
interface Part {
  readonly start: number;
  readonly end: number;
  /** What of it is kept: the question itself, or the whole. */
  readonly text: string;
  readonly kind: "asks" | "context" | "chat";
  /** What was said before an indirect question, or is reported by a part of the chat; "" for nothing. */
  readonly said: string;
}

/**
 * Returns what is asked in an English message, without what people say around it: "hi all, my mum keeps asking which order he belongs
 * to, anyone know?" gives "which order does he belong to". What a question needs to be understood stays, and so does every statement
 * that is not about the chat; a message that holds no question is returned as it is.
 */
export function askingClause(message: string): string {
  const text = message
    .normalize("NFC")
    .replaceAll("’", "'")
    .replace(/\p{Extended_Pictographic}\uFE0F?|(?<!\S)[:;=8][-o]?[)(DPp](?!\S)/gu, " ")
    .trim();
  const parts = partsOf(text);
  const asking = parts.filter(({ kind }) => kind === "asks");
  if (asking.length === 0 || (parts.length === 1 && asking[0]?.text === text)) return message;
  const stands = asking.some((part) => standsAlone(part.text));
  const kept = parts.flatMap((part): Part[] => {
    if (part.kind !== "chat") return [part];
    return stands || !hasContent(part.said) ? [] : [{ ...part, text: part.said }];
  });
  if (!kept.some((part) => hasContent(part.text))) return message;
  const about = stands ? "" : thingsNamed(asking.map(({ said }) => said).join(" "));
  const joined = kept.reduce((sum, part, at) => {
    const before = kept[at - 1];
    if (before === undefined) return part.text;
    const isWhole = parts.indexOf(part) === parts.indexOf(before) + 1;
    const between = isWhole ? text.slice(before.end, part.start) : ", ";
    return `${sum}${between}${part.text}`;
  }, "");
  const end = /[?!.]*$/u.exec(joined)?.[0] ?? "";
  return about === "" ? joined : `${joined.slice(0, joined.length - end.length)} (${about})`;
}

function partsOf(text: string): Part[] {
  const breaks = [...text.matchAll(PARTS)].map(({ 0: found, index }) => [index, index + found.length]);
  const starts = [0, ...breaks.map(([, end = 0]) => end)];
  const ends = [...breaks.map(([start = 0]) => start), text.length];
  return starts
    .map((start, at) => ({ start, end: ends[at] ?? text.length }))
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)))
    .map(({ start, end }) => ({ start, end, ...readPart(text.slice(start, end).trim()) }));
}

function readPart(whole: string): Pick<Part, "text" | "kind" | "said"> {
  const part = withoutGreeting(whole);
  const { matrix = "", clause = "" } = INDIRECT.exec(part)?.groups ?? {};
  if (clause !== "" && isOfChat(matrix) && hasContent(clause))
    return { kind: "asks", text: direct(bareQuestion(clause)), said: matrix };
  if (ASKS_DIRECTLY.test(part) && !(REQUEST.test(part) && !hasContent(part)))
    return { kind: "asks", text: part, said: "" };
  const said = REPORTS.exec(part)?.groups?.["said"] ?? part;
  if (isSmallTalk(part) || !hasContent(part)) return { kind: "chat", text: part, said: "" };
  if (OF_CHAT.test(part)) return { kind: "chat", text: part, said };
  return { kind: "context", text: part, said: "" };
}

/** Removes greetings and other small talk in front of a question: "morning all who won". */
function withoutGreeting(part: string): string {
  const asks = new RegExp(
    `(?<![\\p{L}\\p{N}'])(?:(?:by|in|to|from|with|for|at|on|of) )?(?:${ASKING})(?![\\p{L}])`,
    "iu",
  ).exec(part);
  if (asks === null || asks.index === 0) return part;
  return isSmallTalk(part.slice(0, asks.index)) ? part.slice(asks.index) : part;
}

/** Returns whether what stands before an indirect question is about people of the chat, or begins with asking itself: "wondering". */
function isOfChat(matrix: string): boolean {
  if (OF_CHAT.test(matrix)) return true;
  const words = wordsIn(matrix).filter((word) => !isFunctionWord(word, "en"));
  return words.every((word) => SMALL_TALK.has(word) || new RegExp(`^(?:${INQUIRY})$`, "u").test(word));
}

function wordsIn(text: string): string[] {
  return (text.match(WORD) ?? []).map((word) => fold(word).replace(/'s$/u, ""));
}

/** Says nothing by itself: asking, knowing, helping. */
const EMPTY_VERBS = new RegExp(
  `^(?:${INQUIRY}|help|helps|need|needs|want|wants|love|like|please|happen)$`,
  "u",
);

const saysSomething = (word: string) =>
  !(isFunctionWord(word, "en") || isLightWord(word) || SMALL_TALK.has(word) || EMPTY_VERBS.test(word));

function hasContent(text: string): boolean {
  return wordsIn(text).some(saysSomething);
}

/** Most words of a part that is small talk. */
const MOST_SMALL_TALK = 9;

/** Returns whether a part greets, thanks, excuses itself or speaks of the message, and names nothing. */
function isSmallTalk(part: string): boolean {
  const words = wordsIn(part);
  if (words.length > MOST_SMALL_TALK || !words.some((word) => SMALL_TALK.has(word))) return false;
  const described = new Set(
    tagTerms(part)
      .filter((term) => hasTag(term, "Adverb", "Adjective"))
      .map(({ word }) => word),
  );
  return words.every(
    (word) =>
      SMALL_TALK.has(word) ||
      isFunctionWord(word, "en") ||
      described.has(word) ||
      (isCommonWord(word) && !isKnownName(word) && !/\p{N}/u.test(word)),
  );
}

/** Points at something that was named before. */
const POINTS_BACK =
  /(?<![\p{L}\p{N}'])(?:it|its|they|them|their|he|him|his|she|her|hers|that|this|those|these|there|one|ones)(?![\p{L}\p{N}])(?!\s+\p{L}+(?:'s)?\s+(?:is|was|that|who)\b)/iu;

/** Returns whether a question can be understood without what is said before it. */
function standsAlone(question: string): boolean {
  if (!hasContent(question)) return false;
  const pointing = POINTS_BACK.exec(question);
  if (pointing === null) return true;
  const before = wordsIn(question.slice(0, pointing.index)).filter(saysSomething);
  return before.some((word) => !isCommonWord(word));
}

/** "the brewery", "our old mine": a thing that was spoken of. */
const THING =
  /(?<![\p{L}\p{N}])(?:the|this|that|those|these|a|an) (?<thing>(?:[\p{L}\p{N}'-]+ ){0,3}?[\p{L}\p{N}'-]+)(?= (?:and|or|but|who|which|that|in|at|on|of|is|are|was|were|the|has|had)\b|[,.;]|$)/iu;

/** Lists the names, and the first thing, that are spoken of before an indirect question which points back at them. */
function thingsNamed(said: string): string {
  const thing = THING.exec(said)?.groups?.["thing"] ?? "";
  const words = new Set(thing.split(" ").filter((word) => saysSomething(fold(word))));
  const names = (said.replace(/(?<!\p{L})(?:my|our|your) \S+/giu, " ").match(WORD) ?? []).filter(
    (word) => saysSomething(fold(word)) && lexiconTags(word.toLowerCase()).length === 0,
  );
  return [...new Set([...names, ...words])].join(" ");
}

const hasTag = (term: TaggedTerm | undefined, ...tags: readonly string[]) =>
  tags.some((tag) => term?.tags.includes(tag) === true);
const isAuxiliary = (term: TaggedTerm | undefined) =>
  term !== undefined && new RegExp(`^(?:${AUXILIARY})$`, "u").test(term.word);

/** Words of the longest subject that an indirect question is turned around. */
const MOST_SUBJECT = 7;

/** Turns an indirect question into a direct one: "how long he stayed" into "how long did he stay", "if it flew" into "did it fly". */
function direct(clause: string): string {
  const words = clause.split(/\s+/u);
  const terms = tagTerms(clause).filter(({ word }) => word !== "");
  if (terms.length !== words.length) return clause;
  const isYesNo = /^(?:if|whether)$/iu.test(words[0] ?? "");
  const from = isYesNo ? 0 : endOfAsking(terms);
  const subject = isYesNo ? 1 : from;
  const first = terms[subject];
  if (first === undefined || (!isYesNo && (isAuxiliary(first) || hasTag(first, "Verb")))) return clause;
  const at = finiteVerb(terms, subject);
  if (at < 0 || at - subject > MOST_SUBJECT) return isYesNo ? `did ${words.slice(1).join(" ")}` : clause;
  const verb = words[at] ?? "";
  const asking = words.slice(0, from);
  const before = words.slice(subject, at);
  const after = words.slice(at + 1);
  if (isAuxiliary(terms[at])) return [...asking, verb, ...before, ...after].join(" ");
  const does = hasTag(terms[at], "PastTense") ? "did" : /s$/u.test(verb) ? "does" : "do";
  return [...asking, does, ...before, infinitiveOf(verb.toLowerCase()), ...after].join(" ");
}

/** Returns the place of the verb behind a subject; -1 for none. An auxiliary decides: "the fed has". */
function finiteVerb(terms: readonly TaggedTerm[], subject: number): number {
  const find = (isVerb: (term: TaggedTerm, place: number) => boolean) =>
    terms.findIndex((term, place) => place > subject && isVerb(term, place));
  const auxiliary = find(isAuxiliary);
  const tagged = find((term) => hasTag(term, "PastTense", "PresentTense") && hasTag(term, "Verb"));
  const likely = find(({ word }, place) => {
    const infinitive = infinitiveOf(word);
    const isVerb = infinitive !== word && lexiconTags(infinitive).includes("Infinitive");
    return isVerb && !hasTag(terms[place - 1], "Determiner", "Adjective", "Preposition");
  });
  const verb = tagged < 0 ? likely : tagged;
  return auxiliary >= 0 && (verb < 0 || auxiliary <= verb + 1) ? auxiliary : verb;
}

/** Returns how many words ask: "who", "how long", "under which flag", "how many people". */
function endOfAsking(terms: readonly TaggedTerm[]): number {
  const asks = new RegExp(`^(?:${ASKING})$`, "u");
  const start = terms.findIndex(({ word }) => asks.test(word));
  let end = start + 1;
  const word = terms[start]?.word;
  if (word === "how" && hasTag(terms[end], "Adjective", "Adverb", "Comparable", "Value")) end += 1;
  const counts =
    word === "which" ||
    word === "what" ||
    word === "whose" ||
    /^(?:many|much|few)$/u.test(terms[end - 1]?.word ?? "");
  const isNominal = (term: TaggedTerm | undefined) =>
    hasTag(term, "Noun", "Adjective") && !hasTag(term, "Pronoun", "Determiner", "ProperNoun", "Possessive");
  const next = terms[end];
  const isVerbForm = next !== undefined && infinitiveOf(next.word) !== next.word;
  if ((word === "which" || word === "whose") && next !== undefined && !isAuxiliary(next) && !isVerbForm)
    end += 1;
  while (counts && isNominal(terms[end]) && !isAuxiliary(terms[end])) end += 1;
  return end;
}
