// What is said of replies that are on their way or did not arrive, in every language. ICU MessageFormat; words only.
import type { Text } from "../translator.js";

export const DELIVERY_TEXTS = {
  "delivery.waiting": {
    en: "{before, plural, one {# question is} other {# questions are}} before yours.",
    de: "{before, plural, one {# Frage ist} other {# Fragen sind}} vor deiner an der Reihe.",
    fr: "{before, plural, one {# question passe} other {# questions passent}} avant la tienne.",
    es: "{before, plural, one {Hay # pregunta} other {Hay # preguntas}} antes de la tuya.",
    tr: "Seninkinden önce {before, plural, other {# soru}} var.",
  },
  "delivery.undelivered": {
    en: "Your answer of {at} could not be delivered. Here it is.",
    de: "Deine Antwort vom {at} konnte nicht zugestellt werden. Hier ist sie.",
    fr: "Ta réponse du {at} n’a pas pu être remise. La voici.",
    es: "Tu respuesta del {at} no se pudo entregar. Aquí está.",
    tr: "{at} tarihli yanıtın iletilemedi. İşte burada.",
  },
  "delivery.unfinished": {
    en: "You asked “{question}” on {at}. It got no answer: Dateline was restarted, or its reply did not reach you. Ask again.",
    de: "Du hast am {at} gefragt: „{question}“. Es kam keine Antwort: Dateline wurde neu gestartet, oder die Antwort hat dich nicht erreicht. Frag noch einmal.",
    fr: "Tu as demandé « {question} » le {at}. Il n’y a pas eu de réponse : Dateline a redémarré, ou sa réponse ne t’est pas parvenue. Repose la question.",
    es: "Preguntaste «{question}» el {at}. No hubo respuesta: Dateline se reinició o su respuesta no te llegó. Pregunta de nuevo.",
    tr: "{at} tarihinde “{question}” diye sordun. Yanıt gelmedi: Dateline yeniden başlatıldı ya da yanıtı sana ulaşmadı. Yeniden sor.",
  },
  "delivery.restarting": {
    en: "Dateline is restarting. Ask again in a minute.",
    de: "Dateline startet neu. Frag in einer Minute noch einmal.",
    fr: "Dateline redémarre. Pose la question à nouveau dans une minute.",
    es: "Dateline se está reiniciando. Pregunta de nuevo en un minuto.",
    tr: "Dateline yeniden başlatılıyor. Bir dakika sonra yeniden sor.",
  },
  "delivery.sources": { en: "Sources", de: "Quellen", fr: "Sources", es: "Fuentes", tr: "Kaynaklar" },
  "delivery.cannot-post": {
    en: "Dateline cannot post in this channel: it lacks {rights}. Someone who manages the channel gives it to Dateline’s role under Edit Channel, Permissions.",
    de: "Dateline kann in diesem Kanal nichts posten: Es fehlt {rights}. Wer den Kanal verwaltet, gibt es der Rolle von Dateline unter „Kanal bearbeiten“, „Berechtigungen“.",
    fr: "Dateline ne peut pas publier dans ce salon : il lui manque {rights}. La personne qui gère le salon l’accorde au rôle de Dateline sous « Modifier le salon », « Permissions ».",
    es: "Dateline no puede publicar en este canal: le falta {rights}. Quien gestiona el canal se lo da al rol de Dateline en «Editar canal», «Permisos».",
    tr: "Dateline bu kanala gönderi yapamıyor: {rights} izni eksik. Kanalı yöneten kişi bunu “Kanalı Düzenle”, “İzinler” altında Dateline’ın rolüne verir.",
  },
  /** As the settings of Discord name them in each language. */
  "delivery.right": {
    en: "{right, select, ViewChannel {View Channel} SendMessagesInThreads {Send Messages in Threads} other {Send Messages}}",
    de: "{right, select, ViewChannel {Kanal ansehen} SendMessagesInThreads {Nachrichten in Threads senden} other {Nachrichten senden}}",
    fr: "{right, select, ViewChannel {Voir le salon} SendMessagesInThreads {Envoyer des messages dans les fils} other {Envoyer des messages}}",
    es: "{right, select, ViewChannel {Ver canal} SendMessagesInThreads {Enviar mensajes en hilos} other {Enviar mensajes}}",
    tr: "{right, select, ViewChannel {Kanalı Görüntüle} SendMessagesInThreads {Alt Başlıklarda Mesaj Gönder} other {Mesaj Gönder}}",
  },
  "delivery.dm-closed": {
    en: "Discord lets Dateline send you no direct message. Allow direct messages in the privacy settings of this server.",
    de: "Discord lässt Dateline dir keine Direktnachricht senden. Erlaube Direktnachrichten in den Privatsphäre-Einstellungen dieses Servers.",
    fr: "Discord ne laisse pas Dateline t’envoyer de message privé. Autorise les messages privés dans les paramètres de confidentialité de ce serveur.",
    es: "Discord no deja que Dateline te envíe mensajes directos. Permite los mensajes directos en los ajustes de privacidad de este servidor.",
    tr: "Discord, Dateline’ın sana özel mesaj göndermesine izin vermiyor. Bu sunucunun gizlilik ayarlarında özel mesajlara izin ver.",
  },
  "delivery.kept": {
    en: "Your answer is kept: {command} shows it to you.",
    de: "Deine Antwort bleibt erhalten: {command} zeigt sie dir.",
    fr: "Ta réponse est conservée : {command} te la montre.",
    es: "Tu respuesta queda guardada: {command} te la muestra.",
    tr: "Yanıtın saklandı: {command} sana gösterir.",
  },
} as const satisfies Readonly<Record<string, Text>>;
