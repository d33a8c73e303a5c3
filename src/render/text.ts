// Makes text from articles and people safe to show: no invisible characters, no markup, no mentions, no unsafe links.
/** Longest link written into a message; a longer one loses its text fragment, then its link. */
const MAX_URL = 700;

const LINE_BREAKS = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;
/** Control, bidi, default-ignorable, private-use and blank-looking characters; variation selectors and the flags of regions, which are spelled in tags, are kept. */
const INVISIBLE =
  /(?<flag>\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F})|(?!\t|\n|\u200c|\u200d|\p{VS})[\p{Cc}\p{DI}\p{Co}\p{Cs}\u2800\ufff9-\ufffb]/gu;
/** Families, flags and letters with marks are one sign to a reader. */
const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Zero-width joiners belong to a word or an emoji only when single and between two visible characters. */
const STRAY_JOINER = /(?<=^|[\s\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?=[\s\u200c\u200d]|$)/gu;
/** No script stacks more marks than this on one letter; more would cover the neighbours. */
const MARK_RUN = /(\p{M}{6})\p{M}+/gu;
/** Characters that Discord shows literally after a backslash. */
const MARKUP = /[\\*_~`|<>#@:[\]()+-]/g;
/** "1." at the start of a line opens a list. */
const LIST_NUMBER = /^(\s*\d+)\./gm;

/** Removes control, invisible and overriding characters; line breaks become "\n". */
export function visible(text: string): string {
  return text
    .replace(LINE_BREAKS, "\n")
    .replace(INVISIBLE, "$<flag>")
    .replace(STRAY_JOINER, "")
    .replace(MARK_RUN, "$1");
}

/** Returns visible text on one line, cut with "…" after `max` code points, never within an emoji or a letter with marks; empty if nothing is visible. */
export function oneLine(text: string, max: number): string {
  const line = visible(text).replace(/\s+/g, " ").trim();
  if ([...line].length <= max) return line;
  let [kept, points] = ["", 0];
  for (const { segment } of SEGMENTER.segment(line)) {
    points += [...segment].length;
    if (points > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Escapes text so that Discord shows it literally: no markup, mention, emoji code, timestamp or link. */
export function escapeMarkup(text: string): string {
  return text.replace(MARKUP, "\\$&").replace(LIST_NUMBER, "$1\\.");
}

/** A quote to write: alone, in bold, or in bold within its context. */
interface QuotedText {
  readonly text: string;
  readonly isLead?: boolean;
  readonly context?: { readonly before: string; readonly after: string };
}

/** Writes a quote in full as a block quote; every line gets the mark, so that no text can leave it. */
export function quoteLines({ text, isLead = false, context }: QuotedText): string[] {
  const own = escapeMarkup(visible(text));
  const set = isLead || context !== undefined ? strongLines(own) : own;
  const { before, after } = context ?? { before: "", after: "" };
  const whole = `${escapeMarkup(visible(before))}${set}${escapeMarkup(visible(after))}`;
  return whole.split("\n").map((line) => `> ${line}`);
}

/** Makes each line bold separately, since bold cannot span the lines of a block quote. */
function strongLines(escaped: string): string {
  return escaped
    .split("\n")
    .map((line) => (line.trim() === "" ? line : `**${line}**`))
    .join("\n");
}

/** Writes a masked link, or the label alone if the URL is not safe to link; an empty label becomes the host. */
export function maskedLink(label: string, url: string): string {
  const safe = safeUrl(url);
  // Brackets end a label even when escaped, and Discord does not link a label that looks like an address.
  const plain = label
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replace(/https?:\/+/gi, "");
  const text = escapeMarkup(plain.trim() || (safe === null ? "…" : new URL(safe).host));
  return safe === null ? text : `[${text}](${safe})`;
}

/** Returns an http or https URL without characters that could end a link; null if it is neither or too long. */
export function safeUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (!/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) return null;
  const written = encodeMarkup(parsed.href);
  if (written.length <= MAX_URL) return written;
  parsed.hash = "";
  const plain = encodeMarkup(parsed.href);
  return plain.length <= MAX_URL ? plain : null;
}

/** Returns whether an address would be linked if it were shorter. */
export function isTooLong(url: string): boolean {
  return url.length > MAX_URL && URL.canParse(url) && /^https?:/i.test(url) && safeUrl(url) === null;
}

function encodeMarkup(href: string): string {
  return href.replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, (character) =>
    encodeURIComponent(character).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  );
}
