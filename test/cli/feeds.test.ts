// `dateline feeds`: add, list, health, refresh, export, import, remove, and their errors.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { openSite, rss } from "../ingest/feeds/site.js";
import { inTemporaryFolder, runCli } from "./run-cli.js";

vi.setConfig({ testTimeout: 120_000 }); // a dozen starts of the program on a machine that may be busy

const items = [1, 2, 3].map((n) => ({
  guid: `g${n}`,
  link: `/story-${n}`,
  title: `Story number ${n}`,
  date: `Mon, 20 Oct 2025 0${n}:00:00 GMT`,
  text: `Story ${n} tells at some length what the town council said on Monday about the market hall number ${n}.`,
}));

it("adds, lists, reads, imports, exports and removes feeds", async () => {
  const site = await openSite();
  site.serveFeed("/feed", rss("Town Paper", site.url("/"), items));
  site.serveFeed("/second", rss("Village Paper", site.url("/"), []));
  await inTemporaryFolder(async (folder) => {
    const env = { DATELINE_DATA: join(folder, "store"), DATELINE_ALLOW_HOSTS: site.host };
    const dateline = (...args: string[]) => runCli(["--lexical", "feeds", ...args], { env });
    expect((await dateline("list")).stdout).toMatch(/No feeds yet/);
    const added = await dateline("add", site.url("/feed"), "--full-text", "never");
    expect(added.stdout).toMatch(/^Added: Town Paper\n3 items, 3 new · next in/);
    expect(added.code).toBe(0);
    const asked = await runCli(["--lexical", "ask", "What did the town council say about the market hall?"], {
      env,
    });
    expect(asked.stdout).toMatch(/tells at some length what the town council said/);
    expect((await dateline("list")).stdout).toMatch(/^[0-9a-f]{12} {2}healthy {2}Town Paper/);
    expect((await dateline("health", site.url("/feed"))).stdout).toMatch(/3 items seen: 3 new/);
    const refreshed = JSON.parse((await dateline("refresh", "--json")).stdout);
    expect(refreshed).toMatchObject({ finished: [{ outcome: "not-modified", title: "Town Paper" }] });

    const file = join(folder, "feeds.opml");
    writeFileSync(
      file,
      `<opml version="2.0"><body><outline text="Village" xmlUrl="${site.url("/second")}"/><outline xmlUrl="${site.url("/feed")}"/></body></opml>`,
    );
    expect((await dateline("import", file)).stdout).toMatch(/^1 feed added, 1 already followed/);
    expect((await dateline("refresh")).stdout).toMatch(/^2 feeds read, 0 new articles/);
    await dateline("export", join(folder, "out.opml"));
    expect(readFileSync(join(folder, "out.opml"), "utf8")).toContain('text="Village Paper"');

    site.serve("/second", { status: 500 });
    const failed = await dateline("refresh", site.url("/second"));
    expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining("could not be read")]);
    expect((await dateline("health")).stdout).toMatch(/1 feed with a problem\n.*\nVillage Paper/s);
    expect((await dateline("remove", site.url("/second"))).stdout).toMatch(/^Removed: Village Paper/);
    expect((await dateline("remove", "nothing")).stderr).toMatch(/No such feed: nothing\n {2}.*feeds list/);
  });
});

it("says why an address has no feed, and fetches nothing that is not allowed", async () => {
  const site = await openSite();
  await inTemporaryFolder(async (folder) => {
    const env = { DATELINE_DATA: join(folder, "store") };
    const refused = await runCli(["--lexical", "feeds", "add", site.url("/feed")], { env });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/No feed at .*127\.0\.0\.1/)]);
    expect(site.take()).toEqual([]);
    const wrong = await runCli(["--lexical", "feeds", "import", join(folder, "none.opml")], { env });
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining("Cannot read")]);
  });
});
