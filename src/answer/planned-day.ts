// Finds the day of a coming event in a sentence that leaves no doubt about it: a plain statement, and one day only.

import { WEEKDAY_WORDS, WEEKDAYS, weekdayOf } from "../model/calendar.js";
import { tenseAround } from "./clause-tense.js";
import { namedDayMentions } from "./looks-ahead.js";
import { dayMentions } from "./relative-days.js";

/** What a sentence is read by, for each of Dateline's languages. */
interface Wording {
  /** States that something is to happen. */
  readonly sure: RegExp;
  /** Leaves it open whether, or when. */
  readonly doubt: RegExp;
  /** Before a day: an end, a beginning, something near it, or something else that happened then. */
  readonly notOn: RegExp;
  /** After a day. */
  readonly notOnAfter?: RegExp;
}

const WORDINGS: Readonly<Record<string, Wording>> = {
  en: {
    sure: /\b(?:will|(?:is|are) (?:now |also )?(?:scheduled|set|due|slated)|scheduled for|set for|(?:is|are) to \p{Ll}+|begins?|starts?|opens?|reopens?|takes? place|takes? effect|comes? into force)\b/iu,
    doubt:
      /\b(?:(?<!(?:\d|st|nd|rd|th|of) )may(?= \p{L})|might|could|should|would|if|unless|whether|when(?:ever)? or|possibl[ey]|perhaps|maybe|probabl[ey]|likely|unlikely|expect(?:ed|s)?|hop(?:es?|ed|ing)|wants?|wanted|plans to|planned to|planning|propos(?:es?|ed|al)|tentative(?:ly)?|provisional(?:ly)?|subject to|permitting|pending|barring|provided|assuming|as (?:soon|early|late) as|aim(?:s|ed|ing)?|intend(?:s|ed|ing)?|seek(?:s|ing)?|sought|target(?:s|ed|ing)?|not|never|no longer|neither|nor|cancel(?:s|led|ed)?|postpon(?:es?|ed)|delay(?:s|ed)?|reschedul\p{Ll}+|call(?:s|ed)? off|scrap(?:s|ped)?|rumou?r\p{Ll}*|reportedly|allegedly|unconfirmed|unclear|denie[sd]|deny|den(?:ying|ials?)|dismiss\p{Ll}*|reject\p{Ll}*|refus\p{Ll}+|claim(?:s|ed|ing)?|false(?:ly)?|fake|hoax|untrue|bogus|ago|depend\p{Ll}*|earliest|latest|deadline|threat\p{Ll}*|vow(?:s|ed)?|urg(?:es?|ed)|call(?:s|ed)? (?:for|on)|demand\p{Ll}*|consider\p{Ll}*|suggest\p{Ll}*)\b|n['’]t\b|\?/iu,
    notOn:
      /\b(?:by|before|until|till|through|from|since|after|following|around|about|between|than|as of|starting|beginning|week of|ahead of|anniversary of|or|and|to)(?: (?:the|about))?,?\s*$/iu,
    notOnAfter: /^\s*(?:at the (?:earliest|latest)|or (?:earlier|later|sooner)|deadline|anniversary)\b/iu,
  },
  de: {
    sure: /(?<!\p{L})(?:wird|werden|findet|finden|beginnt|beginnen|startet|starten|öffnet|öffnen|eröffnet|eröffnen|tritt|treten|trifft|treffen sich|kommt|kommen|tagt|tagen|stimmt|wählt|wählen)(?!\p{L})/iu,
    doubt:
      /(?<!\p{L})(?:könnten?|kann|können|sollen?|sollten?|dürften?|würden?|möglich\p{L}*|womöglich|vielleicht|voraussichtlich|wahrscheinlich|vermutlich|wohl|offenbar|falls|wenn|sofern|ob|nicht|kein\p{L}*|nie|will|wollen|möchte\p{L}*|geplant\p{L}*|plant|planen|hofft|erwartet|verschoben|verschiebt|abgesagt|absage|gestrichen|(?:fällt|fallen)(?= [^.]*(?<!\p{L})aus(?!\p{L}))|ausfallen|ausgefallen|entf[aä]ll\p{L}*|vorbehaltlich|vorbehalt|angeblich|gerücht\p{L}*|falsch\p{L}*|frühestens|spätestens|unklar)(?!\p{L})|\?/iu,
    notOn:
      /(?<!\p{L})(?:bis|vor|nach|seit|ab|um|gegen|zwischen|spätestens|oder|und)(?: (?:zum|dem|den))?\s*$/iu,
  },
  fr: {
    sure: /(?<!\p{L})(?:est prévue? (?:le|pour)|\p{L}{2,}(?:ra|ront)|s’ouvre|commence|débute|a lieu|entre en vigueur)(?!\p{L})/iu,
    doubt:
      /(?<!\p{L})(?:\p{L}+rai(?:t|ent)|peut-être|peut|peuvent|probable\p{L}*|éventuel\p{L}*|si|s’il\p{L}*|ne|n’\p{L}+|pas|jamais|aucune?|espère\p{L}*|souhaite\p{L}*|veut|envisag\p{L}*|sauf|sous réserve|à condition|rumeur\p{L}*|faux|fausse\p{L}*|démen\p{L}+|prétend\p{L}*|report(?:é|ée|és|ées)|annul\p{L}*|au plus (?:tôt|tard)|ou)(?!\p{L})|\?/iu,
    notOn:
      /(?<!\p{L})(?:avant|jusqu['’]au|d['’]ici(?: au)?|dès|après|depuis|à partir du|entre|vers|et|au|du)(?: le)?\s*$/iu,
  },
  es: {
    sure: /(?<!\p{L})(?:\p{L}{2,}(?:rá|rán)|está (?:previst|programad)[oa]s? para|comienza|empieza|abre|se celebra|entra en vigor)(?!\p{L})/iu,
    doubt:
      /(?<!\p{L})(?:\p{L}+ría[ns]?|puede[n]?|quizás?|tal vez|probable\p{L}*|posible\p{L}*|si|no|nunca|ningun\p{L}*|espera[n]?|quiere[n]?|planea[n]?|estudia[n]?|aplaz\p{L}*|cancel\p{L}*|suspend\p{L}*|salvo|excepto|sujet[oa]s?|siempre que|rumor\p{L}*|fals[oa]s?|desm[ie]+nt\p{L}*|a más tardar|como (?:pronto|tarde)|o)(?!\p{L})|\?/iu,
    notOn:
      /(?<!\p{L})(?:antes del?|hasta(?: el)?|desde(?: el)?|después del?|a partir del?|entre(?: el)?|hacia(?: el)?|y|al|del)\s*$/iu,
  },
  tr: {
    sure: /\p{L}+(?:ecek|acak|ecekler|acaklar)(?:t[ıi]r)?(?!\p{L})|(?<!\p{L})(?:başlıyor|açılıyor|yapılıyor)(?!\p{L})/iu,
    doubt:
      /\p{L}+(?:abilir|ebilir|meyecek|mayacak|malı|meli|mıyor|miyor|muyor|müyor)\p{L}*|\p{L}{2,}(?:rsa|rse)(?!\p{L})|(?<!\p{L})(?:belki|muhtemel\p{L}*|olası|eğer|değil|yok|bekleniyor|planlanıyor|planlıyor|umuyor|istiyor|şart\p{L}*|halinde|takdirde|söylenti\p{L}*|iddia\p{L}*|yalan\p{L}*|iptal\p{L}*|ertelen\p{L}*|ya da|veya)(?!\p{L})|\?/iu,
    notOn: /(?<!\p{L})(?:ile|ve)\s*$/iu,
    notOnAfter: /^\p{L}*['’]?\p{L}*\s*(?:kadar|itibaren|önce|sonra|dek|değin|civarı\p{L}*)(?!\p{L})/iu,
  },
};

/** "15-17 August", "15 and 16 August", "15 August to 17": a stretch, not a day. */
const RANGE_BEFORE = /\d\.?\s*(?:[-–—/]|to|and|or|bis|und|oder|au|et|ou|al?|y|o|ve|ile)\s*$/iu;
const RANGE_AFTER =
  /^\s*(?:[-–—/]|to|through|until|and|or|bis|und|oder|au|et|ou|al?|y|o|ve|ile)\s*(?:the |le |el |zum )?\d/iu;

/**
 * Returns the day of the coming event that a sentence states, YYYY-MM-DD; null if it names no day after `written`, more than one,
 * or leaves any doubt. `written` is the day of the report; null for an undated one.
 */
export function plannedDay(sentence: string, written: string | null, language: string | null): string | null {
  const wording = WORDINGS[language ?? "en"];
  if (written === null || wording === undefined) return null;
  if (!wording.sure.test(sentence) || wording.doubt.test(sentence)) return null;
  const mentions = [
    ...namedDayMentions(sentence, written, language),
    ...dayMentions(sentence, written, language).filter(({ tense }) => tense !== "past"),
  ].filter(({ day }) => day > written);
  const [first] = mentions;
  if (first === undefined || mentions.some(({ day }) => day !== first.day)) return null;
  const isSure = mentions.every((mention) => {
    const [before, after] = [sentence.slice(0, mention.start), sentence.slice(mention.end)];
    if (wording.notOn.test(before) || wording.notOnAfter?.test(after)) return false;
    if (RANGE_BEFORE.test(before) || RANGE_AFTER.test(after)) return false;
    if (isOtherWeekday(first.day, before, after)) return false;
    return tenseAround(sentence, mention, language) !== "past";
  });
  return isSure ? first.day : null;
}

const WEEKDAY_BEFORE = new RegExp(
  String.raw`(?<!\p{L})(${WEEKDAY_WORDS}),? (?:the |den |dem |le |el )?$`,
  "iu",
);
const WEEKDAY_AFTER = new RegExp(String.raw`^,? ?\(?(?:a )?(${WEEKDAY_WORDS})(?!\p{L})`, "iu");

/** "Thursday, 15 August" in a year in which that is a Friday: one of the two is wrong. */
function isOtherWeekday(day: string, before: string, after: string): boolean {
  const name = (WEEKDAY_BEFORE.exec(before) ?? WEEKDAY_AFTER.exec(after))?.[1];
  return name !== undefined && WEEKDAYS.get(name.toLowerCase()) !== weekdayOf(day);
}
