// .env.example stays true: it names every setting, and its defaults are the program's.
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/main/config.js";

const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
const source = readFileSync(new URL("../../src/main/config.ts", import.meta.url), "utf8");

describe(".env.example", () => {
  it("names exactly the settings of src/main/config.ts", () => {
    const settings = new Set(source.match(/\b(DISCORD|DATELINE)_[A-Z_]+\b/g));
    expect(Object.keys(parseEnv(text)).sort()).toEqual([...settings].sort());
  });

  it("shows the defaults", () => {
    expect(parseConfig(parseEnv(text))).toEqual(parseConfig({}));
  });
});
