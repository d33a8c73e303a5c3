// Fits the weights of a linear score, to order lists or to tell right from wrong.
/** A function's value and its slope at a point. */
export interface Slope {
  readonly value: number;
  readonly gradient: readonly number[];
}

const MOST_STEPS = 300;
const FLAT = 1e-7; // largest slope that counts as level
const ENOUGH_FALL = 1e-4; // Armijo's share of the expected fall, Nocedal and Wright 2006, §3.1
const SHORTEST = 1e-10;

/** Walks downhill from `start` until it is level or no step goes lower; returns the point. */
export function minimize(of: (point: readonly number[]) => Slope, start: readonly number[]): number[] {
  let point = [...start];
  let here = of(point);
  let inverse = identity(point.length);
  for (let steps = 0; steps < MOST_STEPS && largest(here.gradient) > FLAT; steps += 1) {
    let direction = apply(inverse, here.gradient).map((value) => -value);
    if (dot(direction, here.gradient) >= 0) {
      inverse = identity(point.length);
      direction = here.gradient.map((value) => -value);
    }
    const next = stepAlong(of, point, here, direction);
    if (next === null) break;
    const move = next.point.map((value, at) => value - (point[at] as number));
    const turn = next.slope.gradient.map((value, at) => value - (here.gradient[at] as number));
    inverse = update(inverse, move, turn);
    point = next.point;
    here = next.slope;
  }
  return point;
}

function stepAlong(
  of: (point: readonly number[]) => Slope,
  point: readonly number[],
  here: Slope,
  direction: readonly number[],
): { point: number[]; slope: Slope } | null {
  const fall = dot(direction, here.gradient);
  for (let length = 1; length > SHORTEST; length /= 2) {
    const tried = point.map((value, at) => value + length * (direction[at] as number));
    const slope = of(tried);
    if (slope.value <= here.value + ENOUGH_FALL * length * fall) return { point: tried, slope };
  }
  return null;
}

/** The BFGS update of the inverse curvature; unchanged if the curvature is not positive. */
function update(inverse: number[][], move: readonly number[], turn: readonly number[]): number[][] {
  const along = dot(move, turn);
  if (along <= 1e-12) return inverse;
  const turned = apply(inverse, turn);
  const factor = (1 + dot(turn, turned) / along) / along;
  return inverse.map((row, i) =>
    row.map(
      (value, j) =>
        value +
        factor * (move[i] as number) * (move[j] as number) -
        ((turned[i] as number) * (move[j] as number) + (move[i] as number) * (turned[j] as number)) / along,
    ),
  );
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}

function apply(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => dot(row, vector));
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] as number), 0);
}

function largest(vector: readonly number[]): number {
  return vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** One thing to be scored. */
export interface Example<Name extends string> {
  readonly features: Readonly<Record<Name, number>>;
  readonly isRight: boolean;
  /** How much it counts; default 1. Lists ignore it. */
  readonly weight?: number;
  /** A fixed, unfitted part added to its score; default 0. Lists ignore it. */
  readonly offset?: number;
}

export type Weights<Name extends string> = Record<Name, number>;

/**
 * Regularization of each standardized weight towards 0, since there are few questions; chosen so that the held-out figures
 * of bench/news no longer rise.
 */
const PULL = 0.003;

/**
 * Fits weights so that the right examples of each list get most of its softmax; lists without any are left out.
 * No list, no weights: all 0.
 */
export function fitLists<Name extends string>(
  names: readonly Name[],
  lists: readonly (readonly Example<Name>[])[],
  pull: number = PULL,
): Weights<Name> {
  const used = lists.filter(
    (list) => list.some(({ isRight }) => isRight) && list.some(({ isRight }) => !isRight),
  );
  const scale = spreadOf(names, used.flat());
  const rows = used.map((list) =>
    list.map(({ features, isRight }) => ({
      x: names.map((name, at) => features[name] / (scale[at] as number)),
      isRight,
    })),
  );
  const slope = (weights: readonly number[]): Slope => {
    let value = 0;
    const gradient = weights.map(() => 0);
    for (const list of rows) value += addList(list, weights, gradient);
    return pulled(
      value / rows.length,
      gradient.map((sum) => sum / rows.length),
      weights,
      pull,
    );
  };
  const fitted =
    rows.length === 0
      ? names.map(() => 0)
      : minimize(
          slope,
          names.map(() => 0),
        );
  return unscale(names, fitted, scale);
}

/** Fits a probability: the bias under "bias", the weights under their names. */
export function fitProbability<Name extends string>(
  names: readonly Name[],
  examples: readonly Example<Name>[],
  pull: number = PULL,
): { bias: number; weights: Weights<Name> } {
  const scale = spreadOf(names, examples);
  const total = examples.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const rows = examples.map(({ features, isRight, weight = 1, offset = 0 }) => ({
    offset,
    x: [1, ...names.map((name, at) => features[name] / (scale[at] as number))],
    target: isRight ? 1 : 0,
    weight: weight / total,
  }));
  const slope = (weights: readonly number[]): Slope => {
    let value = 0;
    const gradient = weights.map(() => 0);
    for (const { x, target, weight, offset } of rows) {
      const z = x.reduce((sum, one, at) => sum + one * (weights[at] as number), offset);
      value += weight * (Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - target * z);
      const error = weight * (1 / (1 + Math.exp(-z)) - target);
      x.forEach((one, at) => {
        gradient[at] = (gradient[at] as number) + error * one;
      });
    }
    return pulled(value, gradient, weights, pull);
  };
  const [bias = 0, ...fitted] = minimize(slope, [0, ...names.map(() => 0)]);
  return { bias, weights: unscale(names, fitted, scale) };
}

/** Adds the slope of one list; returns its loss: −ln of the share of the right ones. */
function addList(
  list: readonly { readonly x: readonly number[]; readonly isRight: boolean }[],
  weights: readonly number[],
  gradient: number[],
): number {
  const scores = list.map(({ x }) => x.reduce((sum, one, at) => sum + one * (weights[at] as number), 0));
  const most = scores.reduce((top, score) => Math.max(top, score), Number.NEGATIVE_INFINITY);
  const shares = scores.map((score) => Math.exp(score - most));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const right = list.reduce((sum, { isRight }, at) => sum + (isRight ? (shares[at] as number) : 0), 0);
  list.forEach(({ x, isRight }, at) => {
    const share = shares[at] as number;
    const error = share / all - (isRight ? share / right : 0);
    x.forEach((one, name) => {
      gradient[name] = (gradient[name] as number) + error * one;
    });
  });
  return -Math.log(right / all);
}

function pulled(value: number, gradient: readonly number[], weights: readonly number[], pull: number): Slope {
  return {
    value: value + pull * weights.reduce((sum, weight) => sum + weight * weight, 0),
    gradient: gradient.map((slope, at) => slope + 2 * pull * (weights[at] as number)),
  };
}

/** Standard deviation of each feature; 1 if it never changes, so that it can be divided by. */
function spreadOf<Name extends string>(names: readonly Name[], examples: readonly Example<Name>[]): number[] {
  return names.map((name) => {
    const values = examples.map(({ features }) => features[name]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return Math.sqrt(variance) || 1;
  });
}

function unscale<Name extends string>(
  names: readonly Name[],
  fitted: readonly number[],
  scale: readonly number[],
): Weights<Name> {
  const entries = names.map((name, at) => [name, (fitted[at] ?? 0) / (scale[at] ?? 1)] as const);
  return Object.fromEntries(entries) as Weights<Name>;
}
