// The records of a recording. While messages are walked only their places are kept, and their times; at the end each column
// is read at once, exact in length. No object per record.
import { carriedOn } from './accumulators.ts';
import type { Budget } from './budget.ts';
import type { MessageDefinition } from './definition.ts';
import {
  readColumn,
  recordPlan,
  type Aside,
  type ColumnName,
  type ColumnValues,
  type PlacedRecords,
  type RecordPlan,
} from './record-plan.ts';
import { isPlausible } from '../plausible.ts';
import { saysAnything } from './stored-value.ts';
import type { MessageReader } from './walk-messages.ts';

/** A row per `record`, in the file's order; NaN where it says nothing, a column missing where no definition has it. */
export interface RecordTable {
  readonly count: number;
  /** FIT instants. */
  readonly time: Float64Array<ArrayBuffer>;
  readonly columns: Partial<Record<ColumnName, ColumnValues>>;
  /** Columns of which some value could not be right and was left out. */
  readonly beyondReason: Set<ColumnName>;
}

export interface Records {
  readonly readerFor: (definition: MessageDefinition, view: DataView) => MessageReader;
  readonly count: () => number;
  readonly table: () => RecordTable;
  /** Names of the fields without a column of which some record says a value. */
  readonly saidAside: () => ReadonlySet<string>;
}

interface Run {
  readonly plan: RecordPlan;
  readonly view: DataView;
  readonly places: Growing<Int32Array<ArrayBuffer>>;
  readonly rows: Growing<Int32Array<ArrayBuffer>>;
}

export function records(budget: Budget): Records {
  const runs: Run[] = [];
  const times = growing((capacity) => new Float64Array(capacity));

  return {
    readerFor: (definition, view) => {
      const places = growing((capacity) => new Int32Array(capacity));
      const rows = growing((capacity) => new Int32Array(capacity));
      runs.push({ plan: recordPlan(definition), view, places, rows });
      return (body, time) => {
        if (budget.records === 0) return false;
        budget.records -= 1;
        places.add(body);
        rows.add(times.count());
        times.add(time);
        return true;
      };
    },
    count: times.count,
    table: () => readTable(runs, times.values().slice()),
    saidAside: () =>
      new Set(
        runs.flatMap(({ plan, view, places }) =>
          plan.asides.filter((aside) => saysAside(aside, view, places.values())).map(({ name }) => name),
        ),
      ),
  };
}

function saysAside({ field, littleEndian }: Aside, view: DataView, places: Int32Array): boolean {
  for (const body of places) if (saysAnything(view, body, field, littleEndian)) return true;
  return false;
}

function readTable(runs: readonly Run[], time: Float64Array<ArrayBuffer>): RecordTable {
  const columns: Partial<Record<ColumnName, ColumnValues>> = {};
  const table: RecordTable = { count: time.length, time, columns, beyondReason: new Set() };
  readCompressed(runs, table);
  for (const { plan, view, places, rows } of runs) {
    const placed: PlacedRecords = { view, places: places.values(), rows: rows.values() };
    for (const operation of plan.operations) {
      const { column } = operation;
      if (!readColumn(operation, placed, columnOf(table, column))) table.beyondReason.add(column);
    }
  }
  return table;
}

const wide: ReadonlySet<ColumnName> = new Set(['latitudeDegrees', 'longitudeDegrees', 'distanceMeters']);

export function columnOf({ columns, count }: RecordTable, name: ColumnName): ColumnValues {
  const values =
    columns[name] ?? (wide.has(name) ? new Float64Array(count) : new Float32Array(count)).fill(NaN);
  columns[name] = values;
  return values;
}

/** `compressed_speed_distance`: twelve bits of speed, and the lowest twelve of the distance so far, in sixteenths of a metre. */
function readCompressed(runs: readonly Run[], table: RecordTable): void {
  const all = runs.flatMap(({ plan: { compressedAt }, view, places, rows }) =>
    compressedAt === null
      ? []
      : Array.from(rows.values(), (row, index) => ({
          row,
          view,
          at: (places.values()[index] ?? 0) + compressedAt,
        })),
  );
  if (all.length === 0) return;
  const speed = columnOf(table, 'speedMetersPerSecond');
  const distance = columnOf(table, 'distanceMeters');
  let total = 0;
  for (const { row, view, at } of all.sort((left, right) => left.row - right.row)) {
    const bits = view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
    if (bits === 0xff_ffff) continue;
    total = carriedOn(total, bits >> 12, 12);
    // Twelve bits of speed hold nothing beyond reason.
    speed[row] = (bits & 0xfff) / 100;
    if (isPlausible('distanceMeters', total / 16)) distance[row] = total / 16;
    else table.beyondReason.add('distanceMeters');
  }
}

/** An array that grows; `values` is a view of what was added so far. */
interface Growing<Values> {
  readonly add: (value: number) => void;
  readonly count: () => number;
  readonly values: () => Values;
}

const firstCapacity = 256;

function growing<Values extends Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(
  make: (capacity: number) => Values,
): Growing<Values> {
  let values = make(firstCapacity);
  let count = 0;
  return {
    add: (value) => {
      if (count === values.length) {
        const larger = make(count * 2);
        larger.set(values);
        values = larger;
      }
      values[count] = value;
      count += 1;
    },
    count: () => count,
    // A view of the same kind; what `subarray` gives is typed by the union of both.
    values: () => values.subarray(0, count) as Values,
  };
}
