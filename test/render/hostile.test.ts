// Whatever an article or a question holds: nothing pings, formats or breaks out, every limit holds, and what is read is what was written.
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { articleChoices } from "../../src/render/articles.js";
import type { Block, Document } from "../../src/render/document.js";
import type { Message } from "../../src/render/message.js";
import { oneLine } from "../../src/render/text.js";
import type { Line, Part } from "../../src/render/translator.js";
import { translatorFor } from "../../src/render/translator.js";
import { checkMessage, flatten, type RawMessage } from "../discord/rules.js";
import { filled } from "./answers.js";
import { read } from "./discord-reader.js";
import { KINDS, type Rendering } from "./hostile-documents.js";

vi.setConfig({ testTimeout: 180_000 }); // 10 s each for the largest, on a machine that may be busy

/** What Dateline itself writes. */
const OWN_EFFECTS = new Set(["timestamp", "link", "strong", "quote", "small"]);
/** Invisible and overriding characters; joiners within words and emoji are visible in their effect. */
const NEVER_SENT = /(?!\n|\u200c|\u200d|\p{VS})[\p{Cc}\p{DI}\p{Bidi_C}\p{Cs}\u2028\u2029\u2800]/u;
/** No document has more pages. */
const MAX_PAGES = 300;
/** Longest word about what was left out. */
const MAX_NOTE = 120;
/** A shorter block fits any page: no line weighs so much. */
const MIN_OMITTED = 1000;

function rawOf({ allowedMentions, ...rest }: Message): RawMessage {
  return JSON.parse(JSON.stringify({ ...rest, allowed_mentions: allowedMentions })) as RawMessage;
}

function textsOf(message: Message): string[] {
  const all = flatten(rawOf(message).components ?? []);
  return all.flatMap(({ type, content = "" }) => (type === 10 ? [content] : []));
}

/** All pages of a document. */
function pagesOf({ page, hasPages }: Rendering): Message[] {
  if (!hasPages) return [page(1)];
  const pages: Message[] = [];
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    const message = page(number);
    if (pages.length > 0 && JSON.stringify(message) === JSON.stringify(pages.at(-1))) return pages;
    pages.push(message);
  }
  throw new Error("A document without end");
}

/** A text without what cannot be seen, by rules of this test's own; brackets and addresses are shown otherwise in link labels. */
function seen(text: string): string {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/\p{C}|\p{M}|[\u3164\u2800\u115f\u1160\uffa0]/gu, (sign) => (sign === "\n" ? sign : ""))
    .replace(/https?:\/+/gi, "")
    .replace(/\[/g, "(")
    .replace(/\]/g, ")")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n */g, "\n")
    .trim();
}

function plainPart(part: Part): string {
  if (typeof part === "string") return part;
  if (part.kind === "strong") return part.text;
  if (part.kind === "link") return oneLine(part.label, 200);
  if (part.kind === "mention") return `<${{ role: "@&", person: "@", channel: "#" }[part.of]}${part.id}>`;
  if (part.style === "day-age") return "";
  const style = { day: "D", moment: "f", age: "R" }[part.style];
  return `<t:${Math.floor(Date.parse(part.at) / 1000)}:${style}>`;
}

const plainLine = (line: Line): string => line.map(plainPart).join("");

/** What a reader should see of a block; null for a rule. */
function plainBlock(block: Block): string | null {
  if (block.kind === "rule") return null;
  const lines = linesOf(block).map(plainLine);
  return (block.kind === "quote" ? [block.text, ...lines] : lines).join("\n");
}

/** All lines of a block as they are written, the quote of a quote left out. */
function linesOf(block: Block): readonly Line[] {
  if (block.kind === "rule") return [];
  if (block.kind === "heading") return [block.line];
  const { facts = [] } = block;
  if (block.kind === "lines") return [...block.lines, ...facts];
  return [...(block.speaker ?? []), ...(block.notes ?? []), ...block.under, ...facts];
}

/** Where the links of a document may lead. */
function hostsOf({ blocks, footer }: Document): Set<string> {
  const lines = blocks.flatMap(linesOf);
  const parts = [...lines, ...footer].flat();
  const urls = parts.flatMap((part) => (typeof part === "object" && part.kind === "link" ? [part.url] : []));
  return new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).host));
}

/** People and roles that a document names; a mention more is not Dateline's own. */
function mentionsIn({ blocks, footer }: Document): number {
  const parts = [...blocks.flatMap(linesOf), ...footer].flat();
  return parts.filter((part) => typeof part === "object" && part.kind === "mention").length;
}

/** Nothing takes effect that Dateline did not write, nothing invisible is sent, every limit holds. */
function checkMarkup(message: Message, hosts: ReadonlySet<string>, mentions: number): void {
  let left = mentions;
  for (const text of textsOf(message)) {
    const { effects, urls } = read(text);
    const isOwn = (effect: string) => OWN_EFFECTS.has(effect) || (effect === "mention" && left-- > 0);
    const foreign = effects.filter((effect) => !isOwn(effect));
    if (foreign.length > 0 || NEVER_SENT.test(text)) expect({ foreign, text }).toBeNull();
    expect(effects.filter((effect) => effect === "strong").length % 2, text).toBe(0);
    for (const url of urls) expect(hosts, url).toContain(new URL(url).host);
  }
  expect(checkMessage(rawOf(message), "edit")).toEqual([]);
}

/** A block as a reader should see it, and what stands below it where it is too long for any page. */
interface Wanted {
  readonly whole: string;
  /** Before anything invisible was taken out. */
  readonly length: number;
  readonly under: string;
}

function wantedOf(block: Block): Wanted[] {
  const whole = plainBlock(block);
  if (whole === null) return [];
  const under = block.kind === "quote" ? seen(linesOf(block).map(plainLine).join("\n")) : "";
  return [{ whole: seen(whole), length: whole.length, under }];
}

/** True for a word about a block that was left out, with what stands below it. */
function isOmission(text: string, { length, under }: Wanted): boolean {
  const [note = "", ...rest] = text.split("\n");
  return length > MIN_OMITTED && note.length <= MAX_NOTE && rest.join("\n") === under;
}

/** True for the word that counts what is left out; it stands alone where a document has no footer. */
function isCount(text: string, { translator }: Document, most: number): boolean {
  const counts = Array.from({ length: most + 1 }, (_, count) => count);
  return counts.some((quotes) =>
    counts.some(
      (entries) =>
        text === seen(translator.words("message.left-out", { quotes, entries, count: quotes + entries })),
    ),
  );
}

/** Every text that is shown is a block as it stands, in order, or says that one was left out; the last one may count the rest. */
function checkText(document: Document, pages: readonly Message[]): void {
  const all = document.blocks.flatMap(wantedOf).filter(({ whole }) => whole !== "");
  const wanted = all.length > 0 ? all : [{ whole: "–", length: 1, under: "" }];
  const footer = seen(document.footer.map(plainLine).join("\n"));
  let next = 0;
  let isCounted = false;
  for (const text of pages.flatMap((page) => textsOf(page).map((shown) => seen(read(shown).shown)))) {
    if (text === "") continue;
    const ahead = (fits: (each: Wanted) => boolean) =>
      wanted.findIndex((each, at) => at >= next && fits(each));
    const exact = ahead(({ whole }) => whole === text);
    if (exact < 0 && footer === "" && isCount(text, document, wanted.length - next)) {
      isCounted = true;
      continue;
    }
    const note = exact < 0 && text.startsWith(footer) ? text.slice(footer.length).trim() : null;
    const isFooter = note !== null && footer !== "" && note.length <= MAX_NOTE;
    const at = exact >= 0 || isFooter ? exact : ahead((each) => isOmission(text, each));
    if (at >= 0) next = at + 1;
    else if (note === null || note.length > MAX_NOTE) expect({ text, wanted: wanted.slice(next) }).toBeNull();
    else isCounted ||= note !== "";
  }
  if (next < wanted.length) expect(isCounted, `${wanted.length - next} blocks are missing`).toBe(true);
}

describe("hostile text", () => {
  it.each(KINDS.map((kind) => [kind.name, kind] as const))(
    "breaks out of no %s",
    (_name, { rendering, runs }) => {
      fc.assert(
        fc.property(rendering, (given) => {
          const pages = pagesOf(given);
          const hosts = hostsOf(given.document);
          const mentions = mentionsIn(given.document);
          for (const page of pages) checkMarkup(page, hosts, mentions);
          checkText(given.document, pages);
        }),
        { numRuns: runs, endOnFailure: true },
      );
    },
  );

  it("breaks no choice of an autocomplete", () => {
    const headings = fc.record({ title: filled, source: fc.option(filled, { nil: null }) });
    fc.assert(
      fc.property(fc.array(headings, { maxLength: 25 }), (given) => {
        const found = given.map((each) => ({ articleId: "0123456789ab", publishedAt: null, ...each }));
        for (const { name, value } of articleChoices(found, translatorFor("en"))) {
          expect(value).toMatch(/^[0-9a-f]{12}$/);
          expect(oneLine(name, 100)).not.toMatch(NEVER_SENT);
        }
      }),
      { numRuns: 300 },
    );
  });
});
