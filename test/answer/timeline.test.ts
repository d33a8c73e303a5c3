// The pure parts of a timeline: what is one development, what is another state, what is recalled, what a revision adds.
import { describe, expect, it } from "vitest";
import { hasCome, repeats, reportsNewState } from "../../src/answer/repeated-sentences.js";
import { firstAppearance, topicChanges } from "../../src/answer/timeline.js";
import { type Grouping, groupReports } from "../../src/answer/timeline-groups.js";
import {
  gateReports,
  Likeness,
  namesOnlyPastDays,
  type Report,
  readReports,
} from "../../src/answer/timeline-reports.js";
import { groupCopies } from "../../src/compare/copies.js";
import { questionTerms } from "../../src/retrieve/question.js";
import { makeArticle, makeHit } from "./articles.js";
import { splitRevision } from "./revisions.js";

let count = 0;
function report(day: string | null, title: string, text: string, confidence = 0.9): Report {
  count += 1;
  const article = makeArticle(text, {
    articleId: count.toString(16).padStart(12, "0"),
    title,
    publishedAt: day === null ? null : new Date(day).toISOString(),
  });
  const span = { start: 0, end: text.length };
  return { article, confidence, span, core: span, text };
}

function groupingOf(reports: readonly Report[], statesApart = true): Grouping {
  const articles = reports.map(({ article }) => article);
  const keys = groupCopies(articles);
  const copyKeys = new Map(articles.map(({ articleId }, at) => [articleId, keys[at] ?? articleId]));
  return { likeness: new Likeness(articles), copyKeys, vectors: null, quoteVectors: null, statesApart };
}

const titles = (reports: readonly Report[], statesApart = true) =>
  groupReports(reports, groupingOf(reports, statesApart)).map((group) =>
    group.map(({ article }) => article.title),
  );

describe("reports of one development", () => {
  const announced =
    "The mayor of Ostby announced on Monday that the Veldmark bridge would close for two years from March.";
  const off =
    "The closing of the Veldmark bridge in Ostby was called off on Tuesday after a protest, the mayor said.";

  it("are copies, whenever they were printed, and the first of them is quoted", () => {
    const late = report("2025-10-20", "copy", announced);
    const first = report("2025-10-01", "first", announced);
    expect(titles([late, first])).toEqual([["first", "copy"]]);
  });

  it("are those of a day that are alike, and not those that tell another state", () => {
    const one = report("2025-10-01", "Ostby bridge to close", announced);
    const same = report(
      "2025-10-01",
      "Ostby closes Veldmark bridge",
      "Ostby will close the Veldmark bridge for two years from March, its mayor told reporters on Monday.",
    );
    const turned = report("2025-10-02", "Ostby bridge stays open", off);
    const others = [1, 2, 3, 4, 5, 6].map((n) =>
      report(
        `2025-09-0${n}`,
        `Other matter ${n}`,
        `Something else number ${n} was told of the weather and the fish in the sea.`,
      ),
    );
    const reports = [one, same, turned, ...others];
    expect(titles(reports)).toContainEqual(["Ostby bridge to close", "Ostby closes Veldmark bridge"]);
    expect(titles(reports)).toContainEqual(["Ostby bridge stays open"]);
  });

  it("are not those of other weeks, even in the same words: rates are held again and again", () => {
    const held =
      "The central bank of Ostby held its interest rates steady on Wednesday, as most had expected.";
    const june = report("2025-06-18", "June", held);
    const july = report(
      "2025-07-30",
      "July",
      "The central bank of Ostby held its interest rates steady on Wednesday, as traders expected.",
    );
    const next = report(
      "2025-06-19",
      "Next day",
      "The central bank of Ostby held its interest rates steady on Wednesday.",
    );
    const copied = groupingOf([june, july, next]);
    const apart = { ...copied, copyKeys: new Map<string, string>() };
    const groups = groupReports([june, july, next], apart).map((group) =>
      group.map(({ article }) => article.title),
    );
    expect(groups).toEqual([["June", "Next day"], ["July"]]);
  });

  it("leave undated articles out: they have no place in time", () => {
    expect(titles([report(null, "undated", announced), report("2025-10-01", "dated", off)])).toEqual([
      ["dated"],
    ]);
  });
});

describe("another state", () => {
  it.each([
    ["They deny that talks are planned.", "Talks are planned.", true],
    ["The meeting was called off on Friday.", "The meeting is on Friday.", true],
    ["The quake killed 52 people in the town.", "The quake killed 38 people in the town.", true],
    ["The meeting is on Friday, officials said.", "The meeting is on Friday.", false],
    ["The court acquitted the mayor.", "The trial of the mayor goes on.", true],
  ])("%s / %s: %s", (later, earlier, isNew) => {
    expect(reportsNewState(later, earlier)).toBe(isNew);
  });

  it("has come where the earlier looked ahead and the later does not", () => {
    const ahead = "The two presidents are set to meet in Alaska on Friday.";
    expect(hasCome("The two presidents met in Alaska and began their talks.", ahead)).toBe(true);
    expect(hasCome("The two presidents will meet in Alaska.", ahead)).toBe(false);
    expect(hasCome("They are set to meet.", "They met in Alaska.")).toBe(false);
  });

  it("is none where a report says the same again, and one where a number came", () => {
    const first = "Officials said the bridge of Ostby is closed to all cars.";
    expect(repeats("The bridge of Ostby is closed to all cars, officials said again.", first)).toBe(true);
    expect(repeats("The bridge of Ostby is closed to all 300 cars, officials said.", first)).toBe(false);
  });
});

describe("a sentence of past days", () => {
  const day = "2025-10-21T09:00:00.000Z";
  it.each([
    ["He was shot on Sept. 10 at a university.", true],
    ["The talks of August 15, 2025 failed.", true],
    ["The meeting is set for Nov. 3.", false],
    ["It happened on Oct. 19, police said.", false],
    ["The ban of Sept. 10 was lifted on Oct. 20.", false],
    ["Nobody named a day.", false],
  ])("%s: %s", (text, expected) => {
    expect(namesOnlyPastDays(text, day)).toBe(expected);
  });

  it("is none without a date to count from", () => {
    expect(namesOnlyPastDays("He was shot on Sept. 10.", null)).toBe(false);
  });
});

describe("what sums up a report", () => {
  const text = [
    "The Orla ferry sails again from Monday.",
    "It had lain in the yard since May.",
    "The Orla ferry is the longest ferry that the Orla ferry company owns.",
  ].join(" ");

  it("is the first sentence of its article rather than what names the topic most", async () => {
    const hit = makeHit(makeArticle(text, { title: "Orla ferry sails again" }), 5);
    const later = { ...hit.passage, ordinal: 1, sentences: hit.passage.sentences.slice(2) };
    const reranker = {
      fingerprint: "f",
      rerank: async (_: string, texts: readonly string[]) =>
        texts.map((one) => (one.includes("longest") ? 4 : 2)),
    };
    for (const passage of [hit.passage, later]) {
      const gated = [{ hit: { ...hit, passage }, confidence: 0.9 }];
      const [report] = await readReports(gated, "Orla ferry", ["orla", "ferry"], reranker);
      expect(report?.text).toBe("The Orla ferry sails again from Monday.");
    }
  });
});

describe("the gate of relevance", () => {
  const hit = (title: string, text: string, logit: number | null) =>
    makeHit(
      makeArticle(text, { title, articleId: title.length.toString(16).padStart(12, "0") }),
      logit ?? 0,
      { rerank: logit },
    );
  const terms = questionTerms("Louvre heist");

  it("keeps what the model says is about the topic, and drops what merely shares a word", () => {
    const hits = [
      hit("Louvre heist: what is known", "Thieves robbed the Louvre; the heist took minutes.", 7),
      hit("Louvre heist suspects held", "Two suspects of the Louvre heist were held.", 3),
      hit("A museum opens", "A museum opens in Ostby.", 3),
      hit("Fishing quota", "The fishing quota was cut.", -9),
      hit("Not read by the model at all", "The Louvre heist.", null),
    ];
    expect(gateReports({ hits, terms }).map(({ hit: { article } }) => article.title)).toEqual([
      "Louvre heist: what is known",
      "Louvre heist suspects held",
    ]);
  });

  it("gives nothing where even the best is not about it", () => {
    expect(gateReports({ hits: [hit("Louvre", "The Louvre.", -3)], terms })).toEqual([]);
    expect(gateReports({ hits: [], terms })).toEqual([]);
  });

  it("asks for nearly all words where no model read", () => {
    const hits = [hit("Louvre heist", "Thieves robbed it.", null), hit("Louvre", "It reopened.", null)];
    expect(gateReports({ hits, terms }).map(({ hit: { article } }) => article.title)).toEqual([
      "Louvre heist",
    ]);
  });
});

describe("revisions", () => {
  const first = makeArticle("The bridge of Ostby will close in March. The mayor spoke on Monday.", {
    publishedAt: "2025-10-01T08:00:00.000Z",
    fetchedAt: "2025-10-01T09:00:00.000Z",
  });
  const second = {
    ...first,
    revision: 2,
    text: "Correction: an earlier version of this article misstated the month.\n\nThe bridge of Ostby will not close in May. The mayor spoke on Monday.",
    updatedAt: "2025-10-03T08:00:00.000Z",
    fetchedAt: "2025-10-04T09:00:00.000Z",
  };
  const revisions = [splitRevision(first), splitRevision(second)];

  it("tell when a sentence first stood there, and what stood there before", () => {
    expect(firstAppearance("The mayor spoke on Monday.", revisions)).toEqual({
      kind: "report",
      at: first.publishedAt,
      was: null,
    });
    expect(firstAppearance("The bridge of Ostby will not close in May.", revisions)).toEqual({
      kind: "revision",
      at: second.updatedAt,
      was: "The bridge of Ostby will close in March.",
    });
  });

  it("give corrections and turned sentences about the topic, verbatim, and nothing that is quoted anyway", () => {
    const changes = topicChanges(revisions, ["bridge", "ostby"], []);
    expect(
      changes.map(({ kind, article, span }) => [kind, article.text.slice(span.start, span.end)]),
    ).toEqual([
      ["revision", "The bridge of Ostby will not close in May."],
      ["correction", "Correction: an earlier version of this article misstated the month."],
    ]);
    expect(changes.every(({ at }) => at === second.updatedAt)).toBe(true);
    expect(topicChanges(revisions, ["bridge"], ["The bridge of Ostby will not close in May."])).toHaveLength(
      1,
    );
    expect(topicChanges(revisions, ["fishing", "quota"], []).map(({ kind }) => kind)).toEqual(["correction"]);
  });
});
