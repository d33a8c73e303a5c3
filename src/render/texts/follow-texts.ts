// What Dateline says about topics that a channel follows, in every language. ICU MessageFormat; words only.
import type { Text } from "../translator.js";

export const FOLLOW_TEXTS = {
  "follow.added": {
    en: "The channel will be told of every story about {topic}",
    de: "Der Kanal erfährt jede Geschichte zu {topic}",
    fr: "Le salon sera prévenu de chaque sujet sur {topic}",
    es: "El canal recibirá cada historia sobre {topic}",
    tr: "Kanala {topic} hakkındaki her haber bildirilecek",
  },
  "follow.again": {
    en: "The channel follows {topic} already; I keep it for longer",
    de: "Der Kanal folgt {topic} schon; ich behalte es länger",
    fr: "Le salon suit déjà {topic} ; je le garde plus longtemps",
    es: "El canal ya sigue {topic}; lo guardo más tiempo",
    tr: "Kanal {topic} konusunu zaten izliyor; daha uzun saklayacağım",
  },
  "follow.rate": {
    en: "{when, select, daily {Once a day} other {At most four messages an hour}}, grouped by story, without pinging anyone",
    de: "{when, select, daily {Einmal am Tag} other {Höchstens vier Nachrichten in der Stunde}}, nach Geschichten geordnet, ohne jemanden anzupingen",
    fr: "{when, select, daily {Une fois par jour} other {Quatre messages par heure au plus}}, regroupés par sujet, sans mentionner personne",
    es: "{when, select, daily {Una vez al día} other {Como máximo cuatro mensajes por hora}}, agrupados por historia, sin mencionar a nadie",
    tr: "{when, select, daily {Günde bir kez} other {Saatte en çok dört mesaj}}, habere göre gruplanmış, kimseyi etiketlemeden",
  },
  "follow.list": {
    en: "{count, plural, =0 {This server follows no topic} one {This server follows # topic} other {This server follows # topics}}",
    de: "{count, plural, =0 {Dieser Server folgt keinem Thema} one {Dieser Server folgt # Thema} other {Dieser Server folgt # Themen}}",
    fr: "{count, plural, =0 {Ce serveur ne suit aucun thème} one {Ce serveur suit # thème} other {Ce serveur suit # thèmes}}",
    es: "{count, plural, =0 {Este servidor no sigue ningún tema} one {Este servidor sigue # tema} other {Este servidor sigue # temas}}",
    tr: "{count, plural, =0 {Bu sunucu hiçbir konuyu izlemiyor} other {Bu sunucu # konu izliyor}}",
  },
  "follow.removed": {
    en: "The channel no longer follows {topic}",
    de: "Der Kanal folgt {topic} nicht mehr",
    fr: "Le salon ne suit plus {topic}",
    es: "El canal ya no sigue {topic}",
    tr: "Kanal artık {topic} konusunu izlemiyor",
  },
  "follow.unknown": {
    en: "This server does not follow that topic. {command} shows what it follows.",
    de: "Diesem Thema folgt dieser Server nicht. {command} zeigt, welchen er folgt.",
    fr: "Ce serveur ne suit pas ce thème. {command} montre ce qu’il suit.",
    es: "Este servidor no sigue ese tema. {command} muestra los que sigue.",
    tr: "Bu sunucu o konuyu izlemiyor. {command} izlediklerini gösterir.",
  },
  "follow.denied": {
    en: "Following topics is for those who may add articles here; ask someone who manages this server.",
    de: "Themen folgen dürfen hier nur die, die Artikel hinzufügen dürfen; frag jemanden, der den Server verwaltet.",
    fr: "Suivre un thème est réservé à qui peut ajouter des articles ici ; demande à quelqu’un qui gère ce serveur.",
    es: "Seguir temas es para quienes pueden añadir artículos aquí; pregunta a alguien que gestione el servidor.",
    tr: "Konu izlemek burada makale ekleyebilenler içindir; sunucuyu yöneten birine sor.",
  },
  "follow.no-guild": {
    en: "Topics are followed by channels of a server. Here, {command} tells you alone.",
    de: "Themen folgen Kanäle eines Servers. Hier beobachtest du mit {command} eine Frage für dich allein.",
    fr: "Ce sont les salons d’un serveur qui suivent des thèmes. Ici, {command} te prévient toi seul.",
    es: "Los temas los siguen los canales de un servidor. Aquí, {command} te avisa solo a ti.",
    tr: "Konuları sunucu kanalları izler. Burada {command} yalnızca sana haber verir.",
  },
} as const satisfies Readonly<Record<string, Text>>;
