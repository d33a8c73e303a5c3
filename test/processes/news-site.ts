// Many feeds on several hosts of loopback that get new items as a test goes on; counts the requests that a host has at a time.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const SYLLABLES = "ba co du fe gi ho ju ka le mi no pu ra se ti vo wa xe yo zu".split(" ");

/** A made-up word of its own for each number. */
export function wordOf(number: number): string {
  let word = "";
  for (let rest = number + 8_000; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return `${word}rn`;
}

/** A moment ago for whoever reads them: what is older on arrival is no news. */
const PUBLISHED = new Date().toUTCString();

export class NewsSite {
  /** Titles of all that was ever published. */
  readonly titles: string[] = [];
  /** Reads of feeds so far. */
  reads = 0;
  /** The most requests that any host had at a time. */
  most = 0;
  readonly #servers: readonly Server[];
  readonly #items: readonly number[][];

  static async open(feeds: number, hosts: number): Promise<NewsSite> {
    const site = new NewsSite(feeds, hosts);
    await Promise.all(
      site.#servers.map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
    );
    return site;
  }

  private constructor(feeds: number, hosts: number) {
    this.#items = Array.from({ length: feeds }, () => []);
    this.#servers = Array.from({ length: hosts }, () => {
      let open = 0;
      return createServer((request, response) => {
        open += 1;
        this.most = Math.max(this.most, open);
        response.on("close", () => {
          open -= 1;
        });
        const feed = Number(/^\/feed\/(\d+)$/.exec(request.url ?? "")?.[1]);
        const items = this.#items[feed];
        if (items === undefined) return void response.writeHead(404).end();
        this.reads += 1;
        const etag = `"${items.length}"`;
        if (request.headers["if-none-match"] === etag) return void response.writeHead(304, { etag }).end();
        response.writeHead(200, { "content-type": "application/rss+xml", etag }).end(documentOf(feed, items));
      });
    });
  }

  /** As "host:port". */
  get hosts(): string[] {
    return this.#servers.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  get addresses(): string[] {
    const { hosts } = this;
    return this.#items.map((_, feed) => `http://${hosts[feed % hosts.length]}/feed/${feed}`);
  }

  /** Publishes the next item in each of these feeds. */
  publish(feeds: readonly number[]): void {
    const number = this.titles.length;
    this.titles.push(titleOf(number));
    for (const feed of feeds) this.#items[feed % this.#items.length]?.push(number);
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

function titleOf(number: number): string {
  return `The ${wordOf(number)} festival begins`;
}

/** No two texts are alike, so that none is taken for a copy of another. */
function textOf(number: number): string {
  const words = Array.from({ length: 24 }, (_, n) => wordOf((number * 31 + n * 97 + n * n * number) % 7_000));
  const word = wordOf(number);
  return `The ${word} festival began on Monday, ${words.slice(0, 12).join(" ")} said. Then ${words.slice(12).join(" ")} followed.`;
}

function documentOf(feed: number, items: readonly number[]): string {
  const entries = items.map(
    (number) =>
      `<item><guid isPermaLink="false">${wordOf(number)}</guid><title>${titleOf(number)}</title>
      <link>https://paper.example/${wordOf(number)}</link><pubDate>${PUBLISHED}</pubDate>
      <description>${textOf(number)}</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper ${feed}</title><link>https://paper.example/</link>${entries.join("")}</channel></rss>`;
}
