// News as Discord shows it: in every language, and with texts that try to get out of it.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCitation } from "../../src/answer/cite.js";
import { LANGUAGES } from "../../src/model/guild.js";
import type { Change, Story } from "../../src/model/watch.js";
import { translatorFor } from "../../src/render/translator.js";
import { renderNews } from "../../src/render/watch.js";
import { textOf } from "../discord/exchange.js";
import { checkMessage, type RawMessage } from "../discord/rules.js";
import { madeArticle, madeQuote, TEST_NOW } from "../made-articles.js";
import { madeChange, madeNotice } from "../watch/watches.js";

function cited(text: string, title = "A title", source = "Example Post") {
  const article = madeArticle({ title, text, source });
  return { quote: madeQuote(article, text, 1), citation: toCitation(article, 1) };
}

const before = cited("The bridge will reopen on 14 June.", "Bridge to reopen", "Lowland Post");
const revision = {
  at: "2025-06-04T11:00:00.000Z",
  now: "It opens on 30 June.",
  announced: "Correction: the day was wrong.",
};

/** As the double would judge it. */
function problemsOf(changes: readonly Change[], language: (typeof LANGUAGES)[number] = "en"): string[] {
  const notices = changes.map((news, n) => madeNotice(n, { news }));
  const { allowedMentions, ...message } = renderNews(notices, TEST_NOW, translatorFor(language));
  return checkMessage({ ...message, allowed_mentions: allowedMentions } as unknown as RawMessage, "reply");
}

const written = (news: Change, language: (typeof LANGUAGES)[number] = "en") =>
  textOf(renderNews([madeNotice(1, { news })], TEST_NOW, translatorFor(language)) as never);

describe("news of a change", () => {
  it("stands old beside new, with outlets and days", () => {
    const now = cited("It was postponed.", "Postponed", "Harbour Courier");
    const day = "21 Oct 2025 \\(<t:1761058800:R>\\)";
    const url = "https://example.org/news/1#:~:text=";
    expect(written(madeChange({ before, now }))).toBe(
      `-# “When will the bridge reopen?”

**There is a newer report**

> It was postponed.
**Harbour Courier** · [Postponed](${url}It%20was%20postponed.)
-# ${day}

**What I told you before**

> The bridge will reopen on 14 June.
**Lowland Post** · [Bridge to reopen](${url}The%20bridge%20will%20reopen%20on%2014%20June.)
-# ${day}

-# As of <t:1763993100:f> · 1 outlet, 1 origin · no dated reports`,
    );
  });

  it.each(LANGUAGES)(
    "is said in %s: a revision with its correction, and nothing of another language",
    (language) => {
      const text = written(
        madeChange({ because: "corrected", before, now: null, answer: null, revision }),
        language,
      );
      expect(text).toContain("> The bridge will reopen on 14 June.");
      expect(text).toContain("It opens on 30 June.");
      expect(text).toContain("Correction\\: the day was wrong.");
      expect(text).toContain(translatorFor(language).words("news.no-answer"));
      expect(text).toContain(translatorFor(language).words("news.because", { because: "corrected" }));
    },
  );

  it("says that a sentence is gone", () => {
    const gone = { ...revision, now: null, announced: null };
    expect(
      written(madeChange({ because: "removed", before, now: null, answer: null, revision: gone })),
    ).toContain("It is missing from the revision of <t:1749034800:f>.");
  });

  it("says the sentence that replaced a quote once, where it is quoted itself", () => {
    const now = cited("It opens on 30 June.", "Bridge to reopen", "Lowland Post");
    const text = written(madeChange({ because: "corrected", before, now, revision }));
    expect(text.split("It opens on 30 June.")).toHaveLength(2);
    expect(text).toMatch(/Reported now\*\*\s+> It opens on 30 June/);
    expect(text).toContain("Correction\\: the day was wrong.");
  });

  it("warns where the match is not sure", () => {
    const answer = { ...madeChange().answer, strength: "weak" } as Change["answer"];
    expect(written(madeChange({ answer }))).toContain("This may not answer your question");
  });
});

describe("news about a topic", () => {
  it("names further reports and counts what is left out", () => {
    const others = ["One", "Two", "Three", "Four", "Five", "Six"].map(
      (source) => cited("x", "Title", source).citation,
    );
    const stories: Story[] = [
      { lead: before, others },
      { lead: cited("Another story."), others: [] },
    ];
    const notice = madeNotice(1, { news: { kind: "topic", topic: "Veldmark", stories, more: 2 } });
    const text = textOf(renderNews([notice], TEST_NOW, translatorFor("en")) as never);
    expect(text).toContain("**News about “Veldmark”**");
    expect(text).toContain("6 more reports\\: [One\\: Title]");
    expect(text).not.toContain("Five");
    expect(text).toContain("and 2 more stories");
  });
});

describe("hostile and long texts", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 400 }),
    fc.constantFrom(
      "@everyone <@1> <#2> <@&3> **b** [x](https://evil.example) ||s|| `c` > q\n# h",
      "\u202egnp.exe \u200b\u200b\u2066x\u2069",
      "word ".repeat(900),
      "漢".repeat(3000),
    ),
  );

  it("break no rule of Discord's and ping nobody", () => {
    fc.assert(
      fc.property(
        hostile,
        hostile,
        hostile,
        fc.constantFrom(...LANGUAGES),
        (question, said, title, language) => {
          const safe = said.trim() === "" ? "x" : said;
          const now = cited(safe, title.trim() || "t", title);
          const changes = [
            madeChange({ question, before: now, now }),
            madeChange({
              question: `${question} 2`,
              because: "changed",
              before,
              now,
              revision: { ...revision, now: safe },
            }),
          ];
          const answers = changes.map((change, n) => ({
            ...change,
            answer: { ...change.answer, answerId: `a${n}` } as Change["answer"],
          }));
          expect(problemsOf(answers, language)).toEqual([]);
          expect(problemsOf(answers.slice(0, 1), language)).toEqual([]);
          expect(written(answers[0] as Change, language)).not.toMatch(/(?<!\\)<@|(?<!\\)@everyone/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
