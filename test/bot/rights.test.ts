// What people may do: every audience against members, managers, guests and people in DMs.
import { PermissionsBitField } from "discord.js";
import { describe, expect, it } from "vitest";
import { accessOf } from "../../src/bot/rights.js";
import { type Audience, DEFAULT_SETTINGS } from "../../src/model/guild.js";

const GUILD = "100000000000000000";
const [REPORTER, MEMBER] = ["200000000000000001", "200000000000000002"];

type Asking = Parameters<typeof accessOf>[0];

function asking({ roles = [MEMBER], manager = false, guildId = GUILD as string | null, guest = false }) {
  return {
    guildId,
    member: guildId === null ? null : { roles },
    memberPermissions: guildId === null ? null : new PermissionsBitField(manager ? ["ManageGuild"] : []),
    authorizingIntegrationOwners: guest ? { 1: "7" } : { 0: guildId ?? "0" },
  } as unknown as Asking;
}

const rights = (who: Parameters<typeof asking>[0], audience: Audience) =>
  accessOf(asking(who), { ...DEFAULT_SETTINGS, mayAsk: audience, mayAdd: audience }).can;

describe("rights", () => {
  it.each<[Audience, boolean, boolean]>([
    ["everyone", true, true],
    ["managers", false, false],
    [[REPORTER], false, true],
    [[MEMBER, REPORTER], true, true],
    [[GUILD], true, true],
  ])("of %j: a member %s, a reporter %s, a manager always", (audience, member, reporter) => {
    expect(rights({}, audience)).toEqual({ ask: member, add: member, manage: false });
    expect(rights({ roles: [MEMBER, REPORTER] }, audience)).toEqual({
      ...{ ask: reporter, add: reporter, manage: false },
    });
    expect(rights({ manager: true, roles: [] }, audience)).toEqual({ ask: true, add: true, manage: true });
  });

  it("keep replies private among the people of a private channel", () => {
    const group = { ...asking({ guildId: null }), context: 2 } as Asking;
    expect(accessOf(group, DEFAULT_SETTINGS).visibility).toBe("private");
    expect(accessOf({ ...group, context: 1 } as Asking, DEFAULT_SETTINGS).visibility).toBe("public");
  });

  it("let everyone ask and nobody add in a DM", () => {
    expect(rights({ guildId: null }, "everyone")).toEqual({ ask: true, add: false, manage: false });
  });

  it("let nobody add where Dateline is a guest, not even the owner of the guild, and make replies private there", () => {
    expect(rights({ guest: true, manager: true }, "everyone")).toEqual({
      ask: true,
      add: false,
      manage: false,
    });
    expect(accessOf(asking({ guest: true }), DEFAULT_SETTINGS)).toMatchObject({
      visibility: "private",
      isGuest: true,
    });
    expect(accessOf(asking({ guildId: null, guest: true }), DEFAULT_SETTINGS)).toMatchObject({
      visibility: "public",
      isGuest: false,
      mayPost: true,
    });
    const external = {
      ...asking({ guest: true }),
      memberPermissions: new PermissionsBitField("UseExternalApps"),
    };
    expect(accessOf(external as unknown as Asking, DEFAULT_SETTINGS).mayPost).toBe(true);
    expect(accessOf(asking({ guest: true }), DEFAULT_SETTINGS).mayPost).toBe(false);
    expect(accessOf(asking({}), DEFAULT_SETTINGS).mayPost).toBe(true);
  });

  it("reads roles from members of discord.js too", () => {
    const cached = { ...asking({}), member: { roles: { cache: new Map([[REPORTER, {}]]) } } };
    const settings = { ...DEFAULT_SETTINGS, mayAsk: [REPORTER] };
    expect(accessOf(cached as unknown as Asking, settings).can.ask).toBe(true);
  });
});
