// Any input → articles: decodes it, chooses a reader, normalizes. Bad input is an outcome, never an exception.

import type { Instant } from "../model/article.js";
import type { ErrorCode } from "../model/errors.js";
import { decodeInput } from "../read/decode.js";
import {
  type DraftOverrides,
  defaultMaxBytes,
  type Elsewhere,
  type Input,
  type PageFacts,
  type Reader,
  type ReadRow,
  type TextInput,
} from "../read/draft.js";
import { feedReader } from "../read/feeds/feed-draft.js";
import { isJsonFeed } from "../read/feeds/formats.js";
import { htmlReader } from "../read/html/read-page.js";
import { jsonReader } from "../read/json.js";
import { markdownReader } from "../read/markdown.js";
import { textReader } from "../read/text.js";
import { UnreadableError } from "../read/unreadable.js";
import { pageAddress } from "../read/urls.js";
import { normalizeDraft, type ReadArticle } from "./normalize.js";

/** Maximum characters of one article, which is split and embedded in one go; a novel of 1,000 pages has twice as many. */
const MAX_CHARACTERS = 1_000_000;

export interface ReadOptions {
  /** The clock: becomes `fetchedAt`, and no date may be more than an hour after it. */
  readonly now: Instant;
  /** When the input was saved from its site; dates such as "2 hours ago" count from it and are refused without it. */
  readonly takenAt?: Instant;
  /** Win over what the input says. `url` and `title` are used only if the input contains one article. */
  readonly overrides?: DraftOverrides;
  /** Defaults to `defaultMaxBytes`. */
  readonly maxBytes?: number;
}

/** One article read, or why a part of the input is not an article. */
export type ReadOutcome =
  | {
      readonly kind: "article";
      /** Name of the input, with a line number or index if it holds several. */
      readonly subject: string;
      readonly format: Reader["format"];
      readonly article: ReadArticle;
      /** Notes for the reader: no date, a refused date, a title taken from the first words. */
      readonly notes: readonly string[];
      /** Lines of the input that were taken for page furniture, in order. */
      readonly dropped: readonly string[];
      /** Where a fetched page says that there is more of its article; absent if the text is whole, as far as is known. */
      readonly elsewhere?: Elsewhere;
    }
  | (Rejection & {
      /** Where else the article of a fetched page may be found, if this page does not give it. */
      readonly elsewhere?: Elsewhere;
    });

/** Why an input, or a part of it, gives no article. */
export interface Rejection {
  readonly kind: "rejected";
  readonly subject: string;
  readonly code: ErrorCode;
  readonly reason: string;
  /** What a person can do; null for nothing. */
  readonly hint: string | null;
}

/** `readInput`, or a version that runs elsewhere. */
export type ReadInput = (
  input: Input,
  options: ReadOptions,
) => readonly ReadOutcome[] | Promise<readonly ReadOutcome[]>;

/**
 * Reads every article of one input, in order. Never throws on bad input: what cannot be read is a rejected row with its reason.
 * The same bytes, name and options always give the same outcomes.
 */
export function readInput(input: Input, options: ReadOptions): ReadOutcome[] {
  const { name, bytes } = input;
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  if (bytes.length > maxBytes) {
    const reason = `Too large: ${name}: ${(bytes.length / 1e6).toFixed(1)} MB, at most ${maxBytes / 1e6} MB`;
    const hint = "Give one article a file.";
    return [{ kind: "rejected", subject: name, code: "read-too-large", reason, hint }];
  }
  try {
    return readDecoded(decodeInput(input), options);
  } catch (caught) {
    const error = isStackOverflow(caught) ? tooManyElements(name) : caught;
    if (!(error instanceof UnreadableError)) throw error;
    return [{ kind: "rejected", subject: name, code: error.code, reason: error.reason, hint: error.hint }];
  }
}

/** What a decoded input holds. @throws UnreadableError, or RangeError if it is too deep for the DOM library */
function readDecoded(decoded: TextInput, options: ReadOptions): ReadOutcome[] {
  const reader = chooseReader(decoded);
  const rows = reader.read(decoded);
  if (rows.length === 0) throw new UnreadableError(decoded.name, "it holds no article");
  const alone = rows.length === 1;
  const taken = { ...(decoded.page ? { takenAt: decoded.page.fetchedAt } : {}), ...options };
  return rows.map((row) => {
    const outcome = toOutcome(addressed(row, decoded.page, alone), reader.format, taken, alone);
    const { elsewhere } = "draft" in row ? row.draft : row;
    return alone && elsewhere !== undefined ? { ...outcome, elsewhere } : outcome;
  });
}

/** In the order in which they are tried; the last accepts everything. */
const readers: readonly Reader[] = [htmlReader, feedReader, jsonReader, markdownReader, textReader];

/** Media types that decide the format; text/plain does not, since servers use it for everything. */
const readersByType: Readonly<Record<string, Reader>> = {
  "text/html": htmlReader,
  "application/xhtml+xml": htmlReader,
  "application/json": jsonReader,
  "text/markdown": markdownReader,
};

/** By media type or name if these are clear, so that a text file about HTML stays text. */
function chooseReader({ name, text, page }: TextInput): Reader {
  if (isJsonFeed(text)) return feedReader;
  const typed = readersByType[page?.mediaType ?? ""];
  if (typed !== undefined) return typed;
  const named = readers.find((reader) => reader !== textReader && reader.detect({ name, text: "" }));
  return named ?? readers.find((reader) => reader.detect({ name, text })) ?? textReader;
}

/** Keeps a fetched page to its own site; one article of several has an address only if it claims one on that site. */
function addressed(row: ReadRow, page: PageFacts | undefined, alone: boolean): ReadRow {
  if (page === undefined || "reason" in row) return row;
  const { url: claimed, ...draft } = row.draft;
  if (claimed === undefined && !alone) return row;
  const { url, note } = pageAddress(claimed, page.url);
  const notes = note === null ? draft.notes : [...draft.notes, note];
  const refused = note !== null && !alone;
  return { ...row, draft: { ...draft, ...(refused ? {} : { url }), notes } };
}

function toOutcome(
  row: ReadRow,
  format: Reader["format"],
  options: ReadOptions,
  alone: boolean,
): ReadOutcome {
  if ("reason" in row)
    return {
      kind: "rejected",
      subject: row.subject,
      code: row.code,
      reason: row.reason,
      hint: row.hint ?? null,
    };
  const { url, title, ...shared } = options.overrides ?? {};
  const isPart = row.draft.part !== undefined; // an entry of a live blog keeps its page's address
  const ofPage = isPart && url !== undefined ? { ...shared, url } : shared;
  const overrides = alone ? (options.overrides ?? {}) : ofPage;
  const clock = { now: options.now, ...(options.takenAt === undefined ? {} : { takenAt: options.takenAt }) };
  const { article, notes, dropped } = normalizeDraft(row.draft, overrides, clock);
  if (article === null) {
    const reason = `no article text: ${dropped.length} lines, all of them page furniture`;
    return { kind: "rejected", subject: row.subject, code: "read-unreadable", reason, hint: null };
  }
  if (article.text.length > MAX_CHARACTERS) {
    const found = `${(article.text.length / 1e6).toFixed(1)} million characters of text, an article has at most 1 million`;
    return { kind: "rejected", subject: row.subject, code: "read-too-large", reason: found, hint: null };
  }
  const unused =
    !alone && !isPart && (url ?? title) !== undefined
      ? ["the url and title given are for one article and were not used"]
      : [];
  return { kind: "article", subject: row.subject, format, article, notes: [...notes, ...unused], dropped };
}

/** The DOM library passes siblings as arguments, and about 120,000 of them overflow the stack. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

function tooManyElements(name: string): UnreadableError {
  return new UnreadableError(name, "it has too many elements for an article");
}
