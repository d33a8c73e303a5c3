// The page in a headless Chromium: asked with the keyboard alone, at the width of a phone, without a request to anywhere else.
import process from "node:process";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { servePage } from "../../src/main/open-page.js";
import type { HttpServer } from "../../src/operate/http-server.js";
import { BRIDGE, TestDateline } from "../open-test-dateline.js";
import { chromiumPath, NO_CHROMIUM, openChromium } from "../pictures/chromium.js";

if (chromiumPath() === null) process.stderr.write(`LEFT OUT: the page in a browser. ${NO_CHROMIUM}\n`);

/** A browser on a machine that does other things beside. */
const SLOW_MS = 60_000;
const QUESTION = "Is the Veldmark bridge closed?";
const LONG = `Veldmark${"overlong".repeat(30)}`;

describe.skipIf(chromiumPath() === null)("the page in a browser", { timeout: SLOW_MS * 2 }, () => {
  let test: TestDateline;
  let server: HttpServer;
  let browser: Browser;
  beforeAll(async () => {
    const long = {
      ...BRIDGE,
      title: LONG,
      url: "https://courier.example/long",
      text: `${LONG} is the name of a quay.`,
    };
    test = await TestDateline.open({ articles: [BRIDGE, long] });
    server = await servePage(test.dateline, 0, (error) => {
      throw error;
    });
    browser = await openChromium(chromiumPath() ?? "");
  }, SLOW_MS * 2);
  afterAll(async () => {
    await browser.close();
    await server.close();
    await test.close();
  });

  /** Opens the page; whatever it says on its console or asks of another host is a failure. */
  async function open(width: number, path = "/", javaScriptEnabled = true) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
    const page = await context.newPage();
    page.setDefaultTimeout(SLOW_MS);
    const wrong: string[] = [];
    page.on("console", (message) => wrong.push(message.text()));
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("request", (asked) => {
      if (!asked.url().startsWith(server.url)) wrong.push(asked.url());
    });
    await page.goto(`${server.url}${path}`);
    return { page, wrong, context };
  }

  const focused = (page: Page) =>
    page.evaluate(
      "document.activeElement?.id || document.activeElement?.textContent?.trim() || ''",
    ) as Promise<string>;

  /** Presses Tab until this has the focus. @throws Error where it never does */
  async function tabTo(page: Page, name: string) {
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press("Tab");
      if ((await focused(page)) === name) return;
    }
    throw new Error(`Tab never reaches ${name}`);
  }

  it("is asked and read with the keyboard alone, and stays one page", async () => {
    const { page, wrong, context } = await open(1280);
    await tabTo(page, "q");
    await page.keyboard.type(QUESTION);
    await page.keyboard.press("Enter");
    await page
      .locator("#reply:not([aria-busy]) .discord strong", { hasText: "closed to all traffic" })
      .first()
      .waitFor();
    await expect.poll(() => focused(page)).toBe("reply"); // the focus moves to the reply
    expect(new URL(page.url()).searchParams.get("q")).toBe(QUESTION);
    await tabTo(page, "Why?");
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    await page.keyboard.press("Enter");
    await page.locator("#reply:not([aria-busy])", { hasText: "Why this answer" }).waitFor();
    await page.goBack();
    await page.locator("#reply:not([aria-busy])", { hasText: "The mayor spoke on Monday." }).waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });

  it.each([320, 390])("fits a phone %i wide, with fields and buttons that a finger hits", async (width) => {
    const { page, wrong, context } = await open(width, `/?q=${encodeURIComponent(QUESTION)}`);
    await page.locator(".discord").first().waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    for (const selector of ["#q", "form button"]) {
      const box = await page.locator(selector).boundingBox();
      expect(box?.height, selector).toBeGreaterThanOrEqual(44);
      expect(box?.width, selector).toBeGreaterThanOrEqual(width - 40);
    }
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("works without its script", async () => {
    const { page, wrong, context } = await open(1280, "/", false);
    await page.locator("#q").fill(QUESTION);
    await page.keyboard.press("Enter");
    await page.locator(".discord strong", { hasText: "closed to all traffic" }).first().waitFor();
    await page.locator("a.button", { hasText: "Why?" }).click();
    await page.locator("#reply", { hasText: "Why this answer" }).waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("names everything for whoever does not see it", async () => {
    const { page, context } = await open(1280, `/?q=${encodeURIComponent(QUESTION)}`);
    expect(await page.getByRole("searchbox", { name: "Your question" }).count()).toBe(1);
    expect(await page.getByRole("img", { name: /Articles read per day/ }).count()).toBe(1);
    expect(await page.getByRole("region", { name: "The reply, as Discord shows it" }).count()).toBe(1);
    await context.close();
  });
});
