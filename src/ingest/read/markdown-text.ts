// Markdown → plain paragraphs: marks go, words stay; pictures, their captions, code fences' marks and HTML tags go.
import { splitBlocks } from "./blocks.js";

/** Escaped marks wait in the private use area until the others are undone. */
const escapedBase = 0xe000;

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

const isPicture = (block: string): boolean => /^(?:\[?!\[)/.test(block.trim());
/** A line in emphasis alone right under a picture is its caption. */
const isCaption = (block: string): boolean => /^([*_])(?!\1)[^\n]+\1$/.test(block.trim());

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
