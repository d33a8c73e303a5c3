// What every store must do for the processes that use it: one suite, run by stores.test.ts over each implementation.
import { beforeEach, describe, expect, it } from "vitest";
import type { Stores } from "../../src/store/ports.js";
import type { Processes } from "../../src/store/process-ports.js";

/** Part of stores.test.ts: `current` gives the empty stores of each test. */
export function describeProcesses(current: () => Stores): void {
  describe("processes", () => {
    let processes: Processes;
    beforeEach(() => {
      processes = current().processes;
    });

    it("give a process what it takes, and what it holds already", async () => {
      expect(await processes.take([])).toEqual([]);
      expect((await processes.take(["b", "a"])).sort()).toEqual(["a", "b"]);
      expect((await processes.take(["b", "c"])).sort()).toEqual(["b", "c"]);
      await processes.giveBack([]);
      await processes.giveBack(["a", "unknown"]);
      expect(await processes.take(["a"])).toEqual(["a"]);
    });

    it("list a process as it says it is", async () => {
      await processes.join({ role: "bot", shards: { ids: [2, 3], total: 8 } });
      const { processId } = processes;
      expect(await processes.list()).toMatchObject([
        { processId, role: "bot", shards: { ids: [2, 3], total: 8 } },
      ]);
      await processes.join({ role: "reader", shards: null });
      expect(await processes.list()).toMatchObject([{ processId, role: "reader", shards: null }]);
    });
  });
}
