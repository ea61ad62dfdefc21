// From columns of samples to a line of a small chart: as many points as can be seen, least and most of each column of
// pixels, so that no peak is lost. Pure.

/** Milliseconds since 1970, as in the samples. */
export interface TimeSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** One row for each column of pixels; NaN where nothing was recorded. */
export interface PixelColumns {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

export interface Curve {
  /** SVG path data, in a box of the given size. */
  readonly path: string;
  readonly least: number;
  /** Each point for as long as passed since the one before, pauses left out: recorders that save room write steady stretches thinly. */
  readonly mean: number;
  readonly most: number;
}

/** Up to this long nothing has stopped: recorders that save room write a point only now and then. */
const leastGapMs = 60_000;
/** Those of a sparse recording are longer. */
const gapInSteps = 4;

/**
 * From the first point on, as long as the file says that it took: a clock that jumps by years while recording would press
 * everything into one column. Null where there is no stretch of time.
 */
export function spanOf(timeMs: Float64Array, elapsedSeconds: number | null): TimeSpan | null {
  const startMs = timeMs.find((time) => !Number.isNaN(time));
  if (startMs === undefined) return null;
  let endMs = startMs;
  for (const time of timeMs) if (time > endMs) endMs = time;
  if (elapsedSeconds !== null) endMs = Math.min(endMs, startMs + elapsedSeconds * 1000);
  return endMs > startMs ? { startMs, endMs } : null;
}

export interface CurveWanted {
  readonly timeMs: Float64Array;
  readonly values: Float32Array | Float64Array;
  readonly span: TimeSpan;
  /** Columns of pixels. */
  readonly width: number;
  readonly height: number;
}

/** Null where fewer than two points lie in the span. */
export function curveOf(wanted: CurveWanted): Curve | null {
  const { timeMs, values, span, width, height } = wanted;
  const columns = { least: new Float64Array(width).fill(NaN), most: new Float64Array(width).fill(NaN) };
  const perMs = width / (span.endMs - span.startMs);
  let [count, least, most] = [0, Infinity, -Infinity];
  const mean = openMean();
  for (let index = 0; index < values.length; index += 1) {
    const [time, value] = [timeMs[index] ?? NaN, values[index] ?? NaN];
    // Also false where either is missing.
    if (!(time >= span.startMs && time <= span.endMs) || Number.isNaN(value)) continue;
    count += 1;
    mean.take(time, value);
    if (value < least) least = value;
    if (value > most) most = value;
    const column = Math.min(width - 1, Math.floor((time - span.startMs) * perMs));
    if (!(value >= (columns.least[column] ?? NaN))) columns.least[column] = value;
    if (!(value <= (columns.most[column] ?? NaN))) columns.most[column] = value;
  }
  if (count < 2) return null;
  const gapMs = Math.max(leastGapMs, (gapInSteps * (span.endMs - span.startMs)) / count);
  const path = pathOf(columns, { height, least, most, gapColumns: Math.max(1, gapMs * perMs) });
  return { path, least, mean: mean.end(), most };
}

function openMean(): { take(time: number, value: number): void; end(): number } {
  let [before, weights, weighted, count, sum] = [NaN, 0, 0, 0, 0];
  return {
    take(time, value) {
      const stepMs = time - before;
      const weight = stepMs > 0 && stepMs <= leastGapMs ? stepMs : 0;
      weights += weight;
      weighted += weight * value;
      count += 1;
      sum += value;
      before = time;
    },
    // All points at pauses: each counts the same.
    end: () => (weights > 0 ? weighted / weights : sum / count),
  };
}

interface PathBox {
  readonly height: number;
  readonly least: number;
  readonly most: number;
  /** So many columns without a point break the line. */
  readonly gapColumns: number;
}

export function pathOf({ least, most }: PixelColumns, box: PathBox): string {
  const range = box.most - box.least;
  // A value that never changes is a line in the middle.
  const y = (value: number): string =>
    (range === 0 ? box.height / 2 : ((box.most - value) / range) * box.height).toFixed(1);
  const steps: string[] = [];
  let lastColumn = -Infinity;
  for (let column = 0; column < least.length; column += 1) {
    const [low, high] = [least[column] ?? NaN, most[column] ?? NaN];
    if (Number.isNaN(low)) continue;
    // A line of no length is drawn as a dot by its round ends.
    if (column - lastColumn - 1 > box.gapColumns) steps.push(`M${column} ${y(low)}h0`);
    else steps.push(`L${column} ${y(low)}`);
    if (high !== low) steps.push(`L${column} ${y(high)}`);
    lastColumn = column;
  }
  return steps.join('');
}
