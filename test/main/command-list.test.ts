// Every command of the bot: names and descriptions within Discord's rules, each action declared once.
import { ApplicationCommandType } from "discord.js";
import { describe, expect, it } from "vitest";
import { CommandRouter } from "../../src/bot/router.js";
import { commandList } from "../../src/main/command-list.js";

describe("commands", () => {
  const data = commandList.map((command) => command.data);

  it("claim every action once", () => {
    const [first] = commandList.filter(({ actions }) => actions !== undefined);
    if (first === undefined) throw new Error("no action");
    expect(() => new CommandRouter([first, first])).toThrow(RangeError);
  });

  it("keep Discord's rules for names and descriptions in every language", () => {
    // Names of choices and of message commands have spaces and capitals.
    const free = (key: string, value: unknown) => (key === "choices" ? [] : value);
    const slashes = data.filter(({ type }) => type !== ApplicationCommandType.Message);
    const named = JSON.stringify(slashes, free).matchAll(
      /"(?:name|description)(?:_localizations)?":(\{[^}]*\}|"[^"]*")/g,
    );
    const name = /^[-_'\p{Ll}\p{Lo}\p{N}]{1,32}$/u;
    for (const [all, value = ""] of named) {
      const parsed = JSON.parse(value) as string | Record<string, string>;
      for (const word of typeof parsed === "string" ? [parsed] : Object.values(parsed)) {
        if (all.startsWith('"name')) expect(word).toMatch(name);
        else expect([...word].length).toBeLessThanOrEqual(100);
      }
    }
    for (const { name: english, name_localizations: others } of data) {
      for (const word of [english, ...Object.values(others ?? {})]) expect(word).toMatch(/^.{1,32}$/u);
    }
    const choices = [...JSON.stringify(slashes).matchAll(/"choices":(\[[^\]]*\])/g)];
    expect(choices.length).toBeGreaterThan(3);
    for (const [, list = "[]"] of choices)
      for (const choice of JSON.parse(list))
        for (const word of [choice.name, ...Object.values(choice.name_localizations)])
          expect(word).toMatch(/^.{1,100}$/u);
  });

  it("are found by name and kind: a message command is none that can be typed", () => {
    const tasks = new CommandRouter(commandList);
    expect(tasks.command("timeline")).toBeDefined();
    expect(tasks.command("Check this claim")).toBeUndefined();
    expect(data.filter(({ type }) => type === ApplicationCommandType.Message)).toHaveLength(2);
  });
});
