// What processes together leave undone or do twice, and which shard hears of a server.
import { describe, expect, it } from "vitest";
import {
  countProcesses,
  type ProcessRecord,
  problemsAmong,
  type Shards,
  shardOf,
  shardRanges,
} from "../../src/model/processes.js";

const made = (role: ProcessRecord["role"], shards: Shards | null = null): ProcessRecord => ({
  ...{ processId: role, role, host: "one", shards, startedAt: "2025-10-20T08:00:00.000Z" },
});
const bot = (total: number, ...ids: number[]) => made("bot", { ids, total });

describe("shards", () => {
  it("have a server each by its id, and the first one has DMs", () => {
    expect(shardOf(null, 16)).toBe(0);
    expect(shardOf("81384788765712384", 16)).toBe(Number((81384788765712384n >> 22n) % 16n));
    expect(shardOf("81384788765712384", 1)).toBe(0);
  });

  it("are written as ranges", () => {
    expect(shardRanges([])).toBe("");
    expect(shardRanges([7, 0, 2, 1])).toBe("0–2, 7");
    expect(shardRanges([0, 1, 4, 5, 9])).toBe("0–1, 4–5, 9");
  });
});

describe("processes", () => {
  it("are counted by what they do, commands left out", () => {
    const all = [made("all"), made("bot"), made("reader"), made("reader"), made("command")];
    expect(countProcesses(all)).toEqual({ processes: 4, bots: 2, readers: 3 });
  });

  it("have no problems where all shards and feeds have one, or where none runs", () => {
    expect(problemsAmong([])).toEqual([]);
    expect(problemsAmong([made("command")])).toEqual([]);
    expect(problemsAmong([made("all", { ids: [0], total: 1 })])).toEqual([]);
    expect(problemsAmong([bot(4, 0, 1), bot(4, 2, 3), made("reader"), made("reader")])).toEqual([]);
  });

  it("say what nobody does and what two do", () => {
    expect(problemsAmong([made("reader")])).toEqual(["no process talks to Discord"]);
    expect(problemsAmong([bot(8, 0, 1, 2), bot(8, 2, 3)])).toEqual([
      "no process reads feeds",
      "no bot has shards 4–7 of 8",
      "two bots have shards 2 of 8",
    ]);
    expect(problemsAmong([bot(4, 0, 1), bot(8, 2, 3), made("reader")])).toEqual([
      "bots have shards of different totals: 4, 8",
    ]);
  });
});
