// What /status says, in every language. ICU MessageFormat; words only.
import type { Text } from "../translator.js";

export const STATUS_TEXTS = {
  "status.heading": { en: "Status", de: "Stand", fr: "État", es: "Estado", tr: "Durum" },
  "status.read": {
    en: "{articles, plural, one {# article} other {# articles}} in {revisions, plural, one {# revision} other {# revisions}}, {passages, plural, one {# passage} other {# passages}}",
    de: "{articles, plural, one {# Artikel} other {# Artikel}} in {revisions, plural, one {# Fassung} other {# Fassungen}}, {passages, plural, one {# Abschnitt} other {# Abschnitte}}",
    fr: "{articles, plural, one {# article} other {# articles}} en {revisions, plural, one {# version} other {# versions}}, {passages, plural, one {# passage} other {# passages}}",
    es: "{articles, plural, one {# artículo} other {# artículos}} en {revisions, plural, one {# versión} other {# versiones}}, {passages, plural, one {# pasaje} other {# pasajes}}",
    tr: "{articles, plural, other {# makale}}, {revisions, plural, other {# sürüm}}, {passages, plural, other {# bölüm}}",
  },
  "status.indexed": {
    en: "{embeddings, plural, one {# embedding} other {# embeddings}}, {indexed, number} of them in the index",
    de: "{embeddings, plural, one {# Vektor} other {# Vektoren}}, davon {indexed, number} im Index",
    fr: "{embeddings, plural, one {# vecteur} other {# vecteurs}}, dont {indexed, number} dans l’index",
    es: "{embeddings, plural, one {# vector} other {# vectores}}, {indexed, number} de ellos en el índice",
    tr: "{embeddings, plural, other {# vektör}}, bunların {indexed, number} tanesi dizinde",
  },
  "status.answers": {
    en: "{count, plural, one {# stored answer} other {# stored answers}}",
    de: "{count, plural, one {# gespeicherte Antwort} other {# gespeicherte Antworten}}",
    fr: "{count, plural, one {# réponse conservée} other {# réponses conservées}}",
    es: "{count, plural, one {# respuesta guardada} other {# respuestas guardadas}}",
    tr: "{count, plural, other {# kayıtlı yanıt}}",
  },
  "status.undated": {
    en: "No dated report",
    de: "Kein datierter Bericht",
    fr: "Aucun article daté",
    es: "Ningún artículo fechado",
    tr: "Tarihli haber yok",
  },
  "status.newest": {
    en: "Newest report {day}, {age}",
    de: "Neuester Bericht {day}, {age}",
    fr: "Article le plus récent : {day}, {age}",
    es: "Artículo más reciente: {day}, {age}",
    tr: "En yeni haber {day}, {age}",
  },
  "status.refetches": {
    en: "{count, plural, one {# young article} other {# young articles}} looked at again, next {age}",
    de: "{count, plural, one {# junger Artikel wird} other {# junge Artikel werden}} noch einmal gelesen, nächster {age}",
    fr: "{count, plural, one {# article récent sera relu} other {# articles récents seront relus}}, le prochain {age}",
    es: "{count, plural, one {# artículo reciente se vuelve} other {# artículos recientes se vuelven}} a leer, el próximo {age}",
    tr: "{count, plural, other {# yeni makale}} yeniden okunacak, sıradaki {age}",
  },
  "status.model": {
    en: "{role, select, embedder {Embedder} other {Reranker}}: {name}, from {origin}, {fingerprint}",
    de: "{role, select, embedder {Embedder} other {Reranker}}: {name}, von {origin}, {fingerprint}",
    fr: "{role, select, embedder {Modèle de vecteurs} other {Modèle de tri}} : {name}, de {origin}, {fingerprint}",
    es: "{role, select, embedder {Modelo de vectores} other {Modelo de orden}}: {name}, de {origin}, {fingerprint}",
    tr: "{role, select, embedder {Gömme modeli} other {Sıralama modeli}}: {name}, kaynak {origin}, {fingerprint}",
  },
  "status.no-model": {
    en: "{role, select, embedder {Embedder} other {Reranker}}: none",
    de: "{role, select, embedder {Embedder} other {Reranker}}: keiner",
    fr: "{role, select, embedder {Modèle de vecteurs} other {Modèle de tri}} : aucun",
    es: "{role, select, embedder {Modelo de vectores} other {Modelo de orden}}: ninguno",
    tr: "{role, select, embedder {Gömme modeli} other {Sıralama modeli}}: yok",
  },
  "status.lexical": {
    en: "Words only: no model",
    de: "Nur Wörter: kein Modell",
    fr: "Mots seulement : aucun modèle",
    es: "Solo palabras: sin modelo",
    tr: "Yalnızca sözcükler: model yok",
  },
  "status.running": {
    en: "Dateline {version} · running since {at}",
    de: "Dateline {version} · läuft seit {at}",
    fr: "Dateline {version} · en marche depuis {at}",
    es: "Dateline {version} · en marcha desde {at}",
    tr: "Dateline {version} · {at} tarihinden beri çalışıyor",
  },
} as const satisfies Readonly<Record<string, Text>>;
