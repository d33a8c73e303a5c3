import { describe, expect, it } from "vitest";
import { timeIntent } from "../../src/retrieve/time-intent.js";
import { type TimedCandidate, timeScores } from "../../src/retrieve/time-score.js";

const ASKED = "2025-10-22T12:00:00.000Z"; // a Wednesday

const period = (question: string) => {
  const intent = timeIntent(question, ASKED);
  return intent.kind === "period"
    ? [intent.period.start.slice(0, 10), intent.period.end.slice(0, 10)]
    : intent.kind;
};

describe("timeIntent", () => {
  it.each([
    ["What happened today?", ["2025-10-22", "2025-10-23"]],
    ["Who resigned yesterday?", ["2025-10-21", "2025-10-22"]],
    ["What happened this week?", ["2025-10-20", "2025-10-23"]],
    ["Who won last week?", ["2025-10-13", "2025-10-20"]],
    ["Who visited in the past 3 days?", ["2025-10-19", "2025-10-23"]],
    ["What did the bank do last month?", ["2025-09-01", "2025-10-01"]],
    ["Whom did Trump meet in August?", ["2025-08-01", "2025-09-01"]],
    ["What burned in December?", ["2024-12-01", "2025-01-01"]],
    ["Who won in March 2024?", ["2024-03-01", "2024-04-01"]],
    ["What happened on 21 October 2025?", ["2025-10-21", "2025-10-22"]],
    ["What happened on October 21st?", ["2025-10-21", "2025-10-22"]],
    ["Who was elected in 2019?", ["2019-01-01", "2020-01-01"]],
  ])("%s", (question, expected) => expect(period(question)).toEqual(expected));

  it.each([
    ["When did Putin visit Alaska?", "when"],
    ["Is a Trump–Putin summit scheduled?", "latest"],
    ["What is the latest on the strike?", "latest"],
    ["Who may win the race?", "open"],
    ["What is the Fed's interest rate range?", "latest"],
    ["Who is the mayor of Ostby?", "latest"],
    ["Which mayor was elected?", "open"],
    ["Who previously led the bank?", "history"],
  ])("%s is %s", (question, kind) => expect(timeIntent(question, ASKED).kind).toBe(kind));
});

const report = (articleId: string, day: string | null, relevance = 1): TimedCandidate => ({
  articleId,
  publishedAt: day === null ? null : `${day}T00:00:00.000Z`,
  relevance,
});

describe("timeScores", () => {
  it("prefers the newer report for a question about now", () => {
    const [old, fresh] = timeScores(
      [report("a", "2025-10-16"), report("b", "2025-10-21")],
      { kind: "latest" },
      ASKED,
    );
    expect(fresh).toBeGreaterThan(old ?? 0);
  });

  it("gives age no say in history", () => {
    const [old, fresh] = timeScores(
      [report("a", "2020-01-01"), report("b", "2025-10-21")],
      { kind: "history" },
      ASKED,
    );
    expect(fresh).toBe(old);
  });

  it("finds a burst of reports however long ago it was", () => {
    const burst = [report("a", "2021-03-01"), report("b", "2021-03-02"), report("c", "2021-03-02")];
    const scores = timeScores([...burst, report("d", "2019-06-01")], { kind: "history" }, ASKED);
    expect(Math.min(...scores.slice(0, 3))).toBeGreaterThan(scores[3] ?? 0);
  });

  it("does not let passages of one article make a burst", () => {
    const [one, other] = timeScores(
      [report("a", "2021-03-01"), report("a", "2021-03-01")],
      { kind: "history" },
      ASKED,
    );
    expect([one, other]).toEqual([0, 0]);
  });

  it("prefers reports of the period that the question names", () => {
    const intent = timeIntent("Whom did Trump meet in August?", ASKED);
    const [inside, outside] = timeScores(
      [report("a", "2025-08-15"), report("b", "2025-10-21")],
      intent,
      ASKED,
    );
    expect(inside).toBeGreaterThan(outside ?? 0);
  });

  it("never takes an undated report for new", () => {
    const scores = timeScores(
      [report("a", null), report("b", "2020-01-01"), report("c", "2025-10-21")],
      { kind: "latest" },
      ASKED,
    );
    expect(scores[0]).toBeLessThanOrEqual(scores[1] ?? 0);
  });
});
