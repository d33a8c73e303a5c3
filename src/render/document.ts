// What a reply says before it is written for Discord or the terminal: blocks of lines, in the order they are read.

import type { Instant } from "../model/article.js";
import type { TextKey } from "./catalogue.js";
import { type Line, strong } from "./line.js";
import type { Translator, Values } from "./translator.js";

export type Block =
  | { readonly kind: "heading"; readonly line: Line }
  /** `small` lines are facts about what stands above them; `facts` are such lines in the same block. */
  | {
      readonly kind: "lines";
      readonly lines: readonly Line[];
      readonly small?: boolean;
      readonly facts?: readonly Line[];
    }
  | QuoteBlock
  | { readonly kind: "rule" };

/** Never cut: a quote that does not fit is left out, and `under` says where to read it. */
export interface QuoteBlock {
  readonly kind: "quote";
  readonly text: string;
  /** True for the one that is meant to be read first; it stands out. */
  readonly isLead?: boolean;
  /** Words of the same text right before and after it, told apart from the quote; left out where they do not fit. */
  readonly context?: { readonly before: string; readonly after: string };
  /** Who says it, right under it. */
  readonly speaker?: readonly Line[];
  /** Small: what its words mean. */
  readonly notes?: readonly Line[];
  readonly under: readonly Line[];
  /** Small, last: what is known of it. */
  readonly facts?: readonly Line[];
}

export interface Document {
  readonly tone: "answered" | "weak" | "unanswered" | "plain" | "error";
  readonly blocks: readonly Block[];
  /** On every page, last. */
  readonly footer: readonly Line[];
  /** The instant that ages are counted from where the reader's own clock cannot be used. */
  readonly at: Instant;
  /** The words of the translator, for what a writer adds: page buttons, what does not fit. */
  readonly translator: Translator;
}

/** Says a sentence with a whole line in each place that `slots` names. */
export function lineWith(
  translator: Translator,
  key: TextKey,
  slots: Readonly<Record<string, Line>>,
  values: Values = {},
): Line {
  const marks = Object.entries(slots).map(([name, line]) => ({ name, line, mark: strong(name) }));
  const marked = Object.fromEntries(marks.map(({ name, mark }) => [name, mark]));
  return translator
    .line(key, { ...values, ...marked })
    .flatMap((part) => marks.find(({ mark }) => mark === part)?.line ?? [part]);
}

/** Makes a block of lines; `small` ones are facts about what stands above them. */
export function linesBlock(lines: readonly Line[], small = false): Block {
  return small ? { kind: "lines", lines, small } : { kind: "lines", lines };
}

/** Makes a document without a footer. */
export function plainDocument(blocks: readonly Block[], at: Instant, translator: Translator): Document {
  return { tone: "plain", blocks, footer: [], at, translator };
}

const RULE: Block = { kind: "rule" };

/** Puts a rule between groups of blocks; empty groups give nothing. */
export function ruled(groups: readonly (readonly Block[])[]): Block[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, i) => (i === 0 ? group : [RULE, ...group]));
}
