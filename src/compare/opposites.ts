// Tells whether two texts say the opposite of each other: raised and lowered, approved and rejected, denied and confirmed.

/** The ends of one scale, by the words that report them. A negation before such a word turns it. */
interface Scale {
  readonly ends: readonly (readonly [end: string, words: RegExp])[];
}

const words = (pattern: string) => new RegExp(String.raw`(?<!\p{L})(?:${pattern})(?!\p{L})`, "giu");

/** English, with the commonest words of German, French, Spanish and Turkish. */
const SCALES: readonly Scale[] = [
  {
    ends: [
      [
        "up",
        words(
          "rais(?:e|es|ed|ing)|hik(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|r(?:ise|ises|ose|isen|ising)|climb(?:s|ed|ing)?|jump(?:s|ed)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|grew|grown|higher|erhöht|gestiegen|augmenté|subió|subieron|artırdı",
        ),
      ],
      [
        "down",
        words(
          "lower(?:s|ed|ing)?|cut|cuts|cutting|reduc(?:e|es|ed|ing)|slash(?:es|ed)?|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)|f[ae]ll(?:s|ing|en)?|plung(?:e|es|ed)|slump(?:s|ed)?|shrank|gesenkt|gesunken|baissé|bajó|bajaron|indirdi|düşürdü",
        ),
      ],
      [
        "same",
        words(
          "unchanged|steady|(?:held|holds?|kept|keeps?|left|leaves?) (?:\\p{L}+ ){0,4}(?:steady|unchanged|where)|paus(?:e|es|ed) (?:its |the )?(?:rate|rates)|unverändert|inchangée?s?|sin cambios|sabit",
        ),
      ],
    ],
  },
  {
    ends: [
      [
        "yes",
        words(
          "approv(?:e|es|ed|al)|pass(?:es|ed)|adopt(?:s|ed)|ratif(?:y|ies|ied)|accept(?:s|ed)|agree(?:s|d)|back(?:s|ed)|sign(?:s|ed)|endors(?:e|es|ed)|upheld|upholds?|allow(?:s|ed)|permit(?:s|ted)|in favou?r|gebilligt|beschlossen|angenommen|approuvé|adopté|aprobó|aprobaron|onayladı|kabul etti",
        ),
      ],
      [
        "no",
        words(
          "reject(?:s|ed|ion)|block(?:s|ed)|veto(?:es|ed)?|refus(?:e|es|ed)|turn(?:s|ed) down|vot(?:e|es|ed) (?:it |the \\p{L}+ )?down|strikes? down|struck down|overturn(?:s|ed)|declin(?:e|es|ed) to|dismiss(?:es|ed)|throw(?:s|n)? out|threw out|abgelehnt|rejeté|refusé|rechazó|rechazaron|reddetti",
        ),
      ],
    ],
  },
  {
    ends: [
      [
        "on",
        words(
          "resum(?:e|es|ed|ing)|reopen(?:s|ed|ing)?|restart(?:s|ed)?|back on|go(?:es|ing)? ahead|went ahead|reinstat(?:e|es|ed)|open again|wieder aufgenommen|geöffnet|rouvert|repris|reanud\\p{L}+|reabri\\p{L}+|yeniden aç\\p{L}+",
        ),
      ],
      [
        "off",
        words(
          "suspend(?:s|ed)|clos(?:es|ed|ing)|cancel(?:s|led|ed|ling)?|call(?:s|ed|ing) off|postpon(?:e|es|ed|ing)|delay(?:s|ed)|halt(?:s|ed)|scrap(?:s|ped)|abandon(?:s|ed)|shut(?:s|ting)?|abgesagt|verschoben|gesperrt|annulé|reporté|suspendu|fermé|cancel(?:ó|ado|ada)|aplaz\\p{L}+|suspend(?:ió|ido)|cerr(?:ó|ado)|iptal|ertelendi|kapatıldı",
        ),
      ],
    ],
  },
  {
    ends: [
      [
        "in",
        words(
          "join(?:s|ed|ing)?|bec[ao]m(?:e|es|ing) (?:an? |the |its )?(?:[\\p{L}\\d]+ ){0,2}members?|accession|beigetreten|adhéré|katıld\\p{L}+",
        ),
      ],
      [
        "out",
        words(
          "leav(?:e|es|ing)|left(?! (?:\\p{L}+ ){0,3}(?:unchanged|open|over|wing|behind|empty))|withdr[ae]w(?:s|n|ing)?|pull(?:s|ed) out|quits?|ausgetreten|quitté|abandonó|ayrıld\\p{L}+",
        ),
      ],
    ],
  },
  {
    ends: [
      ["won", words("w[io]ns?|victory|beats?|beaten|defeat(?:s|ed)|gewonnen|gagné|ganó|kazandı")],
      ["lost", words("los(?:e|es|t)|lost to|verloren|perdu|perdió|kaybetti")],
    ],
  },
  {
    ends: [
      ["guilty", words("convict(?:s|ed)|guilty|sentenced|verurteilt|condamnée?|condenad[oa]|mahkum")],
      [
        "cleared",
        words(
          "acquit(?:s|ted)|not guilty|cleared of|exonerat(?:e|es|ed)|freigesprochen|acquittée?|absuelt[oa]|beraat",
        ),
      ],
    ],
  },
  {
    ends: [
      [
        "held",
        words(
          "arrest(?:s|ed)|detain(?:s|ed)|jail(?:s|ed)|taken into custody|festgenommen|arrêtée?|detenid[oa]|gözaltına",
        ),
      ],
      ["free", words("releas(?:e|es|ed)|freed|bailed|freigelassen|libérée?|liberad[oa]|serbest")],
    ],
  },
  {
    ends: [
      [
        "confirmed",
        words(
          "confirm(?:s|ed)|admit(?:s|ted)|acknowledg(?:e|es|ed)|bestätigt\\p{L}*|confirm[eé]\\p{L}*|confirm(?:ó|aron)|doğruladı",
        ),
      ],
      [
        "denied",
        words(
          "den(?:y|ies|ied|ying)|disput(?:e|es|ed)|refut(?:e|es|ed)|dementier\\p{L}+|dément\\p{L}*|desmint\\p{L}+|neg(?:ó|aron)|yalanladı",
        ),
      ],
    ],
  },
  {
    ends: [
      ["dead", words("died|dead|killed|gestorben|getötet|morts?|tuée?s?|murió|muert[oa]s?|öldü\\p{L}*")],
      [
        "alive",
        words(
          "surviv(?:e|es|ed)|alive|unhurt|unharmed|überlebt\\p{L}*|survécu\\p{L}*|sobreviv\\p{L}+|hayatta",
        ),
      ],
    ],
  },
  {
    ends: [
      ["stays", words("stay(?:s|ed)?|remain(?:s|ed)? (?:in office|as)|bleibt|reste|sigue|kalacak")],
      [
        "goes",
        words(
          "resign(?:s|ed)|step(?:s|ped)? down|quits?|tritt zurück|zurückgetreten|démissionn\\p{L}+|dimit\\p{L}+|istifa",
        ),
      ],
    ],
  },
];

/** Before a word, in the same clause, these turn it. */
const NEGATED =
  /(?:\b(?:not|never|no|without|neither|nor|fail(?:s|ed)? to|refus(?:es|ed) to|declin(?:es|ed) to|stopped short of|instead of|rather than|nicht|kein\p{L}{0,2}|ne|pas|sin|nunca)|n['’]t)\s+(?:\p{L}+\s+){0,3}$/iu;

/** Finds the first scale of which the two texts name different ends, with the words that do; null if there is none. */
export function oppositeWords(one: string, other: string): { first: string; other: string } | null {
  for (const scale of SCALES) {
    const [own, others] = [endsIn(one, scale), endsIn(other, scale)];
    if (own.size === 0 || others.size === 0) continue;
    if ([...own.keys()].some((end) => others.has(end))) continue;
    const [first = ""] = own.values();
    const [second = ""] = others.values();
    return { first, other: second };
  }
  return null;
}

/** Returns whether a negation stands before a place in a text: "not", "failed to", "without". */
export function isNegated(text: string, at: number): boolean {
  return NEGATED.test(text.slice(Math.max(0, at - 40), at));
}

/** The ends of a scale that a text names, each with the first word that does; "not X" is an end of its own. */
function endsIn(text: string, { ends }: Scale): Map<string, string> {
  const found = new Map<string, string>();
  for (const [end, pattern] of ends) {
    for (const match of text.matchAll(pattern)) {
      const isTurned = isNegated(text, match.index);
      const name = isTurned ? `not ${end}` : end;
      if (!found.has(name)) found.set(name, isTurned ? `not ${match[0]}` : match[0]);
    }
  }
  return found;
}
