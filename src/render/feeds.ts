// What /feeds says: the list, how one feed or the troubled ones stand, and what adding, reading and removing came to.
import type { FeedHealth, FeedRefresh } from "../reports.js";
import type { Instant } from "../schema.js";
import {
  type Block,
  counted,
  type Document,
  instant,
  type Line,
  type Part,
  ruled,
  strong,
} from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

/** Feeds on one page of the list. */
export const FEEDS_PER_PAGE = 8;
const MAX_TITLE = 100;
const MAX_PROBLEM = 300;
const MAX_READS = 12;

export interface FeedPage {
  readonly total: number;
  readonly items: readonly FeedHealth[];
  /** From 1. */
  readonly page: number;
}

/** Lays out one page of the list, by title; no feeds say how to add one. */
export function feedsDocument({ total, items, page }: FeedPage, at: Instant, frame: Frame): Document {
  const pages = Math.max(1, Math.ceil(total / FEEDS_PER_PAGE));
  const none = total === 0 ? "No feed yet. Add one with /feeds add." : "No feed on this page.";
  return {
    tone: "plain",
    blocks: [
      { kind: "heading", line: [counted(total, "feed")] },
      ...(items.length > 0 ? items.flatMap(entryOf) : [lines([[none]])]),
    ],
    footer: [[`Page ${page} of ${pages}`]],
    at,
    frame,
  };
}

/** Lays out the feeds that need a look among all, or says that none does. */
export function troubledDocument(all: readonly FeedHealth[], at: Instant, frame: Frame): Document {
  const troubled = all.filter(({ problem, state }) => problem !== null || state === "gone");
  const seen = all.reduce((sum, { counts }) => sum + counts.seen, 0);
  const rejected = all.reduce((sum, { counts }) => sum + counts.rejected, 0);
  const total = `${counted(all.length, "feed")}, ${counted(seen, "item")} seen, ${rejected.toLocaleString("en-US")} rejected`;
  const verdict =
    troubled.length === 0 ? "Every feed is well." : `${counted(troubled.length, "feed")} with a problem`;
  return {
    tone: "plain",
    blocks: [{ kind: "heading", line: [verdict] }, lines([[total]]), ...troubled.flatMap(entryOf)],
    footer: [],
    at,
    frame,
  };
}

/** Lays out how one feed stands. */
export function feedHealthDocument(feed: FeedHealth, at: Instant, frame: Frame): Document {
  const { counts, succeededAt, nextAt, state, failures, fullText, source, url, feedId, problem } = feed;
  const read: Line[] = [
    succeededAt === null ? ["Never read so far"] : ["Last read ", ...momentAndAge(succeededAt)],
    state === "gone" ? ["Gone: left alone until /feeds refresh"] : ["Next try ", ...momentAndAge(nextAt)],
    ...(failures > 0 ? [[`${counted(failures, "failure")} in a row`]] : []),
    ...(problem === null ? [] : [[strong("Problem"), `: ${oneLine(problem, MAX_PROBLEM)}`]]),
  ];
  const number = (count: number) => count.toLocaleString("en-US");
  const items: Line[] = [
    [
      `${counted(counts.seen, "item")} seen: ${number(counts.added)} new, ${number(counts.same)} known already, `,
      `${number(counts.undated)} undated, ${number(counts.rejected)} rejected`,
    ],
    ...counts.reasons.map(({ reason, count }) => [`${number(count)} × ${oneLine(reason, MAX_PROBLEM)}`]),
  ];
  const pages = { auto: "where an item is short", always: "always", never: "never" }[fullText];
  const ways: Line[] = [
    [`Page behind the link read: ${pages}`],
    ...(source === null ? [] : [[`Outlet: ${oneLine(source, MAX_TITLE)}`]]),
    [oneLine(url, MAX_PROBLEM)],
    [feedId],
  ];
  const groups: Block[][] = [
    [{ kind: "heading", line: [nameOf(feed)] }, lines(read)],
    [lines(items)],
    [lines(ways, true)],
  ];
  return { tone: "plain", blocks: ruled(groups), footer: [], at, frame };
}

/** Lays out a feed that was added, or was there. */
export function feedAddedDocument(
  {
    isNew,
    feed,
    refresh,
  }: { readonly isNew: boolean; readonly feed: FeedHealth; readonly refresh: FeedRefresh | null },
  at: Instant,
  frame: Frame,
): Document {
  const head: Line = [strong(isNew ? "Added" : "There already"), ": ", nameOf(feed)];
  const going = isNew && refresh === null ? [["It is being read; /feeds health tells how far it is."]] : [];
  const blocks = [
    lines([head]),
    ...(refresh === null ? [] : readOf(refresh)),
    ...(going.length > 0 ? [lines(going)] : []),
  ];
  return {
    tone: refresh?.outcome === "failed" ? "error" : "plain",
    blocks,
    footer: [[feed.feedId]],
    at,
    frame,
  };
}

/** Lays out what reads came to; `waiting` is how many are not done. */
export function feedReadsDocument(
  { finished, waiting }: { readonly finished: readonly FeedRefresh[]; readonly waiting: number },
  at: Instant,
  frame: Frame,
): Document {
  const telling = [...finished].sort((one, other) => weightOf(other) - weightOf(one)).slice(0, MAX_READS);
  const entries = telling.flatMap((refresh): Block[] => [lines([[nameOf(refresh)]]), ...readOf(refresh)]);
  const rest = finished.length - telling.length;
  const added = finished.reduce((sum, refresh) => sum + refresh.added, 0);
  return {
    tone: "plain",
    blocks: [
      {
        kind: "heading",
        line: [`${counted(finished.length, "feed")} read, ${counted(added, "new article")}`],
      },
      ...entries,
    ],
    footer: [
      ...(rest > 0 ? [[`and ${counted(rest, "more feed")}`]] : []),
      ...(waiting > 0 ? [[`${counted(waiting, "feed")} still being read`]] : []),
    ],
    at,
    frame,
  };
}

/** Says that a feed is no longer followed. */
export function feedRemovedDocument(feed: FeedHealth, at: Instant, frame: Frame): Document {
  const head: Line = [strong("Removed"), ": ", nameOf(feed), ". What was read from it stays."];
  return { tone: "plain", blocks: [lines([head])], footer: [], at, frame };
}

function entryOf(feed: FeedHealth): Block[] {
  const { counts, succeededAt, state, nextAt, problem, feedId } = feed;
  const read: Part[] = succeededAt === null ? ["never read"] : ["read ", instant(succeededAt, "age")];
  const next: Part[] = state === "gone" ? ["gone"] : ["next ", instant(nextAt, "age")];
  const facts: Line = [
    ...read,
    " · ",
    ...next,
    ` · ${counted(counts.seen, "item")}, ${counts.rejected} rejected · ${feedId}`,
  ];
  const trouble = problem === null ? [] : [[oneLine(problem, MAX_PROBLEM)]];
  return [lines([[strong(nameOf(feed))]]), lines([facts, ...trouble], true)];
}

const OUTCOMES: Readonly<Record<FeedRefresh["outcome"], string>> = {
  read: "read",
  "not-modified": "nothing new",
  gone: "gone: it is left alone from now on",
  failed: "could not be read",
  stopped: "stopped: the rest follows after the next start",
};

function readOf({ outcome, items, added, revised, same, rejected, problem, nextAt }: FeedRefresh): Block[] {
  const numbers = [
    counted(items, "item"),
    `${added} new`,
    ...(revised > 0 ? [`${revised} revised`] : []),
    ...(same > 0 ? [`${same} known already`] : []),
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
  ];
  const facts: Line = [
    outcome === "read" ? numbers.join(", ") : OUTCOMES[outcome],
    ...(outcome === "gone" ? [] : [" · next ", instant(nextAt, "age")]),
  ];
  return [lines([facts, ...(problem === null ? [] : [[oneLine(problem, MAX_PROBLEM)]])], true)];
}

/** What a person wants to see first: failures, then what brought most. */
function weightOf({ outcome, added, revised }: FeedRefresh): number {
  return (outcome === "failed" || outcome === "gone" ? 1_000_000 : 0) + added + revised;
}

function nameOf({ title, url }: { readonly title: string | null; readonly url: string }): string {
  return oneLine(title ?? "", MAX_TITLE) || oneLine(url, MAX_TITLE);
}

function momentAndAge(at: Instant): Part[] {
  return [instant(at, "moment"), " (", instant(at, "age"), ")"];
}

function lines(all: readonly Line[], small = false): Block {
  return small ? { kind: "lines", lines: all, small } : { kind: "lines", lines: all };
}
