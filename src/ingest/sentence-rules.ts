// Judges one possible sentence end: abbreviations, numbers, ellipses, attributions. Knows no offsets of the article.

/** Titles and Latin shorthand: a name or an explanation always follows. */
const NEVER_ENDS = new Set(
  (
    "Mr Mrs Ms Messrs Mx Dr Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Sgt Capt Maj Cmdr Cpl Adm Pvt Rev Hon " +
    "Pres Supt Det Insp Amb Atty Fr Hr Frau Herr Mme Mlle Mt Ft vs v cf e.g i.e approx ca bzw z.B d.h u.a"
  ).split(" "),
);
/** A number follows, or the sentence ends. */
const BEFORE_NUMBER = new Set(
  (
    "No Nos Nr pp p par para Art art Sec sec Fig fig Vol vol Ch ch ver est c Rs " +
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun"
  ).split(" "),
);
/** May end a sentence; it does where a usual first word follows. Letters with points ("U.S") and initials belong here too. */
const MAY_END = new Set(
  "Inc Corp Co Cos Ltd Bros LLC Jr Sr St Ave Blvd Rd Hwy Ph.D etc al Dept Univ Assn".split(" "),
);

const STARTERS = new Set(
  (
    "The A An But And Or So Yet If When While As At In On For From To With Without By After Before Since Until During " +
    "Under Over Among Despite Although Though Because However Meanwhile Still Now Then There Here This That These Those " +
    "It Its He His She Her They Their We Our You Your Who What Why How Where Which Both Each Every Some Many Most More " +
    "Several Others Another No Not Nobody None Nothing All Also Even Only Just Last Next Earlier Later Once Instead " +
    "According Asked One Two Three"
  ).split(" "),
);
const DAY_OR_ZONE =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\b|January|February|March|April|May|June|July|August|September|October|November|December|[ECMP][SD]?T\b|GMT|UTC|BST|CES?T|Eastern|Central|Mountain|Pacific|Local|\p{Lu}[\p{L}\s]{0,20}\btime\b)/u;
/** German and Danish days are written "21. Oktober". */
const MONTH_AFTER_DAY =
  /^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b/;
/** A question or an outcry inside quotation marks, then who said it: “Will he?” Mr Lee asked. */
const ATTRIBUTION =
  /^(?:\p{Lu}[\p{L}.'’-]*\s+){1,4}(?:said|says|asked|asks|wrote|writes|told|added|replied|posted|tweeted|shouted|exclaimed|declared|wondered)\s*(?:[.,:;]|$)/u;

const OPENING = /^[\s"“„«»‘'([（「『]*/;
const CLOSING_AT_END = /["”“»«’')\]）」』]+$/;
const WORD_BREAKS = new Set(" \t\u00a0\u202f\u3000\"“”„«»‘’'([{（「『/\\—–-,;:!?…");

/**
 * Tells whether a sentence ends between `before` (up to and with its end mark and closing quotes, trimmed) and
 * `after` (from the next visible character). Both may be cut to some 80 characters around the place.
 */
export function endsSentence(before: string, after: string): boolean {
  if (/^(?:[”’)\]）」』]|»(?![\p{L}„])|\p{Ll})/u.test(after)) return false;
  const body = before.replace(CLOSING_AT_END, "");
  const closed = body.length < before.length;
  const next = after.replace(OPENING, "");
  if (/[?!]$/.test(body)) return !(closed && ATTRIBUTION.test(next));
  if (/(?:…|\.\.)$/.test(body)) return !/\s(?:…|[. ]*\.)$/.test(body) || startsUsually(next);
  if (!body.endsWith(".") || closed) return true;
  return endsAfterPoint(body.slice(0, -1), next, next.length < after.length);
}

function endsAfterPoint(body: string, next: string, opened: boolean): boolean {
  const word = lastWord(body);
  if (NEVER_ENDS.has(word)) return false;
  if (BEFORE_NUMBER.has(word) || BEFORE_NUMBER.has(capitalized(word))) return !/^[$€£#]?\d/.test(next);
  if (MAY_END.has(word)) return opened || startsUsually(next);
  if (word.length > 2 && !word.includes(".")) return true;
  if (/^\d+$/.test(word)) return !MONTH_AFTER_DAY.test(next);
  if (/^[ap]\.m$/i.test(word)) return !DAY_OR_ZONE.test(next);
  if (/^(?:\p{L}\.)*\p{Lu}$/u.test(word)) return (opened && word.length > 1) || startsUsually(next);
  return !/^\p{Ll}$/u.test(word);
}

/** "OCT" as "Oct"; other words as they are. */
function capitalized(word: string): string {
  return word === word.toUpperCase() ? word.charAt(0) + word.slice(1).toLowerCase() : word;
}

/** The letters, digits and inner points at the end of `body`, back to white space or any other sign. */
function lastWord(body: string): string {
  let start = body.length;
  while (start > 0 && !WORD_BREAKS.has(body.charAt(start - 1))) start -= 1;
  return body.slice(start);
}

function startsUsually(next: string): boolean {
  return STARTERS.has(/^[\p{L}]+/u.exec(next)?.[0] ?? "");
}
