// A large upload through the services, with the threads of the bot and without: how long the calling thread stands still.
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { parseConfig } from "../../src/main/config.js";
import { openDateline } from "../../src/main/open-dateline.js";
import { inTemporaryFolder } from "../cli/run-cli.js";

const paragraph = (n: number) =>
  `<p>Report ${n} says that the talks of Monday went on for ${n} hours, as an envoy told the press in the evening.</p>`;
const links = Array.from({ length: 30_000 }, (_, n) => `<li><a href="/x/${n}">Link number ${n}</a></li>`);
const html = `<!doctype html><html lang="en"><head><title>A large page of reports</title></head><body><article>
<h1>A large page of reports</h1>${Array.from({ length: 300 }, (_, n) => paragraph(n)).join("\n")}</article>
<aside><ul>${links.join("")}</ul></aside></body></html>`;

/** Longest stall of this thread in ms while the page is added. */
async function stallMs(folder: string, threads: boolean): Promise<number> {
  const config = parseConfig({ DATELINE_DATA: join(folder, `store-${threads}`) });
  const dateline = await openDateline(config, { models: "needed", lexicalOnly: true, threads });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  await sleep(50); // it counts from its second look
  const upload = { name: "large.html", bytes: new TextEncoder().encode(html), source: "Harbour Courier" };
  const [row] = await dateline.services.articles.addText(upload);
  await sleep(50);
  delay.disable();
  expect(row).toMatchObject({ outcome: "added", title: "A large page of reports" });
  await dateline.close();
  return delay.max / 1e6;
}

it("holds the thread no longer than a fraction of what reading takes", async () => {
  await inTemporaryFolder(async (folder) => {
    const without = await stallMs(folder, false);
    expect(without).toBeGreaterThan(200);
    const stalls = [await stallMs(join(folder, "one"), true), await stallMs(join(folder, "two"), true)]; // another process may stall one
    expect(Math.min(...stalls)).toBeLessThan(without / 2);
  });
});
