// Reads Dateline's own articles: one object, an array, or JSON lines. A bad line is a row of its own; the others are read.

import { z } from "zod";
import { describeError } from "../model/errors.js";
import type { Draft, FoundDate, Reader, ReadRow, TextInput } from "./draft.js";
import { splitBlocks } from "./text.js";
import { UnreadableError } from "./unreadable.js";

export const jsonReader: Reader = {
  format: "json",
  detect: ({ name, text }) =>
    /\.(?:json|jsonl|ndjson)$/i.test(name) || /^\s*(?:\{\s*"|\[\s*[{\]])/.test(text.slice(0, 1000)),
  read(input) {
    if (isLines(input)) return readLines(input);
    const parsed = parse(input.text);
    if ("reason" in parsed) throw new UnreadableError(input.name, parsed.reason);
    if (!Array.isArray(parsed.value)) return [toRow(input.name, parsed.value)];
    return parsed.value.map((value, index) => toRow(`${input.name}[${index}]`, value));
  },
};

/** JSON lines by name, or by two or more lines of which the first is a whole object. */
function isLines({ name, text }: TextInput): boolean {
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return true;
  const [first = "", second] = text.split("\n").filter((line) => line.trim() !== "");
  return second !== undefined && first.trim().startsWith("{") && "value" in parse(first);
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

function toRow(subject: string, value: unknown): ReadRow {
  const article = articleInputSchema.safeParse(value);
  if (article.success) return { subject, draft: draftOf(article.data) };
  return {
    subject,
    code: "read-unreadable",
    reason: `not an article of Dateline's schema: ${problemsOf(article.error)}`,
  };
}

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

const line = z.string().trim().min(1).max(2000);

const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: "expected a day (YYYY-MM-DD) or an instant with offset (2025-10-21T14:05:00Z)",
});

export const articleInputSchema = z.strictObject({
  title: line,
  /** Paragraphs separated by blank lines. */
  text: z.string().refine((text) => text.trim() !== "", { error: "expected text, found none" }),
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** The outlet. */
  source: line.optional(),
  /** The wire agency credited. */
  agency: line.optional(),
  author: line.optional(),
  publishedAt: day.optional(),
  updatedAt: day.optional(),
  deck: line.optional(),
  /** BCP 47, for example "en" or "en-GB". */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(?:[-_][\w-]+)?$/, "expected a language tag such as en")
    .optional(),
  /** True for text written as a sample. */
  sample: z.boolean().optional(),
});

type ArticleInput = z.infer<typeof articleInputSchema>;

/** Returns every problem of a value that is not an article, naming each field; null if it is one. */
export function problemsOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      if (issue.code === "unrecognized_keys") {
        return `unknown field${issue.keys.length > 1 ? "s" : ""} ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
      }
      return issue.path.length === 0 ? issue.message : `${issue.path.join(".")}: ${issue.message}`;
    })
    .join("; ");
}

/** Takes an article input for what it says; its dates carry the evidence "json". */
function draftOf({ text, publishedAt, updatedAt, ...rest }: ArticleInput): Draft {
  const date = (field: FoundDate["field"], raw: string | undefined): FoundDate[] =>
    raw === undefined ? [] : [{ field, from: "json", raw }];
  const fields = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...fields,
    blocks: splitBlocks(text),
    dates: [...date("publishedAt", publishedAt), ...date("updatedAt", updatedAt)],
    notes: [],
  };
}

const space = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** A piece of a string as JSON allows it (RFC 8259 §7); short, so that no match exhausts the stack. */
const stringPart = /[ !#-[\]-\uFFFF]{1,1000}|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

/** Offset after a string's closing quote; `closed` is false if something in it cannot be there. */
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

/** Returns the offset of the first character that cannot be there (the length if the text ends too early), and what was expected. */
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
