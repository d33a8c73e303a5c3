// Why something is not done now: a right that is missing, or too many questions. ICU MessageFormat; words only.
import type { Text } from "../translator.js";

export const MANNERS_TEXTS = {
  "manners.managers": {
    en: "{right, select, ask {Only members who may manage this server may ask here.} other {Only members who may manage this server may add and remove articles and feeds here.}}",
    de: "{right, select, ask {Hier dürfen nur Mitglieder fragen, die den Server verwalten dürfen.} other {Hier dürfen nur Mitglieder Artikel und Feeds hinzufügen und entfernen, die den Server verwalten dürfen.}}",
    fr: "{right, select, ask {Ici, seuls les membres qui peuvent gérer le serveur peuvent poser des questions.} other {Ici, seuls les membres qui peuvent gérer le serveur peuvent ajouter et retirer des articles et des flux.}}",
    es: "{right, select, ask {Aquí solo pueden preguntar los miembros que pueden gestionar el servidor.} other {Aquí solo pueden añadir y quitar artículos y canales los miembros que pueden gestionar el servidor.}}",
    tr: "{right, select, ask {Burada yalnızca sunucuyu yönetebilen üyeler soru sorabilir.} other {Burada yalnızca sunucuyu yönetebilen üyeler makale ve akış ekleyip çıkarabilir.}}",
  },
  "manners.roles": {
    en: "{right, select, ask {Only members with the role {roles} may ask here.} other {Only members with the role {roles} may add and remove articles and feeds here.}}",
    de: "{right, select, ask {Hier dürfen nur Mitglieder mit der Rolle {roles} fragen.} other {Hier dürfen nur Mitglieder mit der Rolle {roles} Artikel und Feeds hinzufügen und entfernen.}}",
    fr: "{right, select, ask {Ici, seuls les membres qui ont le rôle {roles} peuvent poser des questions.} other {Ici, seuls les membres qui ont le rôle {roles} peuvent ajouter et retirer des articles et des flux.}}",
    es: "{right, select, ask {Aquí solo pueden preguntar los miembros con el rol {roles}.} other {Aquí solo pueden añadir y quitar artículos y canales los miembros con el rol {roles}.}}",
    tr: "{right, select, ask {Burada yalnızca {roles} rolündeki üyeler soru sorabilir.} other {Burada yalnızca {roles} rolündeki üyeler makale ve akış ekleyip çıkarabilir.}}",
  },
  "manners.or": { en: "or", de: "oder", fr: "ou", es: "o", tr: "ya da" },
  "manners.manage": {
    en: "Only members who may manage this server may see and change its settings.",
    de: "Nur Mitglieder, die den Server verwalten dürfen, dürfen seine Einstellungen sehen und ändern.",
    fr: "Seuls les membres qui peuvent gérer le serveur peuvent voir et changer ses réglages.",
    es: "Solo los miembros que pueden gestionar el servidor pueden ver y cambiar sus ajustes.",
    tr: "Sunucunun ayarlarını yalnızca sunucuyu yönetebilen üyeler görebilir ve değiştirebilir.",
  },
  "manners.dm": {
    en: "Do this in a server that you manage and where Dateline is installed, or in the terminal where Dateline runs.",
    de: "Tu das auf einem Server, den du verwaltest und auf dem Dateline installiert ist, oder im Terminal, wo Dateline läuft.",
    fr: "Fais cela sur un serveur que tu gères et où Dateline est installé, ou dans le terminal là où Dateline tourne.",
    es: "Haz esto en un servidor que gestiones y donde Dateline esté instalado, o en la terminal donde se ejecuta Dateline.",
    tr: "Bunu yönettiğin ve Dateline’ın kurulu olduğu bir sunucuda ya da Dateline’ın çalıştığı yerdeki terminalde yap.",
  },
  "manners.guest": {
    en: "Dateline is installed in your account, not in this server. Do this in a server where it is installed.",
    de: "Dateline ist in deinem Konto installiert, nicht auf diesem Server. Tu das auf einem Server, auf dem es installiert ist.",
    fr: "Dateline est installé dans ton compte, pas sur ce serveur. Fais cela sur un serveur où il est installé.",
    es: "Dateline está instalado en tu cuenta, no en este servidor. Haz esto en un servidor donde esté instalado.",
    tr: "Dateline bu sunucuda değil, senin hesabında kurulu. Bunu kurulu olduğu bir sunucuda yap.",
  },
  "manners.private": {
    en: "Dateline is installed in your account, not in this server, and may not post for everyone here.",
    de: "Dateline ist in deinem Konto installiert, nicht auf diesem Server, und darf hier nicht für alle schreiben.",
    fr: "Dateline est installé dans ton compte, pas sur ce serveur, et ne peut pas publier ici pour tout le monde.",
    es: "Dateline está instalado en tu cuenta, no en este servidor, y no puede publicar aquí para todos.",
    tr: "Dateline bu sunucuda değil, senin hesabında kurulu ve burada herkes için gönderi yapamaz.",
  },
  "manners.person": {
    en: "You have asked {count, plural, one {# question} other {# questions}} in a minute. Ask again {at}.",
    de: "Du hast in einer Minute {count, plural, one {# Frage} other {# Fragen}} gestellt. Frag wieder {at}.",
    fr: "Tu as posé {count, plural, one {# question} other {# questions}} en une minute. Redemande {at}.",
    es: "Has hecho {count, plural, one {# pregunta} other {# preguntas}} en un minuto. Vuelve a preguntar {at}.",
    tr: "Bir dakikada {count, plural, other {# soru}} sordun. Yeniden sor: {at}.",
  },
  "manners.guild": {
    en: "This server has asked {count, plural, one {# question} other {# questions}} in a minute, as many as I answer. Ask again {at}.",
    de: "Dieser Server hat in einer Minute {count, plural, one {# Frage} other {# Fragen}} gestellt, so viele, wie ich beantworte. Frag wieder {at}.",
    fr: "Ce serveur a posé {count, plural, one {# question} other {# questions}} en une minute, autant que j’en traite. Redemande {at}.",
    es: "Este servidor ha hecho {count, plural, one {# pregunta} other {# preguntas}} en un minuto, tantas como respondo. Vuelve a preguntar {at}.",
    tr: "Bu sunucu bir dakikada {count, plural, other {# soru}} sordu; yanıtladığım kadar. Yeniden sor: {at}.",
  },
} as const satisfies Readonly<Record<string, Text>>;
