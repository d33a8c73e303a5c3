// What is deleted about a person is gone from the files, too: questions, answers, watches, notices and the id beside a changed setting.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSqliteStores } from "../../../src/store/sqlite/open-stores.js";
import { madeAnswer, madeNotice, madeWatch } from "../../watch/watches.js";
import { tempFolder } from "../temp-folder.js";

const PERSON = "987650123456789012";
const AT = "2025-11-24T14:05:00.000Z";
const place = { guildId: "1", channelId: "10", userId: PERSON };
const target = { kind: "dm", id: PERSON } as const;

/** Everything in the files of a store as Latin-1 text, log included. */
async function bytesOf(folder: string): Promise<string> {
  const files = await Promise.all(
    (await readdir(folder)).map((file) => readFile(join(folder, file), "latin1")),
  );
  return files.join("\n");
}

describe("a person who is forgotten", () => {
  it("leaves neither an id nor a word in the files of the store", async () => {
    const folder = await tempFolder();
    const stores = await openSqliteStores(folder);
    const { answers, watches, guilds } = stores;
    await answers.putAnswer({
      answer: madeAnswer({ question: "Secretquestion?" }),
      place,
      visibility: "private",
    });
    const open = { questionId: "77", question: "Secretopen?", place, askedAt: AT, answerId: null };
    await answers.writeOpenQuestions([open], []);
    await answers.writeOpenQuestions([{ ...open, questionId: "78", question: "Secretclosed?" }], []);
    await answers.writeOpenQuestions([], ["78"]);
    await watches.add(madeWatch(1, { userId: PERSON, target, text: "Secretwatch?" }));
    await watches.change(madeWatch(1).watchId, { quiet: { from: 22, to: 7 } });
    await watches.add(madeWatch(2, { userId: PERSON, target, text: "Secretremoved?" }));
    await watches.remove(madeWatch(2).watchId);
    await watches.add(madeWatch(3, { userId: PERSON, kind: "topic", told: null, text: "Kept topic" }));
    await watches.settle(madeWatch(1).watchId, 1, {}, madeNotice(1, { userId: PERSON, target }));
    const line = { at: AT, setting: "language", from: "en", to: "de" };
    // Enough that pages of the file are split, which moves what stands on them.
    for (let n = 0; n < 300; n += 1) {
      const userId = n % 3 === 0 ? PERSON : `${n}`;
      await guilds.change(`${n % 7}`, () => ({ value: "{}", lines: [{ ...line, userId }] }));
    }
    expect(await bytesOf(folder)).toContain(PERSON);

    expect(await answers.removeAnswersOf(PERSON)).toBeGreaterThan(0);
    expect(await watches.removeOf(PERSON)).toBe(1);
    expect(await guilds.forgetPerson(PERSON)).toBe(100);

    const running = await bytesOf(folder);
    await stores.close();
    for (const bytes of [running, await bytesOf(folder)]) {
      expect(bytes).not.toContain(PERSON);
      expect(bytes).not.toMatch(/Secret(question|open|closed|watch|removed)/);
      expect(bytes).toContain("Kept topic");
    }
  });
});
