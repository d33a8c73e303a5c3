// What is said of the revisions of an article and of what it announces itself. ICU MessageFormat; words only.
import type { Text } from "../translator.js";

export const HISTORY_TEXTS = {
  "history.article": {
    en: "article {articleId} · {count, plural, one {# revision} other {# revisions}}",
    de: "Artikel {articleId} · {count, plural, one {# Fassung} other {# Fassungen}}",
    fr: "article {articleId} · {count, plural, one {# version} other {# versions}}",
    es: "artículo {articleId} · {count, plural, one {# versión} other {# versiones}}",
    tr: "makale {articleId} · {count, plural, other {# sürüm}}",
  },
  "history.copies": {
    en: "The same text: {outlets, plural, one {# outlet} other {# outlets}}, 1 origin",
    de: "Derselbe Text: {outlets, plural, one {# Medium} other {# Medien}}, 1 Ursprung",
    fr: "Le même texte : {outlets, plural, one {# média} other {# médias}}, 1 origine",
    es: "El mismo texto: {outlets, plural, one {# medio} other {# medios}}, 1 origen",
    tr: "Aynı metin: {outlets, plural, other {# yayın}}, 1 asıl kaynak",
  },
  "history.revision": {
    en: "Revision {revision} of {at}",
    de: "Fassung {revision} vom {at}",
    fr: "Version {revision} du {at}",
    es: "Versión {revision} del {at}",
    tr: "Sürüm {revision}, {at}",
  },
  "history.read": {
    en: "read {at}",
    de: "gelesen am {at}",
    fr: "lu le {at}",
    es: "leído el {at}",
    tr: "okunma: {at}",
  },
  "history.also": {
    en: "also changed: {fields}",
    de: "auch geändert: {fields}",
    fr: "aussi modifié : {fields}",
    es: "también ha cambiado: {fields}",
    tr: "ayrıca değişen: {fields}",
  },
  "history.field": {
    en: "{field, select, deck {deck} source {outlet} publishedAt {published} updatedAt {updated} url {URL} other {{field}}}",
    de: "{field, select, title {Titel} deck {Vorspann} source {Medium} agency {Agentur} author {Autor} url {URL} language {Sprache} publishedAt {Erscheinungsdatum} updatedAt {Stand} other {{field}}}",
    fr: "{field, select, title {titre} deck {chapeau} source {média} agency {agence} author {auteur} url {URL} language {langue} publishedAt {date de publication} updatedAt {date de mise à jour} other {{field}}}",
    es: "{field, select, title {título} deck {entradilla} source {medio} agency {agencia} author {autor} url {URL} language {idioma} publishedAt {fecha de publicación} updatedAt {fecha de actualización} other {{field}}}",
    tr: "{field, select, title {başlık} deck {spot} source {yayın kuruluşu} agency {ajans} author {yazar} url {URL} language {dil} publishedAt {yayım tarihi} updatedAt {güncelleme tarihi} other {{field}}}",
  },
  "history.first": {
    en: "First read.",
    de: "Zum ersten Mal gelesen.",
    fr: "Première lecture.",
    es: "Primera lectura.",
    tr: "İlk okuma.",
  },
  "history.more-changes": {
    en: "and {count, plural, one {# more change} other {# more changes}}",
    de: "und {count, plural, one {# weitere Änderung} other {# weitere Änderungen}}",
    fr: "et {count, plural, one {# autre modification} other {# autres modifications}}",
    es: "y {count, plural, one {# cambio más} other {# cambios más}}",
    tr: "ve {count, plural, other {# değişiklik daha}}",
  },
  "history.correction": {
    en: "Announces a correction",
    de: "Meldet eine Berichtigung",
    fr: "Annonce une correction",
    es: "Anuncia una corrección",
    tr: "Düzeltme bildiriyor",
  },
  "history.update": {
    en: "Announces an update",
    de: "Meldet eine Aktualisierung",
    fr: "Annonce une mise à jour",
    es: "Anuncia una actualización",
    tr: "Güncelleme bildiriyor",
  },
  "history.removed": { en: "Removed", de: "Gestrichen", fr: "Supprimé", es: "Suprimido", tr: "Silindi" },
  "history.added": { en: "Added", de: "Ergänzt", fr: "Ajouté", es: "Añadido", tr: "Eklendi" },
  "history.changed": { en: "Changed", de: "Geändert", fr: "Modifié", es: "Cambiado", tr: "Değişti" },
  "history.to": { en: "to", de: "jetzt", fr: "à présent", es: "ahora", tr: "yeni hâli" },
} as const satisfies Readonly<Record<string, Text>>;
