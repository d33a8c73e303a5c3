import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalUrl } from "../../src/read/urls.js";

describe("canonicalUrl", () => {
  it.each([
    ["HTTPS://WWW.A.example/News/One?utm_source=x&id=7&fbclid=1#top", "https://www.a.example/News/One?id=7"],
    ["https://m.a.example/one/amp/", "https://a.example/one/"],
    ["https://amp.a.example/one", "https://a.example/one"],
    ["https://en.m.a.example/wiki/One", "https://en.a.example/wiki/One"],
    ["https://a.example/one.amp.html?output=1", "https://a.example/one.html"],
    ["https://www-a-example.cdn.ampproject.org/c/s/www.a.example/one", "https://www.a.example/one"],
    ["https://user:pw@a.example/one?b=2&a=1", "https://a.example/one?a=1&b=2"],
    ["mailto:x@a.example", null],
    ["javascript:alert(1)", null],
    ["/one", null],
    ["nonsense", null],
  ])("%s", (raw, url) => expect(canonicalUrl(raw)).toBe(url));

  it("resolves a relative link against its page", () => {
    expect(canonicalUrl("/one", "https://a.example/two/")).toBe("https://a.example/one");
  });

  it("is idempotent on every address", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (raw) => {
        const once = canonicalUrl(raw);
        if (once !== null) expect(canonicalUrl(once)).toBe(once);
      }),
    );
  });
});
