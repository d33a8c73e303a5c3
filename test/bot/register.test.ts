// Registered commands are compared with ours, whatever Discord adds, leaves out or reorders.
import { describe, expect, it } from "vitest";
import { sameCommands } from "../../src/bot/register.js";
import { commandList } from "../../src/main/command-list.js";

describe("commands", () => {
  const data = commandList.map((command) => command.data);

  it("are the same whatever Discord adds, leaves out or reorders", () => {
    const stored = data.map((command) => ({
      id: "1",
      version: "2",
      nsfw: false,
      dm_permission: true,
      ...command,
      contexts: command.contexts?.toReversed() ?? null,
    }));
    expect(sameCommands(stored.reverse(), data)).toBe(true);
  });

  it("differ by a word, an option, a language or a command", () => {
    const [first, ...rest] = data;
    if (first === undefined || !("options" in first)) throw new Error("no command");
    expect(sameCommands(rest, data)).toBe(false);
    expect(sameCommands([{ ...first, description: "other" }, ...rest], data)).toBe(false);
    expect(sameCommands([{ ...first, options: first.options?.slice(1) }, ...rest], data)).toBe(false);
    expect(sameCommands([{ ...first, options: first.options?.toReversed() }, ...rest], data)).toBe(false);
    expect(sameCommands([{ ...first, name_localizations: { de: "anders" } }, ...rest], data)).toBe(false);
  });
});
