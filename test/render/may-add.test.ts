import type { BaseInteraction } from "discord.js";
import { describe, expect, it } from "vitest";
import { mayAdd } from "../../src/render/may-add.js";
import { firstLink, textOfMessage } from "../../src/render/message-text.js";

type Given = Pick<BaseInteraction, "memberPermissions" | "member">;
const person = (manages: boolean, roles: string[] | null): Given =>
  ({
    memberPermissions: roles === null ? null : { has: () => manages },
    member: roles === null ? null : { roles },
  }) as unknown as Given;

describe("who may add pages", () => {
  it.each([
    ["managers", person(true, []), true],
    ["managers", person(false, ["1"]), false],
    ["managers", person(false, null), false],
    ["everyone", person(false, null), true],
    [["1", "2"], person(false, ["2"]), true],
    [["1"], person(false, ["3"]), false],
    [["1"], person(true, []), true],
    [["1"], person(false, null), false],
  ] as const)("%j", (audience, given, expected) => {
    const settings = { mayAdd: typeof audience === "string" ? audience : [...audience] };
    expect(mayAdd(given, settings)).toBe(expected);
  });
});

describe("a message that a command is used on", () => {
  const message = (content: string, more: object = {}) =>
    ({ content, embeds: [], messageSnapshots: undefined, ...more }) as unknown as Parameters<
      typeof firstLink
    >[0];

  it.each([
    ["See https://news.example/a.", "https://news.example/a"],
    ["<https://news.example/a>", "https://news.example/a"],
    ["[here](https://news.example/a), and (https://news.example/b)", "https://news.example/a"],
    ["https://news.example/wiki/A_(b)!", "https://news.example/wiki/A_(b)"],
    ["**https://news.example/a?x=1&y=2#z**", "https://news.example/a?x=1&y=2#z"],
    ["ftp://news.example/a and javascript:alert(1)", null],
    ["no link", null],
  ])("%s", (content, link) => {
    expect(firstLink(message(content))).toBe(link);
  });

  it("gives what it forwards or embeds where it has no text of its own", () => {
    const forwarded = {
      messageSnapshots: new Map([["1", { content: "Forwarded: https://news.example/f" }]]),
    };
    expect(firstLink(message("", forwarded))).toBe("https://news.example/f");
    const embeds = [{ title: "A title", description: null, url: "https://news.example/e" }];
    expect(textOfMessage(message("", { embeds }))).toBe("A title");
    expect(firstLink(message("", { embeds }))).toBe("https://news.example/e");
  });
});
