// Takes pictures of pages with a headless Chromium, over its debugging pipe; one process for all, on a profile of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { Readable, Writable } from "node:stream";

const DEFAULT_PATH = "/usr/bin/chromium";
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
  "--disable-lcd-text",
  "--remote-debugging-pipe",
];
const ANSWER_MS = 30_000;

/** The browser named by CHROMIUM, else Debian's; null where there is none. */
export function chromiumPath(): string | null {
  const path = process.env["CHROMIUM"] ?? DEFAULT_PATH;
  return existsSync(path) ? path : null;
}

/** Says what to do where `chromiumPath` gives null. */
export const NO_CHROMIUM = `No Chromium at ${process.env["CHROMIUM"] ?? DEFAULT_PATH}: install it (Debian: apt-get install chromium) or name one in CHROMIUM.`;

interface Reply {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** A running browser with one page. */
export class Chromium {
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #session: string | null = null;
  #sent = 0;

  /** @throws Error where it does not start */
  static async open(path: string): Promise<Chromium> {
    const browser = new Chromium(path);
    const { targetId } = await browser.#ask("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await browser.#ask("Target.attachToTarget", { targetId, flatten: true });
    browser.#session = String(sessionId);
    return browser;
  }

  private constructor(path: string) {
    this.#profile = mkdtempSync(join(tmpdir(), "dateline-chromium-"));
    this.#child = spawn(path, [...FLAGS, `--user-data-dir=${this.#profile}`], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    let rest = "";
    (this.#child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
      const replies = (rest + text).split("\0");
      rest = replies.pop() ?? "";
      for (const each of replies) this.#take(JSON.parse(each) as Reply);
    });
  }

  /** Returns a PNG of the whole page at this width, in CSS pixels; `scale` multiplies the picture's own. */
  async picture(html: string, width: number, scale = 1): Promise<Buffer> {
    const { frameTree } = await this.#ask("Page.getFrameTree");
    const frameId = (frameTree as { frame: { id: string } }).frame.id;
    await this.#resize(width, 100, scale);
    await this.#ask("Page.setDocumentContent", { frameId, html });
    const { cssContentSize } = await this.#ask("Page.getLayoutMetrics");
    await this.#resize(width, Math.ceil((cssContentSize as { height: number }).height), scale);
    const { data } = await this.#ask("Page.captureScreenshot", { format: "png" });
    return Buffer.from(String(data), "base64");
  }

  /** Ends the process and removes its profile. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#session = null;
    await this.#ask("Browser.close");
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #resize(width: number, height: number, deviceScaleFactor: number): Promise<void> {
    const metrics = { width, height, deviceScaleFactor, mobile: false };
    await this.#ask("Emulation.setDeviceMetricsOverride", metrics);
  }

  #ask(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    this.#sent += 1;
    const id = this.#sent;
    const session = this.#session === null ? {} : { sessionId: this.#session };
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`Chromium did not answer ${method}`)), ANSWER_MS);
      this.#waiting.set(id, ({ result = {}, error }) => {
        clearTimeout(late);
        if (error === undefined) resolve(result);
        else reject(new Error(`Chromium refused ${method}: ${error.message}`));
      });
      (this.#child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    });
  }

  #take(reply: Reply): void {
    if (reply.id === undefined) return;
    this.#waiting.get(reply.id)?.(reply);
    this.#waiting.delete(reply.id);
  }
}
