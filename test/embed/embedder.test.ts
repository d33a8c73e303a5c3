// Estimates of tokens without a tokenizer.
import { describe, expect, it } from "vitest";
import { approximateTokenCounter, estimateTokens } from "../../src/embed/embedder.js";

describe("approximate tokens", () => {
  it.each([
    ["", 0],
    ["  \n ", 0],
    ["The cup final.", 4],
    ["U.S.", 4],
    ["disproportionately", 3],
    ["東京で会談", 5],
    ["São Paulo", 2],
  ])("counts %j as %i", (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });

  it("keeps the order of input", async () => {
    expect(await approximateTokenCounter.countTokens(["a b", "", "c"])).toEqual([2, 0, 1]);
  });
});
