// The rules of RFC 9309 by its own examples and by files that mean harm.
import { describe, expect, it } from "vitest";
import { allowsUrl, parseRobots } from "../../src/fetch/robots.js";
import { cpuMs } from "../cpu-time.js";

const allows = (text: string, path: string) =>
  allowsUrl(parseRobots(text), new URL(path, "https://example.org"));

describe("groups", () => {
  it.each([
    ["User-Agent: *\nDisallow: /", false],
    ["User-Agent: *\nDisallow:", true],
    ["user-agent: DateLine/1.0\ndisallow: /\n\nuser-agent: *\nallow: /", false],
    ["User-agent: *\nDisallow: /\n\nUser-agent: dateline\nAllow: /", true],
    ["User-agent: other\nUser-agent: dateline\nDisallow: /", false],
    ["User-agent: dateline\nDisallow: /x\nUser-agent: other\nDisallow: /", true],
    ["User-agent: dateline\nDisallow: /x\n\nUser-agent: Dateline\nDisallow: /page", false],
    ["User-agent: datelinebot\nDisallow: /", true],
    [
      "User-agent: other\nSitemap: https://example.org/s\nCrawl-delay: 5\nUser-agent: dateline\nDisallow: /",
      false,
    ],
    ["Disallow: /\nUser-agent: *\nAllow: /", true],
    ["\uFEFFUser-agent: * # everyone\r\nDisallow: / # all\r\n", false],
    ["User-agent : *\rDisallow : /", false],
    ["<html><title>User-agent: *</title></html>", true],
    ["", true],
  ])("%j allows /page: %s", (text, expected) => {
    expect(allows(text, "/page")).toBe(expected);
  });
});

describe("patterns", () => {
  it.each([
    ["Disallow: /fish", "/fish.html", false],
    ["Disallow: /fish", "/Fish", true],
    ["Disallow: /fish*", "/fishheads/yummy.html", false],
    ["Disallow: /fish/", "/fish", true],
    ["Disallow: /*.php", "/folder/file.php?x", false],
    ["Disallow: /*.php$", "/file.php", false],
    ["Disallow: /*.php$", "/file.php?x", true],
    ["Disallow: /fish*.php", "/fishheads/catfish.php?id=1", false],
    ["Disallow: /$", "/", false],
    ["Disallow: /$", "/page", true],
    ["Disallow: /a$b", "/a$b", false],
    ["Disallow: /*/*/x$", "/1/2/x", false],
    ["Disallow: /*x$", "/axbx", false],
    ["Disallow: *", "/any", false],
    ["Disallow: /page\nAllow: /page", "/page", true],
    ["Allow: /p\nDisallow: /", "/page", true],
    ["Allow: /folder\nDisallow: /folder/sub", "/folder/sub/x", false],
    ["Disallow: /foo/bar?baz=http%3A%2F%2Ffoo.bar", "/foo/bar?baz=http%3a%2f%2ffoo.bar", false],
    ["Disallow: /ツ", "/%E3%83%84", false],
    ["Disallow: /%7Eann", "/~ann", false],
    ["Disallow: /a%2Fb", "/a/b", true],
    ["Disallow: /", "/robots.txt", true],
  ])("%j: %s allowed: %s", (rules, path, expected) => {
    expect(allows(`User-agent: *\n${rules}`, path)).toBe(expected);
  });
});

describe("files that mean harm", () => {
  it("costs little for half a megabyte of stars, of rules and of groups", () => {
    const path = `/${"a".repeat(4000)}`;
    const spentMs = cpuMs(() => {
      expect(allows(`User-agent: *\nDisallow: /${"*a".repeat(250_000)}b`, path)).toBe(true);
      expect(allows(`User-agent: *\n${"Disallow: /*b\n".repeat(40_000)}`, path)).toBe(true);
      expect(allows("User-agent: *\nDisallow: /x\n".repeat(20_000), path)).toBe(true);
    });
    expect(spentMs).toBeLessThan(5_000);
  });

  it("keeps to a pause of ten seconds at most", () => {
    expect(parseRobots("User-agent: *\nCrawl-delay: 0.5").crawlDelayMs).toBe(500);
    expect(parseRobots("User-agent: *\nCrawl-delay: 86400").crawlDelayMs).toBe(10_000);
    expect(parseRobots("User-agent: *\nCrawl-delay: soon").crawlDelayMs).toBe(0);
  });
});
