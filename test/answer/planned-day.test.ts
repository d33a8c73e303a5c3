// The day of a coming event: only of a plain statement, only one day, and never in doubt.
import { describe, expect, it } from "vitest";
import { plannedDay } from "../../src/answer/planned-day.js";

/** A Saturday. */
const WRITTEN = "2025-08-09";

describe("the day of an event", () => {
  it.each([
    ["en", "The two mayors will meet in Ostmark on 15 August, the council said.", "2025-08-15"],
    ["en", "She said on Friday that she will meet the owners on August 15 in Tiel.", "2025-08-15"],
    ["en", "The trial is scheduled for Aug. 20.", "2025-08-20"],
    ["en", "The weir will reopen on Friday, 15 August 2025.", "2025-08-15"],
    ["en", "The ferry will sail again on 3 May in the morning.", "2026-05-03"],
    ["en", "The owners will meet next Friday.", "2025-08-15"],
    ["en", "The council will vote tomorrow in Tiel.", "2025-08-10"],
    ["en", "The council will vote on Tuesday, its speaker said on Friday.", "2025-08-12"],
    ["en", "“We will open on 15 August,” the owner said.", "2025-08-15"],
    ["de", "Das Wehr wird am 15. August wieder geöffnet, sagte die Bürgermeisterin.", "2025-08-15"],
    ["de", "Der Prozess beginnt am 20. August in Tiel.", "2025-08-20"],
    ["fr", "Les deux maires se rencontreront le 15 août à Ostmark.", "2025-08-15"],
    ["es", "Los dos alcaldes se reunirán el 15 de agosto en Ostmark.", "2025-08-15"],
    ["tr", "İki başkan 15 Ağustos’ta Ostmark’ta görüşecek.", "2025-08-15"],
  ])("%s: %s", (language, sentence, day) => {
    expect(plannedDay(sentence, WRITTEN, language)).toBe(day);
  });

  it.each([
    ["en", "The mayors may meet on 15 August."],
    ["en", "They are expected to meet on 15 August."],
    ["en", "They hope the weir will reopen on 15 August."],
    ["en", "They will not meet on 15 August."],
    ["en", "The talks will be on 15 August if all agree."],
    ["en", "The weir will reopen by 15 August."],
    ["en", "The weir will be closed until 15 August."],
    ["en", "The fair will run from 15 to 17 August."],
    ["en", "The fair will be held on 15-17 August."],
    ["en", "The talks will be on 15 or 16 August."],
    ["en", "The fair will open on 15 August and the trial on 20 August."],
    ["en", "The fair of 15 August will be postponed."],
    ["en", "The fair, which was due to open on 15 August, has been cancelled."],
    ["en", "The mayors met on 1 August."],
    ["en", "The fair, postponed from 15 August, will be held in Tiel."],
    ["en", "The launch is set for 15 August, weather permitting."],
    ["en", "The merger is set for 15 August, pending approval."],
    ["en", "The vote will be held as early as 15 August."],
    ["en", "He intends to step down and will hand over on 15 August."],
    ["en", "It is false that the fair will open on 15 August."],
    ["en", "The council rejected reports that the fair will open on 15 August."],
    ["en", "A fan claims that the band will play in Tiel on 15 August."],
    ["en", "The fair will open on Thursday, 15 August."],
    ["en", "The fair will open on 15 August, a Monday."],
    ["en", "The fair will open on 31 September."],
    ["en", "The trial will begin on 15 August 2024."],
    ["en", "The fair will return in August."],
    ["en", "The fair will return soon."],
    ["en", "Will the mayors meet on 15 August?"],
    ["de", "Die Messe könnte am 15. August beginnen."],
    ["de", "Das Wehr wird bis zum 15. August geöffnet."],
    ["de", "Das Konzert am 15. August fällt aus und wird nachgeholt."],
    ["de", "Das Wehr wird vorbehaltlich der Prüfung am 15. August geöffnet."],
    ["de", "Das Wehr wird frühestens am 15. August geöffnet."],
    ["fr", "La foire pourrait ouvrir le 15 août."],
    ["fr", "La foire n’ouvrira pas le 15 août."],
    ["fr", "La foire ouvrira le 15 août, sauf imprévu."],
    ["es", "La feria se celebrará el 15 de agosto salvo cambios."],
    ["tr", "Fuar izin çıkarsa 15 Ağustos’ta açılacak."],
    ["es", "La feria abrirá antes del 15 de agosto."],
    ["es", "La feria podría abrir el 15 de agosto."],
    ["tr", "Fuar 15 Ağustos’a kadar açılacak."],
    ["tr", "Fuar 15 Ağustos’ta açılabilir."],
    ["nl", "De beurs opent op 15 augustus."],
  ])("is not given in doubt: %s: %s", (language, sentence) => {
    expect(plannedDay(sentence, WRITTEN, language)).toBeNull();
  });

  it("is not given of an undated report", () => {
    expect(plannedDay("The fair will open on 15 August.", null, "en")).toBeNull();
  });
});
