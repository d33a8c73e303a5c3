// A site on loopback that serves feeds and pages as a test tells it to, and remembers what it was asked.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Served {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

export class Site {
  readonly asked: Asked[] = [];
  readonly #pages = new Map<string, (request: IncomingMessage) => Served>();
  readonly #server: Server;

  static async open(): Promise<Site> {
    const site = new Site();
    await new Promise<void>((resolve) => site.#server.listen(0, "127.0.0.1", resolve));
    return site;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? "/";
      this.asked.push({ path, headers: request.headers });
      const { status = 200, headers = {}, body = "" } = this.#pages.get(path)?.(request) ?? { status: 404 };
      response.writeHead(status, headers).end(body);
    });
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  url(path: string): string {
    return `http://${this.host}${path}`;
  }

  /** Serves something at a path from now on. */
  serve(path: string, served: Served | ((request: IncomingMessage) => Served)): void {
    this.#pages.set(path, typeof served === "function" ? served : () => served);
  }

  /** Serves a feed with an ETag of its content and answers 304 to it. */
  serveFeed(path: string, body: string): void {
    const etag = `"${body.length}-${body.split("<item>").length}"`;
    this.serve(path, ({ headers }) => {
      if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
      return { headers: { "content-type": "application/rss+xml", etag }, body };
    });
  }

  /** Paths asked for, in order, since the last call. */
  take(): string[] {
    return this.asked.splice(0).map(({ path }) => path);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Opens a site for the length of a test. */
export async function openSite(): Promise<Site> {
  const { onTestFinished } = await import("vitest"); // the transcripts use sites without it
  const site = await Site.open();
  onTestFinished(() => site.close());
  return site;
}

export interface ItemText {
  readonly guid?: string;
  readonly link?: string;
  readonly title?: string;
  readonly date?: string | null;
  readonly text?: string | null;
}

/** Writes a feed of RSS 2.0; an item without a guid, link or date has none. */
export function rss(title: string, siteUrl: string, items: readonly ItemText[]): string {
  const written = items.map(({ guid, link, title: name = "A title", date, text }) => {
    const part = (tag: string, value: string | null | undefined) =>
      value == null ? "" : `<${tag}>${value}</${tag}>`;
    const id = guid === undefined ? "" : `<guid isPermaLink="false">${guid}</guid>`;
    return `<item>${id}${part("title", name)}${part("link", link)}${part("pubDate", date)}${part("description", text)}</item>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>${title}</title><link>${siteUrl}</link>${written.join("\n")}</channel></rss>`;
}

/** Writes an article page. */
export function page(title: string, paragraphs: readonly string[], head = ""): string {
  const body = paragraphs.map((text) => `<p>${text}</p>`).join("\n");
  return `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1>${body}</article></body></html>`;
}
