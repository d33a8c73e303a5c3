// A message → its claims, each with the quotes nearest to it and how they stand to it. Gives no verdict.
import { groupCopies } from "../compare/group-copies.js";
import type { CheckedClaim, ClaimCheck, ClaimQuote } from "../reports-reading.js";
import type { Query } from "../schema.js";
import { CitationList, makeQuote } from "./cite.js";
import { claimsOf } from "./claim-sentences.js";
import { type Judged, stanceOf } from "./claim-stance.js";
import { alsoIn, findReports, type TimelineDeps } from "./timeline.js";
import { type Report, SENTENCE_SHARE } from "./timeline-reports.js";
import { repeats } from "./timeline-state.js";
import { verifyQuotes } from "./verify-quotes.js";

/** Quotes shown of each claim, of which at most so many say neither. */
const QUOTES = 4;
const NEAR_QUOTES = 2;

export interface ClaimRequest extends Omit<Query, "question"> {
  /** The text of a message, as Discord gives it. */
  readonly text: string;
}

export type ClaimDeps = Omit<TimelineDeps, "revisionsOf" | "embed">;

interface JudgedReport extends Judged {
  readonly report: Report;
}

/** Makes the function that checks a message; it stores nothing. */
export function createClaimCheck(deps: ClaimDeps): (request: ClaimRequest) => Promise<ClaimCheck> {
  return async ({ text, ...scope }) => {
    const { claims, leftOut } = claimsOf(text);
    const citations = new CitationList();
    const checked: CheckedClaim[] = [];
    for (const claim of claims) {
      const query: Query = { ...scope, question: claim };
      const { reports } = await findReports({ ...query, since: null }, deps, SENTENCE_SHARE);
      checked.push({ claim, quotes: await toQuotes(choose(claim, reports), query, citations, deps) });
    }
    const { articles, newestAt } = await deps.scopeCounts({ ...scope, question: "" });
    return {
      askedAt: scope.now,
      asOf: scope.asOf,
      lexicalOnly: deps.lexicalOnly,
      claims: checked,
      leftOut,
      citations: citations.list(),
      articleCount: articles,
      newestAt,
    };
  };
}

/** Those that say something of the claim first, the surest of these first; never two that say the same. */
function choose(claim: string, reports: readonly Report[]): JudgedReport[] {
  const keys = groupCopies(reports.map(({ article }) => article));
  const judged = reports.map((report, at) => ({
    report,
    key: keys[at],
    ...stanceOf(claim, report.text, report.article),
  }));
  const surest = judged.sort((one, other) => other.report.confidence - one.report.confidence);
  const chosen: (JudgedReport & { readonly key: string | undefined })[] = [];
  for (const one of surest) {
    const same = chosen.filter(({ stance }) => stance === one.stance).length;
    const isNew = !chosen.some(({ report, key }) => key === one.key || repeats(one.report.text, report.text));
    if (isNew && same < (one.stance === "near" ? NEAR_QUOTES : QUOTES)) chosen.push(one);
  }
  const isNear = ({ stance }: Judged) => (stance === "near" ? 1 : 0);
  return chosen.sort((one, other) => isNear(one) - isNear(other)).slice(0, QUOTES);
}

async function toQuotes(
  chosen: readonly JudgedReport[],
  query: Query,
  citations: CitationList,
  deps: ClaimDeps,
): Promise<ClaimQuote[]> {
  const quotes: ClaimQuote[] = [];
  for (const { report, stance, turns } of chosen) {
    const { article, span, core } = report;
    const [quote] = await verifyQuotes([makeQuote(article, span, 1, core)], deps.read);
    if (quote === undefined) continue;
    const also = await alsoIn([report], (one) => deps.copiesOf(one, query));
    quotes.push({ quote: { ...quote, citation: citations.cite(article) }, stance, turns, also });
  }
  return quotes;
}
