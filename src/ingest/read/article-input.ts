// Dateline's own schema of an article handed in as JSON. Strict: an unknown field is an error, not a guess.
import { z } from "zod";
import type { Draft, FoundDate } from "../draft.js";
import { splitBlocks } from "./blocks.js";

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
export type ArticleInput = z.infer<typeof articleInputSchema>;

/** Returns every problem of a value that is no article, naming each field; null where it is one. */
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
export function draftOf({ text, publishedAt, updatedAt, ...rest }: ArticleInput): Draft {
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
