// Month names and time zones as newspapers write them. Words only; dates-parse.ts reads with them.

/** Twelve months a line, full names and usual abbreviations separated by "/"; matched without case, dots and accents. */
const monthTable = [
  "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec", // English
  "januar/jan/janner februar/feb marz/mrz/maerz april/apr mai juni/jun juli/jul august/aug september/sept/sep oktober/okt november/nov dezember/dez", // German
  "janvier/janv fevrier/fevr/fev mars avril/avr mai juin juillet/juil aout septembre/sept octobre/oct novembre/nov decembre/dec", // French
  "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic", // Spanish
  "ocak/oca subat/sub mart/mar nisan/nis mayis/may haziran/haz temmuz/tem agustos/agu eylul/eyl ekim/eki kasim/kas aralik/ara", // Turkish
  "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set/sett ottobre/ott novembre/nov dicembre/dic", // Italian
  "janeiro/jan fevereiro/fev marco/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out novembro/nov dezembro/dez", // Portuguese
  "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep oktober/okt november/nov december/dec", // Dutch
  "januar/jan februar/feb mars/mar april/apr mai/maj juni/jun juli/jul august/augusti/aug september/sep oktober/okt november/nov desember/december/des", // Scandinavian
  "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesakuuta/kesakuu heinakuuta/heinakuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu", // Finnish
  "stycznia/styczen lutego/luty marca/marzec kwietnia/kwiecien maja/maj czerwca/czerwiec lipca/lipiec sierpnia/sierpien wrzesnia/wrzesien pazdziernika/pazdziernik listopada/listopad grudnia/grudzien", // Polish
  "января/янв февраля/фев марта апреля/апр мая июня июля августа/авг сентября/сен октября/окт ноября/ноя декабря/дек", // Russian
  "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня", // Ukrainian
];

/** Lower case, without accents and dots, the Turkish dotless ı as i, so that one spelling meets all. */
export function foldWord(word: string): string {
  return word
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036F.]/g, "")
    .replaceAll("ı", "i")
    .replaceAll("ł", "l")
    .normalize("NFC");
}

const monthNumbers = new Map<string, number>();
for (const line of monthTable) {
  for (const [index, names] of line.split(" ").entries()) {
    for (const name of names.split("/")) monthNumbers.set(foldWord(name), index + 1);
  }
}

/** Returns 1 to 12, or null for a word that names no month. */
export function monthNumber(word: string): number | null {
  return monthNumbers.get(foldWord(word)) ?? null;
}

/** Minutes east of UTC. Names used in several zones (IST, CST, ET) are left out: they give a day, not an instant. */
const zoneMinutes: Readonly<Record<string, number>> = {
  Z: 0,
  GMT: 0,
  UTC: 0,
  WET: 0,
  BST: 60, // British summer; Bangladesh writes BDT
  WEST: 60,
  CET: 60,
  MEZ: 60,
  CEST: 120,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  TRT: 180,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

/** Returns minutes east of UTC for "GMT", "+03:00", "UTC+3", "-0500"; null for a zone that is unknown or ambiguous. */
export function zoneOffset(zone: string): number | null {
  const offset = /^(?:GMT|UTC)?([+-−])(\d{1,2}):?(\d{2})?$/i.exec(zone);
  if (!offset) return zoneMinutes[zone.toUpperCase()] ?? null;
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  if (minutes > 14 * 60) return null; // UTC+14 is the farthest there is
  return offset[1] === "+" ? minutes : -minutes;
}
