// The packs of feeds that come with Dateline: what they must offer, and that a menu of Discord can show them.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readStarterFeeds } from "../../src/main/open-intake.js";
import { LANGUAGES } from "../../src/model/guild.js";
import { MAX_CHOICES } from "../../src/render/message.js";
import { describePack, packName } from "../../src/render/start.js";
import { translatorFor } from "../../src/render/translator.js";

const packs = await readStarterFeeds({ starterFeeds: null });
const feeds = packs.flatMap((pack) => pack.feeds);

describe("data/starter-feeds.opml", () => {
  it("has a pack for each topic, and countries in at least eight languages", () => {
    const topics = packs.filter(({ region }) => region === null).map(({ packId }) => packId);
    expect(topics).toEqual(["world", "politics", "business", "science", "technology", "sport"]);
    const countries = packs.filter(({ region }) => region !== null);
    expect(countries.length).toBeGreaterThanOrEqual(8);
    expect(new Set(countries.flatMap(({ languages }) => languages)).size).toBeGreaterThanOrEqual(8);
    for (const language of LANGUAGES)
      expect(countries.some(({ languages }) => languages.includes(language))).toBe(true);
  });

  it("fits one menu, with ids that differ and three feeds or more in each pack", () => {
    expect(packs.length).toBeLessThanOrEqual(MAX_CHOICES);
    expect(new Set(packs.map(({ packId }) => packId)).size).toBe(packs.length);
    for (const pack of packs) expect(pack.feeds.length, pack.title).toBeGreaterThanOrEqual(3);
  });

  it("names each feed and its site, each address once", () => {
    expect(new Set(feeds.map(({ url }) => url)).size).toBe(feeds.length);
    for (const { url, title, siteUrl } of feeds) {
      expect(new URL(url).protocol, url).toMatch(/^https?:$/);
      expect(title, url).not.toBeNull();
      expect(siteUrl, url).not.toBeNull();
    }
  });

  it("says in data/README.md where each address comes from", () => {
    const readme = readFileSync(new URL("../../data/README.md", import.meta.url), "utf8");
    const table = readme.slice(readme.indexOf("## Starter feeds"));
    for (const { title } of feeds) expect(table, title ?? "").toContain(title);
  });

  it.each(LANGUAGES)("is named and described in %s", (language) => {
    const translator = translatorFor(language);
    for (const pack of packs) {
      expect(packName(pack, translator)).not.toBe("");
      expect(describePack(pack, translator)).toContain(pack.feeds[0]?.title);
    }
    expect(packName({ ...(packs[0] as (typeof packs)[0]), region: "DE" }, translator)).toMatch(
      /^(?:Germany|Deutschland|Allemagne|Alemania|Almanya)$/,
    );
  });
});
