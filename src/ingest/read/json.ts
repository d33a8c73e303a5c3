// Dateline's own articles as one object, an array, or JSON lines. A bad line is a row of its own; the others go in.
import { DatelineError, describeError } from "../../errors.js";
import type { Reader, ReadRow, TextInput } from "../draft.js";
import { articleInputSchema, draftOf, problemsOf } from "./article-input.js";
import { findJsonError, placeOf } from "./json-position.js";

/** `oneLine`: the row already names the line. */
function parse(text: string, oneLine = false): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const found = findJsonError(text);
    if (found === null) return { reason: describeError(error) };
    const there = found.offset >= text.length ? "the end" : `'${text.slice(found.offset, found.offset + 1)}'`;
    return {
      reason: `wrong JSON at ${oneLine ? `column ${found.offset + 1}` : placeOf(text, found.offset)}: expected ${found.expected}, found ${there}`,
    };
  }
}

function toRow(subject: string, value: unknown): ReadRow {
  const article = articleInputSchema.safeParse(value);
  if (article.success) return { subject, draft: draftOf(article.data) };
  return {
    subject,
    code: "read-unreadable",
    reason: `not an article of Dateline's schema: ${problemsOf(article.error)}`,
  };
}

function readLines({ name, text }: TextInput): ReadRow[] {
  return text.split(/\r?\n/).flatMap((line, index): ReadRow[] => {
    if (line.trim() === "") return [];
    const subject = `${name}:${index + 1}`;
    const parsed = parse(line, true);
    return [
      "value" in parsed
        ? toRow(subject, parsed.value)
        : { subject, code: "read-unreadable", reason: parsed.reason },
    ];
  });
}

/** JSON lines by name, or by two or more lines of which the first is a whole object. */
function isLines({ name, text }: TextInput): boolean {
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return true;
  const [first = "", second] = text.split("\n").filter((line) => line.trim() !== "");
  return second !== undefined && first.trim().startsWith("{") && "value" in parse(first);
}

export const jsonReader: Reader = {
  format: "json",
  detect: ({ name, text }) =>
    /\.(?:json|jsonl|ndjson)$/i.test(name) || /^\s*(?:\{\s*"|\[\s*[{\]])/.test(text.slice(0, 1000)),
  read(input) {
    if (isLines(input)) return readLines(input);
    const parsed = parse(input.text);
    if ("reason" in parsed)
      throw new DatelineError("read-unreadable", `Cannot read ${input.name}: ${parsed.reason}`);
    if (!Array.isArray(parsed.value)) return [toRow(input.name, parsed.value)];
    return parsed.value.map((value, index) => toRow(`${input.name}[${index}]`, value));
  },
};
