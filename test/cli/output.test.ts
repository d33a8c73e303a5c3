// Progress on a pipe, and amounts as people read them.
import { describe, expect, it } from "vitest";
import { createProgress, describeAmount, type Output } from "../../src/cli/output.js";

describe("progress on a pipe", () => {
  it("prints each step once, when it begins, without control characters", () => {
    const notes: string[] = [];
    const output: Pick<Output, "interactive" | "note"> = {
      interactive: false,
      note: (text) => void notes.push(text),
    };
    const progress = createProgress(output as Output);
    const step = { label: "Getting weights", total: 34_015_106, unit: "bytes" } as const;
    progress.report({ ...step, done: 1 });
    progress.report({ ...step, done: 20_000_000 });
    progress.report({ label: "Embedding", done: 3, total: null, unit: "passages" });
    expect(notes).toEqual(["Getting weights (34.0 MB)", "Embedding"]);
  });
});

describe("describeAmount", () => {
  it.each([
    [12, "bytes", "1 kB"],
    [711_396, "bytes", "711 kB"],
    [72_522_052, "bytes", "72.5 MB"],
    [1_500_000_000, "bytes", "1.50 GB"],
    [120, "passages", "120 passages"],
  ] as const)("writes %i %s as %s", (amount, unit, words) => {
    expect(describeAmount(amount, unit)).toBe(words);
  });
});
