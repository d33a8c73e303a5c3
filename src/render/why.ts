// What the button "Why?" says: which articles came closest and what became of each, without scores.
import type { Answer, Candidate, Gate, WhyReport } from "../model/answer.js";
import { reasonLine } from "./answer.js";
import { asOfLine, dated, joined, outletName, questionLine, titleLink } from "./citation.js";
import { type Block, type Document, ruled } from "./document.js";
import type { Translator } from "./translator.js";
import { instant, type Line, strong } from "./translator.js";

/** Articles named per outcome, and for the two weakest outcomes. */
const MAX_NAMED = 6;
const MAX_FAR = 3;
/** Outcomes in the order shown; "quoted" and "unanswered" never occur together. */
const ORDER: readonly (Gate | "quoted")[] = [
  "quoted",
  "unanswered",
  "copy",
  "duplicate",
  "older-twin",
  "weaker",
  "not-verified",
  "no-sentence",
  "beyond-limit",
];

/** Lays out how an answer came about. */
export function whyDocument({ answer, candidates, isSame }: WhyReport, translator: Translator): Document {
  const asked = translator.line("sources.asked", { at: instant(answer.askedAt, "moment") });
  const otherwise: Line[] = isSame ? [] : [[strong(translator.words("why.otherwise"))]];
  const head: Block[] = [
    {
      kind: "heading",
      line: translator.line(answer.kind === "answered" ? "why.title" : "why.title-unanswered"),
    },
    { kind: "lines", lines: [joined([questionLine(answer.question), asked])], small: true },
    {
      kind: "lines",
      lines: [...otherwise, ...verdictLines(answer, translator), introLine(answer, candidates, translator)],
    },
  ];
  return {
    tone: "plain",
    blocks: ruled([head, ...groupsOf(candidates, translator)]),
    footer: [asOfLine(answer, translator), translator.line("why.anew")],
    at: answer.askedAt,
    translator,
  };
}

/** Says why it counts as an answer or not. */
function verdictLines(answer: Answer, translator: Translator): Line[] {
  if (answer.kind === "unanswered") return [reasonLine(answer, translator)];
  return [translator.line(answer.strength === "clear" ? "why.clear" : "why.weak")];
}

function introLine(answer: Answer, candidates: readonly Candidate[], translator: Translator): Line {
  const count = byArticle(candidates).length;
  return translator.line("why.looked", { count, all: answer.articleCount });
}

/** Groups articles by outcome, each once, by the best outcome of its passages. */
function groupsOf(candidates: readonly Candidate[], translator: Translator): Block[][] {
  const articles = byArticle(candidates);
  return ORDER.flatMap((outcome) => {
    const own = articles.filter((candidate) => (candidate.gate ?? "quoted") === outcome);
    if (own.length === 0) return [];
    const limit = outcome === "no-sentence" || outcome === "beyond-limit" ? MAX_FAR : MAX_NAMED;
    const more = own.length - limit;
    const rest: Line[] = more > 0 ? [translator.line("sources.more-copies", { count: more })] : [];
    return [
      [
        { kind: "heading", line: translator.line(`why.${outcome}`) } satisfies Block,
        ...own.slice(0, limit).map((candidate) => articleBlock(candidate, translator)),
        ...(rest.length === 0 ? [] : [{ kind: "lines", lines: rest, small: true } satisfies Block]),
      ],
    ];
  });
}

function articleBlock(candidate: Candidate, translator: Translator): Block {
  const { source, publishedAt, url } = candidate;
  const facts = [joined([[outletName(source, translator)], dated(publishedAt, translator)])];
  return { kind: "lines", lines: [[titleLink(candidate, translator, url)]], facts };
}

function byArticle(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  const rank = ({ gate }: Candidate) => ORDER.indexOf(gate ?? "quoted");
  for (const candidate of candidates) {
    const known = best.get(candidate.articleId);
    if (known === undefined || rank(candidate) < rank(known)) best.set(candidate.articleId, candidate);
  }
  return [...best.values()];
}
