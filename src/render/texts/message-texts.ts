// What a writer adds to a message: page buttons, and what does not fit. ICU MessageFormat; words only.
import type { Text } from "../translator.js";

export const MESSAGE_TEXTS = {
  "message.page": {
    en: "Page {page, number} of {of, number}",
    de: "Seite {page, number} von {of, number}",
    fr: "Page {page, number} sur {of, number}",
    es: "Página {page, number} de {of, number}",
    tr: "Sayfa {page, number} / {of, number}",
  },
  "message.long-quote": {
    en: "A quote of {length, number} characters is too long for Discord; read it in its article.",
    de: "Ein Zitat von {length, number} Zeichen ist zu lang für Discord; lies es in seinem Artikel.",
    fr: "Une citation de {length, number} caractères est trop longue pour Discord ; lis-la dans son article.",
    es: "Una cita de {length, number} caracteres es demasiado larga para Discord; léela en su artículo.",
    tr: "{length, number} karakterlik bir alıntı Discord için çok uzun; makalesinde oku.",
  },
  "message.long-entry": {
    en: "An entry is too long for Discord.",
    de: "Ein Eintrag ist zu lang für Discord.",
    fr: "Une entrée est trop longue pour Discord.",
    es: "Una entrada es demasiado larga para Discord.",
    tr: "Bir giriş Discord için çok uzun.",
  },
  "message.left-out": {
    en: "{quotes, plural, =0 {} one {# quote} other {# quotes}}{entries, plural, =0 {} one {{quotes, plural, =0 {} other { and }}# entry} other {{quotes, plural, =0 {} other { and }}# entries}} {count, plural, one {does} other {do}} not fit here.",
    de: "{quotes, plural, =0 {} one {# Zitat} other {# Zitate}}{entries, plural, =0 {} one {{quotes, plural, =0 {} other { und }}# Eintrag} other {{quotes, plural, =0 {} other { und }}# Einträge}} {count, plural, one {passt} other {passen}} hier nicht mehr hin.",
    fr: "{quotes, plural, =0 {} one {# citation} other {# citations}}{entries, plural, =0 {} one {{quotes, plural, =0 {} other { et }}# entrée} other {{quotes, plural, =0 {} other { et }}# entrées}} {count, plural, one {ne tient} other {ne tiennent}} plus ici.",
    es: "{quotes, plural, =0 {} one {# cita} other {# citas}}{entries, plural, =0 {} one {{quotes, plural, =0 {} other { y }}# entrada} other {{quotes, plural, =0 {} other { y }}# entradas}} ya no {count, plural, one {cabe} other {caben}} aquí.",
    tr: "{quotes, plural, =0 {} other {# alıntı}}{entries, plural, =0 {} other {{quotes, plural, =0 {} other { ve }}# giriş}} buraya {count, plural, other {sığmıyor}}.",
  },
} as const satisfies Readonly<Record<string, Text>>;
