// Makes the read-only page with its files and limits, and serves it alone for whoever tries Dateline in a browser.
import { readFile } from "node:fs/promises";
import { RateLimit } from "../bot/request-gate.js";
import { BrowserPage, isLoopback } from "../operate/browser-page.js";
import { type HttpServer, openHttpServer } from "../operate/http-server.js";
import type { Config } from "./config.js";
import { fileOfDateline } from "./environment.js";
import type { Dateline } from "./open-dateline.js";

/** Questions per minute, of everybody at the page together. */
const QUESTIONS_PER_MINUTE = 20;
/** The page takes four requests when it is opened, and one for each question. */
const REQUESTS_PER_MINUTE = 240;

/** Makes the page for a port on this host; null if others could reach it there. */
export async function makePage({ host }: Pick<Config["http"], "host">): Promise<BrowserPage | null> {
  if (!isLoopback(host)) return null;
  const file = (name: string) => readFile(fileOfDateline(`src/operate/page/${name}`), "utf8");
  return new BrowserPage({
    limits: {
      questions: new RateLimit(QUESTIONS_PER_MINUTE),
      requests: new RateLimit(REQUESTS_PER_MINUTE),
    },
    assets: {
      style: await file("page.css"),
      script: await file("page.js"),
      icon: await file("icon.svg"),
    },
  });
}

/** Serves the page on loopback until it is closed; port 0 takes any free one. @throws DatelineError config-invalid */
export async function servePage(
  { services }: Pick<Dateline, "services">,
  port: number,
  onFault: (error: unknown) => void,
): Promise<HttpServer> {
  const host = "127.0.0.1";
  const page = await makePage({ host });
  if (page === null) throw new TypeError("loopback is not loopback");
  page.open(services);
  return openHttpServer(page.pages, { port, host, onFault });
}
