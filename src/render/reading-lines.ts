// Lines that timelines, newest reports, summaries and checks share: who reports it, who else, as of when. Words only.
import type { AlsoIn } from "../reports-reading.js";
import type { Citation, Instant, Quote } from "../schema.js";
import { titleLink } from "./citation.js";
import { instant, type Line, link, type Part, strong } from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

const MAX_NAME = 80;
/** Outlets named beside a quote; more would outweigh it. */
const NAMED = 4;

/** Says outlet, agency and title on one line; the title links to the sentence. The date stands elsewhere. */
export function reportLine(citation: Citation, quote: Quote, frame: Frame): Line {
  const { agency, source, author } = citation;
  const wire = agency !== null && agency !== source ? [` · ${oneLine(agency, MAX_NAME)}`] : [];
  return [
    strong(outletName(source, frame)),
    ...wire,
    " · ",
    titleLink(citation, frame, quote.link ?? citation.url),
    ...(author === null
      ? []
      : [" · ", ...frame.line("citation.author", { author: oneLine(author, MAX_NAME) })]),
    ...(citation.sample ? [" · ", ...frame.line("citation.sample")] : []),
  ];
}

/**
 * "Also in B, C and 3 more", each outlet once and linked; another article of the quoted outlet by its title. Empty where nobody
 * else reports it.
 */
export function alsoLines(also: readonly AlsoIn[], quoted: Pick<Citation, "source">, frame: Frame): Line[] {
  const outlets = new Map<string, AlsoIn>();
  for (const one of also) {
    const isSame = one.source !== null && one.source.toLowerCase() === quoted.source?.toLowerCase();
    const name = isSame ? `“${oneLine(one.title, MAX_NAME)}”` : outletName(one.source, frame);
    if (!outlets.has(name)) outlets.set(name, one);
  }
  if (outlets.size === 0) return [];
  const shown = [...outlets].slice(0, NAMED);
  const more = outlets.size - shown.length;
  // The places of a text take one part each, so the names are put where the text has its place.
  const names = shown.flatMap(([name, one], at): Part[] => [
    ...(at === 0 ? [] : [", "]),
    link(name, one.url),
    ...(one.isCopy ? [` (${frame.words("reading.copies")})`] : []),
  ]);
  const line =
    more === 0
      ? frame.line("reading.also", { names: PLACE })
      : frame.line("reading.also-more", { names: PLACE, count: more });
  return [line.flatMap((part) => (typeof part === "string" ? around(part, names) : [part]))];
}

/** Stands where the names go; no outlet has such a name. */
const PLACE = "\u0000";

function around(text: string, names: readonly Part[]): Part[] {
  const at = text.indexOf(PLACE);
  if (at < 0) return [text];
  return [text.slice(0, at), ...names, text.slice(at + PLACE.length)].filter((part) => part !== "");
}

/** What every such reply says of itself. */
export interface Standing {
  readonly asOf: Instant;
  readonly asOfChosen?: boolean;
  readonly source?: string | null;
  readonly lexicalOnly: boolean;
  readonly articleCount: number;
  readonly newestAt: Instant | null;
}

/** "As of … · 210 articles · newest report 2 h ago", with what was narrowed. */
export function standingLine(standing: Standing, frame: Frame): Line {
  const { asOfChosen = false, source = null, newestAt } = standing;
  const at = instant(standing.asOf, "moment");
  return joined([
    frame.line(asOfChosen ? "citation.as-of-chosen" : "citation.as-of", { at }),
    frame.line("citation.articles", { count: standing.articleCount }),
    ...(source === null ? [] : [frame.line("citation.only", { source: oneLine(source, MAX_NAME) })]),
    newestAt === null
      ? frame.line("citation.none-dated")
      : frame.line("citation.newest", { age: instant(newestAt, "age") }),
    ...(standing.lexicalOnly ? [frame.line("citation.lexical")] : []),
  ]);
}

/** Puts " · " between facts. */
export function joined(facts: readonly Line[]): Line {
  return facts.flatMap((fact, at) => (at === 0 ? fact : [" · ", ...fact]));
}

function outletName(source: string | null, frame: Frame): string {
  return oneLine(source ?? "", MAX_NAME) || frame.words("citation.no-outlet");
}
