// Names and descriptions of /watch and /follow and their options in the languages Discord shows them in. Words only.
import type { Names } from "./names.js";

/** By path, as in `NAMES`. */
export const WATCH_NAMES = {
  watch: {
    description: "Be told when the answer to a question changes",
    de: ["beobachten", "Bescheid bekommen, wenn sich die Antwort auf eine Frage ändert"],
    fr: ["suivre", "Être prévenu quand la réponse à une question change"],
    "es-ES": ["vigilar", "Recibir un aviso cuando cambie la respuesta a una pregunta"],
    tr: ["izle", "Bir sorunun yanıtı değişince haber al"],
  },
  "watch.add": {
    description: "Watch a question; copies and reprints wake nobody",
    de: ["hinzufügen", "Eine Frage beobachten; Kopien und Nachdrucke wecken niemanden"],
    fr: ["ajouter", "Suivre une question ; copies et reprises ne réveillent personne"],
    "es-ES": ["añadir", "Vigilar una pregunta; copias y reimpresiones no despiertan a nadie"],
    tr: ["ekle", "Bir soruyu izle; kopyalar ve yeniden basımlar kimseyi uyandırmaz"],
  },
  "watch.add.question": {
    description: "Your question, in your own words",
    de: ["frage", "Deine Frage, in deinen Worten"],
    fr: ["question", "Ta question, avec tes mots"],
    "es-ES": ["pregunta", "Tu pregunta, con tus palabras"],
    tr: ["soru", "Sorun, kendi sözlerinle"],
  },
  "watch.add.where": {
    description: "Where to tell you; without it in a private message",
    de: ["wo", "Wo du Bescheid bekommst; sonst in einer privaten Nachricht"],
    fr: ["où", "Où te prévenir ; sinon par message privé"],
    "es-ES": ["dónde", "Dónde avisarte; si no, por mensaje privado"],
    tr: ["nerede", "Nerede haber verileceği; yoksa özel mesajla"],
  },
  "watch.add.where.dm": {
    description: "In a private message",
    de: ["privat", "In einer privaten Nachricht"],
    fr: ["privé", "Par message privé"],
    "es-ES": ["privado", "Por mensaje privado"],
    tr: ["özel", "Özel mesajla"],
  },
  "watch.add.where.channel": {
    description: "In this channel, for all to read",
    de: ["kanal", "In diesem Kanal, für alle lesbar"],
    fr: ["salon", "Dans ce salon, visible par tous"],
    "es-ES": ["canal", "En este canal, a la vista de todos"],
    tr: ["kanal", "Bu kanalda, herkesin okuyacağı şekilde"],
  },
  "watch.add.when": {
    description: "At once, or once a day in a digest; without it at once",
    de: ["wann", "Sofort oder einmal am Tag gesammelt; sonst sofort"],
    fr: ["quand", "Aussitôt, ou une fois par jour en résumé ; sinon aussitôt"],
    "es-ES": ["cuándo", "Enseguida, o una vez al día en un resumen; si no, enseguida"],
    tr: ["ne_zaman", "Hemen ya da günde bir kez toplu olarak; yoksa hemen"],
  },
  "watch.add.when.at-once": {
    description: "At once",
    de: ["sofort", "Sofort"],
    fr: ["aussitôt", "Aussitôt"],
    "es-ES": ["enseguida", "Enseguida"],
    tr: ["hemen", "Hemen"],
  },
  "watch.add.when.daily": {
    description: "Once a day",
    de: ["täglich", "Einmal am Tag"],
    fr: ["quotidien", "Une fois par jour"],
    "es-ES": ["diario", "Una vez al día"],
    tr: ["günlük", "Günde bir kez"],
  },
  "watch.add.quiet": {
    description: "Hours in which nothing is told, for example 22-07",
    de: ["ruhe", "Stunden, in denen nichts gemeldet wird, etwa 22-07"],
    fr: ["silence", "Heures sans aucun avis, par exemple 22-07"],
    "es-ES": ["silencio", "Horas sin avisos, por ejemplo 22-07"],
    tr: ["sessiz", "Haber verilmeyecek saatler, örneğin 22-07"],
  },
  "watch.add.time_zone": {
    description: "Your time zone, for example Europe/Berlin; without it the server’s, or UTC",
    de: ["zeitzone", "Deine Zeitzone, etwa Europe/Berlin; sonst die des Servers oder UTC"],
    fr: ["fuseau", "Ton fuseau horaire, par exemple Europe/Paris ; sinon celui du serveur, ou UTC"],
    "es-ES": ["zona_horaria", "Tu zona horaria, por ejemplo Europe/Madrid; si no, la del servidor o UTC"],
    tr: ["saat_dilimi", "Saat dilimin, örneğin Europe/Istanbul; yoksa sunucununki ya da UTC"],
  },
  "watch.list": {
    description: "What you watch, and what I could not tell you",
    de: ["liste", "Was du beobachtest und was ich dir nicht sagen konnte"],
    fr: ["liste", "Ce que tu suis, et ce que je n’ai pas pu te dire"],
    "es-ES": ["lista", "Lo que vigilas y lo que no pude avisarte"],
    tr: ["liste", "İzlediklerin ve sana iletemediklerim"],
  },
  "watch.remove": {
    description: "No longer watch a question",
    de: ["entfernen", "Eine Frage nicht mehr beobachten"],
    fr: ["retirer", "Ne plus suivre une question"],
    "es-ES": ["quitar", "Dejar de vigilar una pregunta"],
    tr: ["çıkar", "Bir soruyu artık izleme"],
  },
  "watch.remove.watch": {
    description: "Words of the question",
    de: ["frage", "Wörter der Frage"],
    fr: ["question", "Mots de la question"],
    "es-ES": ["pregunta", "Palabras de la pregunta"],
    tr: ["soru", "Sorudan sözcükler"],
  },
} as const satisfies Readonly<Record<string, Names>>;
