// What happens to the bot's requests: rate limits, outages, requests and answers that are lost on the way.
import { expect } from "vitest";
import { textOf } from "../../discord/exchange.js";
import type { Fault } from "../../discord/faults.js";
import { member, until } from "../running-bot.js";
import { expectAnswer, type FaultCase, IMPATIENT, QUESTION, sourcesOf } from "./fault-case.js";

/** A public command whose failure is for the person alone: the acknowledgement is deleted, a notice follows. */
const UNKNOWN_ARTICLE = { article: "no such words" };

const survived = (what: string, fault: Fault, logs: readonly string[] = []): FaultCase => ({
  fault: what,
  sees: "the answer",
  logs,
  async run({ double }) {
    double.fail(fault);
    await expectAnswer(double.slash("ask", QUESTION, member()));
  },
});

const noticed = (what: string, fault: Fault, logs: readonly string[] = []): FaultCase => ({
  fault: what,
  sees: "the notice, once, visible only to that person",
  logs: ["failed", ...logs],
  async run({ double }) {
    double.fail(fault);
    const asked = double.slash("summary", UNKNOWN_ARTICLE, member());
    const message = await asked.message();
    expect(message.ephemeral).toBe(true);
    expect(textOf(message)).toContain("pick it from the list");
    expect(asked.originalId).toBeNull();
  },
});

const lost: FaultCase[] = [
  {
    fault: "Discord is down for longer than the edit is retried",
    sees: "nothing at first; the answer with the next /sources, once",
    logs: ["reply-lost"],
    options: IMPATIENT,
    async run(running) {
      const person = member();
      running.double.fail({ on: "edit", status: 503, times: 4 });
      const asked = running.double.slash("ask", QUESTION, person);
      await until(() => running.log.some(({ event }) => event === "reply-lost"));
      expect(asked.writes).toBe(0);
      expect(await sourcesOf(running, person)).toMatch(
        /could not deliver your answer.*Here it is[\s\S]*no plans/,
      );
      await until(async () => (await running.stores.answers.openQuestions(person.userId, 1)).length === 0);
      expect(await sourcesOf(running, person)).toMatch(/^\*\*Sources/);
    },
  },
  {
    fault: "a notice may have been lost: whether it arrived is unknown",
    sees: "nothing, rather than the same notice twice",
    logs: ["reply-lost"],
    options: IMPATIENT,
    async run(running) {
      running.double.fail({ on: "followup", status: "cut" });
      const asked = running.double.slash("summary", UNKNOWN_ARTICLE, member());
      await until(() => running.log.some(({ event }) => event === "reply-lost"));
      expect(asked.replies).toEqual([]);
    },
  },
  {
    fault: "another process with the same token answered first (40060)",
    sees: "only the answer of that process",
    logs: ["answered-elsewhere"],
    async run(running) {
      running.double.fail({ on: "callback", status: 400, code: 40_060 });
      const asked = running.double.slash("ask", QUESTION, member());
      await until(() => running.log.some(({ event }) => event === "answered-elsewhere"));
      expect(asked.writes).toBe(0);
      expect(await running.answerCount()).toBe(0);
    },
  },
  {
    fault: "Discord fails on the first response throughout the three seconds that it waits",
    sees: "Discord’s own message that the bot did not respond",
    logs: ["reply-lost"],
    async run(running) {
      running.double.fail({ on: "callback", status: 503, times: 99 });
      running.double.slash("ask", QUESTION, member());
      await until(() => running.log.some(({ event }) => event === "reply-lost"));
      running.double.rest.faults.clear();
      expect(await running.answerCount()).toBe(0);
    },
  },
  {
    fault: "Discord fails twice while the bot starts",
    sees: "nothing: the bot starts a little later",
    logs: ["ready"],
    prepare: ({ double }) => double.fail({ on: "gateway", status: 502, times: 2 }),
    run: async ({ double }) => expectAnswer(double.slash("ask", QUESTION, member())),
  },
];

const LIMIT = { status: 429, retryAfterS: 0.2 } as const;
const GLOBAL = { ...LIMIT, global: true };

export const requestFaults: readonly FaultCase[] = [
  survived("429 on the first response", { on: "callback", ...LIMIT }, ["rate-limited"]),
  survived("429 for all routes on the first response", { on: "callback", ...GLOBAL }, ["rate-limited"]),
  survived("429 on the edit", { on: "edit", ...LIMIT }, ["rate-limited"]),
  survived("429 for all routes on the edit", { on: "edit", ...GLOBAL }, ["rate-limited"]),
  noticed("429 on the follow-up", { on: "followup", ...LIMIT }, ["rate-limited"]),
  noticed("429 for all routes on the follow-up", { on: "followup", ...GLOBAL }, ["rate-limited"]),
  noticed("429 on the deletion", { on: "delete", ...LIMIT }, ["rate-limited"]),
  ...[500, 502, 503].flatMap((status) => [
    survived(`${status} on the first response`, { on: "callback", status }),
    survived(`${status} on the first response that took effect`, { on: "callback", status, applied: true }),
    survived(`${status} on the edit`, { on: "edit", status }),
  ]),
  {
    ...survived("502 on the edit, four times", { on: "edit", status: 502, times: 4 }),
    options: { retryDelaysMs: [50, 100, 200, 400] },
  },
  survived("the first response is lost on the way", { on: "callback", status: "cut" }),
  survived("Discord's answer to the first response is lost", {
    on: "callback",
    status: "cut",
    applied: true,
  }),
  survived("Discord is silent on the first response", { on: "callback", status: "silent" }),
  survived("Discord takes the first response and is silent", {
    on: "callback",
    status: "silent",
    applied: true,
  }),
  {
    ...survived("Discord takes the first response and is silent for four seconds", {
      on: "callback",
      status: "silent",
      applied: true,
      times: 2,
    }),
    sees: "the answer, late",
  },
  survived("the edit is lost on the way", { on: "edit", status: "cut" }),
  {
    ...survived("Discord's answer to the edit is lost", { on: "edit", status: "cut", applied: true }),
    sees: "the answer; the same edit is made twice",
    async run({ double }) {
      double.fail({ on: "edit", status: "cut", applied: true });
      const asked = double.slash("ask", QUESTION, member());
      await asked.message();
      await until(() => asked.writes === 2);
      expect(asked.visible).toHaveLength(1);
    },
  },
  noticed("Discord's answer to the deletion is lost", { on: "delete", status: "cut", applied: true }),
  noticed("Discord's answer to the follow-up is lost", { on: "followup", status: "cut", applied: true }, [
    "reply-lost",
  ]),
  ...lost,
];
