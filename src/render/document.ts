// What a reply says before it is written for Discord or the terminal: blocks of lines, in the order they are read.

import type { Instant } from "../model/article.js";
import type { TextKey } from "./catalogue.js";
import type { Translator, Values } from "./translator.js";
import { type Line, strong } from "./translator.js";

export type Block =
  | { readonly kind: "heading"; readonly line: Line }
  /** `small` lines are facts about the block above; `facts` are such lines in the same block. */
  | {
      readonly kind: "lines";
      readonly lines: readonly Line[];
      readonly small?: boolean;
      readonly facts?: readonly Line[];
    }
  | QuoteBlock
  | { readonly kind: "rule" };

/** A quote is never cut: if it does not fit it is left out, and `under` says where to read it. */
export interface QuoteBlock {
  readonly kind: "quote";
  readonly text: string;
  /** True for the quote to read first; it is shown in bold. */
  readonly isLead?: boolean;
  /** The text right before and after the quote, set apart from it; left out if it does not fit. */
  readonly context?: { readonly before: string; readonly after: string };
  /** Who says it, right under the quote. */
  readonly speaker?: readonly Line[];
  /** Small lines: the days its words mean. */
  readonly notes?: readonly Line[];
  readonly under: readonly Line[];
  /** Small lines at the end: date, author, other outlets. */
  readonly facts?: readonly Line[];
}

export interface Document {
  readonly tone: "answered" | "weak" | "unanswered" | "plain" | "error";
  readonly blocks: readonly Block[];
  /** Last on every page. */
  readonly footer: readonly Line[];
  /** The instant that ages are counted from in the terminal; Discord uses the reader's clock. */
  readonly at: Instant;
  /** For what a writer adds: page buttons, what does not fit. */
  readonly translator: Translator;
}

/** Says a sentence with a whole line in each place named in `slots`. */
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

/** Makes a block of lines; `small` ones are facts about the block above. */
export function linesBlock(lines: readonly Line[], small = false): Block {
  return small ? { kind: "lines", lines, small } : { kind: "lines", lines };
}

/** Makes a document without a footer. */
export function plainDocument(blocks: readonly Block[], at: Instant, translator: Translator): Document {
  return { tone: "plain", blocks, footer: [], at, translator };
}

const RULE: Block = { kind: "rule" };

/** Puts a rule between groups of blocks; empty groups are left out. */
export function ruled(groups: readonly (readonly Block[])[]): Block[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, i) => (i === 0 ? group : [RULE, ...group]));
}
