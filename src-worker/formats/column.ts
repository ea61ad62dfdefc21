// One column of samples while it is being filled: it grows as rows come, and takes no room before its first value.

type Values = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

const firstRows = 64;

class Column<Kind extends Values> {
  private values: Kind;
  private readonly make: (rows: number) => Kind;

  constructor(make: (rows: number) => Kind) {
    this.make = make;
    this.values = make(0);
  }

  /** NaN where nothing was put. */
  at(row: number): number {
    return this.values[row] ?? NaN;
  }

  put(row: number, value: number): void {
    if (row >= this.values.length) this.grow(Math.max(firstRows, this.values.length * 2, row + 1));
    this.values[row] = value;
  }

  /** The first `count` rows and no more; null where none of them has a value. */
  finish(count: number): Kind | null {
    let row = Math.min(count, this.values.length) - 1;
    while (row >= 0 && Number.isNaN(this.at(row))) row -= 1;
    if (row < 0) return null;
    return this.firstOf(count);
  }

  /** As `finish`, but missing values are rows all the same. */
  firstOf(count: number): Kind {
    if (this.values.length !== count) this.grow(count);
    return this.values;
  }

  private grow(rows: number): void {
    const { values } = this;
    this.values = this.make(rows);
    this.values.set(values.length > rows ? values.subarray(0, rows) : values);
    if (rows > values.length) this.values.fill(NaN, values.length);
  }
}

export const float64Column = () => new Column((rows) => new Float64Array(rows));
export const float32Column = () => new Column((rows) => new Float32Array(rows));
