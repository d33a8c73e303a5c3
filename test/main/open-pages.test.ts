// A page from its address to an answer, through the services that a command has, over a real store and the real fetcher.
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseConfig } from "../../src/main/config.js";
import { openDateline } from "../../src/main/open-dateline.js";
import { inTemporaryFolder } from "../cli/run-cli.js";
import { HostileServer, page } from "../fetch/hostile-server.js";

const html = `<!DOCTYPE html><html lang="en"><head><title>Veldmark bridge reopens</title></head><body><article>
<h1>Veldmark bridge reopens</h1><time datetime="2025-06-14T08:00:00Z">14 June</time>
<p>The Veldmark bridge reopened to cars on Saturday, the city council of Veldmark said, three months after cracks were found in its cables.</p>
<p>The first car over it was driven by the inspector who had closed it in March.</p></article></body></html>`;

it("adds a page that the setting allows and quotes it with a link; another server of this machine is refused", async () => {
  await inTemporaryFolder(async (folder) => {
    const server = await HostileServer.open({ "/bridge": page(html) });
    const other = await HostileServer.open({ "/": page(html) });
    const config = parseConfig({ DATELINE_DATA: join(folder, "store"), DATELINE_ALLOW_HOSTS: server.host });
    const { services, close } = await openDateline(config, { models: "needed", lexicalOnly: true });
    try {
      const [added] = await services.articles.addPage({
        url: server.url("/bridge"),
        source: "Harbour Courier",
      });
      expect(added).toMatchObject({ outcome: "added", title: "Veldmark bridge reopens" });
      const [refused] = await services.articles.addPage({ url: other.url("/") });
      expect(refused?.outcome).toBe("rejected");
      expect(refused?.notes.join(" ")).toContain("this machine itself");
      expect(other.connections).toBe(0);
      const place = { guildId: null, channelId: "c", userId: "u" };
      const question = "Has the Veldmark bridge reopened to cars?";
      const answer = await services.questions.ask({ question, place, visibility: "public" });
      expect(answer.citations[0]).toMatchObject({ source: "Harbour Courier", url: server.url("/bridge") });
    } finally {
      await close();
      await Promise.all([server.close(), other.close()]);
    }
  });
});
