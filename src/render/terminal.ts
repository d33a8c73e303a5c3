// Writes documents for the terminal, with the same content in the same order as in Discord.
import picocolors from "picocolors";
import type { Answer, SourcesReport } from "../model/answer.js";
import type { ArticleHistory, Instant } from "../model/article.js";
import type { Status } from "../model/status.js";
import { DAY_MS } from "../model/time.js";
import type { LinkSummary } from "../model/topic.js";
import { statusDocument } from "./about.js";
import { answerDocument } from "./answer.js";
import type { Block, Document, QuoteBlock } from "./document.js";
import { historyDocument } from "./history.js";
import { sourcesDocument } from "./sources.js";
import { visible } from "./text.js";
import { summaryDocument } from "./topics.js";
import type { InstantStyle, Line, Part } from "./translator.js";
import { type Translator, translatorFor } from "./translator.js";

export interface TerminalOptions {
  readonly color: boolean;
  /** True if links can stand behind words (OSC 8); else an address stands on its own line, once per article. Default: false. */
  readonly links?: boolean;
  /** Columns, at least 40. */
  readonly width: number;
  /** Ages are counted from here; default: the moment the answer was asked for. */
  readonly now?: Instant;
  /** Default: English. */
  readonly translator?: Translator;
}

/** Writes an answer or a refusal, without a line break at the end. */
export function renderAnswerText(answer: Answer, options: TerminalOptions): string {
  return writeText(answerDocument(answer, translator(options)), options);
}

/** Writes the sources of an answer. */
export function renderSourcesText(report: SourcesReport, options: TerminalOptions): string {
  return writeText(sourcesDocument(report, translator(options)), options);
}

/** Writes a summary, or why there is none. */
export function renderSummaryText(
  summary: LinkSummary,
  options: TerminalOptions & { readonly now: Instant },
): string {
  return writeText(summaryDocument(summary, options.now, translator(options)), options);
}

/** Writes the status. */
export function renderStatusText(
  status: Status,
  options: TerminalOptions & { readonly now: Instant },
): string {
  return writeText(statusDocument(status, options.now, translator(options)), options);
}

/** Writes the history of an article. */
export function renderHistoryText(
  history: ArticleHistory,
  options: TerminalOptions & { readonly now: Instant },
): string {
  return writeText(historyDocument(history, options.now, translator(options)), options);
}

/** Writes any document, its words wrapped; links stand behind their words, or else each address on its own line, once. */
export function writeText(document: Document, options: TerminalOptions): string {
  const style: Style = {
    colors: picocolors.createColors(options.color),
    width: Math.max(40, options.width),
    links: options.links === true,
    shown: new Set(),
    now: options.now ?? document.at,
    translator: document.translator,
  };
  const body = document.blocks.map((block) => writeBlock(block, style));
  const footer = document.footer.map((line) => style.colors.dim(writeLine(line, style, "")));
  return [...body, ...(footer.length > 0 ? ["", ...footer] : [])].join("\n");
}

function translator(options: TerminalOptions): Translator {
  return options.translator ?? translatorFor("en");
}

interface Style {
  readonly colors: ReturnType<typeof picocolors.createColors>;
  readonly width: number;
  readonly links: boolean;
  /** Addresses that stand in the document already, without the place on their page. */
  readonly shown: Set<string>;
  readonly now: Instant;
  readonly translator: Translator;
}

function writeBlock(block: Block, style: Style): string {
  const { colors } = style;
  switch (block.kind) {
    case "rule":
      return "";
    case "heading":
      return colors.bold(writeLine(block.line, style, ""));
    case "lines":
      return [
        ...block.lines
          .map((line) => writeLine(line, style, ""))
          .map(block.small ? colors.dim : (line) => line),
        ...(block.facts ?? []).map((line) => colors.dim(writeLine(line, style, "  "))),
      ].join("\n");
    case "quote":
      return writeQuote(block, style);
  }
}

/** Writes a quote behind a heavier bar than its context, so that it can be told apart without colour. */
function writeQuote(
  { text, isLead, context, speaker = [], notes = [], under, facts = [] }: QuoteBlock,
  style: Style,
): string {
  const { colors, width } = style;
  const barred = (words: string, bar: string, set: (line: string) => string) =>
    visible(words)
      .split("\n")
      .flatMap((line) => wrap(line, width - 2, "", 0).split("\n"))
      .map((line) => `${colors.cyan(bar)} ${set(line)}`);
  const around = (words: string) => (words.trim() === "" ? [] : barred(words.trim(), "│", colors.dim));
  const small = (line: Line) => colors.dim(writeLine(line, style, "  "));
  return [
    ...around(context?.before ?? ""),
    ...barred(text, context === undefined ? "│" : "┃", isLead ? colors.bold : (line) => line),
    ...around(context?.after ?? ""),
    ...speaker.map((line) => writeLine(line, style, "  ")),
    ...notes.map(small),
    ...under.filter((line) => !isShown(line, style)).map((line) => writeLine(line, style, "  ")),
    ...facts.map(small),
  ].join("\n");
}

function writeLine(line: Line, style: Style, indent: string): string {
  const words = line.map((part) => writePart(part, style)).join("");
  const links = style.links
    ? []
    : addressesOf(line, style).map((url) => `${indent}  ${style.colors.underline(url)}`);
  return [wrap(words, style.width, indent, indent.length), ...links].join("\n");
}

/** Lists the addresses of a line that do not stand in the document yet, without the place on their page. */
function addressesOf(line: Line, { shown }: Style): string[] {
  return line.flatMap((part) => {
    if (typeof part === "string" || part.kind !== "link") return [];
    const url = addressOf(part.url);
    if (shown.has(url)) return [];
    shown.add(url);
    return [url];
  });
}

/** Returns whether a line is nothing but a link to an article whose address stands above, where links cannot stand behind words. */
function isShown(line: Line, { links, shown }: Style): boolean {
  const isKnown = (part: Part) =>
    typeof part === "object" && part.kind === "link" && shown.has(addressOf(part.url));
  return !links && line.length > 0 && line.every(isKnown);
}

/** An address without the place on its page. */
function addressOf(url: string): string {
  return visible(url).replace(/#:~:.*$/su, "");
}

/** Puts a link behind each word of a label, so that it can be wrapped; `id` makes one link of them. Source: OSC 8, as terminals write it. */
function writeLink(label: string, url: string): string {
  const target = url.replace(/[^\x21-\x7e]/gu, (sign) =>
    /\s|\p{C}/u.test(sign) ? "" : encodeURIComponent(sign),
  );
  const id =
    target.length.toString(36) +
    [...target].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) >>> 0, 7).toString(36);
  return label
    .split(" ")
    .map((word) => `\u001b]8;id=${id};${target}\u001b\\${word}\u001b]8;;\u001b\\`)
    .join(" ");
}

function writePart(part: Part, style: Style): string {
  if (typeof part === "string") return visible(part);
  switch (part.kind) {
    case "strong":
      return visible(part.text);
    case "link":
      return style.links ? writeLink(visible(part.label), part.url) : visible(part.label);
    case "mention":
      return `${part.of} ${part.id}`;
    case "instant":
      return writeInstant(part.at, part.style, style);
  }
}

function writeInstant(at: Instant, form: InstantStyle, { translator, now }: Style): string {
  if (form === "age") return writeAge(at, now, translator);
  if (form === "day-age") return ` (${writeDayAge(at, now, translator)})`;
  return form === "day" ? translator.day(at) : `${translator.day(at)}, ${at.slice(11, 16)} UTC`;
}

/** Units as Discord's clients count them: the largest one reached, rounded down. */
const UNITS = [
  ["year", 365 * 24 * 3600],
  ["month", 30 * 24 * 3600],
  ["day", 24 * 3600],
  ["hour", 3600],
  ["minute", 60],
] as const;

function writeAge(at: Instant, now: Instant, { language }: Translator): string {
  const seconds = (Date.parse(at) - Date.parse(now)) / 1000;
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length);
  if (unit === undefined)
    return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");
  return new Intl.RelativeTimeFormat(language).format(Math.trunc(seconds / unit[1]), unit[0]);
}

/** Days between two days; within two months, else months or years. */
function writeDayAge(at: Instant, now: Instant, translator: Translator): string {
  const [day, today] = [at, now].map((each) => Date.parse(each.slice(0, 10)) / DAY_MS);
  const days = (day ?? 0) - (today ?? 0);
  if (Math.abs(days) >= 30) return writeAge(at, now, translator);
  return new Intl.RelativeTimeFormat(translator.language, { numeric: "auto" }).format(days, "day");
}

/** Wraps at spaces; a word longer than the line stays whole, so that it can be copied. */
function wrap(text: string, width: number, indent: string, indentWidth: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width - indentWidth) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => `${indent}${each}`).join("\n");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the sequences that this file writes
const SEQUENCES = /\u001b\]8;[^\u001b]*\u001b\\/gu;

/** Columns of words without what a terminal does not show. */
function widthOf(words: string): number {
  return words.replace(SEQUENCES, "").length;
}
