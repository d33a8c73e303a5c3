// A text made ready to be compared: its words and runs of words, its sentences only where they are asked for.
import { withoutAnnouncements } from "./announced.js";
import { shinglesOf } from "./shingles.js";
import { normalToken, plainText, rawTokens, tokensOf } from "./tokens.js";

/** Closing marks of a sentence before white space, or the end of a line. Rough: pairs of sentences are judged by their words. */
const SENTENCE_END = /(?<=[.!?…]["”’»)]*)\s+(?=["“‘«(]?\p{Lu})|(?<=[。！？])|\n+/u;

/** The news stands in the first sentence of so many words; shorter ones before it (a place, a credit) belong to it. */
const LEAD_WORDS = 20;
/** Lines that begin with a clock time make a text a running log. */
const LOG_LINE = /^\W{0,3}\d{1,2}[:.]\d{2}\b/gmu;
const LOG_LINES = 3;

/** A sentence as its words. */
export interface ComparedSentence {
  /** Words written one way, in order. */
  readonly tokens: readonly string[];
  readonly words: ReadonlySet<string>;
  /** Words that stand in capitals though no sentence begins there, written one way. */
  readonly names: ReadonlySet<string>;
  /** The tokens, joined, to find the same sentence again. */
  readonly key: string;
}

/** The words and shingles of one text; made once, compared often. */
export class ComparedText {
  /** Without what it announces of its own changes, which no copy need repeat. */
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

  /** Share of the words inside sentences that stand in capitals, 0..1: some .15 in English, .35 in German. */
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

/** Share of the runs of words of `tokens` that are among `held`, 0..1; 0 where there are none. */
export function heldShare(tokens: readonly string[], held: ReadonlySet<number>): number {
  const shingles = shinglesOf(tokens);
  if (shingles.length === 0) return 0;
  return shingles.filter((hash) => held.has(hash)).length / shingles.length;
}
