// What every store of guild settings must do: one suite, run by stores.test.ts over each implementation.
import { beforeEach, describe, expect, it } from "vitest";
import type { AuditLine, GuildStore, Stores } from "../../src/store/ports.js";

const line = (minute: number, over: Partial<AuditLine> = {}): AuditLine => ({
  at: new Date(Date.UTC(2025, 9, 21, 0, minute)).toISOString(),
  userId: "11",
  setting: "visibility",
  from: '"public"',
  to: '"private"',
  ...over,
});

/** Part of stores.test.ts: `current` gives the empty stores of each test. */
export function describeGuildStore(current: () => Stores): void {
  describe("guild store", () => {
    let store: GuildStore;
    beforeEach(() => {
      store = current().guilds;
    });

    it("keeps a text a guild, and hands what is stored to whoever changes it", async () => {
      expect(await store.settings("1")).toBeNull();
      expect(await store.guilds()).toEqual([]);
      const seen: (string | null)[] = [];
      const set = (guildId: string, value: string) =>
        store.change(guildId, (stored) => {
          seen.push(stored);
          return { value, lines: [line(1)] };
        });
      await set("2", "one");
      await set("1", "two");
      await set("2", "three");
      expect(seen).toEqual([null, null, "one"]);
      expect([await store.settings("1"), await store.settings("2")]).toEqual(["two", "three"]);
      expect(await store.guilds()).toEqual(["1", "2"]);
    });

    it("changes nothing where the change is none or fails", async () => {
      await store.change("1", () => ({ value: "one", lines: [line(1)] }));
      await store.change("1", () => null);
      const failing = store.change("1", () => {
        throw new RangeError("no");
      });
      await expect(failing).rejects.toThrow("no");
      expect(await store.settings("1")).toBe("one");
      expect((await store.audit("1", 0, 9)).total).toBe(1);
    });

    it("lists the lines of one guild, newest first, in pages", async () => {
      await store.change("1", () => ({ value: "a", lines: [line(1), line(1, { setting: "mayAsk" })] }));
      await store.change("2", () => ({ value: "b", lines: [line(2)] }));
      await store.change("1", () => ({ value: "c", lines: [line(3, { userId: null, from: "[]" })] }));
      expect(await store.audit("1", 0, 9)).toEqual({
        total: 3,
        lines: [line(3, { userId: null, from: "[]" }), line(1, { setting: "mayAsk" }), line(1)],
      });
      expect(await store.audit("1", 1, 1)).toEqual({ total: 3, lines: [line(1, { setting: "mayAsk" })] });
      expect(await store.audit("3", 0, 9)).toEqual({ total: 0, lines: [] });
    });

    it("takes a person out of all lines, and nobody else", async () => {
      await store.change("1", () => ({ value: "a", lines: [line(1), line(2, { userId: "22" })] }));
      await store.change("2", () => ({ value: "b", lines: [line(3)] }));
      expect(await store.forgetPerson("11")).toBe(2);
      expect(await store.forgetPerson("11")).toBe(0);
      expect((await store.audit("1", 0, 9)).lines).toEqual([
        line(2, { userId: "22" }),
        line(1, { userId: null }),
      ]);
      expect((await store.audit("2", 0, 9)).lines).toEqual([line(3, { userId: null })]);
    });
  });
}
