// What happens to news for a channel: rights that are lost, channels and threads that are gone or closed, limits, outages.
import { expect } from "vitest";
import { textOf } from "../../discord/exchange.js";
import { REFUSALS } from "../../discord/messages.js";
import { snowflake } from "../../discord/snowflake.js";
import { member, type RunningBot } from "../running-bot.js";
import type { FaultCase } from "./fault-case.js";

const story = (town: string, publishedAt: string) => ({
  title: `${town} after the storm`,
  text: `A storm hit ${town} and took its old pier, the ${town} council said. Nobody was hurt.`,
  url: `https://post.example/${town}`,
  source: `${town} Post`,
  publishedAt,
});

/** A manager lets a channel follow storms; returns both, and a round of the watches. */
async function followed(running: RunningBot) {
  const [person, channel] = [member({ manager: true }), snowflake()];
  const watcher = running.watcher();
  await watcher.round();
  await running.double.slash("follow add", { topic: "storm", channel }, person).message();
  return { person, channel, watcher };
}

const later = (running: RunningBot, hours: number) => {
  running.now = new Date(Date.parse(running.now) + hours * 3_600_000).toISOString();
};

async function rounds(watcher: { round(): Promise<unknown> }): Promise<void> {
  for (let round = 0; round < 3; round += 1) await watcher.round();
}

const refusing = (what: string, refusal: keyof typeof REFUSALS, says: RegExp): FaultCase => ({
  fault: `${what} (${REFUSALS[refusal].body.code})`,
  sees: "whoever set up the follow, in private and once, why it is paused; /follow list too; the channel, once it is back, everything in one message",
  logs: ["channel-refused", "channel-back"],
  async run(running) {
    const { person, channel, watcher } = await followed(running);
    const { messages } = running.double.rest;
    messages.refuseFrom(channel, REFUSALS[refusal]);
    await running.add([story("Tiel", running.now)]);
    await rounds(watcher);
    later(running, 1);
    await running.add([story("Lund", running.now)]);
    await rounds(watcher);
    expect(messages.in(channel)).toEqual([]);
    expect(messages.in(person.userId).map(textOf)).toMatchObject([expect.stringMatching(says)]);
    const [paused] = await running.services.watches.follows(person.guildId ?? "");
    expect(paused).toMatchObject({ toldAt: null, retry: { told: true } });
    messages.refuseFrom(channel, null);
    later(running, 24);
    await rounds(watcher);
    expect(messages.in(channel).map(textOf)).toMatchObject([expect.stringMatching(/Lund[\s\S]*Tiel/)]);
    expect(running.log.filter(({ event }) => event === "channel-refused")).toHaveLength(1);
    expect(messages.in(person.userId)).toHaveLength(1);
  },
});

const delayed = (what: string, status: number, logs: readonly string[], more: object = {}): FaultCase => ({
  fault: `${what} for a channel`,
  sees: "the channel, its news a little later, once; nothing is paused",
  logs,
  async run(running) {
    const { person, channel, watcher } = await followed(running);
    running.double.fail({ on: "message", status, times: 2, ...more });
    await running.add([story("Tiel", running.now)]);
    for (let hours = 0; hours < 3; hours += 1) {
      await rounds(watcher);
      later(running, 1);
    }
    expect(running.double.rest.messages.in(channel)).toHaveLength(1);
    expect(await running.services.watches.follows(person.guildId ?? "")).toMatchObject([{ paused: null }]);
  },
});

export const channelFaults: readonly FaultCase[] = [
  refusing("the channel is hidden from Dateline", "noAccess", /not allowed to write in the channel/),
  refusing("Dateline may no longer write in the channel", "noPermission", /not allowed to write in/),
  refusing("the channel is deleted", "unknown", /the channel no longer exists/),
  refusing("Dateline is no longer in the server", "unknownGuild", /the channel no longer exists/),
  refusing("the thread is archived and locked", "archived", /the thread is archived and locked/),
  delayed("429 on a message", 429, [], { retryAfterS: 0.1 }),
  delayed("503 on a message", 503, []),
  delayed("503 on a message that took effect", 503, [], { applied: true, times: 1 }),
];
