// What is said where the fault is not the person's: rights, restarts, and what whoever runs Dateline must mend.
import type { Text } from "../translator.js";

export const FAULT_TEXTS = {
  "fault.busy": {
    en: "Too many questions at once.",
    de: "Zu viele Fragen auf einmal.",
    fr: "Trop de questions à la fois.",
    es: "Demasiadas preguntas a la vez.",
    tr: "Aynı anda fazla soru var.",
  },
  "fault.later-do": {
    en: "Try again in a minute.",
    de: "Versuch es in einer Minute noch einmal.",
    fr: "Réessaie dans une minute.",
    es: "Inténtalo de nuevo en un minuto.",
    tr: "Bir dakika sonra yeniden dene.",
  },
  "fault.worker": {
    en: "What reads the meaning of texts has stopped; it starts again by itself.",
    de: "Was den Sinn der Texte liest, ist stehen geblieben; es startet von selbst neu.",
    fr: "Ce qui lit le sens des textes s’est arrêté ; cela redémarre tout seul.",
    es: "Lo que lee el sentido de los textos se ha parado; vuelve a arrancar solo.",
    tr: "Metinlerin anlamını okuyan bölüm durdu; kendiliğinden yeniden başlar.",
  },
  "fault.models": {
    en: "The language models cannot be used at the moment.",
    de: "Die Sprachmodelle sind gerade nicht nutzbar.",
    fr: "Les modèles de langue ne sont pas utilisables pour le moment.",
    es: "Los modelos de lenguaje no se pueden usar en este momento.",
    tr: "Dil modelleri şu anda kullanılamıyor.",
  },
  "fault.store": {
    en: "My store of articles cannot be used at the moment.",
    de: "Mein Artikelspeicher ist gerade nicht nutzbar.",
    fr: "Ma réserve d’articles n’est pas utilisable pour le moment.",
    es: "Mi almacén de artículos no se puede usar en este momento.",
    tr: "Makale depom şu anda kullanılamıyor.",
  },
  "fault.setup": {
    en: "Dateline is not set up as it should be.",
    de: "Dateline ist nicht richtig eingerichtet.",
    fr: "Dateline n’est pas configuré comme il faut.",
    es: "Dateline no está bien configurado.",
    tr: "Dateline gerektiği gibi kurulmamış.",
  },
  "fault.doctor-do": {
    en: "Whoever runs Dateline finds out more in the log and with {command}.",
    de: "Wer Dateline betreibt, erfährt mehr im Log und mit {command}.",
    fr: "La personne qui gère Dateline en saura plus dans le journal et avec {command}.",
    es: "Quien gestiona Dateline sabrá más en el registro y con {command}.",
    tr: "Dateline’ı çalıştıran kişi günlükte ve {command} ile daha fazlasını görür.",
  },
  "fault.discord": {
    en: "Discord did not give what was needed.",
    de: "Discord hat nicht geliefert, was nötig war.",
    fr: "Discord n’a pas donné ce qu’il fallait.",
    es: "Discord no ha dado lo que hacía falta.",
    tr: "Discord gerekeni vermedi.",
  },
  "fault.mine": {
    en: "That went wrong on my side. Asking again may work.",
    de: "Da ist bei mir etwas schiefgegangen. Noch einmal zu fragen kann helfen.",
    fr: "Une erreur s’est produite de mon côté. Redemander peut suffire.",
    es: "Algo ha fallado por mi parte. Puede que funcione si vuelves a preguntar.",
    tr: "Benim tarafımda bir şey ters gitti. Yeniden sormak işe yarayabilir.",
  },
  "fault.in-log": {
    en: "Whoever runs Dateline finds it in the log under {id}.",
    de: "Wer Dateline betreibt, findet es im Log unter {id}.",
    fr: "La personne qui gère Dateline le trouvera dans le journal sous {id}.",
    es: "Quien gestiona Dateline lo encontrará en el registro como {id}.",
    tr: "Dateline’ı çalıştıran kişi bunu günlükte {id} altında bulur.",
  },
  "notice.outdated": {
    en: "This belongs to another version of Dateline. Ask again with {command}.",
    de: "Das gehört zu einer anderen Version von Dateline. Frag noch einmal mit {command}.",
    fr: "Cela vient d’une autre version de Dateline. Redemande avec {command}.",
    es: "Esto es de otra versión de Dateline. Pregunta de nuevo con {command}.",
    tr: "Bu, Dateline’ın başka bir sürümüne ait. {command} ile yeniden sor.",
  },
  "notice.no-answer": {
    en: "There is no answer here yet that you may see. Ask something with {command} first.",
    de: "Hier gibt es noch keine Antwort, die du sehen darfst. Frag zuerst etwas mit {command}.",
    fr: "Il n’y a pas encore ici de réponse que tu puisses voir. Pose d’abord une question avec {command}.",
    es: "Aquí aún no hay ninguna respuesta que puedas ver. Pregunta algo antes con {command}.",
    tr: "Burada henüz görebileceğin bir yanıt yok. Önce {command} ile bir şey sor.",
  },
} as const satisfies Readonly<Record<string, Text>>;
