// What "Check this claim" says around quotes, in every language. ICU MessageFormat; words only.
import type { Text } from "../translator.js";

export const CLAIM_TEXTS = {
  "claim.heading": {
    en: "What my articles hold about this message",
    de: "Was meine Artikel zu dieser Nachricht enthalten",
    fr: "Ce que disent mes articles de ce message",
    es: "Qué dicen mis artículos sobre este mensaje",
    tr: "Makalelerimde bu mesaj hakkında olanlar",
  },
  "claim.no-verdict": {
    en: "No verdict: the quotes are sorted by their words alone. Read and judge.",
    de: "Kein Urteil: Die Zitate sind nur nach ihren Wörtern geordnet. Lies und urteile selbst.",
    fr: "Pas de verdict : les citations sont triées d’après leurs mots seulement. Lis et juge.",
    es: "Sin veredicto: las citas se ordenan solo por sus palabras. Lee y juzga.",
    tr: "Hüküm yok: alıntılar yalnızca sözcüklerine göre sıralandı. Oku ve kararını ver.",
  },
  "claim.alike": {
    en: "Says much the same",
    de: "Sagt weitgehend dasselbe",
    fr: "Dit à peu près la même chose",
    es: "Dice casi lo mismo",
    tr: "Hemen hemen aynı şeyi söylüyor",
  },
  "claim.differs": {
    en: "May say otherwise, look at: {words}",
    de: "Sagt es vielleicht anders, achte auf: {words}",
    fr: "Dit peut-être autre chose, regarde : {words}",
    es: "Quizá dice otra cosa, mira: {words}",
    tr: "Başka bir şey söylüyor olabilir, şuna bak: {words}",
  },
  "claim.near": {
    en: "Reports on this, without saying so or otherwise",
    de: "Berichtet darüber, ohne es so oder anders zu sagen",
    fr: "En parle, sans le dire ni dire autre chose",
    es: "Informa sobre esto, sin decirlo ni decir otra cosa",
    tr: "Bundan söz ediyor; ne böyle ne de başka türlü diyor",
  },
  "claim.none": {
    en: "Nothing that I have read is about this. That says nothing of whether it is true.",
    de: "Nichts, was ich gelesen habe, handelt davon. Das sagt nichts darüber, ob es stimmt.",
    fr: "Rien de ce que j’ai lu n’en parle. Cela ne dit pas si c’est vrai.",
    es: "Nada de lo que he leído trata de esto. Eso no dice si es verdad.",
    tr: "Okuduklarımın hiçbiri bununla ilgili değil. Bu, doğru olup olmadığını göstermez.",
  },
  "claim.left-out": {
    en: "{count, plural, one {# sentence} other {# sentences}} of the message not looked for",
    de: "{count, plural, one {# Satz} other {# Sätze}} der Nachricht nicht gesucht",
    fr: "{count, plural, one {# phrase du message non recherchée} other {# phrases du message non recherchées}}",
    es: "{count, plural, one {# frase del mensaje sin buscar} other {# frases del mensaje sin buscar}}",
    tr: "mesajın {count, plural, other {# cümlesi}} aranmadı",
  },
  "claim.no-text": {
    en: "That message has no text that could be looked for.",
    de: "Diese Nachricht hat keinen Text, nach dem sich suchen ließe.",
    fr: "Ce message n’a pas de texte à rechercher.",
    es: "Ese mensaje no tiene texto que se pueda buscar.",
    tr: "Bu mesajda aranabilecek bir metin yok.",
  },
} as const satisfies Readonly<Record<string, Text>>;
