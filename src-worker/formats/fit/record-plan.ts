// The plan by which the records of one definition are read: a row of operations, each for one field, its width and byte
// order. Made once per definition. A whole column is read at a time, in a loop that does nothing else.
import { unsupportedRecordFields } from '../../contract/unsupported-fields.ts';
import { plausibleRanges, saysNone } from '../plausible.ts';
import { readRaw, type BaseTypeName } from './base-types.ts';
import type { FieldDefinition, MessageDefinition } from './definition.ts';
import { messageProfiles } from './profile/messages.ts';

export const recordMessage = 20;

/** What of a record becomes a column. What `cadence` leaves out of a revolution has one of its own at first. */
export type ColumnName =
  | 'latitudeDegrees'
  | 'longitudeDegrees'
  | 'altitudeMeters'
  | 'distanceMeters'
  | 'speedMetersPerSecond'
  | 'heartRateBpm'
  | 'cadencePerMinute'
  | 'fractionalCadence'
  | 'powerWatts'
  | 'temperatureCelsius';

/** Which field goes into which column; of two for one column the later one stands, where it says anything. */
const columnsByField: readonly (readonly [number, ColumnName])[] = [
  [0, 'latitudeDegrees'],
  [1, 'longitudeDegrees'],
  [2, 'altitudeMeters'],
  [78, 'altitudeMeters'], // enhanced_altitude
  [5, 'distanceMeters'],
  [6, 'speedMetersPerSecond'],
  [73, 'speedMetersPerSecond'], // enhanced_speed
  [3, 'heartRateBpm'],
  [4, 'cadencePerMinute'],
  [52, 'cadencePerMinute'], // cadence256
  [53, 'fractionalCadence'],
  [7, 'powerWatts'],
  [13, 'temperatureCelsius'],
];

const compressedSpeedDistanceField = 8;
const semicirclesPerDegree = 2 ** 31 / 180;

export interface ReadField {
  readonly column: ColumnName;
  readonly type: BaseTypeName;
  /** Behind the header of the record. */
  readonly at: number;
  readonly littleEndian: boolean;
  readonly invalid: number;
  readonly scale: number;
  readonly offset: number;
  /** Stored values below or above are no measurement, but a fault; infinite where any is one. */
  readonly least: number;
  readonly most: number;
  /** A value beyond them that says that there is none, and no fault; NaN where no value does. */
  readonly none: number;
}

export interface RecordPlan {
  readonly operations: readonly ReadField[];
  /** Where `compressed_speed_distance` stands; null where the records have none. */
  readonly compressedAt: number | null;
  /** What has no column, but training meaning: to be named where it says anything. */
  readonly asides: readonly Aside[];
}

export interface Aside {
  readonly name: string;
  readonly field: FieldDefinition;
  readonly littleEndian: boolean;
}

const recordFields = messageProfiles[recordMessage]?.fields ?? {};
const asideNames: ReadonlySet<string> = new Set(unsupportedRecordFields);

export function recordPlan({ fields, littleEndian }: MessageDefinition): RecordPlan {
  const operations = columnsByField.flatMap(([number, column]) =>
    fields
      .filter((field) => field.number === number && isPlainNumber(field))
      .map((field) => operationFor(field, column, littleEndian)),
  );
  const compressed = fields.find(
    ({ number, bytes }) => number === compressedSpeedDistanceField && bytes === 3,
  );
  const asides = fields.flatMap((field) => {
    const name = recordFields[field.number]?.name ?? '';
    return asideNames.has(name) ? [{ name, field, littleEndian }] : [];
  });
  return { operations, compressedAt: compressed?.at ?? null, asides };
}

const isPlainNumber = ({ bytes, type }: FieldDefinition): boolean =>
  bytes === type.bytes && type.name !== 'string';

function operationFor(
  { number, at, type }: FieldDefinition,
  column: ColumnName,
  littleEndian: boolean,
): ReadField {
  const { scale = 1, offset = 0, units } = recordFields[number] ?? {};
  return {
    column,
    type: type.name,
    at,
    littleEndian,
    // Of 64 bits the last few are lost here: no sensor measures them.
    invalid: Number(type.invalid),
    scale: units === 'semicircles' ? semicirclesPerDegree : scale,
    offset,
    ...boundsOf(column, { scale, offset }),
  };
}

/** Positions are judged by their pairs (record-facts), and less than a revolution is only added. */
function boundsOf(
  column: ColumnName,
  { scale, offset }: { readonly scale: number; readonly offset: number },
): Pick<ReadField, 'least' | 'most' | 'none'> {
  if (column === 'latitudeDegrees' || column === 'longitudeDegrees' || column === 'fractionalCadence') {
    return { least: -Infinity, most: Infinity, none: NaN };
  }
  const { min, max } = plausibleRanges[column];
  const stored = (value: number): number => (value + offset) * scale;
  return { least: stored(min), most: stored(max), none: saysNone(column, 0) ? 0 : NaN };
}

/** A column of the decoded form: positions and distance need all digits, the rest does not. */
export type ColumnValues = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** The records of one definition: where each stands, and which row it is. */
export interface PlacedRecords {
  readonly view: DataView;
  readonly places: Int32Array;
  readonly rows: Int32Array;
}

/** False where a value was beyond its bounds. One loop per type: the engine that compiles it then knows how wide the value is. */
export function readColumn(field: ReadField, records: PlacedRecords, values: ColumnValues): boolean {
  const { at, littleEndian, invalid, scale, offset, least, most, none, type } = field;
  const { view, places, rows } = records;
  const { length } = places;
  let isWithin = true;
  switch (type) {
    case 'enum':
    case 'uint8':
    case 'uint8z':
    case 'byte':
    case 'string':
      for (let index = 0; index < length; index += 1) {
        const raw = view.getUint8((places[index] ?? 0) + at);
        if (raw === invalid) continue;
        if (raw >= least && raw <= most) values[rows[index] ?? 0] = raw / scale - offset;
        else if (raw !== none) isWithin = false;
      }
      return isWithin;
    case 'uint16':
    case 'uint16z':
      for (let index = 0; index < length; index += 1) {
        const raw = view.getUint16((places[index] ?? 0) + at, littleEndian);
        if (raw === invalid) continue;
        if (raw >= least && raw <= most) values[rows[index] ?? 0] = raw / scale - offset;
        else if (raw !== none) isWithin = false;
      }
      return isWithin;
    case 'uint32':
    case 'uint32z':
      for (let index = 0; index < length; index += 1) {
        const raw = view.getUint32((places[index] ?? 0) + at, littleEndian);
        if (raw === invalid) continue;
        if (raw >= least && raw <= most) values[rows[index] ?? 0] = raw / scale - offset;
        else if (raw !== none) isWithin = false;
      }
      return isWithin;
    case 'sint32':
      for (let index = 0; index < length; index += 1) {
        const raw = view.getInt32((places[index] ?? 0) + at, littleEndian);
        if (raw === invalid) continue;
        if (raw >= least && raw <= most) values[rows[index] ?? 0] = raw / scale - offset;
        else if (raw !== none) isWithin = false;
      }
      return isWithin;
    case 'sint8':
    case 'sint16':
    case 'float32':
    case 'float64':
    case 'sint64':
    case 'uint64':
    case 'uint64z':
      for (let index = 0; index < length; index += 1) {
        const raw = Number(readRaw(view, (places[index] ?? 0) + at, type, littleEndian));
        // A float that is no number is missing as well.
        if (raw === invalid || !Number.isFinite(raw)) continue;
        if (raw >= least && raw <= most) values[rows[index] ?? 0] = raw / scale - offset;
        else if (raw !== none) isWithin = false;
      }
      return isWithin;
  }
}
