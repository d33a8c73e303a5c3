// Letters that are one for whoever searches, and offsets that stay those of the text.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findFolded, fold } from "../../src/model/fold.js";

describe("fold", () => {
  it.each([
    ["İnciraltı", "INCIRALTI"],
    ["ILGIN ırmağı", "ilgin irmagi"],
    ["Łódź", "lodz"],
    ["København", "KOBENHAVN"],
    ["Đoković", "dokovic"],
    ["Ærø", "aero"],
    ["Straße", "STRASSE"],
    ["GROẞ", "gross"],
    ["Þórður", "thordur"],
    ["Cœur", "COEUR"],
    ["Crème brûlée", "creme brulee"],
    ["e\u0301te\u0301", "été"],
    ["Ħamrun", "hamrun"],
    ["Əliyev", "eliyev"],
    ["ΑΘΉΝΑ ΟΔΌΣ", "αθηνα οδος"],
    ["Орёл", "орел"],
    ["ﬁnanço", "financo"],
    ["Ｔｏｋｙｏ", "tokyo"],
    ["Nguyễn", "nguyen"],
  ])("makes %s and %s one", (one, other) => expect(fold(one)).toBe(fold(other)));

  it.each([
    ["Чайка", "чаика"],
    ["が", "か"],
    ["한국", "하국"],
    ["m²", "m2"],
    ["हिन्दी", "हिनदी"],
  ])("keeps %s and %s apart", (one, other) => expect(fold(one)).not.toBe(fold(other)));

  it("changes nothing when it is done again, and every letter by itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 500 },
    );
    const letters = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code));
    expect(letters.filter((letter) => fold(fold(letter)) !== fold(letter))).toEqual([]);
  });
});

describe("findFolded", () => {
  const found = (text: string, wanted: string) => {
    const span = findFolded(text, wanted);
    return span === null ? null : text.slice(span.start, span.end);
  };

  it.each([
    ["İİİİ İnciraltı İskelesi", "inciralti", "İnciraltı"],
    ["Ein Großer Spaß am Ende", "spass", "Spaß"],
    ["Ein Großer Spaß am Ende", "ende", "Ende"],
    ["Die Maß.", "mas", "Maß"],
    ["vor der e\u0301te\u0301 da", "ete", "e\u0301te\u0301"],
    ["😀 Łódź", "LODZ", "Łódź"],
    ["nothing", "Łódź", null],
    ["nothing", "", null],
  ])("in %j: %j", (text, wanted, expected) => expect(found(text, wanted)).toBe(expected));
});
