// Downloads an attachment of an interaction: only from Discord's own hosts, without redirects, with limits on size and time.
import { DatelineError, describeError } from "../model/errors.js";

/** Hosts that Discord serves attachments from. */
const DISCORD_HOSTS = new Set(["cdn.discordapp.com", "media.discordapp.net"]);
/** Long enough for 5 MB over a slow connection, well within the 15 minutes of an interaction. */
const TIMEOUT_MS = 30_000;

/** Returns the fetcher; if the REST API is not Discord's own, its host may serve attachments too (http on loopback only). */
export function attachmentFetcher(apiUrl: string): (url: string, maxBytes: number) => Promise<Uint8Array> {
  const api = new URL(apiUrl);
  return async (url, maxBytes) => {
    const target = URL.canParse(url) ? new URL(url) : null;
    if (target === null || !isAllowed(target, api)) {
      throw new DatelineError(
        "discord-api",
        `Attachment: ${target?.host ?? "no URL"}: expected a file on Discord's own servers`,
      );
    }
    try {
      return await read(target, maxBytes);
    } catch (error) {
      if (error instanceof DatelineError) throw error;
      throw new DatelineError("discord-api", `Attachment: ${target.host}: ${describeError(error)}`, {
        hint: "Attach the file again.",
        cause: error,
      });
    }
  };
}

function isAllowed(target: URL, api: URL): boolean {
  if (DISCORD_HOSTS.has(target.host)) return target.protocol === "https:";
  if (target.host !== api.host || api.host === "discord.com") return false;
  return target.protocol === "https:" || isLoopback(target.hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

async function read(url: URL, maxBytes: number): Promise<Uint8Array> {
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok || response.body === null) {
    throw new DatelineError(
      "discord-api",
      `Attachment: ${url.host}: expected a file, got HTTP ${response.status}`,
      {
        hint: "Attach the file again.",
      },
    );
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.byteLength;
    if (size > maxBytes) {
      throw new DatelineError("read-too-large", `Attachment: expected at most ${maxBytes / 1e6} MB`, {
        hint: "Split the file, or add it with `dateline ingest` on the machine that runs Dateline.",
      });
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
