// Articles, answers and reports about a town that does not exist, for pictures that do not change.
import type {
  Answered,
  Candidate,
  Citation,
  Gate,
  Quote,
  SourceEntry,
  SourcesReport,
  Unanswered,
  WhyReport,
} from "../../src/model/answer.js";
import type { Signals } from "../../src/model/article.js";

const ASKED = "2025-10-24T14:05:00.000Z";
const AT = { answerId: "a1b2c3d4e5f60718", askedAt: ASKED, asOf: ASKED, asOfChosen: false, source: null };

interface Report {
  readonly outlet: string;
  readonly title: string;
  readonly day: string;
  readonly author?: string;
  readonly updatedAt?: string;
}

function citation(number: number, { outlet, title, day, author, updatedAt }: Report): Citation {
  return {
    number,
    articleId: `${number}f3a1b2c4d5e`,
    revision: 1,
    title,
    url: `https://${outlet.toLowerCase().replace(/\W/g, "")}.example/${number}`,
    source: outlet,
    agency: null,
    author: author ?? null,
    publishedAt: `${day}T09:30:00.000Z`,
    updatedAt: updatedAt ?? null,
    fetchedAt: `${day}T10:02:00.000Z`,
    sample: false,
  };
}

function quote({ number, articleId, url }: Citation, text: string, given: Partial<Quote> = {}): Quote {
  const place = { articleId, revision: 1, start: 0, end: text.length, citation: number };
  const link = `${url}#:~:text=${encodeURIComponent(text.split(" ").slice(0, 5).join(" "))}`;
  return { ...place, text, speaker: null, resolvedDates: [], link, ...given };
}

const OFF = citation(1, {
  outlet: "Harbour Courier",
  title: "Ferry crews call off their strike",
  day: "2025-10-21",
  author: "Odo Pellerin",
});
const CONTRACT = citation(2, {
  outlet: "Lowland Post",
  title: "Ferry company and union agree on a contract",
  day: "2025-10-23",
});
const STRIKE = citation(3, {
  outlet: "Veldmark Journal",
  title: "All six ferries to stand still on Friday",
  day: "2025-10-16",
  author: "Lise Arnum",
});

/** An answer with a newer and an earlier report, and copies. */
export const FERRIES: Answered = {
  kind: "answered",
  ...AT,
  question: "Is a strike planned at the Brennholm ferries?",
  confidence: 0.9,
  lexicalOnly: false,
  newestAt: "2025-10-24T11:50:00.000Z",
  articleCount: 412,
  strength: "clear",
  citations: [OFF, CONTRACT, STRIKE],
  quotes: [
    quote(
      OFF,
      "“No strike is planned for the coming weeks,” Ines Talbro, who leads the union, said on Tuesday after nine hours of talks.",
      {
        speaker: "Ines Talbro",
        resolvedDates: [{ words: "on Tuesday", day: "2025-10-21" }],
        alsoIn: ["City Herald", "Coast News"],
      },
    ),
    quote(CONTRACT, "Both sides will sign the new contract in Veldmark on Monday, the company said."),
  ],
  earlier: [
    quote(STRIKE, "The crews of all six ferries will stop work on Friday, the union said on Thursday.", {
      resolvedDates: [{ words: "on Thursday", day: "2025-10-16" }],
    }),
  ],
  outletCount: 5,
  originCount: 3,
  originNames: ["Harbour Courier", "Lowland Post", "Veldmark Journal"],
  stale: false,
  conflict: null,
  unnamed: [],
};

/** A refusal with what is nearest. */
export const REGATTA: Unanswered = {
  kind: "unanswered",
  ...AT,
  answerId: "b1b2c3d4e5f60718",
  question: "Who won the Veldmark regatta in 2025?",
  confidence: 0.1,
  lexicalOnly: false,
  newestAt: "2025-10-24T11:50:00.000Z",
  articleCount: 412,
  reason: "not-covered",
  missing: [],
  newestAbout: { names: ["veldmark", "2025"], at: "2025-10-23T09:30:00.000Z" },
  citations: [
    citation(1, { outlet: "Veldmark Journal", title: "Forty boats enter the regatta", day: "2025-09-02" }),
    citation(2, { outlet: "Harbour Courier", title: "A century of races off Veldmark", day: "2024-08-30" }),
  ],
  nearest: [1, 2],
  nearestAbout: [
    { holds: ["veldmark", "2025"], lacks: [] },
    { holds: ["veldmark"], lacks: ["2025"] },
  ],
};

function entry(given: Partial<SourceEntry> & Pick<SourceEntry, "citation" | "quotes">): SourceEntry {
  return { state: "same", newestRevision: 1, changes: [], announced: [], copies: [], ...given };
}

/** Its sources: one with copies, one that was changed since. */
export const FERRY_SOURCES: SourcesReport = {
  answer: FERRIES,
  entries: [
    entry({
      citation: OFF,
      quotes: FERRIES.quotes.slice(0, 1),
      contexts: [{ before: "", after: " She thanked the passengers for their patience." }],
      copies: ["City Herald", "Coast News"].map((outlet, at) => ({
        articleId: `${at}e5d4c3b2a1f0`,
        outlet,
        url: `https://${at}.example/`,
        publishedAt: `2025-10-21T1${at + 1}:00:00.000Z`,
      })),
    }),
    entry({
      citation: CONTRACT,
      quotes: FERRIES.quotes.slice(1),
      contexts: [{ before: "The talks are over. ", after: "" }],
      state: "changed",
      newestRevision: 2,
      changes: [
        {
          quote: 0,
          kind: "changed",
          revision: 2,
          at: "2025-10-24T08:15:00.000Z",
          now: "Both sides will sign the new contract in Veldmark on Tuesday, the company said.",
        },
      ],
    }),
    entry({
      citation: STRIKE,
      quotes: FERRIES.earlier,
      contexts: [{ before: "", after: " They ask for eight per cent more." }],
    }),
  ],
};

function candidate(of: Citation, gate: Gate | null): Candidate {
  const { articleId, title, source, url, publishedAt } = of;
  const signals = {} as Signals;
  return {
    passageId: `${articleId}.1.0`,
    articleId,
    title,
    source,
    url,
    publishedAt,
    score: 0,
    signals,
    gate,
  };
}

/** How the answer came about. */
export const FERRY_WHY: WhyReport = {
  answer: FERRIES,
  isSame: true,
  candidates: [
    candidate(OFF, null),
    candidate(CONTRACT, null),
    candidate(STRIKE, null),
    candidate(
      citation(4, { outlet: "City Herald", title: "No ferry strike after all", day: "2025-10-21" }),
      "copy",
    ),
    candidate(
      citation(5, { outlet: "Lowland Post", title: "Strike threat at the ferries", day: "2025-10-15" }),
      "older-twin",
    ),
    candidate(
      citation(6, { outlet: "Coast News", title: "What the crews earn", day: "2025-10-12" }),
      "weaker",
    ),
    candidate(
      citation(7, { outlet: "Coast News", title: "New ferry for Brennholm", day: "2025-06-03" }),
      "no-sentence",
    ),
  ],
};
