// What an answer says beside its quotes: what is newer, what contradicts, how old it is, what it lacks; and its buttons.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answered, Quote } from "../../src/model/answer.js";
import { LANGUAGES } from "../../src/model/guild.js";
import type { Message } from "../../src/render/message.js";
import { renderAnswer } from "../../src/render/replies.js";
import { renderAnswerText } from "../../src/render/terminal.js";
import { translatorFor } from "../../src/render/translator.js";
import { checkMessage, flatten, type RawComponent, type RawMessage } from "../discord/rules.js";
import { ANSWERED, hostileAnswer, UNANSWERED } from "./answers.js";
import { read } from "./discord-reader.js";

const ENGLISH = translatorFor("en");
const [LEAD, UNDATED] = ANSWERED.quotes as [Quote, Quote];
const [BEFORE] = ANSWERED.earlier as [Quote];

/** An answer whose last two quotes are of these days. */
function answerOf(days: readonly [string, string], given: Partial<Answered> = {}): Answered {
  const [first, second, third] = ANSWERED.citations as [Citation, Citation, Citation];
  const citations = [
    first,
    { ...second, publishedAt: `${days[0]}T15:00:00.000Z` },
    { ...third, publishedAt: `${days[1]}T15:00:00.000Z` },
  ];
  const quotes = [LEAD, UNDATED, { ...BEFORE, text: "The dockers of the north will strike." }];
  return { ...ANSWERED, citations, quotes, earlier: [], ...given };
}
type Citation = (typeof ANSWERED.citations)[number];

const text = (answer: Answered | typeof UNANSWERED) => renderAnswerText(answer, { color: false, width: 200 });

function buttons({ components }: Message): [string, string][] {
  const raw = JSON.parse(JSON.stringify(components)) as RawComponent[];
  return flatten(raw).flatMap(({ type, label = "", custom_id = "" }): [string, string][] =>
    type === 2 ? [[label, custom_id]] : [],
  );
}

describe("an answer", () => {
  it("puts what is newer than its first quote under a heading of its own", () => {
    const lines = text(answerOf(["2025-10-20", "2025-10-23"])).split("\n");
    const heading = lines.indexOf("Reported since then");
    expect(heading).toBeGreaterThan(lines.findIndex((line) => line.includes("Talks will go on")));
    expect(lines[heading + 1]).toContain("The dockers of the north");
    expect(text(answerOf(["2025-10-20", "2025-10-21"]))).not.toMatch(/Reported since then|Also reported/);
    expect(text(answerOf(["2025-10-23", "2025-10-21"]))).toMatch(
      /Reported since then\n│ Talks will go on[^│]*\nAlso reported\n│ The dockers/,
    );
    expect(text(answerOf(["2025-10-23", "2025-10-24"])).match(/Reported since then/g)).toHaveLength(1);
  });

  it("says what two reports differ in, over the one that differs", () => {
    const conflict = { quote: 2, first: "8000", other: "20000" };
    expect(text(answerOf(["2025-10-21", "2025-10-21"], { conflict }))).toMatch(
      /Reports disagree: 8,000 above, 20,000 here\n│ Talks will go on/,
    );
    const turned = { quote: 3, first: "", other: "not" };
    expect(text(answerOf(["2025-10-21", "2025-10-21"], { conflict: turned }))).toMatch(
      /Another report from that time says otherwise\n│ The dockers/,
    );
  });

  it("says that it is old where what holds now is asked", () => {
    expect(text({ ...ANSWERED, stale: true })).toContain("more than a month old");
    expect(text(ANSWERED)).not.toContain("month old");
  });

  it("looks different where it is weak, and says what it lacks as it was typed", () => {
    const weak: Answered = {
      ...ANSWERED,
      question: "Is a strike planned in Oslo?",
      strength: "weak",
      unnamed: ["oslo"],
    };
    expect(text(weak)).toContain("does not mention “Oslo”");
    const raw = JSON.stringify(renderAnswer(weak, "public", ENGLISH));
    expect(raw).not.toContain("> **");
    expect(JSON.stringify(renderAnswer(ANSWERED, "public", ENGLISH))).toContain("> **There is no plan");
  });

  it("names other outlets of a quote, four at most", () => {
    const alsoIn = ["Coast Post", "City Herald", "Bay News", "Dune", "Quay", "Reef"];
    const quotes = [{ ...LEAD, alsoIn }];
    expect(text({ ...ANSWERED, quotes })).toContain(
      "also in Coast Post, City Herald, Bay News, Dune and 2 more",
    );
    expect(text({ ...ANSWERED, quotes: [{ ...LEAD, alsoIn: ["Coast Post"] }] })).toMatch(
      /also in Coast Post\n/,
    );
  });

  it("says the facts of an article once for two quotes of it", () => {
    const quotes = [LEAD, { ...LEAD, text: "It is off, she said." }];
    const written = text({ ...ANSWERED, quotes });
    expect(written).toContain(
      "same article · Harbour Times · AFP · Union rules out a strike (for now) · 21 Oct",
    );
    expect(written.match(/by A\. Writer/g)).toHaveLength(1);
  });

  it("keeps what is newer or differs where fewer quotes are wanted, and counts the rest", () => {
    const answer = answerOf(["2025-10-20", "2025-10-23"]);
    const two = JSON.stringify(renderAnswer(answer, "public", ENGLISH, 2));
    expect(two).toContain("The dockers of the north");
    expect(two).not.toContain("Talks will go on");
    expect(two).toContain("1 more quote in the sources.");
    expect(JSON.stringify(renderAnswer(answer, "public", ENGLISH, 1))).toContain("2 more quotes in");
    expect(JSON.stringify(renderAnswer(answer, "public", ENGLISH))).not.toContain("more quote");
  });

  it("has its buttons in order, and the private one last", () => {
    const id = ANSWERED.answerId;
    expect(buttons(renderAnswer(ANSWERED, "private", ENGLISH))).toEqual([
      ["Sources", `dl:sources:${id}`],
      ["Earlier", `dl:earlier:${id}`],
      ["Why?", `dl:why:${id}`],
      ["Tell me if this changes", `dl:watch:${id}`],
      ["Post here", `dl:post:${id}`],
    ]);
    const labels = (answer: Parameters<typeof renderAnswer>[0]) =>
      buttons(renderAnswer(answer, "public", ENGLISH)).map(([label]) => label);
    expect(labels({ ...ANSWERED, strength: "weak" }).at(-1)).toBe("Tell me when this is answered");
    expect(labels(UNANSWERED)).toEqual(["Sources", "Why?", "Tell me when this is answered"]);
    expect(labels({ ...UNANSWERED, citations: [] })).toEqual(["Why?", "Tell me when this is answered"]);
  });
});

describe("what is doubtful", () => {
  const weak = (given: Partial<Answered>, language: (typeof LANGUAGES)[number] = "en") =>
    renderAnswerText(
      { ...ANSWERED, strength: "weak", ...given },
      { color: false, width: 300, translator: translatorFor(language) },
    );

  it("is said in one sentence in every language: another year, month or number, the opposite, what is not told", () => {
    for (const language of LANGUAGES) {
      const lines = (given: Partial<Answered>) => weak(given, language).split("\n").slice(1, 4).join("\n");
      const year = lines({ aboutAnother: { found: "2024", asked: "2025" }, unnamed: ["2025"] });
      expect(year).toMatch(/2024.*2025|2025.*2024/u);
      expect(year).not.toContain("“2025”");
      expect(lines({ aboutAnother: { found: "2025-09", asked: "2025-07" } })).not.toMatch(/2025-0/);
      expect(lines({ opposite: { found: "lowered", asked: "raise" } })).toMatch(/“lowered”.*“raise”/u);
      expect(lines({ untold: "strike" })).toContain("“strike”");
    }
    expect(weak({ aboutAnother: { found: "2024", asked: "2025" } })).toContain(
      "This is about 2024, not 2025.",
    );
    expect(weak({ aboutAnother: { found: "2025-09", asked: "2025-07" } })).toContain(
      "This is about September 2025, not July 2025.",
    );
  });

  it("joins words that stand side by side in the question", () => {
    expect(weak({ question: "Is a harbour strike planned?", unnamed: ["harbour", "strike"] })).toContain(
      "does not mention “harbour strike”.",
    );
  });
});

describe("the last line", () => {
  it("gives the day of the newest report where a day was chosen, not its age from today", () => {
    const asOf = "2025-10-22T23:59:59.999Z";
    expect(text({ ...ANSWERED, asOf, asOfChosen: true })).toMatch(/latest report 21 Oct 2025$/mu);
    expect(text({ ...ANSWERED, asOf })).toMatch(/latest report .* ago$/mu);
  });

  it("does not call reports undated where there are none", () => {
    const none = { ...UNANSWERED, reason: "no-articles" as const, articleCount: 0, newestAt: null };
    expect(text(none)).not.toContain("no dated reports");
    expect(text({ ...none, articleCount: 2 })).toContain("no dated reports");
  });
});

describe("a refusal", () => {
  it("says of each nearest article what it mentions", () => {
    const nearestAbout = [{ holds: ["cup"], lacks: ["cricket", "2031"] }];
    const held = (missing: string[]) => text({ ...UNANSWERED, missing, nearestAbout });
    expect(held([])).toContain("mentions “cup” · does not mention “cricket”, “2031”");
    expect(held(["cricket"])).toMatch(/mentions “cup” · does not mention “2031”\n/);
    expect(held(["cricket", "2031"])).toMatch(/mentions “cup”\n/);
    const nothing = [{ holds: [], lacks: ["cup"] }];
    expect(text({ ...UNANSWERED, nearestAbout: nothing })).not.toMatch(/mentions? “/);
  });

  it("says why in every language, with outlet and number", () => {
    for (const language of LANGUAGES) {
      for (const reason of ["no-articles", "no-match", "not-covered"] as const) {
        for (const [source, asOfChosen, articleCount] of [
          [null, false, 1],
          ["Harbour Times", true, 24],
        ] as const) {
          const answer = { ...UNANSWERED, reason, source, asOfChosen, articleCount };
          const written = renderAnswerText(answer, {
            color: false,
            width: 300,
            translator: translatorFor(language),
          });
          const line = written.split("\n")[2] ?? "";
          expect(line, language).toMatch(/^\S.*\S\.$/u);
          expect(line).not.toMatch(/[{}]| {2}| [.,]/);
          if (source !== null) expect(line).toContain("Harbour Times");
          if (reason !== "no-articles" && articleCount > 1) expect(line).toContain("24");
        }
      }
    }
  });
});

describe("hostile words beside quotes", () => {
  it("break out of no answer, in no language", () => {
    const property = fc.property(
      hostileAnswer,
      fc.array(hostileAnswer, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...LANGUAGES),
      fc.integer({ min: 1, max: 3 }),
      (answer, others, language, limit) => {
        const words = others.map(({ question }) => question);
        const [first = "", other = ""] = words;
        const beside =
          answer.kind === "answered"
            ? {
                quotes: answer.quotes.map((quote) => ({ ...quote, alsoIn: words })),
                conflict: { quote: 2, first, other },
                unnamed: words,
                stale: true,
              }
            : { nearestAbout: answer.nearest.map(() => ({ holds: words, lacks: words })) };
        const { allowedMentions, ...rest } = renderAnswer(
          { ...answer, ...beside } as Answered,
          "private",
          translatorFor(language),
          limit,
        );
        const raw = JSON.parse(JSON.stringify({ ...rest, allowed_mentions: allowedMentions })) as RawMessage;
        expect(checkMessage(raw, "edit")).toEqual([]);
        for (const { type, content = "" } of flatten(raw.components ?? [])) {
          if (type !== 10) continue;
          const { effects } = read(content);
          expect(effects.filter((each) => !/^(?:timestamp|link|strong|quote|small)$/.test(each))).toEqual([]);
        }
      },
    );
    fc.assert(property, { numRuns: 200 });
  });
});
