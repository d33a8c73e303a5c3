// Where a JSON text stops being JSON. JSON.parse says so in some of its messages only, and differently in each Node.

const space = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** A piece of a string as it may stand there (RFC 8259 §7); short, so that no match exhausts the stack. */
const stringPart = /[ !#-[\]-\uFFFF]{1,1000}|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

/** Offset after a string's closing quote; `closed` is false where something in it cannot be there. */
function skipString(text: string, from: number): { readonly end: number; readonly closed: boolean } {
  let at = from + 1;
  for (let next = skip(stringPart, text, at); next > at; next = skip(stringPart, text, at)) at = next;
  return text[at] === '"' ? { end: at + 1, closed: true } : { end: at, closed: false };
}

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or ]" | ", or }" | "end";

/** What follows once a value is complete, by the container it is in. */
const afterValue = (stack: readonly string[]): Expected =>
  stack.length === 0 ? "end" : stack.at(-1) === "[" ? ", or ]" : ", or }";

/** Returns the offset of the first character that cannot be there (the length where the text ends too early), and what was expected. */
export function findJsonError(text: string): { readonly offset: number; readonly expected: string } | null {
  const stack: string[] = [];
  let expected: Expected = "value";
  for (let at = skip(space, text, 0); ; at = skip(space, text, at)) {
    const char = text[at] ?? "";
    if (expected === "end") return at === text.length ? null : { offset: at, expected };
    if (expected === ":" && char === ":") {
      expected = "value";
    } else if (char !== "" && expected.startsWith(",") && char === ",") {
      expected = stack.at(-1) === "[" ? "value" : "key";
    } else if ((char === "]" || char === "}") && expected.endsWith(char)) {
      stack.pop();
      expected = afterValue(stack);
    } else if (expected.startsWith("value") && (char === "[" || char === "{")) {
      stack.push(char);
      expected = char === "[" ? "value or ]" : "key or }";
    } else {
      const fits = expected.startsWith("value") || (expected.startsWith("key") && char === '"');
      const { end, closed } =
        char === '"' ? skipString(text, at) : { end: skip(scalar, text, at), closed: true };
      if (!fits || end === at) return { offset: at, expected };
      if (!closed) return { offset: end, expected: "end of string" };
      expected = expected.startsWith("key") ? ":" : afterValue(stack);
      at = end - 1;
    }
    at += 1;
  }
}

/** Returns "line 3, column 14" for an offset, both counted from 1. */
export function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
