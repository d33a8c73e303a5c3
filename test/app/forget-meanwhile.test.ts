// Somebody asks to be forgotten while an answer is being worked out for them: nothing of it is stored, or stays.
import { describe, expect, it, onTestFinished } from "vitest";
import type { WatchWishes } from "../../src/model/watch.js";
import { BRIDGE, TestDateline } from "../open-test-dateline.js";

const question = "Is the Veldmark bridge closed?";
const place = { guildId: "1", channelId: "a", userId: "ann" };
const wishes: WatchWishes = {
  ...{ where: "dm", delivery: "at-once", quiet: null, timeZone: null, language: "en", isPublic: false },
};

async function open() {
  const test = await TestDateline.open({ articles: [BRIDGE], threads: true });
  onTestFinished(() => test.close());
  const { stores, services } = test;
  let forgetting: Promise<unknown> = Promise.resolve();
  const kept = async (userId: string) => {
    await forgetting;
    return {
      answers: (await stores.answers.recentAnswers({ ...place, userId }, 9)).length,
      open: (await stores.answers.openQuestions(userId, 9)).length,
      watches: (await services.watches.list(userId, 0, 9)).total,
    };
  };
  /** Lets Ann be forgotten once, before or while the store is asked to do this. */
  const forgetAt = (part: "search" | "answers", method: string, when: "before" | "meanwhile") => {
    const target = stores[part] as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const original = target[method]?.bind(target);
    if (original === undefined) throw new TypeError(`no such method: ${method}`);
    target[method] = async (...args) => {
      target[method] = original;
      const done = when === "before" ? null : original(...args);
      forgetting = services.privacy.forget("ann");
      if (when === "before") await forgetting;
      return done ?? original(...args);
    };
  };
  return { services, stores, kept, forgetAt };
}

const nothing = { answers: 0, open: 0, watches: 0 };

describe("forgetting a person meanwhile", () => {
  it.each([
    ["is looked up", "search", "searchText", "before"],
    ["is about to be stored", "answers", "putAnswer", "before"],
    ["is being stored", "answers", "putAnswer", "meanwhile"],
    ["is noted as open", "answers", "writeOpenQuestions", "meanwhile"],
  ] as const)("keeps nothing of a question that %s, and answers it", async (_name, part, method, when) => {
    const { services, kept, forgetAt } = await open();
    forgetAt(part, method, when);
    const begun = services.openQuestions.begin("77", question, place);
    const input = { question, place, visibility: "private", questionId: "77" } as const;
    expect((await services.questions.ask(input)).kind).toBe("answered");
    await begun;
    expect(await kept("ann")).toEqual(nothing);
  });

  it("keeps nothing of a watch whose first answer is looked up", async () => {
    const { services, kept, forgetAt } = await open();
    forgetAt("search", "searchText", "before");
    expect((await services.watches.add(place, question, wishes)).answer.kind).toBe("answered");
    expect(await kept("ann")).toEqual(nothing);
  });

  it("keeps nothing of an answer that is being posted", async () => {
    const { services, kept, forgetAt } = await open();
    const { answerId } = await services.questions.ask({ question, place, visibility: "private" });
    forgetAt("answers", "putAnswer", "meanwhile");
    await services.answers.publish(place, answerId);
    expect(await kept("ann")).toEqual(nothing);
  });

  it("keeps what others ask, and what the person asks afterwards", async () => {
    const { services, kept, forgetAt } = await open();
    forgetAt("search", "searchText", "before");
    const bob = { ...place, userId: "bob" };
    await services.questions.ask({ question, place: bob, visibility: "private" });
    await services.questions.ask({ question, place, visibility: "private" });
    expect(await kept("bob")).toEqual({ ...nothing, answers: 1 });
    expect(await kept("ann")).toEqual({ ...nothing, answers: 1 });
  });

  it("holds in a process that does not hear of it", async () => {
    const { services, stores, kept, forgetAt } = await open();
    const forget = services.privacy.forget;
    services.privacy.forget = async () => {
      services.privacy.forget = forget;
      await stores.forgets.note("ann");
      return { answers: 0, watches: 0, lines: 0 };
    };
    forgetAt("answers", "putAnswer", "meanwhile");
    await services.questions.ask({ question, place, visibility: "private" });
    expect(await kept("ann")).toEqual(nothing);
  });
});
