// Pictures of the page in the browser: over the samples, read and asked on made-up days, so that they are the same whenever they are drawn.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { newFeed } from "../../src/app/feeds.js";
import { readConfig } from "../../src/main/environment.js";
import { type Dateline, openDateline } from "../../src/main/open-dateline.js";
import { servePage } from "../../src/main/open-page.js";
import { DAY_MS } from "../../src/model/time.js";
import { EXAMPLE_QUESTION } from "../../src/render/about.js";
import { ROOT } from "../repository-root.js";
import { smallPng } from "./chromium.js";

const NOW = Date.parse("2025-11-24T14:05:00.000Z");
const SAMPLES = join(ROOT, "data/articles");
const SIZES = [
  { name: "page", width: 1180, height: 1010 },
  { name: "page-on-a-phone", width: 390, height: 844 },
] as const;

/** Takes one picture of a desktop's width and one of a phone's. */
export async function pagePictures(browser: Browser): Promise<{ name: string; png: Buffer }[]> {
  const folder = mkdtempSync(join(tmpdir(), "dateline-page-"));
  let now = NOW;
  const dateline = await openDateline(readConfig({ store: folder }), {
    models: "needed",
    lexicalOnly: true, // the samples are found by their words, and any machine draws the same
    now: () => new Date(now).toISOString(),
  });
  try {
    await liveThroughDays(dateline, (ms) => {
      now = ms;
    });
    return await taken(browser, dateline);
  } finally {
    await dateline.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads the samples and asks questions on different days, and follows three feeds, one of them in trouble. */
async function liveThroughDays(dateline: Dateline, setNow: (ms: number) => void): Promise<void> {
  const { ingest, services, stores } = dateline;
  const place = { guildId: null, channelId: "pictures", userId: "pictures" };
  for (const [n, file] of readdirSync(SAMPLES).sort().entries()) {
    setNow(NOW - ((n * 7 + Math.floor(n / 3)) % 26) * DAY_MS);
    await ingest.ingestFiles([join(SAMPLES, file)], { overrides: {} });
    if (n % 3 === 0)
      await services.questions.ask({ question: EXAMPLE_QUESTION, place, visibility: "private" });
  }
  setNow(NOW);
  const feeds = ["Harbour Courier", "Lowland Post", "Veldmark Journal"];
  for (const [n, title] of feeds.entries()) {
    const at = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();
    const feed = newFeed(`https://paper${n}.example/feed`, at(200), { title });
    await stores.feeds.add(feed);
    const problem = n === 2 ? "answered 503: Service Unavailable" : null;
    await stores.feeds.change(feed.feedId, { succeededAt: at(n === 2 ? 30 : n + 0.2), problem });
  }
}

async function taken(browser: Browser, dateline: Dateline): Promise<{ name: string; png: Buffer }[]> {
  const server = await servePage(dateline, 0, (error) => {
    throw error;
  });
  try {
    const pictures: { name: string; png: Buffer }[] = [];
    for (const { name, width, height } of SIZES) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
      await page.goto(`${server.url}/?q=${encodeURIComponent(EXAMPLE_QUESTION)}`);
      pictures.push({ name, png: await smallPng(await page.screenshot()) });
      await page.close();
    }
    return pictures;
  } finally {
    await server.close();
  }
}
