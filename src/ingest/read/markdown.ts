// Markdown with YAML front matter. Fields are read by their usual names; names that say nothing of an article are passed over.
import { isMap, parseDocument } from "yaml";
import { DatelineError } from "../../errors.js";
import type { Draft, FoundDate, Reader } from "../draft.js";
import { decodeEntities } from "../normalize-text.js";
import { markdownBlocks } from "./markdown-text.js";

const frontMatter = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** Field of a draft by the names that front matter gives it, in lower case without separators. */
const names = {
  title: ["title", "headline"],
  deck: ["deck", "subtitle", "standfirst", "description", "summary", "excerpt"],
  source: ["source", "outlet", "publisher", "publication", "site", "sitename"],
  agency: ["agency", "wire"],
  author: ["author", "authors", "byline"],
  url: ["url", "canonical", "canonicalurl", "link", "sourceurl"],
  language: ["language", "lang", "locale"],
} as const;
const publishedNames = ["publishedat", "published", "date", "datepublished", "pubdate", "publishdate"];
const updatedNames = ["updatedat", "updated", "modified", "lastmod", "datemodified", "lastupdated"];

/** Scalars as they stand in the file, so that a date keeps its words; lists are joined, anything deeper passed over. */
function parseFields(name: string, yaml: string): Map<string, string> {
  const document = parseDocument(yaml, { schema: "failsafe" });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    throw new DatelineError(
      "read-unreadable",
      `Cannot read ${name}: wrong front matter${line === undefined ? "" : ` at line ${line + 1}`}: ${error.message.split("\n")[0]}`,
      { hint: "Quote values that hold a colon." },
    );
  }
  const fields = new Map<string, string>();
  if (!isMap(document.contents)) return fields;
  for (const [key, value] of Object.entries(document.toJS() as Record<string, unknown>)) {
    const text = Array.isArray(value) ? value.filter((item) => typeof item === "string").join(", ") : value;
    if (typeof text === "string" && text.trim() !== "")
      fields.set(key.toLowerCase().replace(/[_\s-]/g, ""), text.trim());
  }
  return fields;
}

const pick = (fields: ReadonlyMap<string, string>, wanted: readonly string[]): string | undefined =>
  wanted.map((name) => fields.get(name)).find((value) => value !== undefined);

function readMarkdown(name: string, text: string): Draft {
  const match = frontMatter.exec(text);
  const fields = match ? parseFields(name, match[1] ?? "") : new Map<string, string>();
  const { heading, blocks } = markdownBlocks(decodeEntities(match ? text.slice(match[0].length) : text));
  const entries = Object.entries(names).map(([field, wanted]) => [field, pick(fields, wanted)] as const);
  const found = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const date = (field: FoundDate["field"], wanted: readonly string[]): FoundDate[] => {
    const raw = pick(fields, wanted);
    return raw === undefined ? [] : [{ field, from: "front-matter", raw }];
  };
  const title = found.title ?? heading;
  return {
    ...found,
    ...(title ? { title } : {}),
    blocks: found.title && heading && heading !== found.title ? [heading, ...blocks] : blocks,
    dates: [...date("publishedAt", publishedNames), ...date("updatedAt", updatedNames)],
    sample: /^(?:true|yes)$/i.test(fields.get("sample") ?? ""),
    notes: [],
  };
}

export const markdownReader: Reader = {
  format: "markdown",
  detect: ({ name, text }) =>
    /\.(?:md|markdown|mdown)$/i.test(name) || frontMatter.test(text.slice(0, 10_000)),
  read: ({ name, text }) => [{ subject: name, draft: readMarkdown(name, text) }],
};
