// The bot's parts by themselves: attachments come from Discord only, registered commands are compared.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ApplicationCommandType } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { attachmentFetcher } from "../../src/bot/attachment.js";
import { sameCommands } from "../../src/bot/register.js";
import { TaskList } from "../../src/bot/task-list.js";
import { commandList } from "../../src/main/command-list.js";

describe("attachments", () => {
  let server: Server | null = null;
  afterEach(() => void server?.close());

  async function serve(listener: RequestListener): Promise<string> {
    const opened = createServer(listener);
    server = opened;
    await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
  }

  it("are read whole up to the limit, and not beyond it even where no length is announced", async () => {
    const base = await serve((_request, response) => {
      for (let i = 0; i < 10; i += 1) response.write(Buffer.alloc(1000));
      response.end();
    });
    const fetchAttachment = attachmentFetcher(`${base}/api`);
    expect(await fetchAttachment(`${base}/attachments/1/a.txt`, 10_000)).toHaveLength(10_000);
    await expect(fetchAttachment(`${base}/attachments/1/a.txt`, 9_999)).rejects.toMatchObject({
      code: "read-too-large",
    });
  });

  it("are not followed elsewhere, nor taken from a failure", async () => {
    const base = await serve((request, response) => {
      response.statusCode = request.url === "/gone" ? 404 : 302;
      response.setHeader("location", "/elsewhere");
      response.end();
    });
    const fetchAttachment = attachmentFetcher(`${base}/api`);
    for (const path of ["/moved", "/gone"]) {
      await expect(fetchAttachment(`${base}${path}`, 10)).rejects.toMatchObject({ code: "discord-api" });
    }
  });

  it.each([
    "http://cdn.discordapp.com/attachments/1/a.txt",
    "https://cdn.discordapp.com.evil.example/a.txt",
    "https://discord.com/a.txt",
    "http://169.254.169.254/latest",
    "http://127.0.0.1:1/a.txt",
    "file:///etc/passwd",
    "nonsense",
  ])("are refused from %s", async (url) => {
    const fetchAttachment = attachmentFetcher("https://discord.com/api");
    await expect(fetchAttachment(url, 10)).rejects.toThrow(/expected a file on Discord's own servers/);
  });

  it("are not asked for without encryption from a host that is not this machine", async () => {
    const fetchAttachment = attachmentFetcher("http://discord.internal.example/api");
    await expect(fetchAttachment("http://discord.internal.example/a.txt", 10)).rejects.toThrow(
      /Discord's own servers/,
    );
  });
});

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

  it("claim every action once", () => {
    const [first] = commandList.filter(({ actions }) => actions !== undefined);
    if (first === undefined) throw new Error("no action");
    expect(() => new TaskList([first, first])).toThrow(RangeError);
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
    const tasks = new TaskList(commandList);
    expect(tasks.command("timeline")).toBeDefined();
    expect(tasks.command("Check this claim")).toBeUndefined();
    expect(data.filter(({ type }) => type === ApplicationCommandType.Message)).toHaveLength(2);
  });
});
