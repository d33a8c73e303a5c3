import { describe, expect, it } from "vitest";
import { timeIntent } from "../../src/retrieve/question.js";
import { type TimedCandidate, timeFeatures } from "../../src/retrieve/rank-model.js";

const ASKED = "2025-10-22T12:00:00.000Z"; // a Wednesday

const period = (question: string) => {
  const intent = timeIntent(question, ASKED);
  return intent.kind === "period"
    ? [intent.period.start.slice(0, 10), intent.period.end.slice(0, 10)]
    : intent.kind;
};

describe("timeIntent", () => {
  it.each([
    ["Who resigned yesterday?", ["2025-10-21", "2025-10-22"]],
    ["Who won last week?", ["2025-10-13", "2025-10-20"]],
    ["Who visited in the past 3 days?", ["2025-10-19", "2025-10-23"]],
    ["What did the bank do last month?", ["2025-09-01", "2025-10-01"]],
    ["Whom did Trump meet in August?", ["2025-08-01", "2025-09-01"]],
    ["What burned in December?", ["2024-12-01", "2025-01-01"]],
    ["What was announced on Tuesday?", ["2025-10-21", "2025-10-22"]],
    ["What was announced last Wednesday?", ["2025-10-15", "2025-10-16"]],
    ["who won the september 2024 race", ["2024-09-01", "2024-10-01"]],
    ["what did the council do last october", ["2024-10-01", "2024-11-01"]],
    ["what did the council decide in the last three days", ["2025-10-19", "2025-10-23"]],
    ["Who resigned the day before yesterday?", ["2025-10-20", "2025-10-21"]],
    ["who has resigned since august", ["2025-08-01", "2025-10-23"]],
    ["what happened on oct 3", ["2025-10-03", "2025-10-04"]],
    ["Was geschah am 3. Oktober 2025?", ["2025-10-03", "2025-10-04"]],
    ["Qui a gagné la semaine dernière ?", ["2025-10-13", "2025-10-20"]],
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
    ["Did the troops march?", "open"],
    ["Will the bank cut in December?", "latest"],
    ["When will the bridge open in March?", "when"],
    ["What happened today?", "recent"],
    ["Which bank failed this week?", "recent"],
    ["Who recently resigned?", "recent"],
    ["What is the Fed's interest rate range?", "latest"],
    ["Who is the mayor of Ostby?", "latest"],
    ["Which mayor was elected?", "open"],
    ["Who previously led the bank?", "history"],
  ])("%s is %s", (question, kind) => expect(timeIntent(question, ASKED).kind).toBe(kind));
});

const report = (day: string | null, relevance = 1): TimedCandidate => ({
  publishedAt: day === null ? null : `${day}T00:00:00.000Z`,
  relevance,
});

describe("timeFeatures", () => {
  it("counts age, the gap to what is newest, and more age where the question asks for news", () => {
    const of = (kind: "latest" | "open") =>
      timeFeatures([report("2025-10-16"), report("2025-10-21")], { kind }, ASKED);
    const [old, fresh] = of("latest");
    expect(old?.age).toBeCloseTo(Math.log1p(6.5 / 60));
    expect(old?.gap).toBeCloseTo(Math.log1p(5 / 3));
    expect(fresh?.gap).toBe(0);
  });

  it("lets only reports that matter supersede", () => {
    const [old] = timeFeatures([report("2025-10-16"), report("2025-10-21", 0.2)], { kind: "latest" }, ASKED);
    expect(old?.gap).toBe(0);
  });

  it.each(["history", "period"] as const)("gives age no say in a question about %s", (kind) => {
    const asked = kind === "period" ? timeIntent("Whom did Trump meet in August?", ASKED) : { kind };
    const [old] = timeFeatures([report("2020-01-01"), report("2025-10-21")], asked, ASKED);
    expect(old).toMatchObject({ age: 0, gap: 0 });
  });

  it("marks reports of the period that the question names, and of the days after it", () => {
    const intent = timeIntent("Whom did Trump meet in August?", ASKED);
    const days = ["2025-07-31", "2025-08-15", "2025-09-03", "2025-09-04", null];
    const marks = timeFeatures(
      days.map((day) => report(day)),
      intent,
      ASKED,
    ).map(({ period }) => period);
    expect(marks).toEqual([0, 1, 1, 0, 0]);
  });

  it("never takes an undated report for new", () => {
    const reports = [report(null), report("2020-01-01"), report("2025-10-21")];
    const [undated, oldest, fresh] = timeFeatures(reports, { kind: "latest" }, ASKED);
    expect(undated?.age).toBe(oldest?.age);
    expect(undated?.gap).toBeGreaterThan(oldest?.gap ?? 0);
    expect(fresh?.gap).toBe(0);
  });

  it("is calm about nothing, and about undated reports alone", () => {
    expect(timeFeatures([], { kind: "open" }, ASKED)).toEqual([]);
    expect(timeFeatures([report(null)], { kind: "open" }, ASKED)).toEqual([{ age: 0, gap: 0, period: 0 }]);
  });
});
