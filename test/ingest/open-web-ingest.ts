// An ingest whose every name leads to one server on loopback, through the real fetcher.
import { onTestFinished } from "vitest";
import { createWebFetcher, type WebFetcherOptions } from "../../src/fetch/web-fetcher.js";
import { createIngest } from "../../src/ingest/ingest.js";
import { type Behaviour, HostileServer } from "../fetch/hostile-server.js";
import { tempStores } from "../store/temp-folder.js";
import { wordEmbedder } from "../word-embedder.js";

export const NOW = "2025-12-31T12:00:00.000Z";
export const HOST = "www.gazette.example";
const HOSTS = [HOST, "other.example", "slow.example", "amp.gazette.example"];

export async function openWebIngest(
  behaviours: Readonly<Record<string, Behaviour>>,
  limits: WebFetcherOptions["limits"] = {},
) {
  const server = await HostileServer.open(behaviours);
  const fetcher = createWebFetcher({
    userAgent: "Dateline/test",
    allowHosts: HOSTS.map((host) => `${host}:${server.port}`),
    now: () => NOW,
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    limits,
  });
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
  const { articles: store } = await tempStores();
  const { embedder } = wordEmbedder();
  const ingest = createIngest({
    store,
    embedder: null,
    tokens: embedder,
    index: null,
    now: () => NOW,
    fetcher,
  });
  const url = (path: string, host = HOST) => `http://${host}:${server.port}${path}`;
  return { ingest, store, server, url };
}
