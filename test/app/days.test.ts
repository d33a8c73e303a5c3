// Days in answers: those of the place of publication, those of the update that brought a sentence, and days without a time.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answered } from "../../src/model/answer.js";
import { answerDocument } from "../../src/render/answer.js";
import { writeMessage } from "../../src/render/message.js";
import { renderAnswerText } from "../../src/render/terminal.js";
import { translatorFor } from "../../src/render/translator.js";
import { TestDateline } from "../open-test-dateline.js";

const DAM = {
  title: "Premier announces the Warra dam",
  text: "Premier Ann Tully announced on Wednesday that the Warra dam will be built by 2031. The ministers flew to Warra for the announcement.",
  source: "Southern Herald",
  url: "https://south.example/dam",
  publishedAt: "2025-11-05T07:10:00+11:00", // Wednesday there, Tuesday at Greenwich
};
const POOL = {
  title: "Torvik pool closes",
  text: "The pool of Torvik closed on Monday because of a burst pipe. The mayor promised help to the swimmers of the town.",
  source: "Torvik Gazette",
  url: "https://torvik.example/pool",
  publishedAt: "2025-11-18",
};

let test: TestDateline;
beforeAll(async () => {
  test = await TestDateline.open({ articles: [DAM, POOL] });
});
afterAll(() => test.close());

const HERE = { guildId: null, channelId: "terminal", userId: "terminal" };

async function ask(question: string): Promise<Answered> {
  const answer = await test.services.questions.ask({ question, place: HERE, visibility: "private" });
  if (answer.kind === "unanswered") throw new Error(`unanswered: ${answer.reason}`);
  return answer;
}

const inDiscord = (answer: Answered) =>
  JSON.stringify(writeMessage(answerDocument(answer, translatorFor("en"))));

describe("the day of an article", () => {
  it("is that of its place, for the reader and for the words of its quotes", async () => {
    const answer = await ask("When did the premier announce the Warra dam?");
    expect(answer.quotes[0]?.resolvedDates).toEqual([{ words: "on Wednesday", day: "2025-11-05" }]);
    expect(answer.citations[0]?.publishedDay).toBe("2025-11-05");
    const shown = inDiscord(answer);
    expect(shown).toContain("5 Nov 2025 \\\\(<t:1762287000:R>");
    expect(renderAnswerText(answer, { color: false, width: 80 })).toContain("5 Nov 2025 (19 days ago)");
  });

  it("is no midnight at Greenwich where the article gives a day only", async () => {
    const answer = await ask("Why did the pool of Torvik close?");
    expect(answer.quotes[0]?.resolvedDates).toEqual([{ words: "on Monday", day: "2025-11-17" }]);
    const shown = inDiscord(answer);
    expect(shown).toContain("18 Nov 2025");
    expect(shown).not.toContain(`<t:${Date.parse("2025-11-18T00:00:00Z") / 1000}:`);
    const text = renderAnswerText(answer, { color: false, width: 80, now: "2025-11-19T01:00:00.000Z" });
    expect(text).toContain("18 Nov 2025 (yesterday)");
  });

  it("is that of the update which brought a sentence", async () => {
    const added = "The diggers arrived yesterday at the dam of Warra with forty workers.";
    const text = `${added} ${DAM.text}`;
    await test.add([{ ...DAM, text }]); // read on 24 November
    const later = await ask("When did the diggers arrive at the Warra dam?");
    expect(later.quotes[0]?.text).toContain("diggers");
    expect(later.quotes[0]?.resolvedDates).toEqual([{ words: "yesterday", day: "2025-11-23" }]);
    const older = await ask("When did the premier announce the Warra dam?");
    expect(older.quotes[0]?.resolvedDates).toEqual([{ words: "on Wednesday", day: "2025-11-05" }]);
  });
});
