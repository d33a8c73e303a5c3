// Finds the lowest point of a smooth function of a few variables (BFGS with backtracking). Knows nothing of what it fits.

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

/** The BFGS update of the inverse curvature; unchanged where the curvature is not positive. */
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
