// What is said of the models folder: present, missing, refused.
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeModels } from "../../src/embed/model-folder.js";
import { embedderName, modelsPath, rerankerName } from "../models.js";

const settings = { path: modelsPath, embedder: embedderName, reranker: rerankerName };

describe("describeModels", () => {
  it("lists the two models in use first, with their origin and a hash of every file", async () => {
    const [first, second, ...others] = await describeModels(settings);
    expect([first?.name, second?.name].sort()).toEqual([embedderName, rerankerName]);
    expect(first).toMatchObject({ inUse: true, state: "present", missing: [] });
    expect(["hub", "wheel", "local"]).toContain(first?.origin);
    for (const { sha256 } of first?.files ?? []) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(others.every((model) => !model.inUse)).toBe(true);
  });

  it("distinguishes missing, partial and refused", async () => {
    const path = await mkdtemp(join(tmpdir(), "dateline-describe-"));
    await mkdir(join(path, embedderName));
    await cp(join(modelsPath, embedderName, "config.json"), join(path, embedderName, "config.json"));
    await mkdir(join(path, rerankerName));
    await writeFile(join(path, rerankerName, "tokenizer.json"), "{}");
    const models = await describeModels({ ...settings, path });
    const stateOf = (name: string) => models.find((model) => model.name === name);
    expect(stateOf(embedderName)).toMatchObject({ state: "partial", fingerprint: null });
    expect(stateOf(rerankerName)).toMatchObject({ state: "refused", refused: ["tokenizer.json"] });
    expect(stateOf("e5-small-v2")).toMatchObject({ state: "missing", origin: null, inWheel: false });
    await rm(path, { recursive: true });
  });
});
