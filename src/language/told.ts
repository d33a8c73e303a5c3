// What a question says besides what it asks for, in all words that say so, and how far a sentence tells it.

import { fold } from "../model/fold.js";
import { infinitiveOf, isCommonWord, lexiconTags, tagTerms } from "./english.js";
import { isFunctionWord, isLightWord } from "./function-words.js";
import { isPlainDeed, matterOf } from "./settles.js";
import { relatedWords } from "./word-forms.js";
import { stemLightly, wordsOf } from "./words.js";

/** A deed or a thing of a question. */
export interface Said {
  /** The words that say it, each a few infinitives or nouns in this order: "step down"; its own first. */
  readonly ways: readonly (readonly string[])[];
  /** True for what is said to have happened, false for things and for what only describes them. */
  readonly isDeed: boolean;
}

/**
 * What people of the news do, in the words in which they are asked about it (before ">") and in further ones in which it is reported;
 * compiled for this project. Between two words of a phrase others may stand: "on the way", "gave up her post".
 */
const DEEDS = `
  headed|heading|head for|head to|bound for|go next|going next|destination > leave for|way to|way from to|en route|make for|sail for|fly to|fly on|travel to|set out for
  pick up|collect|gather|scoop|drill|dig > take sample|fetch|retrieve|samples from
  burn|burn down|fire|blaze|go up in flames > flames|set alight|fire destroy
  get in|get into|break in|break into > enter|climb|force way|gain entry|go in|way in|let in
  get out|pull out|get free > pull free|free|rescue|recover|salvage
  get away|get off|run off|drive off|run away|escape > flee|make off|getaway|ride off
  in charge|charge of|at helm|be running|runs|ran > preside|lead|run|direct|command|oversee|chair
  idea|suggest|suggestion|propose|proposal|come up with > initiative|brainchild
  show up|turn up|attend|absent|stay away|not come > miss|skip|keep away|come to|take part|stay on ground
  weigh|weight|heavy > gram|grams|kilo|kilos|kilograms|tonne|tonnes|pounds
  cost|pay for|worth|value > price|pay|come to|put at|bill|valued
  quit|resign|step down|stand down|step aside|give up post|walk out|retire|bow out > leave office|leave post|resignation|give up
  scrap|cancel|call off|abandon|shelve|axe|ditch > drop|cancellation|not take place|not feel right
  fire|dismiss|sack|oust|let go|lay off > lose job|job go|remove|demote|redundant
  catch|arrest|detain|nab|bust > capture|seize|custody|pick up
  hurt|injure|wound > injury|break leg|break arm|break wrist|hospital|harm
  die|dead|death|kill > lose life|perish|fatal
  get around|get about|travel round > drive|ride|travel|tour|carry
  stay in touch|keep in touch|in touch|in contact|stay in contact|communicate > contact|signals|signal|relay|transmit|send picture|radio|by way of satellite
  win|end up with|get prize|award|take home prize > go to|receive|land prize|bag
  say no|no to|vote against|dissent|oppose|disagree|against > reject|refuse|turn down|decline
  come down|land|touch down|set down|splash down > landing
  take off|lift off|blast off|launch|set off|go up > fly up|carry into space|start
  come home|come back|get home|get back|fly home|ride home|travel home|go home|return > travel back|back on|back in|way back
  bring home|bring back|take home > carry back|return
  stand in|stand in for|fill in|step in > deputise|replace
  on show|on display|exhibit > display|show
  spot|notice|catch on camera|see > film|camera|cover|watch
  shut|close|block > shut down|closure
  build|put up|erect|construct > made|set up
  score > put ahead|goal|make it
  save|stop > keep out|block
  play|left out|not play > leave out|line-up|bench
  own|belong to|owner > lend
  break down|give up|conk out > fail|out of order|stop work|malfunction
  found|establish|set up > create
  pick|choose|elect|select > vote|take part
  succeed|take over|replace > follow|successor
  buy|acquire|purchase > take over|bid
  apply|ask to join > request
  speak for|speaks for > spokesman|spokeswoman|spokesperson
  talk|speak|on phone|phone > telephone|conversation|call
  short on|short of|lack|run out > less than|less data|fewer|do without|shortage
  trust > safe|uncertainty|doubt|risk|danger|confident
  fix|repair|restore > rebuild|restoration
  wear|dress|dressed > clothes|suit|outfit|uniform|shirt
  steal|rob|nick|grab|loot > take|thief|make off with
  watch|spectators|crowd|fans > attend|stands
  beat|defeat|knock out > win against|lose to
  lit|light > ignite|kindle
  marry|wed > wedding`
  .trim()
  .split("\n")
  .map((line) => {
    const [asked = [], further = []] = line.split(" > ").map((ways) =>
      ways
        .trim()
        .split("|")
        .map((way) => way.split(" ")),
    );
    return { asked, ways: [...asked, ...further] };
  });

/** Words between two words of a phrase at most. */
const GAP = 4;

/** Returns whether the words of a way stand in a text, in this order and near each other. */
function holdsWay(way: readonly string[], words: readonly Word[]): boolean {
  return placeOfWay(way, words) >= 0;
}

/** Returns the place of the first word of a way in a text; -1 where it does not hold it. */
function placeOfWay(way: readonly string[], words: readonly Word[]): number {
  const [first, ...rest] = way;
  return words.findIndex((word, at) => {
    if (!isSame(word, first as string)) return false;
    let from = at + 1;
    for (const next of rest) {
      const found = words.slice(from, from + GAP + 1).findIndex((other) => isSame(other, next));
      if (found < 0) return false;
      from += found + 1;
    }
    return true;
  });
}

interface Word {
  readonly word: string;
  readonly infinitive: string;
  readonly stem: string;
}

const isSame = ({ word, infinitive, stem }: Word, way: string) =>
  word === way || infinitive === way || stem === way;

function readWords(text: string): Word[] {
  return wordsOf(text.toLowerCase())
    .flatMap((word) => word.replace(/['’]s$/u, "").split("-"))
    .map((word) => ({ word, infinitive: infinitiveOf(word), stem: stemLightly(word) }));
}

const SKIPPED = new Set(
  "Pronoun Determiner Preposition Conjunction Auxiliary Copula QuestionWord Modal Value Date".split(" "),
);

/** Lists what an English question in lower case says besides the noun that it asks for; names are left out, since articles go on with "he". */
export function readSaid(question: string, noun: readonly string[]): Said[] {
  const words = readWords(question);
  const found = deedsIn(words);
  const known = new Set(found.flatMap(({ known: own }) => own));
  const said: (Said & { readonly at: number })[] = found.map(({ ways, at }) => ({ ways, isDeed: true, at }));
  const terms = tagTerms(question);
  const auxiliary = terms.findIndex(({ word }) => /^(?:did|does|do|will|would)/u.test(word));
  for (const [place, { word, tags }] of terms.entries()) {
    const plain = fold(word).replace(/['’]s?$/u, "");
    const infinitive = infinitiveOf(plain);
    if (plain.length < 3 || known.has(plain) || known.has(infinitive) || noun.includes(stemLightly(plain)))
      continue;
    if (tags.some((tag) => SKIPPED.has(tag)) || isFunctionWord(plain, "en") || isLightWord(plain)) continue;
    if (!isCommonWord(infinitive) || isName(tags, plain) || NAMES.has(plain)) continue;
    const isAfterThe = terms[place - 1]?.tags.includes("Determiner") === true;
    const canBeDeed = lexiconTags(plain).includes("Infinitive") || matterOf(infinitive).length > 0;
    const isBare = auxiliary >= 0 && place > auxiliary && !isAfterThe && canBeDeed;
    const isThing = NEXT_ONE.test(question.slice(0, Math.max(0, question.indexOf(plain))));
    const isDeed = (tags.includes("Verb") || isBare) && !isThing && !isPlainDeed(infinitive);
    if (!isDeed && !isThing && !tags.includes("Noun")) continue;
    const forms = [plain, infinitive, ...relatedWords(plain), ...(isDeed ? matterOf(infinitive) : [])];
    const at = words.findIndex((other) => fold(other.word) === plain);
    said.push({ ways: [...new Set(forms)].map((form) => form.split(" ")), isDeed, at });
  }
  return said.sort((one, other) => one.at - other.at).map(({ ways, isDeed }) => ({ ways, isDeed }));
}

/** Finds the deeds of the list in a question, by place; of two that begin with the same word, a phrase counts before a word. */
function deedsIn(words: readonly Word[]) {
  const found = DEEDS.flatMap(({ asked, ways }) => {
    const held = asked.filter((way) => holdsWay(way, words)).sort((one, other) => other.length - one.length);
    const [longest] = held;
    return longest === undefined
      ? []
      : { ways, at: placeOfWay(longest, words), length: longest.length, known: held.flat() };
  });
  const places = [...new Set(found.map(({ at }) => at))];
  return places.map((at) => {
    const own = found.filter((one) => one.at === at);
    const most = Math.max(...own.map(({ length }) => length));
    const best = own.filter(({ length }) => length === most);
    return { at, ways: best.flatMap(({ ways }) => ways), known: own.flatMap(({ known }) => known) };
  });
}

/** Before "meeting" in "the next board meeting". */
const NEXT_ONE = /\b(?:next|last|upcoming|latest) (?:\S+ ){0,2}$/u;

/** Short names that read as common words: the Federal Reserve. */
const NAMES = new Set(["fed", "feds"]);

const isName = (tags: readonly string[], word: string) =>
  tags.includes("ProperNoun") ||
  lexiconTags(word).some((tag) =>
    /Name$|Place|Country|City|Region|Organization|Demonym|Month|WeekDay/u.test(tag),
  );

/** How much the first deed, another deed and a thing count. */
const WEIGHT = { first: 1, deed: 0.4, thing: 0.3 } as const;

/** Returns how far a text tells what a question says, 0..1; 1 for one that says nothing besides names. */
export function sharesTold(said: readonly Said[], text: string): number {
  if (said.length === 0) return 1;
  const words = readWords(text);
  const first = said.findIndex(({ isDeed }) => isDeed);
  let [all, held] = [0, 0];
  for (const [at, { ways, isDeed }] of said.entries()) {
    const weight = at === first ? WEIGHT.first : isDeed ? WEIGHT.deed : WEIGHT.thing;
    all += weight;
    if (ways.some((way) => holdsWay(way, words))) held += weight;
  }
  return held / all;
}

/** Lists the verbs, as infinitives, with which a sentence may tell the first deed of what a question says. */
export function verbsOfDeed(said: readonly Said[]): ReadonlySet<string> {
  return new Set(said.find(({ isDeed }) => isDeed)?.ways.map(([first = ""]) => first));
}

/** Returns whether a text tells the first deed of what a question says, in whatever words; null for a question that says none. */
export function tellsDeed(said: readonly Said[], text: string): boolean | null {
  const deed = said.find(({ isDeed }) => isDeed);
  if (deed === undefined) return null;
  const words = readWords(text);
  return deed.ways.some((way) => holdsWay(way, words));
}
