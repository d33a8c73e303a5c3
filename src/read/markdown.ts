// Reads Markdown with YAML front matter; fields are known by their usual names, others are ignored.

import { isMap, parseDocument } from "yaml";
import type { Draft, FoundDate, Reader } from "./draft.js";
import { decodeEntities } from "./normalize-characters.js";
import { splitBlocks } from "./text.js";
import { UnreadableError } from "./unreadable.js";

export const markdownReader: Reader = {
  format: "markdown",
  detect: ({ name, text }) =>
    /\.(?:md|markdown|mdown)$/i.test(name) || frontMatter.test(text.slice(0, 10_000)),
  read: ({ name, text }) => [{ subject: name, draft: readMarkdown(name, text) }],
};

const frontMatter = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

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

/** Scalars as written in the file, so that a date keeps its words; lists are joined, anything deeper skipped. */
function parseFields(name: string, yaml: string): Map<string, string> {
  const document = parseDocument(yaml, { schema: "failsafe" });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    const place = line === undefined ? "" : ` at line ${line + 1}`;
    throw new UnreadableError(name, `wrong front matter${place}: ${error.message.split("\n")[0]}`, {
      hint: "Quote values that hold a colon.",
    });
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

/** Returns the paragraphs of a Markdown body, and its first heading of level one, which is not among them. */
export function markdownBlocks(markdown: string): {
  readonly heading: string | null;
  readonly blocks: string[];
} {
  let heading: string | null = null;
  const blocks: string[] = [];
  const source = joinLines(withoutComments(markdown));
  for (const [index, block] of source.entries()) {
    if (isPicture(block) || (isCaption(block) && isPicture(source[index - 1] ?? ""))) continue;
    if (isRule(block) || /^\[[^\]]+\]:\s/.test(block)) continue;
    const bare = stripInline(
      block
        .replace(/^(?:>\s?)+/, "")
        .replace(/^(?:#{1,6}|[-*+]|\d{1,3}[.)])\s+/, "")
        .replace(/\s#+$/, ""),
    );
    if (heading === null && /^#\s/.test(block)) heading = bare;
    else if (bare !== "") blocks.push(...splitBlocks(bare.replace(/^\||\|$/g, "").trim()));
  }
  return { heading, blocks };
}

/** A paragraph's lines are one; list items, headings, quotes, table rows and rules begin their own. */
function joinLines(markdown: string): string[] {
  const blocks: string[] = [];
  let open = false;
  let quoted = false;
  for (const raw of markdown.split(/\r\n?|\n/)) {
    const goesOn = quoted && /^\s{0,3}>\s*[^\s>]/.test(raw);
    quoted = /^\s{0,3}>\s*\S/.test(raw);
    const line = goesOn ? raw.replace(/^\s{0,3}>\s*/, "") : raw;
    const marked =
      /^\s{0,3}(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|>|\||!\[|(?:[-*_]\s?){3,}$|```|~~~|\[[^\]]+\]:\s)/.test(
        line,
      );
    if (line.trim() === "") open = false;
    else if (open && !marked && blocks.length > 0) blocks[blocks.length - 1] += ` ${line.trim()}`;
    else blocks.push(line.trim());
    if (line.trim() !== "")
      open = !/^\s{0,3}(?:#{1,6}\s|```|~~~|!\[|\[[^\]]+\]:\s)/.test(line) && !/(?: {2}|\\)$/.test(line);
  }
  return blocks;
}

const isRule = (block: string): boolean => /^(?:(?:[-*_=]\s?){3,}|```.*|~~~.*|\|?[\s:|-]+\|?)$/.test(block);
const isPicture = (block: string): boolean => /^(?:\[?!\[)/.test(block.trim());
/** A line in emphasis alone right under a picture is its caption. */
const isCaption = (block: string): boolean => /^([*_])(?!\1)[^\n]+\1$/.test(block.trim());

/** A comment that is never closed is text. */
function withoutComments(markdown: string): string {
  const [first = "", ...rest] = markdown.split("<!--");
  const closes = rest.findLastIndex((part) => part.includes("-->"));
  const tails = rest.map((part, index) => {
    const end = part.indexOf("-->");
    return end >= 0 ? part.slice(end + 3) : index > closes ? `<!--${part}` : "";
  });
  return first + tails.join("");
}

/** Inline marks, in the order they are undone. Lengths are bounded, so that no text takes more than linear time. */
function stripInline(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) =>
      String.fromCharCode(escapedBase + mark.charCodeAt(0)),
    )
    .replace(/!\[[^[\]]{0,500}\]\((?:[^()]|\([^()]*\))*\)|!\[[^[\]]{0,500}\]\[[^[\]]{0,500}\]/g, "")
    .replace(/\[([^[\]]{0,500})\]\((?:[^()]|\([^()]*\))*\)/g, "$1")
    .replace(/\[([^[\]^][^[\]]{0,500})\]\[[^[\]]{0,500}\]/g, "$1")
    .replace(/\[\^[^\]]+\]/g, "")
    .replace(/<(https?:\/\/[^>\s]+)>/g, "$1")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/`([^`]+)`/g, "$1")
    .replace(/(\*\*\*|\*\*|\*)(?=\S)([^*]*[^*\s])\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}])(___|__|_)(?=\S)(.{0,500}?\S)\1(?![\p{L}\p{N}])/gu, "$2")
    .replace(/~~(.*?)~~/g, "$1")
    .replace(/[\uE021-\uE07E]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - escapedBase))
    .trim();
}

/** Escaped marks wait in the private use area until the others are undone. */
const escapedBase = 0xe000;
