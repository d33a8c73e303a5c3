// Makes foreign text harmless without changing what a reader sees of it. Knows Discord's markup; decides no layout.
/** Longest link written into a message; a longer one loses its text fragment, then its link. */
const MAX_URL = 700;

const LINE_BREAKS = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;
/** Control, bidi, default-ignorable and private characters and blanks that look like nothing; variation selectors are shown. */
const INVISIBLE = /(?!\t|\n|\u200c|\u200d|\p{VS})[\p{Cc}\p{DI}\p{Co}\p{Cs}\u2800\ufff9-\ufffb]/gu;
/** Zero-width joiners are part of a word or an emoji only when single and between two visible characters. */
const STRAY_JOINER = /(?<=^|[\s\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?=[\s\u200c\u200d]|$)/gu;
/** No script stacks more marks than this on one letter; more of them paint over the neighbours. */
const MARK_RUN = /(\p{M}{6})\p{M}+/gu;
/** Discord takes a backslash before any of these as "this very character". */
const MARKUP = /[\\*_~`|<>#@:[\]()+-]/g;
/** "1." opens a list at the start of a line. */
const LIST_NUMBER = /^(\s*\d+)\./gm;

/** Returns the text as it may be seen: no control, invisible or overriding characters, line breaks as "\n". */
export function visible(text: string): string {
  return text
    .replace(LINE_BREAKS, "\n")
    .replace(INVISIBLE, "")
    .replace(STRAY_JOINER, "")
    .replace(MARK_RUN, "$1");
}

/** Returns visible text on one line, cut with "…" after `max` code points; empty where nothing is visible. */
export function oneLine(text: string, max: number): string {
  const line = visible(text).replace(/\s+/g, " ").trim();
  const points = [...line];
  return points.length <= max
    ? line
    : `${points
        .slice(0, max - 1)
        .join("")
        .trimEnd()}…`;
}

/** Writes visible text so that Discord shows these very characters: no markup, mention, emoji code, timestamp or link. */
export function escapeMarkup(text: string): string {
  return text.replace(MARKUP, "\\$&").replace(LIST_NUMBER, "$1\\.");
}

/** A quote as it is to be set: alone, strong, or strong within the words around it. */
interface QuotedText {
  readonly text: string;
  readonly isLead?: boolean;
  readonly context?: { readonly before: string; readonly after: string };
}

/** Writes a quote in full as lines of a block quote; every line carries the mark, so that none can leave it. */
export function quoteLines({ text, isLead = false, context }: QuotedText): string[] {
  const own = escapeMarkup(visible(text));
  const set = isLead || context !== undefined ? strongLines(own) : own;
  const { before, after } = context ?? { before: "", after: "" };
  const whole = `${escapeMarkup(visible(before))}${set}${escapeMarkup(visible(after))}`;
  return whole.split("\n").map((line) => `> ${line}`);
}

/** Marks every line by itself: Discord ends a mark at no line break, but a quote's lines are read one by one. */
function strongLines(escaped: string): string {
  return escaped
    .split("\n")
    .map((line) => (line.trim() === "" ? line : `**${line}**`))
    .join("\n");
}

/** Writes a masked link, or the label alone where the URL is not safe to link; an empty label becomes the host. */
export function maskedLink(label: string, url: string): string {
  const safe = safeUrl(url);
  // Brackets end a label even when escaped, and a label that looks like an address is not linked by Discord.
  const plain = label
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replace(/https?:\/+/gi, "");
  const text = escapeMarkup(plain.trim() || (safe === null ? "…" : new URL(safe).host));
  return safe === null ? text : `[${text}](${safe})`;
}

/** Returns an http or https URL written without a character that could end a link; null where it is none or too long. */
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

function encodeMarkup(href: string): string {
  return href.replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, (character) =>
    encodeURIComponent(character).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  );
}
