// Attachments: only from Discord's own hosts, complete, and within the limit.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { attachmentFetcher } from "../../src/bot/download-attachment.js";

describe("attachments", () => {
  let server: Server | null = null;
  afterEach(() => void server?.close());

  async function serve(listener: RequestListener): Promise<string> {
    const opened = createServer(listener);
    server = opened;
    await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
  }

  it("are read completely up to the limit, and not beyond it even if no length is announced", async () => {
    const base = await serve((_request, response) => {
      for (let i = 0; i < 10; i += 1) response.write(Buffer.alloc(1000));
      response.end();
    });
    const fetchAttachment = attachmentFetcher(`${base}/api`);
    expect(await fetchAttachment(`${base}/attachments/1/a.txt`, 10_000)).toHaveLength(10_000);
    await expect(fetchAttachment(`${base}/attachments/1/a.txt`, 9_999)).rejects.toMatchObject({
      code: "read-too-large",
    });
  });

  it("are not read from redirects or failed responses", async () => {
    const base = await serve((request, response) => {
      response.statusCode = request.url === "/gone" ? 404 : 302;
      response.setHeader("location", "/elsewhere");
      response.end();
    });
    const fetchAttachment = attachmentFetcher(`${base}/api`);
    for (const path of ["/moved", "/gone"]) {
      await expect(fetchAttachment(`${base}${path}`, 10)).rejects.toMatchObject({ code: "discord-api" });
    }
  });

  it.each([
    "http://cdn.discordapp.com/attachments/1/a.txt",
    "https://cdn.discordapp.com.evil.example/a.txt",
    "https://discord.com/a.txt",
    "http://169.254.169.254/latest",
    "http://127.0.0.1:1/a.txt",
    "file:///etc/passwd",
    "nonsense",
  ])("are refused from %s", async (url) => {
    const fetchAttachment = attachmentFetcher("https://discord.com/api");
    await expect(fetchAttachment(url, 10)).rejects.toThrow(/expected a file on Discord's own servers/);
  });

  it("are not requested without encryption from another machine", async () => {
    const fetchAttachment = attachmentFetcher("http://discord.internal.example/api");
    await expect(fetchAttachment("http://discord.internal.example/a.txt", 10)).rejects.toThrow(
      /Discord's own servers/,
    );
  });
});
