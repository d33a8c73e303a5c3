// What goes with time and on a person's word: guilds that keep less, never more; every forgetter is asked, kinds are summed.
import { describe, expect, it } from "vitest";
import { PrivacyService, Retention } from "../../src/app/privacy.js";
import { DEFAULT_SETTINGS } from "../../src/model/guild.js";
import { OnlyProcess, OwnForgets, OwnSignals } from "../../src/store/sqlite/processes.js";
import { answer, here } from "../conformance/samples.js";
import { tempStores } from "../store/temp-folder.js";

const NOW = "2025-11-24T14:05:00.000Z";
const daysAgo = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();

async function storeWith(asked: readonly (readonly [guildId: string | null, days: number])[]) {
  const { answers } = await tempStores();
  for (const [guildId, days] of asked) {
    const given = answer(`${guildId}-${days}`, daysAgo(days));
    await answers.putAnswer({ answer: given, place: { ...here, guildId }, visibility: "public" });
  }
  return answers;
}

const settings = (kept: Readonly<Record<string, number>>) => ({
  of: async (guildId: string | null) => ({
    ...DEFAULT_SETTINGS,
    retentionDays: kept[guildId ?? ""] ?? null,
  }),
});

async function left(kept: Readonly<Record<string, number>>, days: number | null) {
  const asked = ["A", "B", null].flatMap((guild) => [1, 8, 40, 100].map((age) => [guild, age] as const));
  const answers = await storeWith(asked);
  const guilds = { guilds: async () => Object.keys(kept) };
  const swept = await new Retention({
    processes: new OnlyProcess(),
    answers,
    guilds,
    settings: settings(kept),
    days,
    now: () => NOW,
  }).sweep();
  const found = await Promise.all(asked.map(([guild, age]) => answers.answer(`${guild}-${age}`)));
  return { swept, ids: found.flatMap((record) => record?.answer.answerId ?? []) };
}

describe("retention", () => {
  it("deletes what is older, in every guild and DM", async () => {
    expect(await left({}, 90)).toEqual({
      swept: 3,
      ids: ["A-1", "A-8", "A-40", "B-1", "B-8", "B-40", "null-1", "null-8", "null-40"],
    });
  });

  it("lets a guild keep less, never more, and touches no other guild", async () => {
    expect(await left({ A: 7, B: 365 }, 90)).toMatchObject({
      ids: ["A-1", "B-1", "B-8", "B-40", "null-1", "null-8", "null-40"],
    });
  });

  it("keeps everything where nothing is set, but for guilds that want less", async () => {
    expect((await left({}, null)).swept).toBe(0);
    expect(await left({ B: 10 }, null)).toMatchObject({ swept: 2 });
  });

  it("sweeps at its start, and tells what failed", async () => {
    const answers = await storeWith([["A", 100]]);
    const guilds = { guilds: async () => [] };
    const retention = new Retention({
      processes: new OnlyProcess(),
      answers,
      guilds,
      settings: settings({}),
      days: 90,
      now: () => NOW,
    });
    const swept: number[] = [];
    retention.start({ onSwept: (count) => void swept.push(count), onFault: () => undefined });
    await retention.close();
    expect(swept).toEqual([1]);
    const broken = { removeAnswersBefore: () => Promise.reject(new Error("locked")) };
    const failing = new Retention({
      processes: new OnlyProcess(),
      answers: broken,
      guilds,
      settings: settings({}),
      days: 90,
      now: () => NOW,
    });
    const faults: unknown[] = [];
    failing.start({ onSwept: () => undefined, onFault: (error) => void faults.push(error) });
    await failing.close();
    expect(faults).toHaveLength(1);
  });
});

describe("what is kept of people", () => {
  const kept = (retentionDays: number | null, own: Readonly<Record<string, number>> = {}) => {
    const asked: string[] = [];
    const forget = (kind: "answers" | "watches", count: number) => ({
      kind,
      forget: async (userId: string) => {
        asked.push(`${kind} ${userId}`);
        return count;
      },
    });
    const forgetters = [forget("answers", 2), forget("watches", 1), forget("answers", 3)];
    const rest = { settings: settings(own), retentionDays, countsQuestions: true, contact: "me@example.org" };
    return {
      asked,
      privacy: new PrivacyService({
        signals: new OwnSignals(),
        forgets: new OwnForgets(),
        forgetters,
        ...rest,
      }),
    };
  };

  it("is forgotten by everyone who holds it, and counted by kind", async () => {
    const { asked, privacy } = kept(90);
    expect(await privacy.forget("7")).toEqual({ answers: 5, watches: 1, lines: 0 });
    expect(asked).toEqual(["answers 7", "watches 7", "answers 7"]);
  });

  it("is told as it is set: the shorter of two times, each kind once", async () => {
    expect(await kept(90, { A: 7 }).privacy.facts("A")).toEqual({
      ...{
        retentionDays: 7,
        kinds: ["answers", "watches"],
        countsQuestions: true,
        contact: "me@example.org",
      },
    });
    expect((await kept(90, { A: 365 }).privacy.facts("A")).retentionDays).toBe(90);
    expect((await kept(null).privacy.facts(null)).retentionDays).toBeNull();
    expect((await kept(null, { A: 7 }).privacy.facts("A")).retentionDays).toBe(7);
  });
});
