// Web pages by their address: read, ingested together with files, or refused with a reason.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readVersion } from "../../src/main/environment.js";
import { HostileServer, page, redirect } from "../fetch/hostile-server.js";
import { inTemporaryFolder, runCli } from "./run-cli.js";

vi.setConfig({ testTimeout: 120_000 });

const html = `<!DOCTYPE html><html lang="en"><head><title>Veldmark bridge reopens</title></head><body><article>
<h1>Veldmark bridge reopens</h1><time datetime="2025-06-14T08:00:00Z">14 June</time>
<p>The Veldmark bridge reopened to cars on Saturday, the city council of Veldmark said, three months after cracks were found in its cables.</p>
<p>The first car over it was driven by the inspector who had closed it in March.</p></article></body></html>`;

let server: HostileServer;
let env: Record<string, string>;
beforeAll(async () => {
  server = await HostileServer.open({
    "/bridge": page(html),
    "/inward": redirect("http://169.254.169.254/latest/"),
  });
  env = { DATELINE_ALLOW_HOSTS: server.host, DATELINE_CONTACT: "https://example.org/bot" };
});
afterAll(() => server.close());

describe("pages by address", () => {
  it("are ingested together with files; a refused one is a row with its reason", async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, "ferry.txt");
      writeFileSync(
        file,
        "Ferry stops\n\nThe ferry over the Veld stopped on Sunday, the harbour office said, since the bridge is open.",
      );
      const inputs = [
        server.url("/bridge"),
        file,
        server.url("/inward"),
        "http://127.0.0.1:1/",
        "ftp://example.org/x",
      ];
      const args = [
        "ingest",
        ...inputs,
        "--source",
        "Harbour Courier",
        "--lexical",
        "--store",
        join(folder, "store"),
      ];
      const run = await runCli([...args, "--json"], { env });
      const { rows } = JSON.parse(run.stdout) as {
        rows: { subject: string; outcome: string; notes: string[] }[];
      };
      expect(rows.map(({ subject, outcome }) => [subject, outcome])).toEqual(
        inputs.map((input, i) => [input, i < 2 ? "added" : "rejected"]),
      );
      expect(rows[2]?.notes[0]).toMatch(/169\.254\.169\.254 is a link-local address/);
      expect(rows[3]?.notes.join(" ")).toMatch(/port 1 is not used by web servers.*DATELINE_ALLOW_HOSTS/);
      expect(rows[4]?.notes[0]).toMatch(/ftp:.*expected http or https/);
      expect(run.code).toBe(0);
      expect((await runCli(args, { env })).stdout).toMatch(/^2 unchanged, 3 rejected$/m);
      expect(server.seen[0]?.headers.get("user-agent")).toBe(
        `Dateline/${readVersion()} (+https://example.org/bot)`,
      );
    });
  });

  it("are read without being stored", async () => {
    const run = await runCli(["read", server.url("/bridge"), "--lexical", "--json"], { env });
    expect(run.code).toBe(0);
    const { articles } = JSON.parse(run.stdout);
    expect(articles[0]).toMatchObject({
      subject: server.url("/bridge"),
      format: "html",
      article: { url: server.url("/bridge"), publishedAt: "2025-06-14T08:00:00.000Z" },
    });
  });

  it("are not fetched from this machine unless the settings allow it; exits with 1", async () => {
    const run = await runCli(["read", server.url("/bridge")]);
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/is this machine itself/);
  });
});
