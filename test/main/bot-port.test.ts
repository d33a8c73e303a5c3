// The port of `npm start` as a process: real store, real models, the double of Discord.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { writeSampleArticles } from "../app/sample-articles.js";
import { member } from "../bot/running-bot.js";
import { inTemporaryFolder, runBin, runCli } from "../cli/run-cli.js";
import { DiscordDouble } from "../discord/double.js";
import { modelsPath } from "../models.js";

vi.setConfig({ testTimeout: 180_000 });

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const read = async (url: string): Promise<{ status: number; text: string } | null> => {
  const response = await fetch(url).catch(() => null);
  return response === null ? null : { status: response.status, text: await response.text() };
};

it("lives before it is ready, is ready with real parts, counts a question, and is gone with the bot", async () => {
  const discord = await DiscordDouble.open();
  await inTemporaryFolder(async (folder) => {
    const port = await freePort();
    const env = {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DATELINE_DATA: join(folder, "store"),
      DATELINE_MODELS: modelsPath,
      DATELINE_OFFLINE: "1",
      DATELINE_HTTP_PORT: String(port),
    };
    await runCli(["ingest", writeSampleArticles(folder)], { env });
    let stop = (): void => undefined;
    let output = "";
    const run = runBin("bot.js", [], {
      env,
      onOutput: (text, kill) => {
        output = text;
        stop = () => kill("SIGTERM");
      },
    });
    const page = (path: string) => read(`http://127.0.0.1:${port}${path}`);
    await vi.waitFor(async () => expect(await page("/health")).toMatchObject({ status: 200 }), 60_000);
    expect(await page("/ready")).toMatchObject({
      status: 503,
      text: expect.stringContaining("not open yet"),
    });
    await vi.waitFor(async () => expect(await page("/ready")).toMatchObject({ status: 200 }), 120_000);

    const question = { question: "When will the Veldmark bridge reopen to cars?" };
    await discord.slash("ask", question, member()).message(60_000);
    const metrics = (await page("/metrics"))?.text ?? "";
    expect(metrics).toMatch(/^dateline_questions_total\{outcome="answered"\} 1$/m);
    expect(metrics).toMatch(
      /^dateline_model_info\{kind="embedder",name="bge-small-en-v1\.5",fingerprint="[0-9a-f]{64}"\} 1$/m,
    );
    expect(metrics).toMatch(/^dateline_index_size [1-9]\d*$/m);
    expect(metrics).not.toMatch(/Veldmark|bridge/);
    expect(output).toContain(`"event":"http","url":"http://127.0.0.1:${port}"`);
    stop();
    expect((await run).code).toBe(0);
    expect(await page("/health")).toBeNull();
  });
  await discord.close();
});

it("ends with a remedy where the port is taken", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const env = { DISCORD_TOKEN: "a.b.c", DATELINE_HTTP_PORT: String(port), DATELINE_LOG_LEVEL: "silent" };
  const { code, stderr } = await runBin("bot.js", [], { env });
  server.close();
  expect(code).toBe(1);
  expect(stderr).toMatch(/DATELINE_HTTP_PORT.*\n {2}Choose another/);
});
