// The sentences of a message that can be looked for. Strips what Discord writes into a message; judges nothing.

/** What a person checks at once; more would be a page of quotes. */
const MOST_CLAIMS = 3;
/** Longest claim in UTF-16 code units; what is longer is no single claim. */
const MAX_LENGTH = 400;
const MIN_WORDS = 4;
/** Links, mentions, custom emoji, timestamps and code of Discord's markup. */
const MARKUP =
  /```[\s\S]*?```|<(?:@[!&]?|#|a?:\w+:|t:)[^>]{0,40}>|<?https?:\/\/\S+|\|\||[*_~`]{1,3}|^\s*(?:>{1,3}|#{1,3}|-#)\s/gmu;
const SENTENCE_END = /(?<=[.!?…]["”’»)]*)\s+(?=["“‘«(¿¡]?[\p{Lu}\p{N}])|\n+/u;

export interface Claims {
  /** In the order of the message. */
  readonly claims: readonly string[];
  /** Sentences that were passed over because there are more telling ones. */
  readonly leftOut: number;
}

/** Finds at most three claims, those that name most; a text without words gives none. */
export function claimsOf(text: string): Claims {
  const sentences = text
    .replace(MARKUP, " ")
    .split(SENTENCE_END)
    .map((sentence) => sentence.replace(/\s+/gu, " ").trim())
    .filter((sentence) => (sentence.match(/[\p{L}\p{N}]+/gu) ?? []).length >= MIN_WORDS);
  const ordered = sentences
    .map((sentence, at) => ({ sentence, at, telling: tellingOf(sentence) }))
    .sort((one, other) => other.telling - one.telling || one.at - other.at)
    .slice(0, MOST_CLAIMS)
    .sort((one, other) => one.at - other.at);
  const claims = ordered.map(({ sentence }) => sentence.slice(0, MAX_LENGTH));
  return { claims, leftOut: sentences.length - claims.length };
}

/** Names and numbers beyond the first word: what can be checked. */
function tellingOf(sentence: string): number {
  return Math.min(6, (sentence.match(/(?<=\s)\p{Lu}[\p{L}'’-]+|\p{N}+/gu) ?? []).length);
}
