// The one decision, case by case: arrivals, reprints, days, strengths, revisions and what they announce.

import { describe, expect, it } from "vitest";
import { toCitation } from "../../src/answer/cite.js";
import type { Answer, Answered, SourceEntry, Unanswered } from "../../src/model/answer.js";
import type { Article } from "../../src/model/article.js";
import { type Candidate, type Evidence, findChange, quotesOf } from "../../src/watch/find-answer-change.js";
import { madeArticle, madeQuote } from "../made-articles.js";
import { madeAnswer, madeWatch } from "./watches.js";

const OLD = madeArticle({
  title: "Bridge to reopen in June",
  text: "The Veldmark bridge will reopen on 14 June. Repairs cost 12 million crowns.",
  source: "Lowland Post",
  publishedAt: "2025-05-12T08:00:00.000Z",
});
const NEW = madeArticle({
  title: "Bridge stays closed",
  text: "The opening of the Veldmark bridge has been postponed to 28 June. Ferries go on running.",
  source: "Harbour Courier",
  publishedAt: "2025-06-02T08:00:00.000Z",
});

function answerOf(article: Article, given: Partial<Answered> = {}): Answered {
  const [first = ""] = article.text.split(/(?<=\.) /);
  return madeAnswer({
    citations: [toCitation(article, 1)],
    quotes: [madeQuote(article, first, 1)],
    ...given,
  });
}

const refusal: Unanswered = {
  ...{
    kind: "unanswered",
    answerId: "f",
    question: "q",
    askedAt: "2025-05-01T00:00:00.000Z",
    asOfChosen: false,
  },
  ...{ asOf: "2025-05-01T00:00:00.000Z", source: null, confidence: 0, lexicalOnly: false, citations: [] },
  ...{ newestAt: null, articleCount: 1, reason: "no-match", missing: [], nearest: [] },
};

/** Told of OLD, now led by NEW; what matters to a test is laid over it. */
function evidence(
  given: Partial<Evidence> & { readonly told?: Answer; readonly candidate?: Partial<Candidate> } = {},
): Evidence {
  const { told = answerOf(OLD), candidate, ...rest } = given;
  const answer = rest.answer ?? answerOf(NEW);
  const known = [{ text: "The Veldmark bridge will reopen on 14 June.", days: ["06-14"], ahead: ["06-14"] }];
  return {
    watch: madeWatch(1, { told, known: told.kind === "answered" ? known : [], since: 5 }),
    answer,
    entries: [],
    cited: new Map([[1, OLD]]),
    newest: new Map([[1, OLD]]),
    arrivalOf: () => 9,
    candidates: quotesOf(answer).map((cited) => ({ cited, isNew: true, nearness: 0.6, ...candidate })),
    ...rest,
  };
}

describe("another report", () => {
  it("that is newer and says something else is told, with the old one beside it", () => {
    expect(findChange(evidence())).toMatchObject({
      because: "newer",
      before: {
        quote: { text: "The Veldmark bridge will reopen on 14 June." },
        citation: { source: "Lowland Post" },
      },
      now: { quote: { text: "The opening of the Veldmark bridge has been postponed to 28 June." } },
    });
  });

  it("that had arrived before, or whose copy had, is not", () => {
    expect(findChange(evidence({ candidate: { isNew: false } }))).toBeNull();
  });

  it("of an earlier day, or of no day, is not; of the same day it is", () => {
    const of = (publishedAt: string | null) =>
      findChange(evidence({ answer: answerOf({ ...NEW, publishedAt }) }));
    expect(of("2025-05-11T23:00:00.000Z")).toBeNull();
    expect(of(null)).toBeNull();
    expect(of("2025-05-12T00:00:00.000Z")).toMatchObject({ because: "newer" });
  });

  it("behind the lead is told only for a fact", () => {
    const both = (text: string) => {
      const other = madeArticle({ ...NEW, text });
      const quotes = [madeQuote(OLD, "Repairs cost 12 million crowns.", 1), madeQuote(other, text, 2)];
      return evidence({
        answer: answerOf(OLD, { citations: [toCitation(OLD, 1), toCitation(other, 2)], quotes }),
        candidate: { isNew: true, nearness: 0.5 },
      });
    };
    expect(findChange(both("The reopening was called off."))).toMatchObject({ because: "newer" });
    expect(findChange(both("Anglers meet below its arches every spring morning."))).toBeNull();
  });

  it("that leads a doubtful answer is told only for a fact", () => {
    const of = (text: string, strength: "clear" | "weak") =>
      findChange(evidence({ answer: answerOf(madeArticle({ ...NEW, text }), { strength }) }));
    expect(of("Anglers meet below its arches every spring morning.", "weak")).toBeNull();
    expect(of("Anglers meet below its arches every spring morning.", "clear")).not.toBeNull();
    expect(of("The reopening was called off.", "weak")).not.toBeNull();
  });
});

describe("an answer where there was none", () => {
  it("is told when something new leads it", () => {
    expect(findChange(evidence({ told: refusal }))).toMatchObject({ because: "answered", before: null });
    expect(findChange(evidence({ told: refusal, candidate: { isNew: false } }))).toBeNull();
    expect(findChange(evidence({ told: refusal, answer: refusal }))).toBeNull();
  });

  it("that is lost without a revision is not told", () => {
    expect(findChange(evidence({ answer: refusal }))).toBeNull();
  });
});

describe("a revision of a told article", () => {
  const told = answerOf(OLD);
  const revised = (now: string | null, given: Partial<SourceEntry> = {}, since = 5) => {
    const entry: SourceEntry = {
      ...{
        citation: toCitation(OLD, 1),
        quotes: told.quotes,
        state: "changed",
        newestRevision: 2,
        announced: [],
      },
      changes: [
        {
          quote: 0,
          kind: now === null ? "removed" : "changed",
          revision: 2,
          at: "2025-06-04T11:00:00.000Z",
          now,
        },
      ],
      ...given,
    };
    const base = evidence({ answer: told, entries: [entry], candidate: { isNew: false } });
    return findChange({ ...base, watch: { ...base.watch, since } });
  };

  it("that changed or removed the quote is told, with what stands there now", () => {
    const now = "The Veldmark bridge will reopen on 30 June.";
    expect(revised(now)).toMatchObject({
      because: "changed",
      revision: { at: "2025-06-04T11:00:00.000Z", now },
    });
    expect(revised("The Veldmark bridge may reopen on 14 June.")).toMatchObject({ because: "changed" });
    expect(revised(null)).toMatchObject({ because: "removed", revision: { now: null } });
  });

  it("that only polished it is not, nor one that had arrived before", () => {
    expect(revised("The Veldmark Bridge will re-open on 14 June.")).toBeNull();
    expect(revised("The Veldmark bridge will reopen on 14 June!")).toBeNull();
    expect(revised("The Veldmark bridge will reopen on 30 June.", {}, 9)).toBeNull();
  });

  it("that announces a correction is told, once and no mere update", () => {
    const announced = [{ kind: "correction", text: "Correction: the cost was wrong." }] as const;
    const newest = new Map([[1, { ...OLD, revision: 2, updatedAt: "2025-06-04T12:00:00.000Z" }]]);
    const of = (entry: Partial<SourceEntry>, cited = OLD) => {
      const whole = { citation: toCitation(OLD, 1), quotes: told.quotes, changes: [], newestRevision: 2 };
      const entries = [{ ...whole, state: "revised", announced, ...entry } as SourceEntry];
      return findChange(
        evidence({
          answer: told,
          entries,
          newest,
          cited: new Map([[1, cited]]),
          candidate: { isNew: false },
        }),
      );
    };
    expect(of({})).toMatchObject({
      because: "corrected",
      revision: { at: "2025-06-04T12:00:00.000Z", now: null, announced: "Correction: the cost was wrong." },
    });
    expect(of({ announced: [{ kind: "update", text: "Updated: more quotes." }] })).toBeNull();
    expect(of({}, { ...OLD, text: `${OLD.text}\n\nCorrection: the cost was wrong.` })).toBeNull();
  });
});
