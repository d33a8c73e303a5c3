// Lines that publishing systems add about where a post was first published.
import { describe, expect, it } from "vitest";
import { isFurniture, withoutFirstPublication } from "../../src/read/furniture.js";

const LINES = [
  "The post Bridge reopens appeared first on Norland Diary.",
  "This article was originally published on Norland Diary.",
  "Der Beitrag Brücke wieder offen erschien zuerst auf Nordblick.",
  "L’article Le pont rouvre est apparu en premier sur Carnet du Nord.",
  "La entrada El puente reabre se publicó primero en Diario del Norte.",
  "La entrada El puente reabre aparece primero en Diario del Norte.",
  "L'articolo Il ponte riapre proviene da Diario del Nord.",
  "Het bericht Brug weer open verscheen eerst op Noordblog.",
  "O post Ponte reabre apareceu primeiro em Diário do Norte.",
  "Köprü yeniden açıldı yazısı ilk önce Kuzey Günlüğü üzerinde ortaya çıktı.",
  "Artykuł Most znów otwarty pochodzi z serwisu Dziennik Północy.",
];
const NEWS = [
  "The tanker appeared first on radar at five in the morning, the coast guard said.",
  "Der Beitrag der Stadt zu den Kosten wurde zuerst abgelehnt, dann verdoppelt.",
  "La noticia se publicó el martes y causó protestas en la capital.",
  "Belediye başkanı, köprünün ilk önce onarılacağını söyledi.",
];

describe("the line that says where a post was first published", () => {
  it.each(LINES)("goes: %s", (line) => {
    expect(withoutFirstPublication(line)).toBe("");
    expect(isFurniture(line)).toBe(true);
  });

  it("goes from the end of a paragraph too, in languages where it has a beginning", () => {
    for (const line of LINES.filter((each) => !each.startsWith("Köprü")))
      expect(withoutFirstPublication(`The bridge is open again. ${line}`)).toBe("The bridge is open again.");
  });

  it.each(NEWS)("is not taken for news: %s", (line) => {
    expect(withoutFirstPublication(line)).toBe(line);
    expect(isFurniture(line)).toBe(false);
  });
});
