// Every golden case, with the real model and with words alone.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolvedOn } from "../../src/answer/relative-days.js";
import type { ModelWorker } from "../../src/embed/model-worker.js";
import { judgeNews, type Verdict } from "../../src/watch/find-answer-change.js";
import { statementOf } from "../../src/watch/stated-facts.js";
import { startRealWorker } from "../models.js";
import { NEWS_CASES, type NewsCase } from "./golden-news.js";

let worker: ModelWorker;
beforeAll(async () => {
  worker = await startRealWorker();
});
afterAll(() => worker.close());

function statement(text: string, day: string) {
  const at = `${day}T08:00:00.000Z`;
  return statementOf({ text, resolvedDates: resolvedOn(text, [day]) }, at);
}

function judge({ question, told, toldAt, around, lead, leadAt }: NewsCase, nearness: number | null): Verdict {
  const texts = [`${told}\n\n${around ?? ""}`];
  return judgeNews({
    question,
    quote: statement(lead, leadAt),
    known: [statement(told, toldAt)],
    texts,
    nearness,
  });
}

async function nearness({ told, lead }: NewsCase): Promise<number> {
  const [one, other] = await worker.embedder.embedPassages([lead, told]);
  return (one ?? new Float32Array()).reduce((sum, value, at) => sum + value * (other?.[at] ?? 0), 0);
}

describe("what wakes a person", () => {
  it.each(NEWS_CASES)("$name: $isNews", async (one) => {
    const near = await nearness(one);
    const verdict = judge(one, near);
    expect({ ...verdict, near }).toMatchObject({ isNews: one.isNews, because: one.because });
  });

  it.each(NEWS_CASES)("by words alone: $name: $isNews", (one) => {
    const { isNews, because, becauseByWords = because } = one;
    expect(judge(one, null)).toEqual({ isNews, because: becauseByWords });
  });
});
