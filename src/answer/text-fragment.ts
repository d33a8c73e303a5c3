// Builds links to the very sentence (`#:~:text=`), and the plain URL wherever the sentence is not unique.
import type { Span } from "../schema.js";

/** Words kept at each end of a long quotation in a text directive; the range form needs no more to be found. */
const END_WORDS = 5;
const CONTEXT_WORDS = 4;

/**
 * Links to a span of a revision's text. Returns null without a URL, and the plain URL where no directive resolves
 * exactly once in `text`. Source: WICG "Text Fragments", https://wicg.github.io/scroll-to-text-fragment/.
 */
export function sentenceLink(url: string | null, text: string, span: Span): string | null {
  if (url === null) return null;
  const plain = url.replace(/#.*$/su, "");
  const quoted = text.slice(span.start, span.end);
  if (quoted.includes("\n")) return plain;
  const directive = directiveFor(text, span, quoted);
  return directive === null ? plain : `${plain}#:~:text=${directive}`;
}

function directiveFor(text: string, span: Span, quoted: string): string | null {
  const words = quoted.split(" ");
  const whole = words.length <= 2 * END_WORDS;
  const first = whole ? quoted : words.slice(0, END_WORDS).join(" ");
  const last = words.slice(-END_WORDS).join(" ");
  const body = whole ? encode(first) : `${encode(first)},${encode(last)}`;
  if (occurrences(text, first) === 1) return body;
  const prefix = wordsBefore(text, span.start);
  const suffix = wordsAfter(text, span.end);
  if (prefix !== "" && occurrences(text, `${prefix} ${first}`) === 1) return `${encode(prefix)}-,${body}`;
  if (whole && suffix !== "" && occurrences(text, `${first} ${suffix}`) === 1)
    return `${body},-${encode(suffix)}`;
  return null;
}

/** Percent-encodes as the directive grammar asks: "-", "," and "&" too. */
function encode(words: string): string {
  return encodeURIComponent(words).replace(
    /[-!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Counts matches without regard to case, as browsers search. */
function occurrences(text: string, words: string): number {
  return text.toLowerCase().split(words.toLowerCase()).length - 1;
}

function wordsBefore(text: string, at: number): string {
  const line =
    text
      .slice(Math.max(0, at - 120), at)
      .split("\n")
      .at(-1) ?? "";
  return line.trim().split(" ").slice(-CONTEXT_WORDS).join(" ");
}

function wordsAfter(text: string, at: number): string {
  const line = text.slice(at, at + 120).split("\n")[0] ?? "";
  return line.trim().split(" ").slice(0, CONTEXT_WORDS).join(" ");
}
