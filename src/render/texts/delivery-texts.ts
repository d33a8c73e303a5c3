// What is said of replies that are on their way or did not arrive, in every language. ICU MessageFormat; words only.
import type { Text } from "../frame.js";

export const DELIVERY_TEXTS = {
  "delivery.waiting": {
    en: "{before, plural, one {# question is} other {# questions are}} before yours.",
    de: "{before, plural, one {# Frage ist} other {# Fragen sind}} vor Ihrer an der Reihe.",
    fr: "{before, plural, one {# question passe} other {# questions passent}} avant la vôtre.",
    es: "{before, plural, one {Hay # pregunta} other {Hay # preguntas}} antes de la suya.",
    tr: "Sizinkinden önce {before, plural, other {# soru}} var.",
  },
  "delivery.undelivered": {
    en: "Your answer of {at} could not be delivered. Here it is.",
    de: "Ihre Antwort vom {at} konnte nicht zugestellt werden. Hier ist sie.",
    fr: "Votre réponse du {at} n’a pas pu être remise. La voici.",
    es: "Su respuesta del {at} no se pudo entregar. Aquí está.",
    tr: "{at} tarihli yanıtınız iletilemedi. İşte burada.",
  },
  "delivery.unfinished": {
    en: "You asked “{question}” on {at}. It got no answer: Dateline was restarted, or its reply did not reach you. Ask again.",
    de: "Sie fragten am {at}: „{question}“. Es kam keine Antwort: Dateline wurde neu gestartet, oder die Antwort hat Sie nicht erreicht. Fragen Sie noch einmal.",
    fr: "Vous avez demandé « {question} » le {at}. Il n’y a pas eu de réponse : Dateline a redémarré, ou sa réponse ne vous est pas parvenue. Posez la question à nouveau.",
    es: "Usted preguntó «{question}» el {at}. No hubo respuesta: Dateline se reinició o su respuesta no le llegó. Pregunte de nuevo.",
    tr: "{at} tarihinde “{question}” diye sordunuz. Yanıt gelmedi: Dateline yeniden başlatıldı ya da yanıtı size ulaşmadı. Yeniden sorun.",
  },
  "delivery.restarting": {
    en: "Dateline is restarting. Ask again in a minute.",
    de: "Dateline startet neu. Fragen Sie in einer Minute noch einmal.",
    fr: "Dateline redémarre. Posez la question à nouveau dans une minute.",
    es: "Dateline se está reiniciando. Pregunte de nuevo en un minuto.",
    tr: "Dateline yeniden başlatılıyor. Bir dakika sonra yeniden sorun.",
  },
  "delivery.sources": { en: "Sources", de: "Quellen", fr: "Sources", es: "Fuentes", tr: "Kaynaklar" },
  "delivery.cannot-post": {
    en: "Dateline cannot post in this channel: it lacks {rights}. Someone who manages the channel gives it to Dateline’s role under Edit Channel, Permissions.",
    de: "Dateline kann in diesem Kanal nichts posten: Es fehlt {rights}. Wer den Kanal verwaltet, gibt es der Rolle von Dateline unter „Kanal bearbeiten“, „Berechtigungen“.",
    fr: "Dateline ne peut pas publier dans ce salon : il lui manque {rights}. La personne qui gère le salon l’accorde au rôle de Dateline sous « Modifier le salon », « Permissions ».",
    es: "Dateline no puede publicar en este canal: le falta {rights}. Quien gestiona el canal se lo da al rol de Dateline en «Editar canal», «Permisos».",
    tr: "Dateline bu kanala gönderi yapamıyor: {rights} izni eksik. Kanalı yöneten kişi bunu “Kanalı Düzenle”, “İzinler” altında Dateline’ın rolüne verir.",
  },
  "delivery.dm-closed": {
    en: "Discord lets Dateline send you no direct message. Allow direct messages in the privacy settings of this server.",
    de: "Discord lässt Dateline Ihnen keine Direktnachricht senden. Erlauben Sie Direktnachrichten in den Privatsphäre-Einstellungen dieses Servers.",
    fr: "Discord ne laisse pas Dateline vous envoyer de message privé. Autorisez les messages privés dans les paramètres de confidentialité de ce serveur.",
    es: "Discord no deja que Dateline le envíe mensajes directos. Permita los mensajes directos en los ajustes de privacidad de este servidor.",
    tr: "Discord, Dateline’ın size özel mesaj göndermesine izin vermiyor. Bu sunucunun gizlilik ayarlarında özel mesajlara izin verin.",
  },
  "delivery.kept": {
    en: "Your answer is kept: /sources shows it to you.",
    de: "Ihre Antwort bleibt erhalten: /sources zeigt sie Ihnen.",
    fr: "Votre réponse est conservée : /sources vous la montre.",
    es: "Su respuesta queda guardada: /sources se la muestra.",
    tr: "Yanıtınız saklandı: /sources size gösterir.",
  },
} as const satisfies Readonly<Record<string, Text>>;
