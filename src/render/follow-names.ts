// Names and descriptions of /follow and its options in the languages Discord shows them in. Words only.
import type { Names } from "./names.js";

/** By path, as in `NAMES`. */
export const FOLLOW_NAMES = {
  follow: {
    description: "Tell a channel of every story about a topic",
    de: ["folgen", "Einem Kanal jede Geschichte zu einem Thema melden"],
    fr: ["thème", "Prévenir un salon de chaque sujet sur un thème"],
    "es-ES": ["tema", "Avisar a un canal de cada historia sobre un tema"],
    tr: ["takip", "Bir kanala bir konudaki her haberi bildir"],
  },
  "follow.add": {
    description: "Follow a topic in a channel; for those who may add articles",
    de: ["hinzufügen", "Einem Thema in einem Kanal folgen; für alle, die Artikel hinzufügen dürfen"],
    fr: ["ajouter", "Suivre un thème dans un salon ; pour qui peut ajouter des articles"],
    "es-ES": ["añadir", "Seguir un tema en un canal; para quienes pueden añadir artículos"],
    tr: ["ekle", "Bir kanalda bir konuyu izle; makale ekleyebilenler için"],
  },
  "follow.add.topic": {
    description: "A few words, for example: Veldmark bridge",
    de: ["thema", "Ein paar Wörter, etwa: Brücke Veldmark"],
    fr: ["thème", "Quelques mots, par exemple : pont de Veldmark"],
    "es-ES": ["tema", "Unas palabras, por ejemplo: puente de Veldmark"],
    tr: ["konu", "Birkaç sözcük, örneğin: Veldmark köprüsü"],
  },
  "follow.add.channel": {
    description: "The channel that is told; without it this one",
    de: ["kanal", "Der Kanal, dem gemeldet wird; sonst dieser"],
    fr: ["salon", "Le salon prévenu ; sinon celui-ci"],
    "es-ES": ["canal", "El canal que recibe los avisos; si no, este"],
    tr: ["kanal", "Bildirilecek kanal; yoksa bu kanal"],
  },
  "follow.add.when": {
    description: "As it comes, or once a day; without it as it comes",
    de: ["wann", "Wie es kommt oder einmal am Tag; sonst wie es kommt"],
    fr: ["quand", "Au fil de l’eau, ou une fois par jour ; sinon au fil de l’eau"],
    "es-ES": ["cuándo", "Según llegue, o una vez al día; si no, según llegue"],
    tr: ["ne_zaman", "Geldikçe ya da günde bir kez; yoksa geldikçe"],
  },
  "follow.list": {
    description: "The topics that channels of this server follow",
    de: ["liste", "Die Themen, denen Kanäle dieses Servers folgen"],
    fr: ["liste", "Les thèmes que suivent les salons de ce serveur"],
    "es-ES": ["lista", "Los temas que siguen los canales de este servidor"],
    tr: ["liste", "Bu sunucunun kanallarının izlediği konular"],
  },
  "follow.remove": {
    description: "No longer follow a topic",
    de: ["entfernen", "Einem Thema nicht mehr folgen"],
    fr: ["retirer", "Ne plus suivre un thème"],
    "es-ES": ["quitar", "Dejar de seguir un tema"],
    tr: ["çıkar", "Bir konuyu artık izleme"],
  },
  "follow.remove.topic": {
    description: "Words of the topic",
    de: ["thema", "Wörter des Themas"],
    fr: ["thème", "Mots du thème"],
    "es-ES": ["tema", "Palabras del tema"],
    tr: ["konu", "Konudan sözcükler"],
  },
} as const satisfies Readonly<Record<string, Names>>;
