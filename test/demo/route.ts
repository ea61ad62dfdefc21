// A way through an invented landscape: a line that bends and comes back to where it began, of the length that is wanted.

export interface Place {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

const metresPerDegree = 111_195;
const pieces = 720;

/** How far from the middle, as a share, when the way has turned by so much. */
const reach = (turn: number): number => 1 + 0.28 * Math.sin(3 * turn) + 0.17 * Math.cos(5 * turn + 1);

/** The place on the loop after a share of its length, from 0 to 1. Pace is even along the line. */
export function loopAround(middle: Place, lengthMetres: number): (share: number) => Place {
  const shape = Array.from({ length: pieces + 1 }, (_, index) => {
    const turn = (2 * Math.PI * index) / pieces;
    return { north: reach(turn) * Math.cos(turn), east: reach(turn) * Math.sin(turn) };
  });
  const lengths = [0];
  for (const [index, point] of shape.entries()) {
    const before = shape[index - 1];
    if (before === undefined) continue;
    lengths.push((lengths.at(-1) ?? 0) + Math.hypot(point.north - before.north, point.east - before.east));
  }
  const whole = lengths.at(-1) ?? 1;
  const metresPerUnit = lengthMetres / whole;

  return (share) => {
    const wanted = share * whole;
    const index = Math.max(
      0,
      lengths.findLastIndex((length) => length <= wanted),
    );
    const { north, east } = shape[index] ?? { north: 0, east: 0 };
    return {
      latitude: middle.latitude + (north * metresPerUnit) / metresPerDegree,
      longitude:
        middle.longitude +
        (east * metresPerUnit) / (metresPerDegree * Math.cos((middle.latitude * Math.PI) / 180)),
    };
  };
}
