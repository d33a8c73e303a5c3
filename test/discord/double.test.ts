// The double of Discord refuses what Discord refuses.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { apiSchema, apiSchemaPresent } from "./api-schema.js";
import { DiscordDouble } from "./double.js";
import { checkDefer, checkMessage, type RawMessage } from "./rules.js";

let double: DiscordDouble;
beforeAll(async () => {
  double = await DiscordDouble.open();
});
afterAll(() => double.close());
beforeEach(() => void double.rest.violations.splice(0));

function request(method: string, path: string, body?: unknown, token = double.token): Promise<Response> {
  return fetch(`${double.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const TEXT = { type: 10, content: "text" };
const GOOD: RawMessage = {
  flags: 1 << 15,
  allowed_mentions: { parse: [] },
  components: [{ type: 17, components: [TEXT] }],
};

describe("the double", () => {
  it("refuses a wrong token", async () => {
    expect((await request("GET", "/gateway/bot", undefined, "wrong")).status).toBe(401);
    expect((await request("GET", "/gateway/bot")).status).toBe(200);
  });

  it("knows no interaction that it did not send", async () => {
    const response = await request("POST", "/interactions/1/token/callback", { type: 5 });
    expect(await response.json()).toMatchObject({ code: 10_062 });
    expect((await request("PATCH", "/webhooks/1/token/messages/@original", GOOD)).status).toBe(401);
  });

  it.skipIf(!apiSchemaPresent)("checks requests against Discord's description", async () => {
    const path = `/applications/${double.applicationId}/commands`;
    expect((await request("PUT", path, [{ name: "ok", description: "ok", type: 1 }])).status).toBe(200);
    for (const wrong of [
      [{ name: "x".repeat(33), type: 1 }],
      [{ description: "no name", type: 1 }],
      "text",
    ]) {
      expect((await request("PUT", path, wrong)).status).toBe(400);
    }
    expect((await request("GET", "/gateway/bot?nonsense=1")).status).toBe(400);
    expect((await request("GET", "/no/such/path")).status).toBe(400);
    expect(double.violations).toHaveLength(5);
    const callback = {
      method: "POST",
      path: "/interactions/1/t/callback",
      query: new URLSearchParams(),
      authorized: false,
    };
    expect(apiSchema().check({ ...callback, body: { type: 99 } })).not.toEqual([]);
    expect(apiSchema().check({ ...callback, body: { type: 5, data: { flags: 64 } } })).toEqual([]);
  });
});

describe("the rules", () => {
  it("accept a valid message", () => {
    expect(checkMessage(GOOD, "reply")).toEqual([]);
  });

  const row = (count: number) => ({
    type: 1,
    components: Array.from({ length: count }, () => ({ type: 2, label: "x", custom_id: "same" })),
  });
  it.each<[string, RawMessage]>([
    ["no Components V2", { ...GOOD, flags: 0 }],
    ["content", { ...GOOD, content: "x" }],
    ["mentions allowed", { ...GOOD, allowed_mentions: { parse: ["everyone"] } }],
    ["mentions not named", { flags: 1 << 15, components: [TEXT] }],
    ["too many components", { ...GOOD, components: Array.from({ length: 41 }, () => TEXT) }],
    ["too much text", { ...GOOD, components: [{ type: 10, content: "x".repeat(4001) }] }],
    ["too much weight", { ...GOOD, components: [{ type: 10, content: "漢".repeat(3400) }] }],
    ["empty text", { ...GOOD, components: [{ type: 10, content: " " }] }],
    ["a custom_id twice", { ...GOOD, components: [row(2)] }],
    [
      "a container in a container",
      { ...GOOD, components: [{ type: 17, components: [{ type: 17, components: [TEXT] }] }] },
    ],
  ])("refuse %s", (_name, message) => {
    expect(checkMessage(message, "reply")).toHaveLength(1);
  });

  it("refuse six buttons in a row, and their custom_id too if it is the same", () => {
    expect(checkMessage({ ...GOOD, components: [row(6)] }, "reply")).toHaveLength(2);
  });

  it("refuse EPHEMERAL on an edit, and anything but EPHEMERAL on a defer", () => {
    expect(checkMessage({ ...GOOD, flags: (1 << 15) | 64 }, "edit")).toHaveLength(1);
    expect(checkDefer({ flags: 64 })).toEqual([]);
    expect(checkDefer({ flags: 1 << 15 })).toHaveLength(1);
    expect(checkDefer({ content: "x" })).toHaveLength(1);
  });
});
