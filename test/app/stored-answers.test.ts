// Who may see a stored answer and its sources, and who may post it, over the real store.
import { describe, expect, it, onTestFinished } from "vitest";
import type { AskInput } from "../../src/app/ask.js";
import type { Place } from "../../src/model/article.js";
import { BRIDGE, TestDateline } from "../open-test-dateline.js";

const channel = (channelId: string, userId: string): Place => ({ guildId: "1", channelId, userId });
const asking = (input: Partial<AskInput>): AskInput => ({
  question: "Is the Veldmark bridge closed?",
  place: channel("a", "ann"),
  visibility: "public",
  ...input,
});

async function open() {
  const test = await TestDateline.open({ articles: [BRIDGE] });
  onTestFinished(() => test.close());
  return test.services;
}

describe("who may see an answer", () => {
  it("shows a public answer to everyone in its channel and to nobody elsewhere but the person who asked", async () => {
    const { questions, answers } = await open();
    const { answerId } = await questions.ask(asking({}));
    expect(await answers.get(channel("a", "bob"), answerId)).not.toBeNull();
    expect(await answers.get(channel("b", "bob"), answerId)).toBeNull();
    expect(await answers.get(channel("b", "ann"), answerId)).not.toBeNull();
    expect(await answers.sources(channel("a", "bob"), answerId)).not.toBeNull();
    expect(await answers.sources(channel("b", "bob"), answerId)).toBeNull();
    expect(await answers.sources(channel("a", "bob"), "gone")).toBeNull();
  });

  it("keeps a private answer to the person who asked, until that person posts it", async () => {
    const { questions, answers } = await open();
    const ann = channel("a", "ann");
    const bob = channel("a", "bob");
    const { answerId } = await questions.ask(asking({ visibility: "private" }));
    expect(await answers.get(bob, answerId)).toBeNull();
    expect(await answers.sources(bob)).toBeNull();
    expect(await answers.sources(bob, answerId)).toBeNull();
    expect(await answers.recent(bob, 5)).toEqual([]);
    expect(await answers.sources(ann)).toMatchObject({ answer: { answerId } });
    await expect(answers.publish(bob, answerId)).rejects.toMatchObject({ code: "answer-unknown" });
    expect(await answers.get(bob, answerId)).toBeNull();
    const gone = answers.publish(ann, "no-longer-there");
    await expect(gone).rejects.toMatchObject({ message: expect.stringContaining("too old") });
    await answers.publish(ann, answerId);
    expect(await answers.sources(bob)).toMatchObject({ answer: { answerId } });
  });

  it("makes an answer that is posted elsewhere public there", async () => {
    const { questions, answers } = await open();
    const { answerId } = await questions.ask(asking({ visibility: "private" }));
    await answers.publish(channel("b", "ann"), answerId);
    expect(await answers.get(channel("b", "bob"), answerId)).not.toBeNull();
    expect(await answers.get(channel("a", "bob"), answerId)).toBeNull();
  });

  it("posts no answer whose articles were removed", async () => {
    const { questions, answers, articles } = await open();
    const { answerId, citations } = await questions.ask(asking({ visibility: "private" }));
    await articles.remove(citations[0]?.articleId ?? "");
    const posted = answers.publish(channel("a", "ann"), answerId);
    await expect(posted).rejects.toMatchObject({ message: expect.stringContaining("were removed") });
    expect(await answers.get(channel("a", "bob"), answerId)).toBeNull();
  });
});
