// Draws a message as a reader of Discord sees it: text without markup, dates in the reader's language, buttons in brackets.
import type { SeenMessage } from "../discord/exchange.js";
import { flatten } from "../discord/rules.js";
import { read } from "../render/discord-reader.js";

export interface Reader {
  /** Language of the reader's Discord, such as "de". */
  readonly locale: string;
  /** The reader's clock, UTC. */
  readonly now: string;
}

const TEXT = 10;
const RULE = 14;
const BUTTON = 2;
const MENU = 3;

const TIMESTAMP = /(?<!\\)<t:(\d+):([DfR])>/g;
const LINK = /(?<!\\)\[((?:\\.|[^[\]\\])*)\]\((https?:\/\/[^\s()<>]+)\)/g;
/** Placeholders for dates while markup is read; messages never contain private-use characters. */
const [OPEN, CLOSE] = ["\uE000", "\uE001"];

/** Returns the lines of a message: bars mark quotes (thin ones their context), arrows links, lines rules, ▾ a menu. */
export function linesOf({ components }: Pick<SeenMessage, "components">, reader: Reader): string[] {
  const all = flatten(components);
  const buttons = all.filter(({ type }) => type === BUTTON).map(({ label = "" }) => `[${label}]`);
  return [
    ...all.flatMap(({ type, content = "" }) => {
      if (type === RULE) return ["────"];
      return type === TEXT ? content.split("\n").flatMap((line) => drawn(line, reader)) : [];
    }),
    ...all.flatMap(({ type, placeholder = "", options = [] }) =>
      type === MENU
        ? [`▾ ${placeholder}`, ...options.map(({ label, description }) => `  ☐ ${label} – ${description}`)]
        : [],
    ),
    ...(buttons.length > 0 ? [buttons.join(" ")] : []),
  ];
}

/** Returns where the links of a message lead, in order, each once. */
export function linksOf({ components }: Pick<SeenMessage, "components">): string[] {
  const texts = flatten(components).map(({ content = "" }) => content);
  return [...new Set(texts.flatMap((text) => [...text.matchAll(LINK)].map(([, , url = ""]) => url)))];
}

function drawn(line: string, reader: Reader): string[] {
  if (!line.startsWith("> ")) return [shownOf(line.replace(/^-# /, ""), reader)];
  const runs = runsOf(line.slice(2));
  const isMixed = runs.some(({ strong }) => strong);
  return runs.map(({ text, strong }) => `${isMixed && !strong ? "│" : "┃"} ${shownOf(text.trim(), reader)}`);
}

/** Cuts a line where strong words begin and end; empty runs are left out, but one stays. */
function runsOf(line: string): { readonly text: string; readonly strong: boolean }[] {
  const parts = [""];
  for (const [token] of line.matchAll(/\\.|\*\*|[\s\S]/g)) {
    if (token === "**") parts.push("");
    else parts[parts.length - 1] += token;
  }
  const runs = parts
    .map((text, i) => ({ text, strong: i % 2 === 1 }))
    .filter(({ text }) => text.trim() !== "");
  return runs.length > 0 ? runs : [{ text: "", strong: false }];
}

function shownOf(text: string, reader: Reader): string {
  const marked = text
    .replace(LINK, "$1 ↗")
    .replace(TIMESTAMP, (_all, seconds: string, style: string) => `${OPEN}${seconds}.${style}${CLOSE}`);
  // A letter before it keeps the reader from taking the rest of a line for its beginning.
  const shown = read(`x${marked}`).shown.slice(1);
  return shown.replace(
    new RegExp(`${OPEN}(\\d+)\\.(\\w)${CLOSE}`, "g"),
    (_all, seconds: string, style: string) => moment(Number(seconds), style, reader),
  );
}

function moment(seconds: number, style: string, { locale, now }: Reader): string {
  const at = new Date(seconds * 1000);
  if (style === "R") return age((at.getTime() - Date.parse(now)) / 1000, locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(at);
  return style === "D" ? day : `${day} ${at.toISOString().slice(11, 16)}`;
}

/** Units of a relative time: the largest that is reached, rounded down. */
const UNITS = [
  ["year", 365 * 24 * 3600],
  ["month", 30 * 24 * 3600],
  ["day", 24 * 3600],
  ["hour", 3600],
  ["minute", 60],
] as const;

function age(seconds: number, locale: string): string {
  const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? (["second", 1] as const);
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(seconds / length), unit);
}
