// An answer beyond its quotes: who else carries them, contradictions, age, what the nearest articles lack, what was passed over.
import { describe, expect, it } from "vitest";
import { type AnswererDeps, createAnswerer, newerSecond } from "../../src/answer/answer.js";
import { makeQuote, toCitation } from "../../src/answer/cite.js";
import type { Answered, Unanswered } from "../../src/model/answer.js";
import type { Article } from "../../src/model/article.js";
import type { TimeIntent } from "../../src/retrieve/question.js";
import { makeArticle, makeFound, makeHit } from "./articles.js";

const ASKED = "2025-10-22T09:00:00.000Z";
const LEAD = "About 8,000 people joined the march for rail jobs in Brennholm on Sunday, police said.";

function article(at: number, text: string, given: Partial<Article> = {}): Article {
  const url = `https://${at}.example/a`;
  return makeArticle(text, { articleId: `00000000000${at}`, source: `Outlet ${at}`, url, ...given });
}

interface Given {
  readonly question?: string;
  readonly subjects?: readonly string[];
  readonly intent?: TimeIntent["kind"];
  readonly now?: string;
  readonly copies?: readonly Article[];
  readonly clear?: number;
  readonly missing?: readonly string[];
  readonly englishOnly?: boolean;
}

/** Answers over hits in this order, with an assured or a hopeless confidence. */
async function explain(articles: readonly Article[], given: Given = {}) {
  const { question = "How many joined the march?", subjects = [], intent = "latest", now = ASKED } = given;
  const hits = articles.map((each, at) => makeHit(each, 9 - at));
  const terms = { words: ["joined", "march", ...subjects], subjects };
  const deps = {
    retrieve: async () => ({
      ...makeFound(hits, question),
      terms,
      intent: { kind: intent },
      missing: [...(given.missing ?? [])],
    }),
    read: async (articleId: string) => articles.find((each) => each.articleId === articleId) ?? null,
    scopeCounts: async () => ({ articles: articles.length, newestAt: null }),
    copiesOf: async (own: Article) => (own === articles[0] ? [...(given.copies ?? [])] : []),
    reranker: null,
    lexicalOnly: false,
    englishOnly: given.englishOnly ?? false,
    newAnswerId: () => "a",
    confidence: {
      bias: given.clear ?? 9,
      weights: {},
      clear: 0.9,
      weak: 0.5,
    },
  } as unknown as AnswererDeps;
  return createAnswerer(deps)({ question, now, asOf: now, asOfChosen: false, source: null });
}

const answered = async (...args: Parameters<typeof explain>) => (await explain(...args)).answer as Answered;

describe("an article that the models cannot read", () => {
  it("answers weakly where it holds the words of the question, whatever the models make of it", async () => {
    const text = "Der SC Veldhaven joined the march und ist aufgestiegen.";
    const hopeless = { clear: -9, englishOnly: true };
    const ask = (language: string, given: Given = hopeless) =>
      explain([article(1, text, { language })], given);
    expect((await ask("de")).answer).toMatchObject({ kind: "answered", strength: "weak", byWords: true });
    expect((await ask("en")).answer.kind).toBe("unanswered");
    expect((await ask("de", { ...hopeless, englishOnly: false })).answer.kind).toBe("unanswered");
    expect((await ask("de", { ...hopeless, subjects: ["brennholm", "rail"] })).answer.kind).toBe(
      "unanswered",
    );
  });
});

describe("a quote's other outlets", () => {
  it("are those of copies that still carry it, and of reports in nearly the same words", async () => {
    const copy = article(5, `${LEAD} More was to follow.`);
    const cut = article(6, "More was to follow in the evening, the police of Brennholm told the press.");
    const twin = article(1, LEAD.replace("police said", "the police said"));
    const { quotes, outletCount } = await answered([article(0, LEAD), twin], { copies: [copy, cut] });
    expect(quotes).toHaveLength(1);
    expect(quotes[0]?.alsoIn).toEqual(["Outlet 5", "Outlet 1"]);
    expect(outletCount).toBe(3);
  });

  it("are none that say otherwise in as many words, and never its own", async () => {
    const denial = article(1, LEAD.replace("joined", "had not joined"));
    const own = article(2, LEAD.replace("police said", "the police said"), { source: "outlet 0" });
    const { quotes } = await answered([article(0, LEAD), denial, own]);
    expect(quotes[0]?.alsoIn).toEqual([]);
  });
});

describe("a conflict", () => {
  const other =
    "The march for rail jobs in Brennholm drew 20,000 people on Sunday, the organising unions said.";

  it("is told where two reports of one day differ in a number", async () => {
    const { quotes, conflict } = await answered([article(0, LEAD), article(1, other)]);
    expect(quotes).toHaveLength(2);
    expect(conflict).toEqual({ quote: 2, first: "8000", other: "20000" });
  });

  it("is none between days: the later one tells what came of it", async () => {
    const later = article(1, other, { publishedAt: "2025-10-23T00:00:00.000Z" });
    expect((await answered([article(0, LEAD), later])).conflict).toBeNull();
  });
});

describe("a newer quote", () => {
  it("stands right behind the first; undated ones keep their place", () => {
    const days = ["2025-10-20", "2025-10-20", null, "2025-10-21", "2025-10-22"];
    const articles = days.map((day, at) =>
      article(at, LEAD, { publishedAt: day === null ? null : `${day}T00:00:00.000Z` }),
    );
    const citations = articles.map((each, at) => toCitation(each, at + 1));
    const quotes = articles.map((each, at) => makeQuote(each, { start: 0, end: LEAD.length }, at + 1));
    expect(newerSecond(quotes, citations).map(({ citation }) => citation)).toEqual([1, 4, 5, 2, 3]);
    expect(newerSecond([], [])).toEqual([]);
  });
});

describe("an old quote", () => {
  it("is stale only where what holds now is asked", async () => {
    const now = "2025-12-24T09:00:00.000Z";
    expect((await answered([article(0, LEAD)], { now })).stale).toBe(true);
    expect((await answered([article(0, LEAD)])).stale).toBe(false);
    expect((await answered([article(0, LEAD)], { now, intent: "history" })).stale).toBe(false);
    expect((await answered([article(0, LEAD, { publishedAt: null })], { now })).stale).toBe(false);
  });

  it("is never called clear for what holds now, however well it fits", async () => {
    const now = "2025-12-24T09:00:00.000Z";
    const present = { now, intent: "open", question: "Who is in the march?" } as const;
    expect(await answered([article(0, LEAD)], present)).toMatchObject({ stale: true, strength: "weak" });
    const past = { now, intent: "open", question: "How many people joined the march in Brennholm?" } as const;
    expect(await answered([article(0, LEAD)], past)).toMatchObject({ stale: false, strength: "clear" });
  });

  it("is told to lack a name that is asked for", async () => {
    const { unnamed } = await answered([article(0, LEAD)], { subjects: ["brennholm", "oslo"] });
    expect(unnamed).toEqual(["oslo"]);
  });

  it("is not told to lack the head of a compound, or a word with an ending, in another language", async () => {
    const text = "Der SC Veldhaven ist am Samstag in die Bundesliga aufgestiegen.";
    const given = { question: "In welche Liga ist Veldhaven aufgestiegen?", subjects: ["liga", "oslo"] };
    expect((await answered([article(0, text, { language: "de" })], given)).unnamed).toEqual(["oslo"]);
  });

  it("is not told to lack the year that its date says", async () => {
    const subjects = ["2024", "2025"];
    expect((await answered([article(0, LEAD)], { subjects })).unnamed).toEqual(["2024"]);
    const undated = article(0, LEAD, { publishedAt: null });
    expect((await answered([undated], { subjects })).unnamed).toEqual(subjects);
  });
});

describe("a refusal", () => {
  it("is given for a lead that lacks every name asked for, unless the confidence outweighs it", async () => {
    const question = "How many joined the march in Lerr?";
    const ask = async (subjects: readonly string[], clear: number) =>
      (await explain([article(0, LEAD)], { question, subjects, clear })).answer;
    expect(await ask(["lerr"], 1.4)).toMatchObject({ kind: "unanswered", reason: "not-covered" });
    expect(await ask(["lerr", "brennholm"], 1.4)).toMatchObject({ kind: "answered", strength: "weak" });
    expect(await ask(["lerr"], 9)).toMatchObject({ kind: "answered", strength: "weak" });
  });

  it("says of each nearest article what it speaks of, and what not", async () => {
    const given = { clear: -9, subjects: ["brennholm", "2031"], missing: ["2031"] };
    const answer = (await explain([article(0, LEAD)], given)).answer as Unanswered;
    expect(answer).toMatchObject({
      kind: "unanswered",
      reason: "not-covered",
      missing: ["2031"],
      nearest: [1],
    });
    expect(answer.nearestAbout).toEqual([{ holds: ["brennholm"], lacks: ["2031"] }]);
  });

  it("is given where the first quote is about another year than the one asked for", async () => {
    const told = [article(0, "The Brenn Prize of 2024 goes to the painter Ilse Marr.")];
    const ask = (year: string) => answered(told, { question: `who won the Brenn prize of ${year}` });
    expect(await ask("2025")).toMatchObject({ kind: "unanswered", reason: "not-covered" });
    expect(await ask("2024")).toMatchObject({ kind: "answered" });
  });
});

describe("candidates", () => {
  /** A report of its own around the same sentence. */
  const own = (words: string) =>
    `${LEAD.replace("police said", words)} ${`Before that, ${words} more in the hall. `.repeat(9)}`.trim();

  it("tell copies, twins, older twins and what cannot be quoted apart", async () => {
    const older = { publishedAt: "2025-10-19T00:00:00.000Z" };
    const lead = `${LEAD} Officers counted at both ends of the bridge until the evening came. It rained hard all day.`;
    const articles = [
      article(0, lead),
      article(1, lead.replace("police said", "the police said")),
      article(2, own("the mayor and three of her deputies said")),
      article(3, own("a speaker of the railway workers said"), older),
      article(4, "Nothing at all."),
    ];
    const { candidates } = await explain(articles);
    expect(candidates.map(({ gate }) => gate)).toEqual([
      null,
      "copy",
      "duplicate",
      "older-twin",
      "no-sentence",
    ]);
    expect(candidates[1]).toMatchObject({
      articleId: "000000000001",
      source: "Outlet 1",
      url: "https://1.example/a",
    });
  });

  it("of a refusal were not sure enough", async () => {
    const { candidates } = await explain([article(0, LEAD)], { clear: -9, subjects: ["tarn"] });
    expect(candidates.map(({ gate }) => gate)).toEqual(["unanswered"]);
  });
});
