// Writes the same documents for the terminal: same content, same order. Takes colour and width; reads neither clock nor terminal.
import picocolors from "picocolors";
import type { ArticleHistory, SourcesReport, Status } from "../reports.js";
import type { LinkSummary } from "../reports-reading.js";
import type { Answer, Instant } from "../schema.js";
import { answerDocument } from "./answer.js";
import { type ArticlePage, articlesDocument } from "./articles.js";
import { formatDay } from "./citation.js";
import type { Block, Document, Line, Part } from "./document.js";
import { type Frame, frameOf } from "./frame.js";
import { historyDocument } from "./history.js";
import { sourcesDocument } from "./sources.js";
import { statusDocument } from "./status.js";
import { summaryDocument } from "./summary.js";
import { visible } from "./text.js";

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns; less than 40 counts as 40. */
  readonly width: number;
  /** Ages are counted from here; default: the moment the answer was asked for. */
  readonly now?: Instant;
  /** Default: English. */
  readonly frame?: Frame;
}

/** Writes an answer or a refusal, without a line break at the end. */
export function renderAnswerText(answer: Answer, options: TerminalOptions): string {
  return writeText(answerDocument(answer, frame(options)), options);
}

/** Writes the sources of an answer. */
export function renderSourcesText(report: SourcesReport, options: TerminalOptions): string {
  return writeText(sourcesDocument(report, frame(options)), options);
}

/** Writes a summary, or why there is none. */
export function renderSummaryText(
  summary: LinkSummary,
  options: TerminalOptions & { readonly now: Instant },
): string {
  return writeText(summaryDocument(summary, options.now, frame(options)), options);
}

/** Writes the status. */
export function renderStatusText(
  status: Status,
  options: TerminalOptions & { readonly now: Instant },
): string {
  return writeText(statusDocument(status, options.now, frame(options)), options);
}

/** Writes one page of the list of articles. */
export function renderArticlesText(
  page: ArticlePage,
  options: TerminalOptions & { readonly now: Instant },
): string {
  return writeText(articlesDocument(page, options.now, frame(options)), options);
}

/** Writes the history of an article. */
export function renderHistoryText(
  history: ArticleHistory,
  options: TerminalOptions & { readonly now: Instant },
): string {
  return writeText(historyDocument(history, options.now, frame(options)), options);
}

/** Writes any document for the terminal: wrapped words, URLs on lines of their own so that they can be opened. */
export function writeText(document: Document, options: TerminalOptions): string {
  const style: Style = {
    colors: picocolors.createColors(options.color),
    width: Math.max(40, options.width),
    now: options.now ?? document.at,
  };
  const body = document.blocks.map((block) => writeBlock(block, style));
  const footer = document.footer.map((line) => style.colors.dim(writeLine(line, style, "")));
  return [...body, ...(footer.length > 0 ? ["", ...footer] : [])].join("\n");
}

function frame(options: TerminalOptions): Frame {
  return options.frame ?? frameOf("en");
}

interface Style {
  readonly colors: ReturnType<typeof picocolors.createColors>;
  readonly width: number;
  readonly now: Instant;
}

function writeBlock(block: Block, style: Style): string {
  const { colors } = style;
  switch (block.kind) {
    case "rule":
      return "";
    case "heading":
      return colors.bold(writeLine(block.line, style, ""));
    case "lines":
      return block.lines
        .map((line) => writeLine(line, style, ""))
        .map(block.small ? colors.dim : (line) => line)
        .join("\n");
    case "quote": {
      const quote = visible(block.text)
        .split("\n")
        .map((line) => wrap(line, style.width, `${colors.cyan("│")} `, 2));
      return [...quote, ...block.under.map((line) => writeLine(line, style, "  "))].join("\n");
    }
  }
}

function writeLine(line: Line, style: Style, indent: string): string {
  const words = line.map((part) => writePart(part, style.now)).join("");
  const urls = line.flatMap((part) => (typeof part === "object" && part.kind === "link" ? [part.url] : []));
  const links = urls.map((url) => `${indent}  ${style.colors.underline(visible(url))}`);
  return [wrap(words, style.width, indent, indent.length), ...links].join("\n");
}

function writePart(part: Part, now: Instant): string {
  if (typeof part === "string") return visible(part);
  switch (part.kind) {
    case "strong":
      return visible(part.text);
    case "link":
      return visible(part.label);
    case "instant":
      return writeInstant(part.at, part.style, now);
  }
}

function writeInstant(at: Instant, style: "day" | "moment" | "age", now: Instant): string {
  if (style === "age") return writeAge(at, now);
  return style === "day" ? formatDay(at) : `${formatDay(at)}, ${at.slice(11, 16)} UTC`;
}

/** Units as Discord's clients count them: the largest that is reached, rounded down. */
const UNITS = [
  ["year", 365 * 24 * 3600],
  ["month", 30 * 24 * 3600],
  ["day", 24 * 3600],
  ["hour", 3600],
  ["minute", 60],
] as const;

function writeAge(at: Instant, now: Instant): string {
  const seconds = (Date.parse(now) - Date.parse(at)) / 1000;
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length);
  if (unit === undefined) return "just now";
  const count = Math.floor(Math.abs(seconds) / unit[1]);
  const words = `${count} ${unit[0]}${count === 1 ? "" : "s"}`;
  return seconds > 0 ? `${words} ago` : `in ${words}`;
}

/** Breaks words at spaces; a word longer than the line stays whole, so that it can be copied. */
function wrap(text: string, width: number, indent: string, indentWidth: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width - indentWidth) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => `${indent}${each}`).join("\n");
}
