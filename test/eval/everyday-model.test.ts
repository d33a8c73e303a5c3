// Everyday questions over the real models: never fewer right than before. The half put aside is measured, not tested.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { countEveryday, runEveryday } from "../../src/eval/everyday.js";
import { parseConfig } from "../../src/main/config.js";
import { openBenchParts } from "../../src/main/measuring.js";
import { modelsPath } from "../models.js";
import { ROOT } from "../repository-root.js";

/** Raised whenever more are right; `noise` is the most lines that add nothing. */
const FLOORS: Readonly<Record<string, { right: number; strength: number; noise: number }>> = {
  tuned: { right: 380, strength: 383, noise: 16 },
  cases: { right: 106, strength: 106, noise: 4 },
};

it("answers no fewer everyday questions than before", { timeout: 1_200_000 }, async () => {
  const cacheFolder = mkdtempSync(join(tmpdir(), "dateline-everyday-"));
  const config = parseConfig({
    DATELINE_MODELS: modelsPath,
    DATELINE_OFFLINE: "1",
    DATELINE_DATA: join(cacheFolder, "store"),
  });
  const lines: string[] = [];
  const results = await runEveryday(join(ROOT, "test/golden/everyday"), {
    parts: await openBenchParts(config, { lexicalOnly: false, onProgress: () => undefined }),
    samples: join(ROOT, "data/articles"),
    cacheFolder,
    only: Object.keys(FLOORS),
    misses: true,
    onProgress: () => undefined,
    print: (line) => lines.push(line),
  });
  for (const [name, floor] of Object.entries(FLOORS)) {
    const { right, strength, noise } = countEveryday(results.get(name) ?? []);
    expect(right, lines.join("\n")).toBeGreaterThanOrEqual(floor.right);
    expect(strength, lines.join("\n")).toBeGreaterThanOrEqual(floor.strength);
    expect(noise, lines.join("\n")).toBeLessThanOrEqual(floor.noise);
  }
});
