// Names and descriptions of commands and options in the languages Discord shows them in. Words, and which to show.
import type { Language } from "../model/guild.js";
import { FEED_NAMES } from "./feed-names.js";
import { FOLLOW_NAMES } from "./follow-names.js";
import { READING_NAMES } from "./reading-names.js";
import { SETTINGS_NAMES } from "./settings-names.js";
import { WATCH_NAMES } from "./watch-names.js";

/** Name and description in one language; names are lower case without spaces, descriptions at most 100 characters. */
type Words = readonly [name: string, description: string];

export interface Names {
  readonly description: string;
  readonly de: Words;
  readonly fr: Words;
  readonly "es-ES": Words;
  readonly tr: Words;
}

/** By path: command, then subcommand, then option; the last part is the English name. */
export const NAMES = {
  ask: {
    description: "Ask the articles; the answer is quotes with outlet, date and link",
    de: ["frage", "Frag die Artikel; die Antwort sind Zitate mit Medium, Datum und Link"],
    fr: ["demande", "Interroge les articles ; la réponse : des citations avec média, date et lien"],
    "es-ES": ["pregunta", "Pregunta a los artículos; responde con citas, medio, fecha y enlace"],
    tr: ["sor", "Makalelere sor; yanıt kaynak, tarih ve bağlantılı alıntılardır"],
  },
  "ask.question": {
    description: "Your question, in your own words",
    de: ["frage", "Deine Frage, in deinen Worten"],
    fr: ["question", "Ta question, avec tes mots"],
    "es-ES": ["pregunta", "Tu pregunta, con tus palabras"],
    tr: ["soru", "Sorun, kendi sözlerinle"],
  },
  "ask.as_of": {
    description: "Answer as of this day, for example 2025-10-18; nothing published later is used",
    de: ["stand", "Stand dieses Tages, etwa 2025-10-18; nichts später Erschienenes wird benutzt"],
    fr: ["date", "Répondre à cette date, par exemple 2025-10-18 ; rien de plus récent n’est utilisé"],
    "es-ES": ["fecha", "Responder a esta fecha, por ejemplo 2025-10-18; no se usa nada posterior"],
    tr: ["tarih", "Bu güne göre yanıtla, örneğin 2025-10-18; sonrası kullanılmaz"],
  },
  "ask.source": {
    description: "Only this outlet",
    de: ["quelle", "Nur dieses Medium"],
    fr: ["source", "Seulement ce média"],
    "es-ES": ["fuente", "Solo este medio"],
    tr: ["kaynak", "Yalnızca bu kaynak"],
  },
  "ask.private": {
    description: "Show the answer to you alone",
    de: ["privat", "Die Antwort nur dir zeigen"],
    fr: ["privé", "Ne montrer la réponse qu’à toi"],
    "es-ES": ["privado", "Mostrar la respuesta solo a ti"],
    tr: ["özel", "Yanıtı yalnızca sana göster"],
  },
  summary: {
    description: "The telling sentences of one article, word for word",
    de: ["zusammenfassung", "Die wichtigsten Sätze eines Artikels, Wort für Wort"],
    fr: ["résumé", "Les phrases essentielles d’un article, mot pour mot"],
    "es-ES": ["resumen", "Las frases clave de un artículo, palabra por palabra"],
    tr: ["özet", "Bir makalenin önemli cümleleri, kelimesi kelimesine"],
  },
  "summary.article": {
    description: "Words of its title, its outlet or its date, or its address",
    de: ["artikel", "Wörter des Titels, das Medium, das Datum oder die Adresse"],
    fr: ["article", "Mots du titre, média, date ou adresse"],
    "es-ES": ["artículo", "Palabras del título, medio, fecha o dirección"],
    tr: ["makale", "Başlığından sözcükler, kaynağı, tarihi ya da adresi"],
  },
  sources: {
    description: "Every citation of the last answer here, and whether it still stands",
    de: ["quellen", "Alle Belege der letzten Antwort hier, und ob sie noch stimmen"],
    fr: ["sources", "Les sources de la dernière réponse ici, et si elles tiennent encore"],
    "es-ES": ["fuentes", "Las fuentes de la última respuesta aquí, y si siguen en pie"],
    tr: ["kaynaklar", "Buradaki son yanıtın kaynakları ve hâlâ geçerli olup olmadıkları"],
  },
  "sources.answer": {
    description: "Another answer than the last",
    de: ["antwort", "Eine andere Antwort als die letzte"],
    fr: ["réponse", "Une autre réponse que la dernière"],
    "es-ES": ["respuesta", "Otra respuesta que la última"],
    tr: ["yanıt", "Sonuncudan başka bir yanıt"],
  },
  articles: {
    description: "What was read: list, add, remove",
    de: ["artikel", "Was gelesen wurde: auflisten, hinzufügen, entfernen"],
    fr: ["articles", "Ce qui a été lu : lister, ajouter, retirer"],
    "es-ES": ["artículos", "Lo leído: listar, añadir, quitar"],
    tr: ["makaleler", "Okunanlar: listele, ekle, çıkar"],
  },
  "articles.list": {
    description: "The articles, newest first",
    de: ["liste", "Die Artikel, neueste zuerst"],
    fr: ["liste", "Les articles, du plus récent au plus ancien"],
    "es-ES": ["lista", "Los artículos, primero los más recientes"],
    tr: ["liste", "Makaleler, en yeniden eskiye"],
  },
  "articles.list.page": {
    description: "Page, from 1",
    de: ["seite", "Seite, ab 1"],
    fr: ["page", "Page, à partir de 1"],
    "es-ES": ["página", "Página, desde 1"],
    tr: ["sayfa", "Sayfa, 1'den başlar"],
  },
  "articles.add": {
    description: "Add articles from a web page, a file or pasted text",
    de: ["hinzufügen", "Artikel von einer Webseite, aus Datei oder Text hinzufügen"],
    fr: ["ajouter", "Ajouter des articles d’une page, d’un fichier ou d’un texte"],
    "es-ES": ["añadir", "Añadir artículos de una página, un archivo o texto"],
    tr: ["ekle", "Web sayfasından, dosyadan ya da metinden makale ekle"],
  },
  "articles.add.url": {
    description: "The page to read; with a file, where the article was published",
    de: ["url", "Die Seite, die gelesen wird; mit einer Datei: wo der Artikel erschienen ist"],
    fr: ["url", "La page à lire ; avec un fichier : où l’article a été publié"],
    "es-ES": ["url", "La página que se lee; con un archivo: dónde se publicó el artículo"],
    tr: ["url", "Okunacak sayfa; dosya varsa makalenin yayımlandığı yer"],
  },
  "articles.add.file": {
    description: "Text, HTML, Markdown or JSON, at most 5 MB; without file and URL a form opens",
    de: [
      "datei",
      "Text, HTML, Markdown oder JSON, höchstens 5 MB; ohne Datei und URL öffnet sich ein Formular",
    ],
    fr: [
      "fichier",
      "Texte, HTML, Markdown ou JSON, 5 Mo au plus ; sans fichier ni URL s’ouvre un formulaire",
    ],
    "es-ES": [
      "archivo",
      "Texto, HTML, Markdown o JSON, 5 MB como máximo; sin archivo ni URL se abre un formulario",
    ],
    tr: ["dosya", "Metin, HTML, Markdown ya da JSON, en çok 5 MB; dosya ve URL yoksa bir form açılır"],
  },
  "articles.add.source": {
    description: "The outlet, where the file does not say",
    de: ["quelle", "Das Medium, wo die Datei es nicht sagt"],
    fr: ["source", "Le média, si le fichier ne le dit pas"],
    "es-ES": ["fuente", "El medio, si el archivo no lo dice"],
    tr: ["kaynak", "Dosyada yoksa yayın kuruluşu"],
  },
  "articles.add.published": {
    description: "The day it was published, for example 2025-10-21, where the file does not say",
    de: ["erschienen", "Der Tag des Erscheinens, etwa 2025-10-21, wo die Datei ihn nicht sagt"],
    fr: ["publié", "Le jour de publication, par exemple 2025-10-21, si le fichier ne le dit pas"],
    "es-ES": ["publicado", "El día de publicación, por ejemplo 2025-10-21, si el archivo no lo dice"],
    tr: ["yayım", "Dosyada yoksa yayımlandığı gün, örneğin 2025-10-21"],
  },
  "articles.remove": {
    description: "Remove an article with all its revisions",
    de: ["entfernen", "Einen Artikel mit allen Fassungen entfernen"],
    fr: ["retirer", "Retirer un article avec toutes ses versions"],
    "es-ES": ["quitar", "Quitar un artículo con todas sus versiones"],
    tr: ["çıkar", "Bir makaleyi tüm sürümleriyle çıkar"],
  },
  "articles.remove.article": {
    description: "Words of its title, its outlet or its date",
    de: ["artikel", "Wörter des Titels, das Medium oder das Datum"],
    fr: ["article", "Mots du titre, média ou date"],
    "es-ES": ["artículo", "Palabras del título, medio o fecha"],
    tr: ["makale", "Başlığından sözcükler, kaynağı ya da tarihi"],
  },
  ...READING_NAMES,
  ...FEED_NAMES,
  ...SETTINGS_NAMES,
  ...WATCH_NAMES,
  ...FOLLOW_NAMES,
  status: {
    description: "What was read, with which models, since when",
    de: ["status", "Was gelesen wurde, mit welchen Modellen, seit wann"],
    fr: ["état", "Ce qui a été lu, avec quels modèles, depuis quand"],
    "es-ES": ["estado", "Lo leído, con qué modelos, desde cuándo"],
    tr: ["durum", "Neler okundu, hangi modellerle, ne zamandan beri"],
  },
  help: {
    description: "What Dateline does, and how to ask",
    de: ["hilfe", "Was Dateline tut und wie man fragt"],
    fr: ["aide", "Ce que fait Dateline, et comment demander"],
    "es-ES": ["ayuda", "Qué hace Dateline y cómo preguntar"],
    tr: ["yardım", "Dateline ne yapar ve nasıl sorulur"],
  },
} as const satisfies Readonly<Record<string, Names>>;

export type NamePath = keyof typeof NAMES;

/** Returns the name of a command or an option as Discord shows it in a language: "as_of", "stand". */
export function nameIn(language: Language, path: NamePath): string {
  if (language === "en") return path.slice(path.lastIndexOf(".") + 1);
  const names: Names = NAMES[path];
  return names[language === "es" ? "es-ES" : language][0];
}

/** Returns a command as a person types it in a language: "/articles add", "/artikel hinzufügen". */
export function commandIn(language: Language, path: NamePath): string {
  const parts = path.split(".").map((_, i, all) => all.slice(0, i + 1).join(".") as NamePath);
  return `/${parts.map((part) => nameIn(language, part)).join(" ")}`;
}
