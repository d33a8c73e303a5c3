// Days and months in addresses: the spellings of content systems, and numbers that are none.
import { describe, expect, it } from "vitest";
import { dateInUrl, monthInUrl } from "../../../src/read/dates/url-date.js";

describe("dateInUrl", () => {
  it.each([
    ["https://a.example/2025/10/21/summit", "2025-10-21"],
    ["https://a.example/news/summit-2025-10-21", "2025-10-21"],
    ["https://a.example/20251021-summit", "2025-10-21"],
    ["https://a.example/2025/oct/21/summit", "2025-10-21"],
    ["https://a.example/2025/October/5/summit", "2025-10-05"],
    ["https://a.example/202510/t20251021_6789.html", "2025-10-21"],
    ["https://a.example/n1/2025/1021/c1001-31.html", "2025-10-21"],
    ["https://a.example/gn/2025/10-21/91.shtml", "2025-10-21"],
    ["https://a.example/2025-10/21/c_112.htm", "2025-10-21"],
    ["https://a.example/article/202510211405.html", "2025-10-21"],
    ["https://a.example/2025/5/7/summit", "2025-05-07"],
    ["https://a.example/show?date=2025-10-21&x=1", "2025-10-21"],
    ["https://archive.example/web/20251106023242/http://a.example/?id=111", undefined],
    ["https://archive.example/web/20251106023242/http://a.example/2025/10/21/x", "2025-10-21"],
    ["https://a.example/2025/10/summit", undefined],
    ["https://a.example/id/12025102199", undefined],
    ["https://a.example/2025/13/40/x", undefined],
    ["https://a.example/2025/10/21-best-cakes-of-the-year", undefined],
    ["https://a.example/2025/may-be-not/21/", undefined],
  ])("%s", (url, raw) => expect(dateInUrl(url)?.raw).toBe(raw));
});

describe("monthInUrl", () => {
  it.each([
    ["https://a.example/2025/10/summit", "2025-10"],
    ["https://a.example/archive/2025-10/summit", "2025-10"],
    ["https://a.example/2025/oct/summit", "2025-10"],
    ["https://a.example/2025/summit", undefined],
    ["https://a.example/2025/10", undefined],
    ["https://a.example/page/202513/x", undefined],
  ])("%s", (url, month) => expect(monthInUrl(url)?.raw).toBe(month));
});
