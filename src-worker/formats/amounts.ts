// Sums and means over what may be missing: a missing value takes no part, and nothing at all gives null.

export function sum(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((total, value) => total + value, 0);
}

export const earliest = (values: readonly (number | null)[]): number | null => extreme(values, Math.min);
export const latest = (values: readonly (number | null)[]): number | null => extreme(values, Math.max);

function extreme(
  values: readonly (number | null)[],
  pick: (left: number, right: number) => number,
): number | null {
  // Not by spreading: a recording has more values than a call may have arguments.
  return values.reduce<number | null>(
    (found, value) => (value === null ? found : found === null ? value : pick(found, value)),
    null,
  );
}

export interface Weighted {
  readonly value: number | null;
  readonly weight: number | null;
}

/** Mean by weight; by equal weights where none is known. */
export function weightedMean(items: readonly Weighted[]): number | null {
  const present = items.flatMap(({ value, weight }) =>
    value === null ? [] : [{ value, weight: weight ?? 0 }],
  );
  const [first] = present;
  if (first === undefined) return null;
  if (present.length === 1) return first.value;
  const total = present.reduce((all, { weight }) => all + weight, 0);
  if (total <= 0) return present.reduce((all, { value }) => all + value, 0) / present.length;
  return present.reduce((all, { value, weight }) => all + value * weight, 0) / total;
}

export const rounded = (value: number | null, decimals: number): number | null =>
  value === null ? null : Math.round(value * 10 ** decimals) / 10 ** decimals;
