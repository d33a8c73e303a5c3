// The catalog of models and their fingerprints.
import { describe, expect, it } from "vitest";
import { findModel, fingerprintOf, modelCatalog, weightsFile } from "../../src/embed/model-catalog.js";

describe("model catalog", () => {
  it("names every model once and gives each its weights", () => {
    const names = modelCatalog.map((spec) => spec.name);
    expect(new Set(names).size).toBe(names.length);
    for (const spec of modelCatalog) expect(spec.files.map((entry) => entry.file)).toContain(weightsFile);
  });

  it("lists the names it has when asked for another", () => {
    expect(() => findModel("gpt")).toThrow(
      expect.objectContaining({
        code: "model-unavailable",
        message: expect.stringContaining("bge-small-en-v1.5"),
      }),
    );
  });

  it("gives different fingerprints to different weights, pooling and prefixes", () => {
    const spec = findModel("bge-small-en-v1.5");
    if (spec.kind !== "embedder") throw new TypeError("bge is an embedder");
    const prints = [
      fingerprintOf(spec, "a".repeat(64)),
      fingerprintOf(spec, "b".repeat(64)),
      fingerprintOf({ ...spec, pooling: "mean" }, "a".repeat(64)),
      fingerprintOf({ ...spec, queryPrefix: "" }, "a".repeat(64)),
      fingerprintOf({ ...spec, queryPrefix: "", passagePrefix: spec.queryPrefix }, "a".repeat(64)),
    ];
    expect(new Set(prints).size).toBe(prints.length);
    expect(fingerprintOf(spec, "a".repeat(64))).toBe(prints[0]);
  });
});
