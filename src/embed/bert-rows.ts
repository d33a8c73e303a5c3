// Texts as the models of the BERT family read them: special tokens around ids, rows of a batch padded to one width. Runs no model.

/** Gives the ids of a text; with special tokens, those that stand around it too. */
export type Tokenize = (text: string, special: boolean) => number[];

/** One text or pair as the model reads it; `second` is where the second segment starts. */
export interface Row {
  readonly ids: readonly number[];
  readonly second: number;
}

/** A batch, row after row; `width` is the longest row's length. */
export interface Columns {
  readonly rows: number;
  readonly width: number;
  readonly ids: BigInt64Array;
  readonly mask: BigInt64Array;
  readonly types: BigInt64Array;
}

/**
 * Puts special tokens around token ids. The library's own truncation cuts the closing separator off; this one cuts
 * the text and keeps it, as the models were trained.
 */
export class Encoder {
  readonly #tokenize: Tokenize;
  readonly #maxTokens: number;
  readonly #first: number;
  readonly #separator: number;

  /** @throws TypeError where the tokenizer puts no two special tokens around an empty text */
  constructor(tokenize: Tokenize, maxTokens: number) {
    const [first, separator] = tokenize("", true);
    if (first === undefined || separator === undefined)
      throw new TypeError("not a tokenizer of the BERT family");
    this.#tokenize = tokenize;
    this.#maxTokens = maxTokens;
    this.#first = first;
    this.#separator = separator;
  }

  tokens(text: string): number[] {
    return this.#tokenize(text, false);
  }

  single(text: string): Row {
    const ids = [this.#first, ...this.tokens(text).slice(0, this.#maxTokens - 2), this.#separator];
    return { ids, second: ids.length };
  }

  /** A question longer than half the room is cut, so that the text always has the other half. */
  pair(question: readonly number[], text: string): Row {
    const room = this.#maxTokens - 3;
    const query = question.slice(0, Math.floor(room / 2));
    const ids = [this.#first, ...query, this.#separator];
    const second = ids.length;
    ids.push(...this.tokens(text).slice(0, room - query.length), this.#separator);
    return { ids, second };
  }
}

/** Lays rows side by side, padded with 0: [PAD] of every BERT vocabulary, and masked. */
export function toColumns(rows: readonly Row[]): Columns {
  const width = Math.max(...rows.map((row) => row.ids.length));
  const size = rows.length * width;
  const ids = new BigInt64Array(size);
  const mask = new BigInt64Array(size);
  const types = new BigInt64Array(size);
  rows.forEach((row, index) => {
    const start = index * width;
    row.ids.forEach((id, offset) => {
      ids[start + offset] = BigInt(id);
    });
    mask.fill(1n, start, start + row.ids.length);
    types.fill(1n, start + row.second, start + row.ids.length);
  });
  return { rows: rows.length, width, ids, mask, types };
}

/** Averages the first `lengths[i]` token vectors of each row and scales the mean to unit length; `states` holds row after row. */
export function poolRows(
  states: Float32Array,
  width: number,
  dimensions: number,
  lengths: readonly number[],
): Float32Array {
  const pooled = new Float32Array(lengths.length * dimensions);
  lengths.forEach((length, row) => {
    const vector = pooled.subarray(row * dimensions, (row + 1) * dimensions);
    for (let token = 0; token < length; token++) {
      const start = (row * width + token) * dimensions;
      for (let axis = 0; axis < dimensions; axis++) {
        vector[axis] = (vector[axis] ?? 0) + (states[start + axis] ?? 0);
      }
    }
    const norm = Math.hypot(...vector);
    for (let axis = 0; axis < dimensions; axis++) vector[axis] = (vector[axis] ?? 0) / norm;
  });
  return pooled;
}
