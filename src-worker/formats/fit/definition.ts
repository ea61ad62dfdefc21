// Definition messages of FIT: which fields the data messages behind them have, how wide, of which type and byte order.
import { baseTypeOf, byteType, type BaseType } from './base-types.ts';

export interface FieldDefinition {
  readonly number: number;
  /** Behind the header of the data message. */
  readonly at: number;
  readonly bytes: number;
  /** `byte` where the width is no multiple of the type that is named: then nothing but bytes can be read. */
  readonly type: BaseType;
}

export interface DeveloperFieldDefinition {
  readonly number: number;
  readonly at: number;
  readonly bytes: number;
  /** Of the app that it belongs to (`developer_data_id`). */
  readonly developerIndex: number;
}

export interface MessageDefinition {
  readonly globalNumber: number;
  readonly littleEndian: boolean;
  readonly hasDeveloperFields: boolean;
  readonly fields: readonly FieldDefinition[];
  readonly developerFields: readonly DeveloperFieldDefinition[];
  /** Of a data message without its header. */
  readonly bytes: number;
}

export type ReadDefinition =
  | { readonly kind: 'read'; readonly definition: MessageDefinition; readonly next: number }
  | { readonly kind: 'cut' }
  /** A field is of a type that the protocol does not have; how wide it is, is said all the same. */
  | { readonly kind: 'unknown_type'; readonly definition: MessageDefinition; readonly next: number };

/** In the header of a definition: fields of apps follow the native ones. */
export const developerFieldsBit = 0x20;

export function readDefinition(view: DataView, at: number, dataEnd: number): ReadDefinition {
  if (at + 6 > dataEnd) return { kind: 'cut' };
  const hasDeveloperFields = (view.getUint8(at) & developerFieldsBit) !== 0;
  const littleEndian = view.getUint8(at + 2) === 0;
  const fieldCount = view.getUint8(at + 5);
  const fieldsEnd = at + 6 + fieldCount * 3;
  if (fieldsEnd + (hasDeveloperFields ? 1 : 0) > dataEnd) return { kind: 'cut' };
  const developerCount = hasDeveloperFields ? view.getUint8(fieldsEnd) : 0;
  const next = hasDeveloperFields ? fieldsEnd + 1 + developerCount * 3 : fieldsEnd;
  if (next > dataEnd) return { kind: 'cut' };

  let bytes = 0;
  let typesAreKnown = true;
  const fields: FieldDefinition[] = [];
  for (let row = at + 6; row < fieldsEnd; row += 3) {
    const width = view.getUint8(row + 1);
    const named = baseTypeOf(view.getUint8(row + 2));
    if (named === undefined) typesAreKnown = false;
    const type = named !== undefined && width % named.bytes === 0 ? named : byteType;
    fields.push({ number: view.getUint8(row), at: bytes, bytes: width, type });
    bytes += width;
  }
  const developerFields: DeveloperFieldDefinition[] = [];
  for (let row = fieldsEnd + 1; row < next; row += 3) {
    const width = view.getUint8(row + 1);
    const developerIndex = view.getUint8(row + 2);
    developerFields.push({ number: view.getUint8(row), at: bytes, bytes: width, developerIndex });
    bytes += width;
  }
  const globalNumber = view.getUint16(at + 3, littleEndian);
  const definition = { globalNumber, littleEndian, hasDeveloperFields, fields, developerFields, bytes };
  return { kind: typesAreKnown ? 'read' : 'unknown_type', definition, next };
}
