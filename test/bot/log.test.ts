// The log, and the other places that print errors: one line per event, and no secrets.

import { fileURLToPath } from "node:url";
import { DiscordAPIError, HTTPError } from "discord.js";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { createLog } from "../../src/bot/log.js";
import { withoutSecrets } from "../../src/bot/secrets.js";
import { runBin } from "../cli/run-cli.js";

const TOKEN = "MTE0NTEyMzQ1Njc4OTAxMjM0NQ.GdOuBl.made-up-0123456789abcdefghij";
const OTHER_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.AbCdEf.another-0123456789abcdefghi";
const INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OmFiY2RlZg";

const lines: string[] = [];
const log = createLog({ level: "info", write: (line) => void lines.push(line), secrets: [TOKEN, ""] });
afterEach(() => void lines.splice(0));

const written = (): string => {
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  return lines.join("");
};

describe("the log", () => {
  it("is one line per event, whatever line breaks it contains", () => {
    log.info({ event: "ready", user: "two\nlines\u2028three" });
    log.debug({ event: "quiet" });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "info", event: "ready" });
  });

  it("writes an error with its causes, even if one is its own cause", () => {
    const error = new Error("outer", { cause: new TypeError("inner") });
    log.error({ event: "failed", err: error });
    expect(JSON.parse(lines[0] ?? "").err).toMatchObject({
      name: "Error",
      message: "outer",
      cause: { name: "TypeError", message: "inner" },
    });
    error.cause = error;
    log.error({ event: "failed", err: error });
    expect(lines).toHaveLength(2);
  });
});

describe("a secret", () => {
  const request = { method: "PATCH", url: `https://x.example/api/v10/webhooks/12/${INTERACTION}/messages` };

  it.each([
    ["in a message", () => new Error(`refused ${TOKEN}`)],
    ["in a cause of a cause", () => new Error("a", { cause: new Error("b", { cause: new Error(TOKEN) }) })],
    ["in a name", () => Object.assign(new Error("a"), { name: TOKEN })],
    ["in a code", () => Object.assign(new Error("a"), { code: TOKEN })],
    ["that is no error but thrown", () => `thrown ${TOKEN}`],
    ["of another bot", () => new Error(`used ${OTHER_TOKEN} by mistake`)],
    ["of an interaction, bare", () => new Error(`token ${INTERACTION} expired`)],
    ["in an authorization header", () => new Error("Bearer abcdefghij0123456789.x")],
    ["in a URL", () => new Error("GET https://me:hunter2@hub.example/x failed")],
    [
      "in what Discord's library throws",
      () =>
        new DiscordAPIError(
          { code: 50027, message: `Invalid ${INTERACTION}` },
          50027,
          401,
          request.method,
          request.url,
          {},
        ),
    ],
    [
      "in what its transport throws",
      () => new HTTPError(500, INTERACTION, request.method, request.url, { body: { token: TOKEN } }),
    ],
  ])("%s never reaches the log", (_where, make) => {
    const err = make();
    log.error({ event: "failed", err, also: err instanceof Error ? err.message : err });
    expect(written()).toContain("[secret]");
    expect(written()).not.toMatch(/made-up-0123|another-0123|aW50ZXJhY3Rpb246|abcdefghij0|hunter2/);
  });

  it("in a field never reaches the log, at any depth, nor in JSON within a string", () => {
    const nested = { a: { b: [{ c: { token: 'ab"c', Authorization: "x y" } }] } };
    log.warn({
      event: "failed",
      token: "ab\\",
      nested,
      body: JSON.stringify({ token: "abc", kept: "seen" }),
    });
    expect(written()).not.toMatch(/ab|x y/);
    expect(written()).toContain("seen");
  });

  it("is found in JSON and URL encoding", () => {
    const odd = 'sé"cret\\ 1/2';
    const write = (line: string) => void lines.push(line);
    createLog({ level: "info", write, secrets: [odd] }).info({ event: odd, url: encodeURIComponent(odd) });
    expect(written()).not.toMatch(/sé|%20/);
  });

  it("never survives, whatever surrounds it (property)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (before, after) => {
        lines.splice(0);
        log.error({ event: "failed", err: new Error(`${before}${TOKEN}${after}`), text: before + TOKEN });
        expect(written()).not.toContain("made-up-0123");
        expect(lines).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it("is not found in ordinary text", () => {
    const plain =
      "Bot registered 6 commands; see https://example.org/a?b=c@d and mail editor@example.org 1.2.3";
    expect(withoutSecrets(plain, [TOKEN, ""])).toBe(plain);
  });
});

describe("outside the log", () => {
  it.each(["bot.js", "cli.js"])("%s reports a failure without the token", async (name) => {
    // A folder that cannot be made, so that the failure repeats its name.
    const folder = fileURLToPath(new URL(`${TOKEN}`, `${import.meta.url}/`));
    const env = { DISCORD_TOKEN: TOKEN, DATELINE_DATA: folder, DATELINE_LOG_LEVEL: "silent" };
    const { code, stdout, stderr } = await runBin(name, name === "cli.js" ? ["status", "--debug"] : [], {
      env,
    });
    expect(code).toBe(1);
    expect(stderr).toContain("log.test.ts/[secret]");
    expect(stdout + stderr).not.toContain(TOKEN);
  });
});
