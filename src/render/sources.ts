// What /sources says: every citation of an answer with its quotes in context, date, copies, and what has changed in it since.
import type { CopyPlace, Quote, QuoteChange, SourceEntry, SourcesReport } from "../model/answer.js";
import type { Announcement } from "../model/article.js";
import { plannedLines } from "./answer.js";
import {
  asOfLine,
  creditLine,
  joined,
  meantDays,
  outletName,
  questionLine,
  speakerLines,
  whenLine,
} from "./citation.js";
import { type Block, type Document, linesBlock, type QuoteBlock, ruled } from "./document.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { instant, type Line, link, type Part, strong } from "./translator.js";

const MAX_COPIES = 6;

/** "Same text in Coast Post, City Herald · first: Coast Post"; empty if no other outlet has it. */
function copiesLine({ copies = [], citation }: SourceEntry, translator: Translator): Line[] {
  const outlets = oneEach(copies, citation.source);
  const shown = outlets.slice(0, MAX_COPIES);
  if (shown.length === 0) return [];
  const names = shown.flatMap((copy, at): Part[] => [
    at === 0 ? " " : ", ",
    link(outletName(copy.outlet, translator), copy.url),
  ]);
  const more = outlets.length - shown.length;
  const rest: Line = more > 0 ? [" ", ...translator.line("sources.more-copies", { count: more })] : [];
  return [
    [...translator.line("sources.copies"), ...names, ...rest, ...firstParts(copies, citation, translator)],
  ];
}

/** Returns the first copy of each outlet, without the cited article's own and unnamed ones. */
function oneEach(copies: readonly CopyPlace[], own: string | null): CopyPlace[] {
  const outlets = new Map<string, CopyPlace>();
  for (const copy of copies) {
    const name = copy.outlet?.toLowerCase();
    if (name !== undefined && name !== own?.toLowerCase() && !outlets.has(name)) outlets.set(name, copy);
  }
  return [...outlets.values()];
}

/** Says which outlet was first; nothing if two were at the same moment. Undated articles do not count. */
function firstParts(
  copies: readonly CopyPlace[],
  { publishedAt, source }: SourceEntry["citation"],
  translator: Translator,
): Line {
  const all = [{ outlet: source, publishedAt }, ...copies].filter((each) => each.publishedAt !== null);
  const [first, second] = all.sort(
    (one, other) => Date.parse(one.publishedAt ?? "") - Date.parse(other.publishedAt ?? ""),
  );
  if (first === undefined || first.outlet === null || first.publishedAt === second?.publishedAt) return [];
  return [" · ", ...translator.line("sources.first", { outlet: outletName(first.outlet, translator) })];
}

/** Longest sentence shown of what replaced a quote. */
const MAX_SENTENCE = 500;
const MAX_ANNOUNCED = 3;
/** Characters of the paragraph shown on either side of a quote. */
const MAX_CONTEXT = 260;

/** Lays out the sources of an answer; for a refusal, with a line that they are no answer. */
export function sourcesDocument({ answer, entries }: SourcesReport, translator: Translator): Document {
  const asked = translator.line("sources.asked", { at: instant(answer.askedAt, "moment") });
  const head: Block[] = [
    { kind: "heading", line: translator.line("sources.title") },
    { kind: "lines", lines: [joined([questionLine(answer.question), asked])], small: true },
  ];
  const planned = plannedLines(answer, translator);
  if (planned.length > 0) head.push(linesBlock(planned));
  if (entries.length === 0) head.push(linesBlock([translator.line("sources.none-cited")]));
  else if (answer.kind === "unanswered") head.push(linesBlock([translator.line("sources.nearest")]));
  return {
    tone: "plain",
    blocks: ruled([head, ...entries.map((entry) => entryBlocks(entry, translator))]),
    footer: [asOfLine(answer, translator)],
    at: answer.askedAt,
    translator,
  };
}

function entryBlocks(entry: SourceEntry, translator: Translator): Block[] {
  const { citation, quotes } = entry;
  const credit = creditLine(citation, translator, quotes[0]?.link ?? citation.url);
  return [
    { kind: "lines", lines: [[`${citation.number} · `, ...credit], ...stateLines(entry, translator)] },
    ...quotes.map((quote, at) => quoteInContext(quote, at, entry, translator)),
    {
      kind: "lines",
      lines: announcedLines(entry, translator),
      facts: [whenLine(citation, translator), ...copiesLine(entry, translator), readLine(entry, translator)],
    },
  ];
}

function quoteInContext(quote: Quote, at: number, entry: SourceEntry, translator: Translator): QuoteBlock {
  const context = entry.contexts?.[at] ?? null;
  const gone = entry.changes
    .filter((change) => change.quote === at)
    .map((change) => changeLine(change, translator));
  return {
    kind: "quote",
    text: quote.text,
    ...(context === null ? {} : { context: { before: tail(context.before), after: head(context.after) } }),
    speaker: speakerLines(quote),
    notes: [
      ...meantDays(quote, translator),
      ...(at === 0 || gone.length > 0 ? [] : placeLine(quote, translator)),
    ],
    under: gone,
  };
}

/** Links to a further quote; the title links to the first quote of its article. */
function placeLine({ link: url }: Quote, translator: Translator): Line[] {
  return url === null ? [] : [[link(translator.words("sources.place"), url)]];
}

/** Returns the last whole words of a text, with "…" for what is left out. */
function tail(text: string): string {
  if (text.length <= MAX_CONTEXT) return text;
  return `… ${text.slice(-MAX_CONTEXT).replace(/^\S*\s+/u, "")}`;
}

function head(text: string): string {
  if (text.length <= MAX_CONTEXT) return text;
  return `${text.slice(0, MAX_CONTEXT).replace(/\s+\S*$/u, "")} …`;
}

function changeLine({ kind, at, revision, now }: QuoteChange, translator: Translator): Line {
  const values = { at: instant(at, "moment"), revision };
  if (kind === "removed" || now === null) return translator.line("sources.sentence-removed", values);
  return translator.line("sources.sentence-changed", { ...values, now: oneLine(now, MAX_SENTENCE) });
}

function announcedLines({ announced }: SourceEntry, translator: Translator): Line[] {
  return announced
    .slice(0, MAX_ANNOUNCED)
    .map(({ kind, text }: Announcement) =>
      translator.line("sources.announces", { kind, text: oneLine(text, MAX_SENTENCE) }),
    );
}

/** Says in bold what a reader must know; that nothing changed is among the facts. */
function stateLines({ state, newestRevision }: SourceEntry, translator: Translator): Line[] {
  if (state === "same" || state === "revised") return [];
  return [[strong(translator.words(`sources.${state}`, { revision: newestRevision ?? 0 }))]];
}

function readLine({ citation, state, newestRevision }: SourceEntry, translator: Translator): Line {
  const { fetchedAt, articleId, revision } = citation;
  return joined([
    translator.line("sources.read", { at: instant(fetchedAt, "moment") }),
    translator.line("sources.revision", { articleId, revision }),
    ...(state === "same" || state === "revised"
      ? [translator.line(`sources.${state}`, { revision: newestRevision ?? revision })]
      : []),
  ]);
}
