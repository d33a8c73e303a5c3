// What keeps a reply from its person: tokens that expired, rights that are missing, restarts, the same interaction twice.
import { expect } from "vitest";
import { buttonsOf, textOf } from "../../discord/exchange.js";
import { type Person, RIGHTS } from "../../discord/payloads.js";
import { member, type RunningBot, until } from "../running-bot.js";
import { expectAnswer, type FaultCase, IMPATIENT, QUESTION, QUOTE, sourcesOf } from "./fault-case.js";

const logged = (running: RunningBot, event: string) => running.log.some((line) => line.event === event);

const expiring = (what: string, code: number): FaultCase => ({
  fault: `${what} (${code} on the edit)`,
  sees: "nothing at first; the answer with the next /sources, once",
  logs: ["expired"],
  async run(running) {
    const person = member();
    running.double.fail({ on: "edit", status: 404, code });
    const asked = running.double.slash("ask", QUESTION, person);
    await until(() => logged(running, "expired"));
    expect(asked.writes).toBe(0);
    expect(await running.stores.answers.openQuestions(person.userId, 9)).toMatchObject([
      { question: QUESTION.question, answerId: expect.stringMatching(/./) },
    ]);
    expect(JSON.stringify(running.lines)).not.toContain(asked.token);
    expect(await sourcesOf(running, member())).toMatch(/no answer here yet|^\*\*Sources/);
    expect(await sourcesOf(running, person)).toMatch(
      /^\*\*I could not deliver your answer of <t:\d+:f> at the time\. Here it is\.[\s\S]*no plans/,
    );
    await until(async () => (await running.stores.answers.openQuestions(person.userId, 1)).length === 0);
    expect(await sourcesOf(running, person)).toMatch(/^\*\*Sources/);
  },
});

const refused = (what: string, code: number, says: RegExp): FaultCase => ({
  fault: `${what} (${code} on the edit)`,
  sees: "privately, which permission Dateline lacks and how to grant it; the answer with the next /sources",
  logs: ["denied"],
  async run(running) {
    const person = member();
    running.double.fail({ on: "edit", status: 403, code });
    const message = await running.double.slash("ask", QUESTION, person).message();
    expect(message.ephemeral).toBe(true);
    expect(textOf(message)).toMatch(says);
    expect(await sourcesOf(running, person)).toMatch(
      /could not deliver your answer.*Here it is[\s\S]*no plans/,
    );
  },
});

const hushed = (what: string, person: Partial<ReturnType<typeof member>>, isPrivate: boolean): FaultCase => ({
  fault: what,
  sees: isPrivate ? "the answer, visible only to that person" : "the answer, visible to everyone there",
  logs: [],
  async run(running) {
    const answerer = { ...member(), ...person };
    const asked = running.double.slash("ask", QUESTION, answerer);
    await expectAnswer(asked);
    expect(asked.ephemeral).toBe(isPrivate);
    expect(await visibilities(running, answerer)).toEqual([isPrivate ? "private" : "public"]);
  },
});

/** How the answers to a person are stored, newest first. */
async function visibilities(running: RunningBot, { userId, channelId, guildId }: Person) {
  const place = { userId, channelId, guildId: guildId ?? null };
  const records = await running.stores.answers.recentAnswers(place, 9);
  return records.map(({ visibility }) => visibility);
}

const { ViewChannel, SendMessages, SendMessagesInThreads } = RIGHTS;
const only = (...rights: bigint[]) => String(rights.reduce((all, right) => all | right, 0n));
const MUTE = only(ViewChannel, SendMessagesInThreads);

const rights: FaultCase[] = [
  refused(
    "the channel is hidden from Dateline",
    50_001,
    /lacks these permissions\\: View Channel\..*Edit Channel, Permissions/s,
  ),
  refused(
    "Dateline may not write there",
    50_013,
    /lacks these permissions\\: Send Messages\..*answer is saved.* \/sources/s,
  ),
  refused("the person takes no direct messages", 50_007, /Allow them in this server’s privacy settings/),
  hushed("the channel forbids Dateline to post", { appPermissions: MUTE }, true),
  hushed("the channel is hidden from Dateline from the start", { appPermissions: "0" }, true),
  hushed(
    "the thread forbids Dateline to post",
    { inThread: true, appPermissions: only(ViewChannel, SendMessages) },
    true,
  ),
  hushed("only the channel around the thread forbids it", { inThread: true, appPermissions: MUTE }, false),
  {
    fault: "Post here is pressed where Dateline may not post",
    sees: "privately, which permission Dateline lacks and how to grant it",
    logs: [],
    async run(running) {
      const person = { ...member(), appPermissions: MUTE };
      const answer = await running.double.slash("ask", QUESTION, person).message();
      const [post] = buttonsOf(answer).filter(({ label }) => label === "Post here");
      const told = await running.double.button(post?.customId ?? "", answer, person).message();
      expect(told.ephemeral).toBe(true);
      expect(textOf(told)).toMatch(
        /cannot post in this channel.* it lacks these permissions\\: Send Messages\./,
      );
      expect(await visibilities(running, person)).toEqual(["private"]);
    },
  },
  {
    fault: "nothing at all may be sent there, not even the notice",
    sees: "nothing at first; the answer with the next /sources",
    logs: ["denied", "reply-lost"],
    async run(running) {
      const person = member();
      for (const on of ["edit", "delete", "followup"] as const)
        running.double.fail({ on, status: 403, code: 50_013 });
      running.double.slash("ask", QUESTION, person);
      await until(() => logged(running, "reply-lost"));
      running.double.rest.faults.clear();
      expect(await sourcesOf(running, person)).toContain("could not deliver your answer");
    },
  },
];

const restarts: FaultCase[] = [
  {
    fault: "a restart in the middle of an answer",
    sees: "a notice that Dateline is restarting, and nothing more afterwards",
    logs: ["stopping", "stopped"],
    async run(running) {
      const person = member();
      running.holdAnswers();
      const asked = running.double.slash("ask", QUESTION, person);
      await until(() => asked.ackMs !== null);
      await running.restart();
      expect(textOf(await asked.message())).toContain("restarting");
      expect(await sourcesOf(running, person)).toContain("no answer here yet");
    },
  },
  {
    fault: "a restart in the middle of an answer while Discord fails",
    sees: "nothing at first; with the next /sources, that the question got no answer",
    logs: ["stopping", "stopped"],
    options: IMPATIENT,
    async run(running) {
      const person = member();
      running.holdAnswers();
      const asked = running.double.slash("ask", QUESTION, person);
      await until(() => asked.ackMs !== null);
      running.double.fail({ on: "any", status: 503, times: 99 });
      await running.stop();
      running.double.rest.faults.clear();
      await running.start();
      expect(await sourcesOf(running, person)).toMatch(
        /On <t:\d+:f> you asked “Is a summit planned\?” and got no answer\\: Dateline was restarted, or .* Ask again\./,
      );
    },
  },
];

const twice: FaultCase[] = [
  {
    fault: "the same interaction is delivered again, at once and later",
    sees: "one answer",
    logs: ["duplicate"],
    async run(running) {
      const asked = running.double.slash("ask", QUESTION, member());
      running.double.repeat();
      await asked.message();
      running.double.repeat();
      await until(() => running.log.filter(({ event }) => event === "duplicate").length === 2);
      expect(asked.writes).toBe(1);
      expect(await running.answerCount()).toBe(1);
    },
  },
  {
    fault: "the interaction is too old to be answered (10062 on the first response)",
    sees: "Discord’s own message that the bot did not respond",
    logs: ["expired"],
    async run(running) {
      running.double.fail({ on: "callback", status: 404, code: 10_062 });
      const asked = running.double.slash("ask", QUESTION, member());
      await until(() => logged(running, "expired"));
      expect(asked.writes).toBe(0);
      expect(await running.answerCount()).toBe(0);
    },
  },
  {
    fault: "a button from an older version of Dateline",
    sees: "privately, that it belongs to an older version",
    logs: [],
    async run({ double }) {
      const person = member();
      const message = await double.slash("ask", QUESTION, person).message();
      const pressed = await double.button("dl:gone:abc", message, person).message();
      expect(textOf(pressed)).toContain("another version");
      expect(pressed.ephemeral).toBe(true);
    },
  },
  {
    fault: "a bug",
    sees: "privately, an id to find in the log, and no internal details",
    logs: ["failed"],
    isBug: true,
    async run(running) {
      running.breakOn("bug");
      const message = await running.double.slash("ask", { question: "bug" }, member()).message();
      expect(message.ephemeral).toBe(true);
      const [, id = ""] = /under ([0-9a-f]{8})/.exec(textOf(message)) ?? [];
      expect(textOf(message)).not.toContain("secret");
      expect(running.log.find(({ event }) => event === "failed")).toMatchObject({ id, level: "error" });
      const next = running.double.slash("ask", QUESTION, member());
      expect(textOf(await next.message())).toContain(QUOTE);
    },
  },
];

export const replyFaults: readonly FaultCase[] = [
  expiring("the token has expired", 50_027),
  expiring("the acknowledgement was deleted by a moderator", 10_008),
  expiring("the interaction is unknown by then", 10_062),
  ...rights,
  ...restarts,
  ...twice,
];
