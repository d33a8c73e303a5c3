// What is refused as a question, what an answer is asked with, and working an answer out again.
import { describe, expect, it, onTestFinished } from "vitest";
import type { AskInput, QuestionOutcome } from "../../src/app/ask.js";
import type { Place } from "../../src/model/article.js";
import { BRIDGE, TestDateline, type TestOptions } from "../open-test-dateline.js";

const channel = (channelId: string, userId: string): Place => ({ guildId: "1", channelId, userId });
const asking = (input: Partial<AskInput>): AskInput => ({
  question: "Is the Veldmark bridge closed?",
  place: channel("a", "ann"),
  visibility: "public",
  ...input,
});

async function open(options: TestOptions = { articles: [BRIDGE] }) {
  const test = await TestDateline.open(options);
  onTestFinished(() => test.close());
  return { stores: test.stores, questions: test.services.questions };
}

describe("asking", () => {
  it.each([
    ["an empty question", "usage-question", { question: "  \n " }, /No question/],
    ["a question that is a text", "usage-question", { question: "why ".repeat(200) }, /too long: 799/],
    ["the future", "usage-day", { asOf: "2025-11-25" }, /future/],
    [
      "an unknown outlet",
      "usage-source",
      { source: "Harbor Courier" },
      /There are no articles from this outlet/,
    ],
  ])("refuses %s and stores nothing", async (_name, code, input, message) => {
    const { stores, questions } = await open();
    await expect(questions.ask(asking(input))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
    expect((await stores.articles.counts()).answers).toBe(0);
  });

  it("tidies the question, spells the outlet as the store does, and takes the chosen day", async () => {
    const { questions } = await open();
    const answer = await questions.ask(
      asking({
        question: " Is  the Veldmark bridge\nclosed? ",
        source: "HARBOUR courier",
        asOf: "2025-10-20",
      }),
    );
    expect(answer).toMatchObject({
      kind: "answered",
      question: "Is the Veldmark bridge closed?",
      source: "Harbour Courier",
      asOf: "2025-10-20T23:59:59.999Z",
      asOfChosen: true,
    });
  });

  it("refuses no outlet while there are no articles, so that the person is told that the store is empty", async () => {
    const { questions } = await open({});
    expect(await questions.ask(asking({ source: "Anyone" }))).toMatchObject({ reason: "no-articles" });
  });

  it("explains without storing", async () => {
    const { stores, questions } = await open();
    await questions.explain(asking({}));
    expect((await stores.articles.counts()).answers).toBe(0);
  });

  it("tells the listener once how each question ended", async () => {
    const outcomes: QuestionOutcome[] = [];
    const onQuestion = (outcome: QuestionOutcome) => void outcomes.push(outcome);
    const { questions } = await open({ articles: [BRIDGE], onQuestion });
    await questions.ask(asking({ question: "Was the Veldmark bridge closed?" }));
    await questions.ask(asking({ question: "Who painted the lighthouse?" }));
    await expect(questions.ask(asking({ question: " " }))).rejects.toThrow();
    await questions.explain(asking({ question: "Was the Veldmark bridge closed?" }));
    expect(outcomes).toEqual([
      { kind: "answered", strength: "clear" },
      { kind: "unanswered", reason: "no-match" },
      { kind: "failed", code: "usage-question" },
    ]);
  });
});

describe("the working of an answer", () => {
  it("is worked out again as of the answer's moment, for those who may see it, and stores nothing", async () => {
    const { stores, questions } = await open();
    const answer = await questions.ask(asking({ visibility: "private", asOf: "2025-10-21" }));
    const report = await questions.why(channel("a", "ann"), answer.answerId);
    expect(report).toMatchObject({ answer, isSame: true });
    expect((await stores.articles.counts()).answers).toBe(1);
    expect(await questions.why(channel("a", "ben"), answer.answerId)).toBeNull();
    expect(await questions.why(channel("a", "ann"), "gone")).toBeNull();
  });
});
