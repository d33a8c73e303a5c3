// What /help says, in every language. Names of commands and options are handed in. ICU MessageFormat; words only.
import type { Text } from "../frame.js";

export const HELP_TEXTS = {
  "help.heading": {
    en: "Dateline answers from articles it has read",
    de: "Dateline antwortet aus Artikeln, die es gelesen hat",
    fr: "Dateline répond à partir d’articles qu’il a lus",
    es: "Dateline responde a partir de artículos que ha leído",
    tr: "Dateline, okuduğu makalelerden yanıt verir",
  },
  "help.quotes": {
    en: "Every answer is a quote, letter by letter, with outlet, date and a link to the sentence.",
    de: "Jede Antwort ist ein wörtliches Zitat mit Medium, Datum und Link zum Satz.",
    fr: "Chaque réponse est une citation mot pour mot, avec le média, la date et un lien vers la phrase.",
    es: "Cada respuesta es una cita literal, con medio, fecha y un enlace a la frase.",
    tr: "Her yanıt; kaynağı, tarihi ve cümleye bağlantısıyla harfi harfine bir alıntıdır.",
  },
  "help.nothing-own": {
    en: "It writes nothing of its own. When the articles do not say, it says so.",
    de: "Es schreibt nichts Eigenes. Wenn die Artikel nichts sagen, sagt es das.",
    fr: "Il n’écrit rien de lui-même. Si les articles n’en parlent pas, il le dit.",
    es: "No escribe nada propio. Si los artículos no lo dicen, lo reconoce.",
    tr: "Kendinden bir şey yazmaz. Makalelerde yoksa bunu söyler.",
  },
  "help.language": {
    en: "Ask in the language of the articles.",
    de: "Frag in der Sprache der Artikel.",
    fr: "Pose ta question dans la langue des articles.",
    es: "Pregunta en el idioma de los artículos.",
    tr: "Sorunu makalelerin dilinde sor.",
  },
  "help.ask": {
    en: "asks the articles; {asOf} looks from an earlier day, {source} keeps to one outlet, {private} shows it to you alone",
    de: "fragt die Artikel; {asOf} blickt von einem früheren Tag aus, {source} bleibt bei einem Medium, {private} zeigt es nur dir",
    fr: "interroge les articles ; {asOf} se place à une date passée, {source} s’en tient à un média, {private} ne le montre qu’à toi",
    es: "pregunta a los artículos; {asOf} mira desde un día anterior, {source} se limita a un medio, {private} lo muestra solo a ti",
    tr: "makalelere sorar; {asOf} daha önceki bir günden bakar, {source} tek bir yayınla sınırlar, {private} yalnızca sana gösterir",
  },
  "help.sources": {
    en: "shows every citation of the last answer here, and whether it still stands",
    de: "zeigt alle Belege der letzten Antwort hier, und ob sie noch stimmen",
    fr: "montre toutes les sources de la dernière réponse ici, et si elles tiennent encore",
    es: "muestra todas las fuentes de la última respuesta aquí, y si siguen en pie",
    tr: "buradaki son yanıtın bütün kaynaklarını ve hâlâ geçerli olup olmadıklarını gösterir",
  },
  "help.summary": {
    en: "gives the telling sentences of one article, word for word",
    de: "gibt die wichtigsten Sätze eines Artikels, Wort für Wort",
    fr: "donne les phrases essentielles d’un article, mot pour mot",
    es: "da las frases clave de un artículo, palabra por palabra",
    tr: "bir makalenin önemli cümlelerini kelimesi kelimesine verir",
  },
  "help.articles": {
    en: "lists what was read; adding (by URL, file or text) and removing need Manage Server",
    de: "listet auf, was gelesen wurde; hinzufügen (per URL, Datei oder Text) und entfernen brauchen „Server verwalten“",
    fr: "liste ce qui a été lu ; ajouter (par URL, fichier ou texte) et retirer exigent « Gérer le serveur »",
    es: "lista lo leído; añadir (por URL, archivo o texto) y quitar requieren «Gestionar servidor»",
    tr: "okunanları listeler; eklemek (URL, dosya ya da metinle) ve çıkarmak için “Sunucuyu Yönet” gerekir",
  },
  "help.feeds": {
    en: "follows feeds and tells how they stand; needs Manage Server",
    de: "folgt Feeds und sagt, wie es um sie steht; braucht „Server verwalten“",
    fr: "suit des flux et dit où ils en sont ; exige « Gérer le serveur »",
    es: "sigue canales y dice cómo están; requiere «Gestionar servidor»",
    tr: "akışları izler ve durumlarını bildirir; “Sunucuyu Yönet” gerekir",
  },
  "help.status": {
    en: "says what was read and how Dateline runs",
    de: "sagt, was gelesen wurde und wie Dateline läuft",
    fr: "dit ce qui a été lu et comment Dateline fonctionne",
    es: "dice qué se ha leído y cómo funciona Dateline",
    tr: "nelerin okunduğunu ve Dateline’ın nasıl çalıştığını söyler",
  },
  "help.try": {
    en: "Try: {example}",
    de: "Probier: {example}",
    fr: "Essaie : {example}",
    es: "Prueba: {example}",
    tr: "Dene: {example}",
  },
} as const satisfies Readonly<Record<string, Text>>;
