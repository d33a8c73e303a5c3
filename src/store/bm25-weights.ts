// How much a word counts by where it stands; one place for every store.
/** Factor on the number of times a word occurs in the title and in the text of the passage; the defaults of `Store.searchText`. */
export const BM25_WEIGHTS = { title: 0.5, text: 1 } as const; // a title repeats in each passage of its article
