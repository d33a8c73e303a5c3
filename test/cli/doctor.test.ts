// The checks of `dateline doctor`: Node, native modules, disk, Discord.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkDiscord, checkDisk, checkNativeModules, checkNode } from "../../src/cli/doctor.js";
import { SQLITE_PACKAGE } from "../../src/store/sqlite/database.js";

describe("doctor", () => {
  it.each([
    ["20.11.1", "fail"],
    ["18.20.0", "fail"],
    ["20.12.0", "ok"],
    ["22.1.0", "ok"],
    ["24.0.0", "ok"],
    ["23.5.0", "warn"],
  ])("judges node %s as %s", (version, state) => {
    expect(checkNode(version).state).toBe(state);
  });

  it("loads the native modules", async () => {
    expect(await checkNativeModules()).toMatchObject({
      state: "ok",
      detail: `${SQLITE_PACKAGE}, hnswlib-node`,
    });
  });

  it("measures the free space for a folder that does not exist yet", async () => {
    const check = await checkDisk(join(tmpdir(), "dateline-nowhere", "store"));
    expect(check).toMatchObject({
      name: "disk",
      detail: expect.stringMatching(/^\d+\.\d GB free for .*store$/),
    });
    expect(check.remedy === null).toBe(check.state === "ok");
  });
});

describe("doctor asks Discord", () => {
  async function withDiscord(
    status: number,
    work: (apiUrl: string, asked: string[]) => Promise<void>,
  ): Promise<void> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      response.writeHead(status, { "content-type": "application/json" }).end('{"username":"dateline"}');
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    try {
      await work(`http://127.0.0.1:${port}/api`, asked);
    } finally {
      await new Promise((done) => server.close(done));
    }
  }
  const discord = (apiUrl: string, token: string | null = "abc") => ({
    token,
    applicationId: null,
    guildId: null,
    apiUrl,
    shards: "auto" as const,
  });

  it("asks nothing without a token", async () => {
    expect(await checkDiscord(discord("http://127.0.0.1:9", null))).toMatchObject({ state: "warn" });
  });

  it.each([
    [200, "ok", /belongs to dateline/],
    [401, "fail", /refused/],
    [500, "fail", /answered 500/],
  ])("reads the status %i", async (status, state, detail) => {
    await withDiscord(status, async (apiUrl, asked) => {
      const check = await checkDiscord(discord(apiUrl));
      expect(check.state).toBe(state);
      expect(check.detail).toMatch(detail);
      expect(asked).toEqual(["/api/v10/users/@me Bot abc"]);
    });
  });

  it("does not repeat a token that cannot be sent in a header", async () => {
    const check = await checkDiscord(discord("http://127.0.0.1:9/api", "secret\ntoken"));
    expect(check).toMatchObject({ state: "fail", detail: "the token contains characters that no token has" });
    expect(JSON.stringify(check)).not.toContain("secret");
  });

  it("fails with a remedy if nothing listens, and never shows the token", async () => {
    const check = await checkDiscord(discord("http://127.0.0.1:9/api", "secret-token"));
    expect(check.state).toBe("fail");
    expect(check.remedy).toMatch(/DISCORD_API_URL/);
    expect(JSON.stringify(check)).not.toContain("secret-token");
  });
});
