// Adding pages and removing articles: what is refused, and what is told.
import { expect, it, onTestFinished } from "vitest";
import { BRIDGE, TestDateline } from "../open-test-dateline.js";

async function open() {
  const test = await TestDateline.open();
  onTestFinished(() => test.close());
  return test;
}

it("takes only web addresses for pages, never a path on this machine", async () => {
  const { articles } = (await open()).services;
  for (const url of ["/etc/passwd", "file:///etc/passwd", "example.org/page", "ftp://example.org/", ""])
    await expect(articles.addPage({ url })).rejects.toMatchObject({ code: "usage-address" });
  const [row] = await articles.addPage({ url: " HTTP://127.0.0.1:1/page " });
  expect(row).toMatchObject({ subject: "HTTP://127.0.0.1:1/page", outcome: "rejected" });
});

it("removes by id and returns the title; an unknown id is an error with a remedy", async () => {
  const test = await open();
  const { articles, status } = test.services;
  const [articleId = ""] = await test.add([BRIDGE]);
  expect(await articles.list(0, 10)).toMatchObject({ total: 1, items: [{ title: BRIDGE.title }] });
  expect(await articles.remove(articleId)).toBe(BRIDGE.title);
  await expect(articles.remove(articleId)).rejects.toMatchObject({
    code: "article-unknown",
    hint: expect.any(String),
  });
  expect(await status.read()).toMatchObject({ articles: 0, indexed: 0, version: expect.any(String) });
});
