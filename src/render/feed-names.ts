// Names and descriptions of /feeds and its options in the languages Discord shows them in. Words only.
import type { Names } from "./names.js";

/** By path, as in `NAMES`. */
export const FEED_NAMES = {
  feeds: {
    description: "Feeds that are read by themselves: add, list, remove, health, refresh",
    de: ["feeds", "Feeds, die von selbst gelesen werden"],
    fr: ["flux", "Les flux lus automatiquement"],
    "es-ES": ["fuentes-rss", "Los canales que se leen solos"],
    tr: ["akışlar", "Kendiliğinden okunan akışlar"],
  },
  "feeds.add": {
    description: "Follow a feed (RSS, Atom, JSON Feed), or the feed of a page",
    de: ["hinzufügen", "Einem Feed (RSS, Atom, JSON Feed) oder dem Feed einer Seite folgen"],
    fr: ["ajouter", "Suivre un flux (RSS, Atom, JSON Feed) ou le flux d’une page"],
    "es-ES": ["añadir", "Seguir un canal (RSS, Atom, JSON Feed) o el canal de una página"],
    tr: ["ekle", "Bir akışı (RSS, Atom, JSON Feed) ya da bir sayfanın akışını izle"],
  },
  "feeds.add.url": {
    description: "Address of the feed, or of a page that links to it",
    de: ["url", "Adresse des Feeds oder einer Seite, die auf ihn verweist"],
    fr: ["url", "Adresse du flux, ou d’une page qui y renvoie"],
    "es-ES": ["url", "Dirección del canal, o de una página que enlaza con él"],
    tr: ["url", "Akışın ya da ona bağlantı veren bir sayfanın adresi"],
  },
  "feeds.add.source": {
    description: "The outlet, where the feed does not say it well",
    de: ["quelle", "Das Medium, wo der Feed es nicht gut sagt"],
    fr: ["source", "Le média, si le flux le dit mal"],
    "es-ES": ["fuente", "El medio, si el canal no lo dice bien"],
    tr: ["kaynak", "Akış iyi söylemiyorsa yayın kuruluşu"],
  },
  "feeds.add.full_text": {
    description: "Read the page behind every link, or behind none; without it, where an item is short",
    de: ["volltext", "Die Seite hinter jedem Link lesen oder hinter keinem; sonst, wo ein Eintrag kurz ist"],
    fr: ["texte_intégral", "Lire la page derrière chaque lien, ou aucune ; sinon, si l’entrée est courte"],
    "es-ES": [
      "texto_completo",
      "Leer la página de cada enlace, o de ninguno; si no, cuando la entrada es corta",
    ],
    tr: ["tam_metin", "Her bağlantının sayfasını oku ya da hiçbirini; yoksa yalnızca kısa öğelerde"],
  },
  "feeds.list": {
    description: "The feeds, by title",
    de: ["liste", "Die Feeds, nach Titel"],
    fr: ["liste", "Les flux, par titre"],
    "es-ES": ["lista", "Los canales, por título"],
    tr: ["liste", "Akışlar, başlığa göre"],
  },
  "feeds.list.page": {
    description: "Page, from 1",
    de: ["seite", "Seite, ab 1"],
    fr: ["page", "Page, à partir de 1"],
    "es-ES": ["página", "Página, desde 1"],
    tr: ["sayfa", "Sayfa, 1'den başlar"],
  },
  "feeds.remove": {
    description: "Stop following a feed; its articles stay",
    de: ["entfernen", "Einem Feed nicht mehr folgen; seine Artikel bleiben"],
    fr: ["retirer", "Ne plus suivre un flux ; ses articles restent"],
    "es-ES": ["quitar", "Dejar de seguir un canal; sus artículos se quedan"],
    tr: ["çıkar", "Bir akışı izlemeyi bırak; makaleleri kalır"],
  },
  "feeds.remove.feed": {
    description: "Words of its title or its address",
    de: ["feed", "Wörter des Titels oder der Adresse"],
    fr: ["flux", "Mots du titre ou de l’adresse"],
    "es-ES": ["canal", "Palabras del título o de la dirección"],
    tr: ["akış", "Başlığından ya da adresinden sözcükler"],
  },
  "feeds.health": {
    description: "How a feed stands, or which feeds have a problem",
    de: ["zustand", "Wie es um einen Feed steht, oder welche Feeds ein Problem haben"],
    fr: ["santé", "L’état d’un flux, ou quels flux ont un problème"],
    "es-ES": ["salud", "Cómo está un canal, o qué canales tienen un problema"],
    tr: ["sağlık", "Bir akışın durumu ya da sorunlu akışlar"],
  },
  "feeds.health.feed": {
    description: "Words of its title or its address; without it, the feeds with a problem",
    de: ["feed", "Wörter des Titels oder der Adresse; sonst die Feeds mit einem Problem"],
    fr: ["flux", "Mots du titre ou de l’adresse ; sinon, les flux qui ont un problème"],
    "es-ES": ["canal", "Palabras del título o de la dirección; si no, los canales con un problema"],
    tr: ["akış", "Başlığından ya da adresinden sözcükler; yoksa sorunlu akışlar"],
  },
  "feeds.refresh": {
    description: "Read a feed now, or all of them",
    de: ["lesen", "Einen Feed jetzt lesen, oder alle"],
    fr: ["actualiser", "Lire un flux maintenant, ou tous"],
    "es-ES": ["actualizar", "Leer un canal ahora, o todos"],
    tr: ["yenile", "Bir akışı ya da hepsini şimdi oku"],
  },
  "feeds.refresh.feed": {
    description: "Words of its title or its address; without it, all feeds",
    de: ["feed", "Wörter des Titels oder der Adresse; sonst alle Feeds"],
    fr: ["flux", "Mots du titre ou de l’adresse ; sinon, tous les flux"],
    "es-ES": ["canal", "Palabras del título o de la dirección; si no, todos los canales"],
    tr: ["akış", "Başlığından ya da adresinden sözcükler; yoksa tüm akışlar"],
  },
} as const satisfies Readonly<Record<string, Names>>;
