// Prepares a text for comparison: words, runs of words, and sentences.
import { withoutAnnouncements } from "./announced.js";

/** Words in a run; five rarely match by chance, and an edited word costs five runs. Broder 1997 uses ten; news briefs are too short for that. */
const SHINGLE_WORDS = 5;

const FNV_OFFSET = 0x811c9dc5; // FNV-1a, 32 bits, as is the prime
const FNV_PRIME = 0x01000193;
const MIX_1 = 0x85ebca6b; // fmix32 of MurmurHash3, as is MIX_2
const MIX_2 = 0xc2b2ae35;

function hashWord(word: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
  return hash;
}

function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), MIX_1);
  const twice = Math.imul(once ^ (once >>> 13), MIX_2);
  return (twice ^ (twice >>> 16)) >>> 0;
}

/** Hashes every run of five words, in order, 0..2³²−1 each; fewer words than five are one run, no words give none. */
export function shinglesOf(words: readonly string[]): Uint32Array {
  if (words.length === 0) return new Uint32Array(0);
  const hashes = Int32Array.from(words, hashWord);
  const width = Math.min(SHINGLE_WORDS, words.length);
  return Uint32Array.from({ length: words.length - width + 1 }, (_, from) => {
    let hash = width;
    for (let at = from; at < from + width; at += 1) {
      hash = Math.imul((hash << 5) | (hash >>> 27), FNV_PRIME) ^ (hashes[at] ?? 0);
    }
    return mix(hash);
  });
}

const UNSPACED_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** A number keeps its point, comma or colon. */
const TOKEN = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+(?:[.,:]\p{N}+)*/gu;
/** A character of a script without spaces is a word by itself. */
const UNSPACED_TOKEN = new RegExp(`${UNSPACED_SCRIPT.source}|${TOKEN.source}`, "gu");
const INITIALS = /(?<!\p{L})(?:\p{Lu}\.){2,}/gu;
const CLOCK_HALF = /\b([ap])\.\s?m\b\.?/giu;
const PER_CENT = /\bper cent\b|%/giu;
const GROUPED = /^\p{N}{1,3}(?:,\p{N}{3})+(?:\.\p{N}+)?$/u;
const EMPTY_DECIMALS = /(?<=^\p{N}+)\.0+$/u;
/** Without "one", which is seldom a number. */
const SMALL_NUMBERS: ReadonlyMap<string, string> = new Map(
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, at) => [word, String(at + 2)]),
);

/** Text beyond this is ignored: about 30,000 words, longer than any report, take 40 ms. */
const MAX_CHARACTERS = 200_000;

/** Normalizes abbreviations: "U.S." as "US", "p.m." as "pm", "%" as "percent"; cuts text longer than any report. */
function plainText(text: string): string {
  return text
    .slice(0, MAX_CHARACTERS)
    .replace(/[^\S\n]{2,}/g, " ")
    .replace(INITIALS, (dotted) => dotted.replaceAll(".", ""))
    .replace(CLOCK_HALF, "$1m")
    .replace(PER_CENT, " percent ");
}

/** Lists the words of a plain text as written; no words give an empty list. */
function rawTokens(plain: string): string[] {
  return plain.match(UNSPACED_SCRIPT.test(plain) ? UNSPACED_TOKEN : TOKEN) ?? [];
}

/** Normalizes a word: lower case, straight apostrophe, "5,000" as "5000", "nine" as "9". */
function normalToken(token: string): string {
  if (isNumber(token)) {
    return (GROUPED.test(token) ? token.replaceAll(",", "") : token).replace(EMPTY_DECIMALS, "");
  }
  const lower = token.toLowerCase().replaceAll("’", "'");
  return SMALL_NUMBERS.get(lower) ?? lower;
}

/** Lists the normalized words of a text, in order. */
export function tokensOf(text: string): string[] {
  return rawTokens(plainText(text)).map(normalToken);
}

/** Returns whether a word is a number. */
export function isNumber(token: string): boolean {
  const first = token.charCodeAt(0);
  return first < 0x80 ? first >= 0x30 && first <= 0x39 : /^\p{N}/u.test(token);
}

/** Closing marks of a sentence before white space, or the end of a line. Rough: pairs of sentences are judged by their words. */
const SENTENCE_END = /(?<=[.!?…]["”’»)]*)\s+(?=["“‘«(]?\p{Lu})|(?<=[。！？])|\n+/u;

/** The news is in the first sentence of at least so many words; shorter ones before it (a place, a credit) belong to it. */
const LEAD_WORDS = 20;
/** Lines that begin with a clock time make a text a running log. */
const LOG_LINE = /^\W{0,3}\d{1,2}[:.]\d{2}\b/gmu;
const LOG_LINES = 3;

/** A sentence as its words. */
export interface ComparedSentence {
  /** Normalized words, in order. */
  readonly tokens: readonly string[];
  readonly words: ReadonlySet<string>;
  /** Capitalized words that do not begin a sentence, normalized. */
  readonly names: ReadonlySet<string>;
  /** The tokens, joined, to find the same sentence again. */
  readonly key: string;
}

/** The words and shingles of one text; made once, compared often. */
export class ComparedText {
  /** Without announcements of its own changes, which a copy need not repeat. */
  readonly text: string;
  readonly announcesCorrection: boolean;
  readonly tokens: readonly string[];
  /** Of all runs of words, in order, some more than once. */
  readonly runs: Uint32Array;
  readonly shingles: ReadonlySet<number>;
  #words: ReadonlySet<string> | null = null;
  #sentences: readonly ComparedSentence[] | null = null;

  constructor(text: string) {
    const { rest, corrects } = withoutAnnouncements(text);
    this.text = rest;
    this.announcesCorrection = corrects;
    this.tokens = tokensOf(rest);
    this.runs = shinglesOf(this.tokens);
    this.shingles = new Set(this.runs);
  }

  /** Every word of the text. */
  get words(): ReadonlySet<string> {
    this.#words ??= new Set(this.tokens);
    return this.#words;
  }

  /** The runs of words among the first `words` words. */
  start(words: number): ReadonlySet<number> {
    return new Set(shinglesOf(this.tokens.slice(0, words)));
  }

  /** In order. */
  get sentences(): readonly ComparedSentence[] {
    this.#sentences ??= plainText(this.text)
      .split(SENTENCE_END)
      .map(toSentence)
      .filter(({ key }) => key !== "");
    return this.#sentences;
  }

  /** Share of the words inside sentences that are capitalized, 0..1: about .15 in English, .35 in German. */
  get capitalShare(): number {
    const words = this.sentences.reduce((sum, sentence) => sum + sentence.words.size, 0);
    const names = this.sentences.reduce((sum, sentence) => sum + sentence.names.size, 0);
    return words === 0 ? 0 : names / words;
  }

  /** True for a running log, which grows at its top. */
  get isLog(): boolean {
    return (this.text.match(LOG_LINE) ?? []).length >= LOG_LINES;
  }

  /** The sentences at the start that hold its first 20 words. */
  get lead(): readonly ComparedSentence[] {
    let words = 0;
    const after = this.sentences.findIndex(({ tokens }) => {
      words += tokens.length;
      return words >= LEAD_WORDS;
    });
    return after === -1 ? this.sentences : this.sentences.slice(0, after + 1);
  }
}

function toSentence(text: string): ComparedSentence {
  const raw = rawTokens(text);
  const tokens = raw.map(normalToken);
  const names = tokens.filter((_, at) => at > 0 && /^\p{Lu}/u.test(raw[at] ?? ""));
  return { tokens, words: new Set(tokens), names: new Set(names), key: tokens.join(" ") };
}

/** Returns the share of the items of the smaller set that the other holds too, 0..1; 0 for an empty set. */
export function shareOfSmaller<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const item of small) if (large.has(item)) shared += 1;
  return shared / small.size;
}

/** Returns the share of the runs of words of `tokens` that are among `held`, 0..1; 0 for no words. */
export function containedShare(tokens: readonly string[], held: ReadonlySet<number>): number {
  const shingles = shinglesOf(tokens);
  if (shingles.length === 0) return 0;
  return shingles.filter((hash) => held.has(hash)).length / shingles.length;
}
