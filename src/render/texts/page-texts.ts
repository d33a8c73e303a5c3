// What stands in several documents: the buttons of lists, what is left out, labels and quotation marks. ICU MessageFormat; words only.
import type { Text } from "../translator.js";

export const PAGE_TEXTS = {
  "page.button-newer": {
    en: "Newer",
    de: "Neuere",
    fr: "Plus récents",
    es: "Más recientes",
    tr: "Daha yeni",
  },
  "page.button-older": {
    en: "Older",
    de: "Ältere",
    fr: "Plus anciens",
    es: "Más antiguos",
    tr: "Daha eski",
  },
  "page.button-back": { en: "Back", de: "Zurück", fr: "Précédent", es: "Anterior", tr: "Geri" },
  "page.button-more": { en: "More", de: "Weiter", fr: "Suivant", es: "Siguiente", tr: "İleri" },
  "page.rest": {
    en: "and {count, number} more",
    de: "und {count, number} weitere",
    fr: "et {count, number} de plus",
    es: "y {count, number} más",
    tr: "ve {count, number} tane daha",
  },
  "page.label": {
    en: "{label}: {value}",
    de: "{label}: {value}",
    fr: "{label} : {value}",
    es: "{label}: {value}",
    tr: "{label}: {value}",
  },
  "page.quoted": {
    en: "“{text}”",
    de: "„{text}“",
    fr: "« {text} »",
    es: "«{text}»",
    tr: "“{text}”",
  },
} as const satisfies Readonly<Record<string, Text>>;
