// `dateline feeds start`: the list of packs, following some by name, and what it says then.
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { openSite } from "../ingest/feeds/site.js";
import { writeStarterPacks } from "../starter-packs.js";
import { inTemporaryFolder, runCli } from "./run-cli.js";

vi.setConfig({ testTimeout: 300_000 }); // many starts of the program on a machine that may be busy

it("begins in an empty store: lists packs, follows some, and names a question that is answered", async () => {
  const site = await openSite();
  await inTemporaryFolder(async (folder) => {
    const yesterday = new Date(Date.now() - 86_400_000).toUTCString();
    const env = {
      DATELINE_DATA: join(folder, "store"),
      DATELINE_ALLOW_HOSTS: site.host,
      DATELINE_STARTER_FEEDS: writeStarterPacks(folder, site, yesterday),
    };
    const dateline = (...args: string[]) => runCli(["--lexical", ...args], { env });
    const asked = await dateline("ask", "Is there a new ferry line?");
    const begin =
      "I have not read any news yet.\nChoose what to follow with `dateline feeds start` in the terminal.\n";
    expect([asked.code, asked.stdout]).toEqual([3, begin]);
    for (const [name, ...words] of [["latest"], ["timeline", "ferry"], ["check", "A ferry sank."]])
      expect((await dateline(name ?? "", ...words)).stdout, name).toBe(begin);
    expect((await dateline("summary", "ferry")).stderr).toContain("`dateline feeds start`");
    expect((await dateline("sources")).stdout).not.toContain("closest");
    expect((await dateline("feeds", "health")).stdout).toContain("No feeds yet");

    const list = await dateline("feeds", "start");
    expect(list.stdout).toMatch(/^world +World +English: Harbour Courier, Lowland Post$/m);
    expect(list.stdout).toMatch(/^de +Germany +German: Küstenblatt$/m);
    expect(list.stderr).toContain("Name the packs to follow");

    const started = await dateline("feeds", "start", "world", "science");
    expect(started.code).toBe(0);
    expect(started.stderr).toContain("DATELINE_CONTACT");
    expect(started.stdout).toContain("World and Science\n3 feeds, 3 new articles\nNot read: Gone Journal.");
    const question = /\$ dateline ask "(.+)"$/m.exec(started.stdout)?.[1] ?? "";
    expect(question).toBe("Is the new ferry line from Brennholm to Veldmark open?");
    expect((await dateline("ask", question)).code).toBe(0);

    const unknown = await dateline("feeds", "start", "moon");
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      expect.stringContaining("There are: world, science, de"),
    ]);
    const again = JSON.parse((await dateline("feeds", "start", "world", "--json")).stdout);
    expect(again).toMatchObject({ feeds: 0, known: 2 });
    expect((await dateline("feeds", "start", "science")).code).toBe(1);
  });
});
