// Decides by numbers which passages a scope admits: typed arrays by revision and by passage, and no text.
import type { Instant } from "../model/article.js";
import { outletKeys, sourceKey } from "../model/outlets.js";
import { instantMs } from "../model/time.js";
import type { RevisionNumbers } from "./index-source.js";
import type { PassageScope, Scope } from "./ports.js";

const GROWTH = 1.5;
const UNDATED = Number.NEGATIVE_INFINITY; // sorts before every date, and is never at or after one

/** A scope as numbers. */
interface ScopeNumbers {
  readonly at: number;
  readonly since: number;
  /** By number of outlet: 1 if it may be used; null for all. */
  readonly permitted: Uint8Array | null;
}

/** Takes 36 bytes per revision and 4 per passage. Passages and revisions are the numbers that the store gives them. */
export class ScopeTable {
  #visibleFrom = new Float64Array(0);
  #visibleTo = new Float64Array(0);
  #published = new Float64Array(0);
  #outlet = new Uint32Array(0);
  #first = new Uint32Array(0);
  #passages = new Uint32Array(0);
  /** By passage: its revision, 0 if it was removed. */
  #revisionOf = new Uint32Array(0);
  /** Revisions by publication, undated ones first; the first `#revisions` are in use. */
  #byPublication = new Uint32Array(0);
  #revisions = 0;
  #passageCount = 0;
  readonly #outlets = new Map<string, number>();
  /** By outlet: its revisions, in the order in which they came. */
  #ofOutlet: number[][] = [[]];
  #dropped: number[] = [];

  /** Passages of all revisions. */
  get passages(): number {
    return this.#passageCount;
  }

  /** The highest number of a passage so far. */
  get highestPassage(): number {
    return this.#revisionOf.length - 1;
  }

  /** Takes all at once, which is faster than one after another. Only for an empty table. */
  load(all: Iterable<RevisionNumbers>): void {
    for (const numbers of all) {
      this.#write(numbers);
      this.#byPublication = grown(this.#byPublication, this.#revisions + 1);
      this.#byPublication[this.#revisions++] = numbers.revision;
    }
    const used = this.#byPublication.subarray(0, this.#revisions);
    const published = this.#published;
    used.sort((left, right) => (published[left] as number) - (published[right] as number) || left - right);
  }

  /** Adds a revision or replaces its numbers. */
  put(numbers: RevisionNumbers): void {
    this.remove(numbers.revision);
    this.#write(numbers);
    const at = this.#placeOf(numbers.publishedMs ?? UNDATED, numbers.revision);
    this.#byPublication = grown(this.#byPublication, this.#revisions + 1);
    this.#byPublication.copyWithin(at + 1, at, this.#revisions);
    this.#byPublication[at] = numbers.revision;
    this.#revisions += 1;
    if (this.#dropped.length > 0) this.#dropped = this.#dropped.filter((passage) => !this.has(passage));
  }

  /** Unknown revisions are ignored. */
  remove(revision: number): void {
    const count = this.#passages[revision] ?? 0;
    const first = this.#first[revision] ?? 0;
    if ((this.#visibleTo[revision] ?? 0) === 0 && (this.#visibleFrom[revision] ?? 0) === 0) return;
    for (let passage = first; passage < first + count; passage += 1) {
      if (this.#revisionOf[passage] !== revision) continue;
      this.#revisionOf[passage] = 0;
      this.#passageCount -= 1;
      this.#dropped.push(passage);
    }
    const at = this.#placeOf(this.#published[revision] as number, revision);
    this.#byPublication.copyWithin(at, at + 1, this.#revisions);
    this.#revisions -= 1;
    const outlet = this.#outlet[revision] as number;
    this.#ofOutlet[outlet] = (this.#ofOutlet[outlet] ?? []).filter((one) => one !== revision);
    this.#passages[revision] = 0;
    this.#visibleFrom[revision] = 0;
    this.#visibleTo[revision] = 0;
  }

  /** Returns the passages removed since the last call. */
  takeDropped(): number[] {
    const dropped = this.#dropped;
    this.#dropped = [];
    return dropped;
  }

  /** Returns whether the passage belongs to a stored revision. */
  has(passage: number): boolean {
    return (this.#revisionOf[passage] ?? 0) !== 0;
  }

  /** The first passage of a revision and how many it has; null if the revision is unknown. */
  span(revision: number): { readonly first: number; readonly count: number } | null {
    const count = this.#passages[revision] ?? 0;
    return count === 0 ? null : { first: this.#first[revision] as number, count };
  }

  /** Makes the test of a scope, to be used before the table changes. @throws RangeError if `asOf` or `since` is not an instant */
  test(scope: PassageScope): (passage: number) => boolean {
    const numbers = this.#numbersOf(scope);
    const firstOnly = scope.firstOnly === true;
    return (passage) => {
      const revision = this.#revisionOf[passage] ?? 0;
      if (revision === 0 || (firstOnly && this.#first[revision] !== passage)) return false;
      return this.#admits(numbers, revision);
    };
  }

  /** Returns all passages in scope, lowest first, if an index shows that these are few; null if there may be more than `most`. */
  few(scope: PassageScope, most: number): number[] | null {
    const found: number[] = [];
    const numbers = this.#numbersOf(scope);
    const revisions = this.#smallestList(numbers);
    if (revisions.length > most) return null;
    for (const revision of revisions) {
      if (!this.#admits(numbers, revision)) continue;
      const first = this.#first[revision] as number;
      const count = Math.min(
        this.#passages[revision] as number,
        scope.firstOnly === true ? 1 : Number.MAX_SAFE_INTEGER,
      );
      for (let n = 0; n < count; n += 1) found.push(first + n);
      if (found.length > most) return null;
    }
    return found.sort((left, right) => left - right);
  }

  /** Revisions in scope, which are as many articles, and the newest publication among them. About 3 ns for each revision. */
  counts(scope: Scope): { articles: number; newestAt: Instant | null } {
    const numbers = this.#numbersOf(scope);
    let articles = 0;
    let newest = UNDATED;
    for (const revision of this.#smallestList(numbers)) {
      if (!this.#admits(numbers, revision)) continue;
      articles += 1;
      newest = Math.max(newest, this.#published[revision] as number);
    }
    return { articles, newestAt: newest === UNDATED ? null : new Date(newest).toISOString() };
  }

  #admits({ at, since, permitted }: ScopeNumbers, revision: number): boolean {
    return (
      (this.#visibleFrom[revision] as number) <= at &&
      at < (this.#visibleTo[revision] as number) &&
      (this.#published[revision] as number) >= since &&
      (permitted === null || permitted[this.#outlet[revision] as number] === 1)
    );
  }

  #numbersOf(scope: Scope): ScopeNumbers {
    return {
      at: instantMs(scope.asOf),
      since: scope.since === undefined ? UNDATED : instantMs(scope.since),
      permitted: this.#permitted(scope),
    };
  }

  #permitted({ source, outlets }: Scope): Uint8Array | null {
    const { allowed, denied } = outletKeys(outlets);
    if (source === null && allowed === null && denied === null) return null;
    const permitted = new Uint8Array(this.#ofOutlet.length);
    const set = (key: string, value: 0 | 1) => {
      const outlet = this.#outlets.get(key);
      if (outlet !== undefined) permitted[outlet] = value;
    };
    if (allowed === null) permitted.fill(1);
    else for (const key of allowed) set(key, 1);
    for (const key of denied ?? []) set(key, 0);
    if (source === null) return permitted;
    const only = this.#outlets.get(sourceKey(source)) ?? 0;
    return permitted.map((value, outlet) => (outlet === only && outlet !== 0 ? value : 0));
  }

  /** The shortest list known to hold every revision in scope: by publication, or of the outlets. */
  #smallestList({ at, since, permitted }: ScopeNumbers): Uint32Array | number[] {
    const from = since === UNDATED ? 0 : this.#placeOf(since, 0);
    const to = this.#placeOf(at, Number.POSITIVE_INFINITY); // nothing is visible before it was published
    const dated = this.#byPublication.subarray(from, Math.max(from, to));
    if (permitted === null) return dated;
    let count = 0;
    for (const [outlet, revisions] of this.#ofOutlet.entries()) {
      if (permitted[outlet] === 1) count += revisions.length;
    }
    return count < dated.length
      ? this.#ofOutlet.filter((_, outlet) => permitted[outlet] === 1).flat()
      : dated;
  }

  /** Place in `#byPublication` of what was published at `published`, or where it would be. */
  #placeOf(published: number, revision: number): number {
    let [low, high] = [0, this.#revisions];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#byPublication[middle] as number;
      const date = this.#published[other] as number;
      if (date < published || (date === published && other < revision)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #write({ revision, firstPassage, passages, ...numbers }: RevisionNumbers): void {
    const room = revision + 1;
    this.#visibleFrom = grown(this.#visibleFrom, room);
    this.#visibleTo = grown(this.#visibleTo, room);
    this.#published = grown(this.#published, room);
    this.#outlet = grown(this.#outlet, room);
    this.#first = grown(this.#first, room);
    this.#passages = grown(this.#passages, room);
    this.#revisionOf = grown(this.#revisionOf, firstPassage + passages);
    this.#visibleFrom[revision] = numbers.visibleFrom;
    this.#visibleTo[revision] = numbers.visibleTo;
    this.#published[revision] = numbers.publishedMs ?? UNDATED;
    this.#first[revision] = firstPassage;
    this.#passages[revision] = passages;
    this.#revisionOf.fill(revision, firstPassage, firstPassage + passages);
    this.#passageCount += passages;
    const outlet = numbers.sourceKey === null ? 0 : this.#outletNumber(numbers.sourceKey);
    this.#outlet[revision] = outlet;
    this.#ofOutlet[outlet]?.push(revision);
  }

  #outletNumber(key: string): number {
    const known = this.#outlets.get(key);
    if (known !== undefined) return known;
    const number = this.#ofOutlet.push([]) - 1;
    this.#outlets.set(key, number);
    return number;
  }
}

type Numbers = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Returns an array with room for `length` entries: the same one, or a larger copy. */
function grown<T extends Numbers>(array: T, length: number): T {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => T)(
    Math.max(64, Math.ceil(length * GROWTH)),
  );
  larger.set(array);
  return larger;
}
