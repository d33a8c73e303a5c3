// Settings as people mistype them: each problem is named, no value is shown.
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/main/config.js";
import { requireRole } from "../../src/main/environment.js";

describe("hosts that may be asked", () => {
  it("are spelled as URLs spell them", () => {
    const given = "127.0.0.1:8080, LocalHost:80  [0:0::1]:443,feeds.internal:0990";
    expect(parseConfig({ DATELINE_ALLOW_HOSTS: given }).fetch.allowHosts).toEqual([
      "127.0.0.1:8080",
      "localhost:80",
      "[::1]:443",
      "feeds.internal:990",
    ]);
    expect(parseConfig({}).fetch).toEqual({ contact: null, allowHosts: [] });
  });

  it.each([
    "secret",
    "http://secret:80",
    "secret:80/path",
    "user@secret:80",
    "secret:99999",
    "::1:80",
    "*:80",
  ])("refuses %s without showing it", (value) => {
    const parse = () => parseConfig({ DATELINE_ALLOW_HOSTS: `ok:80,${value}` });
    expect(parse).toThrow(/DATELINE_ALLOW_HOSTS: expected host:port.*entry 2/);
    expect(parse).not.toThrow(/secret/);
  });
});

describe("the shards", () => {
  const read = (shards: string) => parseConfig({ DATELINE_SHARDS: shards }).discord.shards;

  it("are all of a number, or some of it", () => {
    expect(parseConfig({}).discord.shards).toBe("auto");
    expect(read("auto")).toBe("auto");
    expect(read("2")).toEqual({ ids: [0, 1], total: 2 });
    expect(read("0-3/16")).toEqual({ ids: [0, 1, 2, 3], total: 16 });
    expect(read("7, 2-3,2/8")).toEqual({ ids: [2, 3, 7], total: 8 });
  });

  it.each(["0", "all", "0-3", "1,2", "4/4", "3-1/8", "0-3/", "/4", "-1/4", "0-99999/99999", "1.5"])(
    "refuses %s",
    (shards) => {
      expect(() => read(shards)).toThrow(/DATELINE_SHARDS: expected auto, a number of shards/);
    },
  );
});

describe("the role", () => {
  it("is everything unless set, and other roles need a store that processes can share", () => {
    expect(parseConfig({}).role).toBe("all");
    expect(() => parseConfig({ DATELINE_ROLE: "writer" })).toThrow(/DATELINE_ROLE/);
    const folder = { DATELINE_ROLE: "reader" };
    expect(() => requireRole(parseConfig(folder))).toThrow(
      "DATELINE_ROLE=reader shares its store with other processes, which a folder cannot do",
    );
    expect(() => requireRole(parseConfig({ ...folder, DATELINE_STORE: "postgres://db/x" }))).not.toThrow();
    expect(() =>
      requireRole(parseConfig({ DATELINE_ROLE: "bot", DATELINE_STORE: "postgres://db/x" })),
    ).toThrow("Set DISCORD_TOKEN");
  });
});

describe("the contact", () => {
  it.each(["https://example.org/bot?a=1", "bot@example.org"])("takes %s", (contact) => {
    expect(parseConfig({ DATELINE_CONTACT: contact }).fetch.contact).toBe(contact);
  });

  it.each(["a (b)", "me\r\nx: y", "é@example.org", "x"])("refuses %j", (contact) => {
    expect(() => parseConfig({ DATELINE_CONTACT: contact })).toThrow(
      /DATELINE_CONTACT: expected a web address/,
    );
  });
});
