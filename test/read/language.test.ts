import { describe, expect, it } from "vitest";
import { checkLanguage, detectLanguage } from "../../src/read/language.js";

const texts: Readonly<Record<string, string>> = {
  en: "The council said on Monday that it was not going to close the bridge, and that the work had to be done at night.",
  de: "Der Rat hat am Montag beschlossen, dass die Brücke nicht geschlossen wird und die Arbeiten in der Nacht erledigt werden.",
  fr: "Le conseil a annoncé lundi que le pont ne serait pas fermé et que les travaux se feraient dans la nuit, pour la ville.",
  es: "El consejo dijo el lunes que el puente no se cerrará y que los trabajos se harán por la noche, como en el año pasado.",
  it: "Il consiglio ha detto lunedì che il ponte non sarà chiuso e che i lavori si faranno di notte, come è stato per anni.",
  pt: "O conselho disse na segunda-feira que a ponte não será fechada e que os trabalhos se farão à noite, como no ano passado.",
  nl: "De raad heeft maandag gezegd dat de brug niet wordt gesloten en dat het werk in de nacht door de stad wordt gedaan.",
  pl: "Rada poinformowała w poniedziałek, że most nie będzie zamknięty, a prace są prowadzone w nocy i od rana do południa.",
  tr: "Belediye meclisi pazartesi günü köprünün kapanmayacağını ve çalışmanın gece yapılacağını, bu kadar çok iş için daha bir yıl olacağını söyledi.",
  ru: "Городской совет сообщил в понедельник, что мост не будет закрыт, а работы пройдут ночью и будут стоить дешевле.",
  uk: "Міська рада повідомила в понеділок, що міст не буде закритий, а роботи відбудуться вночі і коштуватимуть дешевше.",
  bg: "Градският съвет съобщи в понеделник, че мостът няма да бъде затворен, а работата ще се върши през нощта, още тази година.",
  ar: "قال مجلس المدينة يوم الاثنين إن الجسر لن يغلق وإن العمل سيجري ليلا كما كان في العام الماضي.",
  fa: "شورای شهر روز دوشنبه گفت که پل بسته نمی‌شود و کار در شب انجام خواهد شد، چنان که پارسال هم چنین بود.",
  hi: "नगर परिषद ने सोमवार को कहा कि पुल बंद नहीं होगा और काम रात में किया जाएगा, जैसा पिछले साल हुआ था।",
  ja: "市議会は月曜日、橋は閉鎖されず、工事は夜間に行われると発表した。費用は昨年とほぼ同じになる見込みだという。作業は年末までに終わる。",
  ko: "시의회는 월요일에 다리가 폐쇄되지 않을 것이며 공사는 밤에 진행될 것이라고 밝혔다. 비용은 지난해와 거의 같을 전망이며 연말까지 끝난다.",
};

describe("detectLanguage", () => {
  it.each(Object.entries(texts))("knows %s", (language, text) => expect(detectLanguage(text)).toBe(language));

  it("says nothing of short texts and of lists of names", () => {
    expect(detectLanguage("")).toBeNull();
    expect(detectLanguage("Der Rat")).toBeNull();
    expect(
      detectLanguage("Holm, Sandel, Petri, Falk, Aas, Weir, Pell, Muster, Doe, Roe, Upyte, Schmidt"),
    ).toBeNull();
  });
});

describe("checkLanguage", () => {
  it("believes the page, unless a long text is plainly in another language", () => {
    const long = (texts["de"] ?? "").repeat(4);
    expect(checkLanguage("en-US", long)).toBe("de");
    expect(checkLanguage("de-AT", long)).toBe("de-AT");
    expect(checkLanguage("en-US", texts["de"] ?? "")).toBe("en-US");
    expect(checkLanguage(undefined, texts["fr"] ?? "")).toBe("fr");
    expect(checkLanguage("hr", "")).toBe("hr");
    expect(checkLanguage(undefined, "")).toBeNull();
  });
});
