// Writes a document as a Discord message (Components V2) in pages within its limits. Quotes are never cut: what does not fit is counted.
import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from "discord.js";
import type { Block, Document, QuoteBlock } from "./document.js";
import { escapeMarkup, maskedLink, oneLine, quoteLines, safeUrl, visible } from "./text.js";
import type { Line, Part, Translator } from "./translator.js";

/** Discord: Message components reference, "up to 40 total components". */
const MAX_COMPONENTS = 40;
/** Discord: the same page, 4,000 characters over all text displays. */
const MAX_CHARACTERS = 4000;
/** Measured by a reporter to the API's issue tracker: UTF-8 bytes of all text + 12 per component. */
const MAX_WEIGHT = 10_170;
const WEIGHT_PER_COMPONENT = 12;
/** Discord: component reference, custom_id. */
export const MAX_CUSTOM_ID = 100;
/** Discord: component reference, button label. */
const MAX_LABEL = 80;
/** Discord: component reference, string select: label, value and description of an option; placeholder. */
const MAX_OPTION = 100;
const MAX_PLACEHOLDER = 150;
/** Discord: application commands reference, autocomplete choices and their names. */
export const MAX_CHOICES = 25;
export const MAX_CHOICE_NAME = 100;

interface Measure {
  /** Including nested ones. */
  readonly components: number;
  /** UTF-16 code units over all text, labels included: never less than what Discord counts. */
  readonly characters: number;
  /** UTF-8 bytes of all text + 12 per component. */
  readonly weight: number;
}

type AnyComponent = APIMessageTopLevelComponent | APIComponentInContainer | { readonly type: number };

/** Measures a message; zero for no components. */
export function measure(components: readonly AnyComponent[]): Measure {
  let [count, characters, weight] = [0, 0, 0];
  for (const component of components) {
    const text = textOf(component);
    const inner =
      "components" in component ? measure(component.components) : { components: 0, characters: 0, weight: 0 };
    count += 1 + inner.components;
    characters += text.length + inner.characters;
    weight += Buffer.byteLength(text) + WEIGHT_PER_COMPONENT + inner.weight;
  }
  return { components: count, characters, weight };
}

/** Returns whether Discord accepts a message of this size. */
export function fits(measured: Measure): boolean {
  return (
    measured.components <= MAX_COMPONENTS &&
    measured.characters <= MAX_CHARACTERS &&
    measured.weight <= MAX_WEIGHT
  );
}

function textOf(component: object): string {
  if ("content" in component && typeof component.content === "string") return component.content;
  return "label" in component && typeof component.label === "string" ? component.label : "";
}

/** A whole message; `allowedMentions` is always none. */
export interface Message {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: APIMessageTopLevelComponent[];
  readonly allowedMentions: { readonly parse: [] };
  /** Sent along; each is shown by a component that names it. */
  readonly files?: { readonly attachment: Buffer; readonly name: string }[];
}

/** Adds a file below a message. */
export function withFile(message: Message, name: string, text: string): Message {
  const file = { type: ComponentType.File as const, file: { url: `attachment://${name}` } };
  const files = [{ attachment: Buffer.from(text, "utf8"), name }];
  return { ...message, components: [...message.components, file], files };
}

export interface Button {
  readonly label: string;
  readonly customId: string;
}

/** A menu of which one or more entries can be chosen; at most 25 options. */
export interface Select {
  readonly customId: string;
  readonly placeholder: string;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly description: string;
  }[];
}

interface Layout {
  readonly buttons?: readonly Button[];
  /** Shown between the text and the buttons. */
  readonly select?: Select;
  /** From 1, default 1; beyond the last page it is the last. */
  readonly page?: number;
  /** Returns the custom id of a page. Without it one page is written, and its last line counts what did not fit. */
  readonly pageId?: (page: number) => string;
}

/** Accent colours; they only repeat what the words say. */
export const ACCENT = {
  answered: 0x3a6ea5,
  weak: 0xb08a3e,
  unanswered: 0x8a8f98,
  plain: 0x5b6470,
  error: 0xa5433a,
} as const;

/** Text that is shown whole or left out, or a rule between two such texts. When left out it counts as a quote, an entry or nothing. */
type Section = { readonly text: string; readonly countsAs: "quote" | "entry" | "nothing" } | "rule";

/** Shown when nothing of a document is visible; Discord refuses an empty message. */
const EMPTY: Section = { text: "–", countsAs: "nothing" };

/** Writes one page of a document. */
export function writeMessage(document: Document, layout: Layout = {}): Message {
  const pages = paginate(document, layout);
  const page = Math.min(Math.max(1, layout.page ?? 1), pages.length);
  const left = pages.slice(1).flat();
  const note = layout.pageId === undefined ? leftOut(left, document.translator) : null;
  return {
    flags: MessageFlags.IsComponentsV2,
    components: assemble(document, pages[page - 1] ?? [], layout, { page, of: pages.length, note }),
    allowedMentions: { parse: [] },
  };
}

interface Position {
  readonly page: number;
  readonly of: number;
  readonly note: string | null;
}

/** Longest possible notes and page buttons, so that a page that fits with them always fits. */
function widest(translator: Translator): Position {
  return { page: 500, of: 1000, note: leftNote(1000, 1000, translator) };
}

function paginate(document: Document, layout: Layout): Section[][] {
  const { translator } = document;
  const most = widest(translator);
  const room = (sections: readonly Section[]) => fits(measure(assemble(document, sections, layout, most)));
  const pages: Section[][] = [];
  let page: Section[] = [];
  for (const block of document.blocks) {
    const whole = fitting(block, (section) => room([section]));
    const section = whole ?? writeOmitted(block, translator);
    if (isBlank(section)) continue;
    if (!room([...page, section])) {
      const heading = page.at(-1);
      const moves =
        heading !== undefined && isHeading(heading) && page.length > 1 && room([heading, section]);
      pages.push(moves ? page.slice(0, -1) : page);
      page = moves ? [heading] : [];
    }
    page.push(section);
  }
  if (pages.length === 0 && !page.some((each) => each !== "rule")) page.push(EMPTY);
  return [...pages, page].map(trimRules).filter((sections, i) => i === 0 || sections.length > 0);
}

/** Writes a block, a quote without its context if needed; null if it fits no page. */
function fitting(block: Block, room: (section: Section) => boolean): Section | null {
  const whole = writeBlock(block);
  if (room(whole)) return whole;
  if (block.kind !== "quote" || block.context === undefined) return null;
  const { context: _left, ...bare } = block;
  return fitting(bare, room);
}

/** Returns whether nothing would be visible; Discord refuses such a text. */
function isBlank(section: Section): boolean {
  return section !== "rule" && section.text.replace(/^-# /gm, "").trim() === "";
}

/** Returns whether a section belongs to the next one and must not end a page. */
function isHeading(section: Section): boolean {
  return section !== "rule" && section.countsAs === "nothing";
}

function trimRules(sections: readonly Section[]): Section[] {
  return sections.filter(
    (section, i) => section !== "rule" || (i > 0 && i < sections.length - 1 && sections[i - 1] !== "rule"),
  );
}

function assemble(
  document: Document,
  sections: readonly Section[],
  layout: Layout,
  at: Position,
): APIMessageTopLevelComponent[] {
  const footer = [...document.footer.map(writeLine), ...(at.note === null ? [] : [escapeMarkup(at.note)])];
  const inner: APIComponentInContainer[] = trimRules(sections).map((section) =>
    section === "rule" ? { type: ComponentType.Separator } : textDisplay(section.text),
  );
  if (footer.length > 0) {
    if (inner.length > 0) inner.push({ type: ComponentType.Separator });
    inner.push(textDisplay(footer.map(small).join("\n")));
  }
  const buttons = [...(layout.buttons ?? []), ...pageButtons(layout, at, document.translator)].map(
    writeButton,
  );
  return [
    { type: ComponentType.Container, accent_color: ACCENT[document.tone], components: inner },
    ...(layout.select === undefined
      ? []
      : [{ type: ComponentType.ActionRow as const, components: [writeSelect(layout.select)] }]),
    ...rowsOf(buttons).map((components) => ({ type: ComponentType.ActionRow as const, components })),
  ];
}

/** Discord: component reference, an action row holds up to five buttons. */
const ROW = 5;

function rowsOf<T>(buttons: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(buttons.length / ROW) }, (_, row) =>
    buttons.slice(row * ROW, (row + 1) * ROW),
  );
}

function pageButtons({ pageId }: Layout, { page, of }: Position, translator: Translator): Button[] {
  if (pageId === undefined) return [];
  const button = (to: number): Button => ({
    label: translator.words("message.page", { page: to, of }),
    customId: pageId(to),
  });
  return [...(page > 1 ? [button(page - 1)] : []), ...(page < of ? [button(page + 1)] : [])];
}

function writeButton({ label, customId }: Button): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: label.slice(0, MAX_LABEL),
    custom_id: customId,
  };
}

function writeSelect({ customId, placeholder, options }: Select): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId,
    placeholder: oneLine(placeholder, MAX_PLACEHOLDER),
    min_values: 1,
    max_values: options.length,
    options: options.map(({ label, value, description }) => ({
      label: oneLine(label, MAX_OPTION),
      value: value.slice(0, MAX_OPTION),
      description: oneLine(description, MAX_OPTION),
    })),
  };
}

function textDisplay(content: string): APIComponentInContainer {
  return { type: ComponentType.TextDisplay, content };
}

function leftOut(sections: readonly Section[], translator: Translator): string | null {
  const count = (what: string) =>
    sections.filter((section) => section !== "rule" && section.countsAs === what).length;
  const quotes = count("quote");
  const entries = count("entry") || (quotes === 0 && count("nothing") > 0 ? 1 : 0);
  return leftNote(quotes, entries, translator);
}

function leftNote(quotes: number, entries: number, translator: Translator): string | null {
  if (quotes + entries === 0) return null;
  return translator.words("message.left-out", { quotes, entries, count: quotes + entries });
}

function writeBlock(block: Block): Section {
  switch (block.kind) {
    case "rule":
      return "rule";
    case "heading":
      return { text: `**${writeLine(block.line.map(plain))}**`, countsAs: "nothing" };
    case "lines": {
      const lines = block.lines.map(writeLine);
      if (block.small) return { text: lines.map(small).join("\n"), countsAs: "nothing" };
      return { text: [...lines, ...smallLines(block.facts)].join("\n"), countsAs: "entry" };
    }
    case "quote":
      return { text: [...quoteLines(block), ...linesUnder(block)].join("\n"), countsAs: "quote" };
  }
}

function linesUnder({ speaker = [], notes, under, facts }: QuoteBlock): string[] {
  return [...speaker.map(writeLine), ...smallLines(notes), ...under.map(writeLine), ...smallLines(facts)];
}

/** Replaces a block that is too long for any page; for a quote it says where to read it. */
function writeOmitted(block: Block, translator: Translator): Section {
  if (block.kind !== "quote")
    return { text: escapeMarkup(translator.words("message.long-entry")), countsAs: "entry" };
  const said = translator.words("message.long-quote", { length: visible(block.text).length });
  return { text: [escapeMarkup(said), ...linesUnder(block)].join("\n"), countsAs: "quote" };
}

function smallLines(lines: readonly Line[] = []): string[] {
  return lines.map(writeLine).map(small);
}

/** Removes bold inside a heading, which is bold already; nested stars would be shown. */
function plain(part: Part): Part {
  return typeof part === "object" && part.kind === "strong" ? part.text : part;
}

function small(line: string): string {
  return `-# ${line}`;
}

function writeLine(line: Line): string {
  return line
    .map(writePart)
    .join("")
    .replace(/^(\s*\d+)\./, "$1\\.");
}

/** " (address too long to link: post.example)"; empty where the address is linked. */
function unlinkedNote({ url, unlinked }: Extract<Part, { kind: "link" }>): string {
  return unlinked === undefined || safeUrl(url) !== null ? "" : ` ${escapeMarkup(`(${unlinked})`)}`;
}

function writePart(part: Part): string {
  if (typeof part === "string") return escapeMarkup(visible(part));
  switch (part.kind) {
    case "strong": {
      const text = escapeMarkup(visible(part.text));
      return text === "" ? "" : `**${text}**`; // four stars without a word between them are shown as such
    }
    case "link":
      return maskedLink(oneLine(part.label, 200), part.url) + unlinkedNote(part);
    case "mention":
      return `<${{ role: "@&", person: "@", channel: "#" }[part.of]}${part.id}>`;
    case "instant":
      return part.style === "day-age"
        ? ""
        : `<t:${Math.floor(Date.parse(part.at) / 1000)}:${{ day: "D", moment: "f", age: "R" }[part.style]}>`;
  }
}
