// Faults of predictions, counted: text that is not in the document, documents that do not exist or are not yet published.

/** Counts over all predictions that say whether the output can be trusted at all; keys as evaluate.py prints them. */
export interface Integrity {
  missing_predictions: number;
  duplicate_ids: number;
  unknown_ids: number;
  passages: number;
  passages_not_verbatim: number;
  passages_unknown_doc: number;
  passages_from_the_future: number;
  quotes: number;
  quotes_not_verbatim: number;
  quotes_unknown_doc: number;
  quotes_from_the_future: number;
  quotes_too_long: number;
  verbatim_rate: number;
  mean_quote_words: number;
  examples_not_verbatim: { id: string; doc_id: string; text: string }[];
}

/** Returns the counts of no predictions at all. */
export function emptyIntegrity(): Integrity {
  return {
    missing_predictions: 0,
    duplicate_ids: 0,
    unknown_ids: 0,
    passages: 0,
    passages_not_verbatim: 0,
    passages_unknown_doc: 0,
    passages_from_the_future: 0,
    quotes: 0,
    quotes_not_verbatim: 0,
    quotes_unknown_doc: 0,
    quotes_from_the_future: 0,
    quotes_too_long: 0,
    verbatim_rate: 1,
    mean_quote_words: 0,
    examples_not_verbatim: [],
  };
}
