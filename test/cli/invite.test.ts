// `dateline invite`: the address for a known application, for that of a token, and without either.
import { expect, it, onTestFinished } from "vitest";
import { DiscordDouble } from "../discord/double.js";
import { runCli } from "./run-cli.js";

it("prints the address that invites the bot, asking Discord for its id if need be", async () => {
  const double = await DiscordDouble.open();
  onTestFinished(() => double.close());
  const env = { DISCORD_TOKEN: double.token, DISCORD_API_URL: double.apiUrl };
  const asked = await runCli(["invite"], { env });
  expect(asked.stdout).toMatch(
    /^https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+&scope=bot\+applications\.commands&permissions=\d+\n$/,
  );
  expect(new URL(asked.stdout).searchParams.get("client_id")).toBe(double.applicationId);
  const id = "123456789012345678";
  const known = await runCli(["invite", "--json"], { env: { DISCORD_APPLICATION_ID: id } });
  expect(new URL(JSON.parse(known.stdout).url).searchParams.get("client_id")).toBe(id);
  expect(double.violations).toEqual([]);
  const none = await runCli(["invite"]);
  expect([none.code, none.stderr]).toEqual([
    1,
    expect.stringContaining("DISCORD_APPLICATION_ID or DISCORD_TOKEN"),
  ]);
}, 120_000);
