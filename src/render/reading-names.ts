// Names and descriptions of /timeline, /latest, the length of /summary and the message commands, in Discord's languages. Words only.
import type { Names } from "./names.js";

/** By path, as in `NAMES`. */
export const READING_NAMES = {
  timeline: {
    description: "What was reported about a topic, one dated quote a development, newest first",
    de: [
      "zeitleiste",
      "Was zu einem Thema berichtet wurde: je Entwicklung ein datiertes Zitat, neueste zuerst",
    ],
    fr: ["chronologie", "Ce qui a été rapporté sur un sujet : une citation datée par évolution"],
    "es-ES": ["cronología", "Lo publicado sobre un tema: una cita fechada por novedad, lo último primero"],
    tr: ["zaman-çizelgesi", "Bir konuda bildirilenler: gelişme başına tarihli bir alıntı, en yenisi önce"],
  },
  "timeline.topic": {
    description: "A few words, for example: Trump–Putin summit",
    de: ["thema", "Ein paar Wörter, etwa: Gipfel Trump–Putin"],
    fr: ["sujet", "Quelques mots, par exemple : sommet Trump–Poutine"],
    "es-ES": ["tema", "Unas palabras, por ejemplo: cumbre Trump–Putin"],
    tr: ["konu", "Birkaç sözcük, örneğin: Trump–Putin zirvesi"],
  },
  "timeline.since": {
    description: "From this day or for this long: 2025-10-01, 2 weeks, yesterday",
    de: ["seit", "Ab diesem Tag oder so lange zurück: 2025-10-01, 2 Wochen, 3 Tage"],
    fr: ["depuis", "À partir de ce jour ou de cette durée : 2025-10-01, 2 semaines, 3 jours"],
    "es-ES": ["desde", "Desde este día o este tiempo: 2025-10-01, 2 semanas, 3 días"],
    tr: ["beri", "Bu günden ya da bu süreden beri: 2025-10-01, 2 hafta, 3 gün"],
  },
  latest: {
    description: "The newest reports by story, of everything or about a topic",
    de: ["neuestes", "Die neuesten Berichte nach Thema, von allem oder zu einem Stichwort"],
    fr: ["dernières", "Les derniers articles par sujet, sur tout ou sur un thème"],
    "es-ES": ["últimas", "Los últimos artículos por tema, de todo o sobre un asunto"],
    tr: ["son-haberler", "Konularına göre en yeni haberler, her şeyden ya da bir konuda"],
  },
  "latest.topic": {
    description: "A few words; without them, newest of everything",
    de: ["thema", "Ein paar Wörter; ohne sie das Neueste von allem"],
    fr: ["sujet", "Quelques mots ; sinon, les derniers articles sur tout"],
    "es-ES": ["tema", "Unas palabras; sin ellas, lo último de todo"],
    tr: ["konu", "Birkaç sözcük; yoksa her şeyin en yenisi"],
  },
  "latest.source": {
    description: "Only this outlet",
    de: ["quelle", "Nur dieses Medium"],
    fr: ["source", "Seulement ce média"],
    "es-ES": ["fuente", "Solo este medio"],
    tr: ["kaynak", "Yalnızca bu kaynak"],
  },
  "summary.length": {
    description: "Three, five or eight sentences; five by default",
    de: ["länge", "Drei, fünf oder acht Sätze; sonst fünf"],
    fr: ["longueur", "Trois, cinq ou huit phrases ; cinq par défaut"],
    "es-ES": ["longitud", "Tres, cinco u ocho frases; cinco si no dices nada"],
    tr: ["uzunluk", "Üç, beş ya da sekiz cümle; belirtilmezse beş"],
  },
} as const satisfies Readonly<Record<string, Names>>;

/** Choices of `summary.length`, by their value. */
export const LENGTH_NAMES = {
  short: {
    en: "short: 3 sentences",
    de: "kurz: 3 Sätze",
    fr: "court : 3 phrases",
    "es-ES": "corto: 3 frases",
    tr: "kısa: 3 cümle",
  },
  medium: {
    en: "medium: 5 sentences",
    de: "mittel: 5 Sätze",
    fr: "moyen : 5 phrases",
    "es-ES": "medio: 5 frases",
    tr: "orta: 5 cümle",
  },
  long: {
    en: "long: 8 sentences",
    de: "lang: 8 Sätze",
    fr: "long : 8 phrases",
    "es-ES": "largo: 8 frases",
    tr: "uzun: 8 cümle",
  },
} as const;

/** Message commands (right click, Apps): names with spaces and capitals, at most 32 characters; they have no description. */
export const MENU_NAMES = {
  "Check this claim": {
    de: "Diese Behauptung prüfen",
    fr: "Vérifier cette affirmation",
    "es-ES": "Comprobar esta afirmación",
    tr: "Bu iddiayı kontrol et",
  },
  "Summarize this link": {
    de: "Diesen Link zusammenfassen",
    fr: "Résumer ce lien",
    "es-ES": "Resumir este enlace",
    tr: "Bu bağlantıyı özetle",
  },
} as const;
export type MenuName = keyof typeof MENU_NAMES;
