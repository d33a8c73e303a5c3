// What /articles says and reads: the list, the report of an upload, the form, and what was removed.

import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from "discord.js";
import type { ArticleHeading, IngestRow, Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { commandIn } from "./catalogue.js";
import { dated, MAX_TITLE } from "./citation.js";
import { writeCustomId } from "./custom-id.js";
import { attachmentOption, declareCommand, integerOption, stringOption, subcommand } from "./declare.js";
import { type Block, type Document, linesBlock, plainDocument, ruled } from "./document.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { strong } from "./translator.js";

/** Articles on one page of the list. */
export const ARTICLES_PER_PAGE = 10;
const MAX_ROWS = 15;

export interface ArticlePage {
  readonly total: number;
  readonly items: readonly ArticleHeading[];
  /** From 1. */
  readonly page: number;
}

/** Lays out one page of the list, newest first; for an empty store, how to add an article. */
export function articlesDocument(
  { total, items, page }: ArticlePage,
  at: Instant,
  translator: Translator,
): Document {
  const pages = Math.max(1, Math.ceil(total / ARTICLES_PER_PAGE));
  const rows = items.map((item): Block => {
    const source = item.source === null ? translator.words("citation.no-outlet") : oneLine(item.source, 60);
    const line = [
      strong(oneLine(item.title, MAX_TITLE)),
      ` · ${source} · `,
      ...dated(item.publishedAt, translator),
      ` · ${item.articleId}`,
    ];
    return { kind: "lines", lines: [line] };
  });
  const none = translator.line(total === 0 ? "articles.none" : "articles.page-empty", {
    command: commandIn(translator.language, "articles.add"),
  });
  return {
    tone: "plain",
    blocks: [
      { kind: "heading", line: translator.line("articles.count", { count: total }) },
      ...(rows.length > 0 ? rows : [{ kind: "lines", lines: [none] } satisfies Block]),
    ],
    footer: [translator.line("message.page", { page, of: pages })],
    at,
    translator,
  };
}

/** Lays out what became of an upload, one entry per article. */
export function ingestDocument(rows: readonly IngestRow[], at: Instant, translator: Translator): Document {
  const groups = rows.slice(0, MAX_ROWS).map((row) => rowBlocks(row, translator));
  const rest = rows.length - groups.length;
  const none: Block[] = [linesBlock([translator.line("articles.nothing")])];
  return {
    tone: rows.some(({ outcome }) => outcome !== "rejected") ? "plain" : "error",
    blocks: rows.length === 0 ? none : ruled(groups),
    footer: rest > 0 ? [translator.line("page.rest", { count: rest })] : [],
    at,
    translator,
  };
}

/** Notes stay in English: they are details for those who maintain the articles. */
function rowBlocks(
  { outcome, title, subject, articleId, passageCount, notes }: IngestRow,
  translator: Translator,
): Block[] {
  const label = strong(translator.words(`articles.${outcome}`));
  const value = oneLine(title ?? subject, MAX_TITLE);
  const passages = translator.words("articles.passages", { count: passageCount });
  const facts = outcome === "rejected" ? [] : [[[passages, articleId].filter(Boolean).join(" · ")]];
  const small = [...facts, ...notes.slice(0, 4).map((note) => [oneLine(note, 200)])];
  return [
    { kind: "lines", lines: [translator.line("page.label", { label, value })] },
    { kind: "lines", lines: small, small: true },
  ];
}

/** Lays out that an article was removed. */
export function removedDocument(title: string, at: Instant, translator: Translator): Document {
  const label = strong(translator.words("articles.removed"));
  const line = translator.line("page.label", { label, value: oneLine(title, MAX_TITLE) });
  return plainDocument([{ kind: "lines", lines: [line] }], at, translator);
}

const ARTICLE_ID = /^[0-9a-f]{12}$/;

/** Leaves room for an id beside outlet and day, which tells two articles of one title apart; Discord shows 100 characters. */
const MAX_CHOICE = 85;

/** Lists articles as choices: title, outlet, day; the value is the article id. */
export function articleChoices(
  headings: readonly ArticleHeading[],
  translator: Translator,
): { name: string; value: string }[] {
  return headings.map(({ articleId, title, source, publishedAt }) => {
    const day = publishedAt === null ? translator.words("citation.undated") : translator.day(publishedAt);
    const from = source === null ? "" : ` · ${oneLine(source, 25)}`;
    const end = `${from} · ${day}`;
    return { name: `${oneLine(title, MAX_CHOICE - end.length)}${end}`, value: articleId };
  });
}

/**
 * Returns the id that was chosen, or that of the only suggestion that fits the typed words.
 * @throws DatelineError article-unknown if the words fit no article or several
 */
export function chosenArticle(typed: string, suggestions: readonly ArticleHeading[]): string {
  if (ARTICLE_ID.test(typed)) return typed;
  const [first, second] = suggestions;
  if (first !== undefined && second === undefined) return first.articleId;
  const found = first === undefined ? "no article" : "more than one";
  throw new DatelineError("article-unknown", `Article: “${typed}”: expected one article, found ${found}`, {
    hint: "Type part of its title, outlet or date, and pick it from the list.",
  });
}

/** Declares the command with list, add and remove. */
export function declareArticles() {
  return declareCommand("articles", [
    subcommand("articles.list", [integerOption("articles.list.page", 1)]),
    subcommand("articles.add", [
      stringOption("articles.add.url", { max: 1000 }),
      attachmentOption("articles.add.file"),
      stringOption("articles.add.source", { max: 100 }),
      stringOption("articles.add.published", { max: 40 }),
    ]),
    subcommand("articles.remove", [
      stringOption("articles.remove.article", { required: true, autocomplete: true, max: 100 }),
    ]),
  ]);
}

/** Largest file taken through Discord, in bytes. */
export const MAX_UPLOAD_BYTES = 5_000_000;

/** Makes the form, filled with the typed options; its fields are `title`, `text`, `source`, `published` and `url`. */
export function addForm(
  typed: (option: "source" | "published") => string | null,
  translator: Translator,
): APIModalInteractionResponseCallbackData {
  const label = (name: "title" | "text" | "source" | "published" | "url") =>
    translator.words(`articles.field-${name}`);
  return {
    custom_id: writeCustomId("articles-add", "form"),
    title: translator.words("articles.form-title"),
    components: [
      field("title", label("title"), null, { required: true, max: 300 }),
      field("text", label("text"), null, { required: true, max: 4000, long: true }),
      field("source", label("source"), typed("source"), { max: 100 }),
      field("published", label("published"), typed("published"), { max: 40 }),
      field("url", label("url"), null, { max: 1000 }),
    ],
  };
}

/** A file and the options typed with it. */
interface Upload extends UploadFile {
  readonly title?: string;
  readonly source?: string;
  readonly publishedAt?: string;
  readonly url?: string;
}

interface UploadFile {
  /** Decides which format it is read as. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Adds the typed options or form fields to an upload; empty ones count as not given. */
export function uploadFrom(
  file: UploadFile,
  typed: (field: "title" | "source" | "published" | "url") => string | null,
): Upload {
  const given = (key: keyof Upload, field: Parameters<typeof typed>[0]) => {
    const value = typed(field)?.trim();
    return value ? { [key]: value } : {};
  };
  return {
    ...file,
    ...given("title", "title"),
    ...given("source", "source"),
    ...given("publishedAt", "published"),
    ...given("url", "url"),
  };
}

/** Makes the input for a page to fetch from its address and the typed options; empty ones count as not given. */
export function pageFrom(typed: (field: "url" | "source" | "published") => string | null) {
  const [source, publishedAt] = [typed("source")?.trim(), typed("published")?.trim()];
  return { url: typed("url") ?? "", ...(source ? { source } : {}), ...(publishedAt ? { publishedAt } : {}) };
}

/** Reads the form; `value` returns the text of a field. */
export function pastedUpload(value: (field: string) => string): Upload {
  return uploadFrom({ name: "pasted.txt", bytes: new TextEncoder().encode(value("text")) }, value);
}

interface FieldRules {
  readonly required?: boolean;
  readonly max: number;
  readonly long?: boolean;
}

function field(
  id: string,
  label: string,
  value: string | null,
  { required = false, max, long = false }: FieldRules,
) {
  return {
    type: ComponentType.Label as const,
    label,
    component: {
      type: ComponentType.TextInput as const,
      custom_id: id,
      style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required,
      max_length: max,
      ...(value ? { value: value.slice(0, max) } : {}),
    },
  };
}
