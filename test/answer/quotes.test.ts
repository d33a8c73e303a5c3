import { describe, expect, it } from "vitest";
import { CitationList, findSpeaker, makeQuote, verifyAnswer, verifyQuotes } from "../../src/answer/cite.js";
import { countOrigins } from "../../src/answer/origins.js";
import { overlapShare } from "../../src/answer/repeated-sentences.js";
import { selectNewest } from "../../src/answer/select-newest.js";
import { growSpan, quoteSentences, selectQuotes } from "../../src/answer/select-quotes.js";
import { quotableSentences, scoreSentences } from "../../src/answer/sentences.js";
import { readAsked } from "../../src/language/asked.js";
import { contentWords } from "../../src/language/words.js";
import type { Answer } from "../../src/model/answer.js";
import type { Article } from "../../src/model/article.js";
import { makeArticle, makeFound, makeHit, makePassage } from "./articles.js";

const grown = (text: string, place: number) => {
  const passage = makePassage(makeArticle(text));
  const { start, end } = growSpan(passage, text, place);
  return text.slice(start, end);
};

describe("growSpan", () => {
  it("leaves a sentence alone that stands alone", () => {
    expect(grown("Ostby has a new mayor. Berit Moen won 19 votes of 31 on Tuesday.", 1)).toBe(
      "Berit Moen won 19 votes of 31 on Tuesday.",
    );
  });

  it("takes the sentence before a pronoun", () => {
    const text = "Berit Moen won the vote in Ostby.\n\nShe will take office on Friday at noon.";
    expect(grown(text, 1)).toBe(text);
  });

  it("takes no sentence before a pronoun that points back itself", () => {
    expect(
      grown("Asked whether she would stay, she laughed. Her term as mayor of Ostby ends in May.", 1),
    ).toBe("Her term as mayor of Ostby ends in May.");
  });

  it("takes the attribution of a bare quotation", () => {
    const text = "Shares rose at once. “The mill is not for sale.” Holm said this on Tuesday in Ostby.";
    expect(grown(text, 1)).toContain("Holm said this");
  });

  it("does not grow beyond what can be read at a glance", () => {
    const long = `${"Many words stand here ".repeat(11)}in one sentence.`;
    expect(grown(`${long} She will take office on Friday.`, 1)).toBe("She will take office on Friday.");
  });
});

describe("quoteSentences", () => {
  const quoted = async (text: string, logits: readonly (readonly [string, number])[]) => {
    const question = "Why did the company close the mill?";
    const rerank = async (_question: string, texts: readonly string[]) =>
      texts.map((read) => logits.find(([words]) => read.includes(words))?.[1] ?? -8);
    const reranker = { fingerprint: "made up", rerank };
    const hits = [makeHit(makeArticle(text), 5)];
    const sentences = await scoreSentences(makeFound(hits, question), question, reranker);
    return quoteSentences(sentences.slice(0, 1), new CitationList(), true)[0]?.text;
  };

  it("begins a pair with the sentence that names whom it speaks of", async () => {
    const text =
      "Boats lay in port. Berit Moen spoke at noon. She closed the mill because of its debts. It had lost money for years.";
    const pair = "because of its debts. It had lost";
    expect(await quoted(text, [[pair, 9]])).toBe(
      "Berit Moen spoke at noon. She closed the mill because of its debts. It had lost money for years.",
    );
  });

  it("puts none before it whose only capital is that of a month", async () => {
    const text =
      "The harbor was full. It had been shut since June 2022.\n\nThe paper giant closed the mill because of its debts.";
    const logits = [
      ["2022. The paper", 1],
      ["because of its debts", 9],
    ] as const;
    expect(await quoted(text, logits)).toBe("The paper giant closed the mill because of its debts.");
  });

  it("puts the sentence with the name before a lead without one", async () => {
    const text =
      "The harbor was full on Friday. Nordmill of Ostby spoke to its workers.\n\nThe paper giant closed the mill because of its debts.";
    const logits = [
      ["workers. The paper", 1],
      ["because of its debts", 9],
    ] as const;
    expect(await quoted(text, logits)).toBe(
      "Nordmill of Ostby spoke to its workers.\n\nThe paper giant closed the mill because of its debts.",
    );
  });
});

describe("findSpeaker", () => {
  it.each([
    ["“No date is set,” Dmitry Peskov said on Tuesday.", "Dmitry Peskov"],
    ["“No date is set,” said Marco Rubio.", "Marco Rubio"],
    ["Ingrid Holm, the chief executive, said: “It is not for sale.”", "Ingrid Holm"],
    ["“No date is set,” he said.", null],
    ["Ada Holm, who starred in “Her,” said Selby’s choir had copied her.", null],
    ["Ada Holm, who starred in “The Other Road,” said Berit Moen had copied her.", null],
    ["“Never,” said Berit Moen.", "Berit Moen"],
    ["Nobody is quoted in this sentence about Marco Rubio.", null],
  ])("%s", (sentence, speaker) => expect(findSpeaker(sentence)).toBe(speaker));
});

describe("quotableSentences", () => {
  it("leaves out bylines and headings, which end without a full stop", () => {
    const text = [
      "Tove Lind, Per Aas and Rita Holm",
      "What to know about the vote in Ostby",
      "The council said: “We chose Berit Moen.”",
      "The vote was close (19 to 12).",
    ].join("\n\n");
    const hit = makeHit(makeArticle(text), 1);
    expect(quotableSentences([hit], ["won"]).map((one) => one.text)).toEqual([
      "The council said: “We chose Berit Moen.”",
      "The vote was close (19 to 12).",
    ]);
  });

  it("takes points of a list, which have no full stop, and neither their heading nor what is no statement", () => {
    const points = ["Fuel duty frozen until 2028", "Night buses to Ostby on all Fridays", "No VAT"];
    const text = ["The budget passed on Monday night.", "At a glance", ...points, "Is it enough?"].join(
      "\n\n",
    );
    const hit = makeHit(makeArticle(text), 1);
    expect(quotableSentences([hit], []).map((one) => one.text)).toEqual([
      "The budget passed on Monday night.",
      "Fuel duty frozen until 2028",
      "Night buses to Ostby on all Fridays",
    ]);
  });

  it("leaves out questions, fragments and what is too long to quote", () => {
    const long = `${"word ".repeat(61)}end.`;
    const hit = makeHit(
      makeArticle(`Who will win this long race? Not now. ${long} The council chose Berit Moen.`),
      1,
    );
    expect(quotableSentences([hit], ["won"]).map(({ text }) => text)).toEqual([
      "The council chose Berit Moen.",
    ]);
  });
});

describe("selectQuotes", () => {
  const day = (publishedAt: string, articleId: string, text: string) =>
    makeArticle(text, { publishedAt, articleId });
  const select = async (texts: [string, string, number][]) => {
    const hits = texts.map(([at, text, score], place) =>
      makeHit(day(`${at}T00:00:00.000Z`, `00000000000${place}`, text), score),
    );
    const sentences = await scoreSentences(
      makeFound(hits, "Is a summit scheduled?"),
      "Is a summit scheduled?",
      null,
    );
    const { quotes, earlier, duplicates } = selectQuotes(sentences, { kind: "latest" });
    return {
      quotes: quotes.map((one) => one.text),
      earlier: earlier.map((one) => one.text),
      duplicates: duplicates.length,
    };
  };

  it("shows an older, differing report as earlier", async () => {
    expect(
      await select([
        ["2025-10-21", "No summit is scheduled for the time being.", 5],
        ["2025-10-16", "The two leaders agreed to hold a summit in Budapest.", 4],
      ]),
    ).toEqual({
      quotes: ["No summit is scheduled for the time being."],
      earlier: ["The two leaders agreed to hold a summit in Budapest."],
      duplicates: 0,
    });
  });

  it("shows as earlier nothing that is over two months older", async () => {
    const earlierThan = async (day: string) => {
      const { earlier } = await select([
        ["2025-10-21", "No summit is scheduled for the time being.", 5],
        [day, "The two leaders agreed to hold a summit in Budapest.", 4],
      ]);
      return earlier;
    };
    expect(await earlierThan("2025-08-25")).toHaveLength(1);
    expect(await earlierThan("2025-08-15")).toHaveLength(0);
  });

  it("never shows two copies of one text", async () => {
    const chosen = await select([
      ["2025-10-21", "No summit is scheduled for the time being.", 5],
      ["2025-10-21", "No summit is scheduled for the time being, officials.", 4],
    ]);
    expect(chosen.quotes).toHaveLength(1);
    expect(chosen.duplicates).toBe(1);
  });

  it("sets nothing beside the lead that does not speak of the question at all", async () => {
    const hits = [
      makeHit(makeArticle("The council of Ostby chose Berit Moen as mayor."), 8),
      makeHit(makeArticle("Boats lay in the harbour all night.", { articleId: "00000000000b" }), 7),
    ];
    const read = (logits: readonly number[]) => ({ fingerprint: "f", rerank: async () => [...logits] });
    const quotesOf = async (logits: readonly number[]) =>
      selectQuotes(await scoreSentences(makeFound(hits, "Who is mayor?"), "Who is mayor?", read(logits)), {
        kind: "open",
      }).quotes;
    expect(await quotesOf([-8, -8.5])).toHaveLength(2);
    expect(await quotesOf([-8, -9.5])).toHaveLength(1);
  });

  it("sets beside an unsure lead what may answer as well, and beside a sure one only what adds", async () => {
    const question = "Who is mayor of Ostby?";
    const told = [
      ["The mayor of Ostby spoke at noon.", 12],
      ["The council of Ostby chose Berit Moen as mayor.", 10.5],
      ["The council of Ostby met Ada Lie, who would be mayor.", 8.5],
      ["The mayor of Ostby has a boat.", 0],
      ["Mayor Per Aas of Bergen came by train.", -6],
    ] as const;
    const hits = told.map(([text], at) => makeHit(makeArticle(text, { articleId: `00000000000${at}` }), 8));
    const rerank = async (_question: string, texts: readonly string[]) =>
      texts.map((read) => told.find(([text]) => read.endsWith(text))?.[1] ?? 0);
    const sentences = await scoreSentences(makeFound(hits, question), question, { fingerprint: "f", rerank });
    const askedFor = { asked: readAsked(question), asking: contentWords(question) };
    const texts = (isUnsure: boolean) =>
      selectQuotes(sentences, { kind: "open" }, { isUnsure, askedFor }).quotes.map(({ text }) => text);
    expect(texts(true)).toEqual([told[0][0], told[1][0]]);
    expect(texts(false)).toEqual([told[0][0]]);
  });

  it("sets beside a weak lead no other article that the cross-encoder finds far less fitting", async () => {
    const question = "How many people died in the Ostby bridge collapse?";
    const told = [
      ["Six people of a road crew were presumed dead after the bridge at Ostby fell.", 1],
      ["The bridge collapse in Ostby killed 7 people, the mayor said.", 0],
      ["Some 40 people died in the storms of last year.", -5],
    ] as const;
    const hits = told.map(([text, logit], at) => {
      const hit = makeHit(makeArticle(text, { articleId: `00000000000${at}` }), 8);
      return { ...hit, signals: { ...hit.signals, rerank: logit } };
    });
    const rerank = async (_question: string, texts: readonly string[]) => texts.map(() => 0);
    const sentences = await scoreSentences(makeFound(hits, question), question, { fingerprint: "f", rerank });
    const askedFor = { asked: readAsked(question), asking: contentWords(question) };
    const options = { isUnsure: true, askedFor };
    const texts = selectQuotes(sentences, { kind: "open" }, options).quotes.map(({ text }) => text);
    expect(texts).toContain(told[1][0]);
    expect(texts).not.toContain(told[2][0]);
  });

  it("sets no later report that comes back to a named period beside one of the period", async () => {
    const question = "Did the bank of Ostby lower its rate?";
    const told = [
      ["The bank of Ostby left its rate unchanged on Wednesday.", "2025-07-30", 1],
      ["The bank of Ostby lowered its rate on Wednesday.", "2025-09-17", 0.5],
    ] as const;
    const hits = told.map(([text, day], at) =>
      makeHit(makeArticle(text, { articleId: `00000000000${at}`, publishedAt: `${day}T12:00:00.000Z` }), 8),
    );
    const rerank = async (_question: string, texts: readonly string[]) => texts.map(() => 5);
    const read = await scoreSentences(makeFound(hits, question), question, { fingerprint: "f", rerank });
    const ordered = told.flatMap(([text, , period]) =>
      read
        .filter((one) => one.text === text)
        .map((one) => ({ ...one, features: { ...one.features, period } })),
    );
    const period = { start: "2025-07-01T00:00:00.000Z", end: "2025-08-01T00:00:00.000Z" };
    const quotesOf = (sentences: typeof read) =>
      selectQuotes(sentences, { kind: "period", period }).quotes.map(({ text }) => text);
    expect(quotesOf(ordered)).toEqual([told[0][0]]);
    const alike = ordered.map((one) => ({ ...one, features: { ...one.features, period: 1 } }));
    expect(quotesOf(alike)).toHaveLength(2);
  });

  it("takes no second sentence of the article of a weak lead that holds what is asked, without a fact of its own", async () => {
    const question = "Where did the Orla sink?";
    const text = "The Orla sank off Torvik on Sunday. The crew of the Orla came from Bergen and Selby.";
    const rerank = async (_question: string, texts: readonly string[]) =>
      texts.map((each) => (each.includes(". ") ? -8 : 5));
    const found = { ...makeFound([makeHit(makeArticle(text), 8)], question), asked: readAsked(question) };
    const sentences = await scoreSentences(found, question, { fingerprint: "f", rerank });
    expect(sentences).toHaveLength(2);
    const askedFor = { asked: readAsked(question), asking: contentWords(question) };
    const ordered = sentences.map((one) => ({ ...one, score: 1, features: { ...one.features, asked: 1 } }));
    expect(selectQuotes(ordered, { kind: "open" }, { isUnsure: true, askedFor }).quotes).toHaveLength(1);
  });

  it("gives nothing for nothing", () => {
    expect(selectQuotes([], { kind: "open" })).toEqual({ quotes: [], earlier: [], duplicates: [] });
  });
});

describe("selectNewest", () => {
  const report = (day: string, id: number, title: string, text: string, given: Partial<Article> = {}) =>
    makeHit(
      makeArticle(text, {
        articleId: `00000000000${id}`,
        title,
        publishedAt: `2025-${day}T00:00:00.000Z`,
        ...given,
      }),
      5,
    );

  it("lists the newest reports that say what they are about, none a month older", async () => {
    const hits = [
      report("10-21", 1, "Orla drifts", "The ship Orla has been drifting since Monday."),
      report("10-20", 2, "Engines fail", "The engines of the Orla failed on Sunday evening."),
      report("10-19", 3, "Harbour news", "A ferry came late to the quay. The Orla lay there in May."),
      report("06-02", 4, "Orla sails", "The ship Orla left the yard in June of this year."),
    ];
    const found = makeFound(hits, "latest on Orla");
    const newest = selectNewest(await scoreSentences(found, "Orla", null), found, new Map());
    expect(newest?.quotes.map(({ hit }) => hit.article.title)).toEqual([
      "Orla drifts",
      "Engines fail",
      "Harbour news",
    ]);
  });

  const fares =
    "The fares of the ferries will rise by a tenth in spring, the council of Brenn said on Tuesday. ";
  const mention = report("10-24", 5, "Fares rise", `${fares.repeat(4)}It spoke of the Orla too.`);

  it("passes over what only mentions the topic, and opinion", async () => {
    const text = "The ship Orla is a disgrace to the harbour and should be sunk.";
    const url = "https://news.example/opinion/columnist/orla";
    const hits = [
      mention,
      report("10-23", 6, "Sink the Orla | Opinion", text),
      report("10-22", 7, "The Orla must go", text, { url }),
      report("10-21", 1, "Orla towed in", "Two tugs have towed the ship into the harbour of Brenn."),
    ];
    const found = makeFound(hits, "latest on Orla");
    const newest = selectNewest(await scoreSentences(found, "Orla", null), found, new Map());
    expect(newest?.quotes.map(({ hit }) => hit.article.title)).toEqual(["Orla towed in"]);
  });

  it("takes the first sentence on the topic that fits about as well as the best", async () => {
    const text =
      "Born in Brenn, Orla Marr likes boats. Orla Marr has won the race. Orla Marr thanked her crew.";
    const hits = [report("10-21", 1, "Orla Marr wins", text)];
    const found = makeFound(hits, "latest on Orla Marr");
    const weighed = async (scores: readonly number[]) => {
      const sentences = await scoreSentences(found, "Orla Marr", null);
      const starts = [...new Set(sentences.map(({ start }) => start))].sort((one, other) => one - other);
      const scored = sentences.map((one) => ({ ...one, score: scores[starts.indexOf(one.start)] ?? 0 }));
      return selectNewest(scored, found, new Map())?.quotes[0]?.text;
    };
    expect(await weighed([-4, 3, 3.5])).toMatch(/^Orla Marr has won/u);
    expect(await weighed([2, 3, 3.5])).toMatch(/^Born in Brenn/u);
  });

  it("gives nothing where all that is found only mentions the topic", async () => {
    const found = makeFound([mention], "latest on Orla");
    expect(selectNewest(await scoreSentences(found, "Orla", null), found, new Map())).toBeNull();
  });
});

describe("verifyQuotes", () => {
  it("keeps what the store holds letter by letter and drops the rest", async () => {
    const article = makeArticle("First sentence here. Second sentence here.");
    const quote = makeQuote(article, { start: 0, end: 20 }, 1);
    const tampered = { ...quote, text: "First sentence hers." };
    const shifted = { ...quote, start: 1, end: 21 };
    const gone = { ...quote, articleId: "ffffffffffff" };
    const read = async (articleId: string) => (articleId === article.articleId ? article : null);
    expect(await verifyQuotes([tampered, quote, shifted, gone], read)).toEqual([quote]);
  });
});

describe("days of a later revision", () => {
  const first = { publishedAt: "2026-11-17T07:10:00.000Z", fetchedAt: "2026-11-27T09:00:00.000Z" };
  const found = async (later: Partial<Article>) => {
    const revisions = [
      makeArticle("A ferry with 84 people ran aground on Tuesday.", first),
      makeArticle("A ferry with 86 people ran aground on Tuesday.", { ...first, ...later, revision: 2 }),
    ];
    const quote = makeQuote(revisions[1] as Article, { start: 0, end: 46 }, 1);
    const [kept] = await verifyQuotes([quote], async (_, revision) => revisions[revision - 1] ?? null);
    return kept?.resolvedDates.map(({ day }) => day);
  };

  it("count from the date that came with it, however much later it was fetched", async () => {
    const fetchedAt = "2026-11-27T10:00:00.000Z";
    expect(await found({ publishedAt: "2026-11-17T16:48:00.000Z", fetchedAt })).toEqual(["2026-11-17"]);
    expect(await found({ updatedAt: "2026-11-18T06:00:00.000Z", fetchedAt })).toEqual(["2026-11-17"]);
  });

  it("count from when it was fetched where no date is new, and are left out where a week lies between", async () => {
    expect(await found({ fetchedAt: "2026-11-28T09:00:00.000Z" })).toEqual(["2026-11-24"]);
    expect(await found({ fetchedAt: "2026-12-05T09:00:00.000Z" })).toEqual([]);
  });
});

describe("verifyAnswer", () => {
  it("takes out what the store no longer holds, and refuses an answer with nothing left", async () => {
    const article = makeArticle("First sentence here. Second sentence here.");
    const held = makeQuote(article, { start: 0, end: 20 }, 1);
    const lost = { ...held, articleId: "ffffffffffff" };
    const read = async (articleId: string) => (articleId === article.articleId ? article : null);
    const answer = (quotes: (typeof held)[]) =>
      ({ kind: "answered", quotes, earlier: [lost] }) as unknown as Answer;
    expect(await verifyAnswer(answer([lost, held]), read)).toMatchObject({ quotes: [held], earlier: [] });
    expect(await verifyAnswer(answer([lost]), read)).toBeNull();
  });
});

describe("citations and origins", () => {
  it("gives a revision one number", () => {
    const list = new CitationList();
    const article = makeArticle("Text.");
    expect([list.cite(article), list.cite({ ...article, revision: 2 }), list.cite(article)]).toEqual([
      1, 2, 1,
    ]);
    expect(list.list().map(({ number }) => number)).toEqual([1, 2]);
  });

  it("counts wire copies as one origin", () => {
    const copies = ["One", "Two", "Three"].map((source, at) =>
      makeArticle("T.", { source, agency: "AFP", articleId: `00000000000${at}` }),
    );
    expect(countOrigins(copies)).toMatchObject({ outlets: 3, origins: 1 });
    expect(countOrigins([makeArticle("T.", { source: null })])).toMatchObject({ outlets: 1, origins: 1 });
  });

  it("measures shared words by the shorter text", () => {
    expect(overlapShare("the summit is off", "The summit is off, officials said")).toBe(1);
    expect(overlapShare("", "anything")).toBe(0);
  });
});
