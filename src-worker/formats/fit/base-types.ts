// The base types of the FIT protocol: how wide a value is, how it is read, and which value means that there is none.

/** A number that a field does not have is NaN; what 53 bits can't hold is a bigint. */
export type Raw = number | bigint;

export interface BaseType {
  readonly name: BaseTypeName;
  readonly bytes: number;
  /** The value that stands where there is none. A float that is no number is none. */
  readonly invalid: Raw;
}

export type BaseTypeName = (typeof rows)[number][0];

/** In the order of the protocol: the lower five bits of the byte that names the type. */
const rows = [
  ['enum', 1, 0xff],
  ['sint8', 1, 0x7f],
  ['uint8', 1, 0xff],
  ['sint16', 2, 0x7fff],
  ['uint16', 2, 0xffff],
  ['sint32', 4, 0x7fff_ffff],
  ['uint32', 4, 0xffff_ffff],
  ['string', 1, 0],
  ['float32', 4, NaN],
  ['float64', 8, NaN],
  ['uint8z', 1, 0],
  ['uint16z', 2, 0],
  ['uint32z', 4, 0],
  ['byte', 1, 0xff],
  ['sint64', 8, 0x7fff_ffff_ffff_ffffn],
  ['uint64', 8, 0xffff_ffff_ffff_ffffn],
  ['uint64z', 8, 0n],
] as const satisfies readonly (readonly [string, number, Raw])[];

const baseTypes: readonly BaseType[] = rows.map(([name, bytes, invalid]) => ({ name, bytes, invalid }));

/** Undefined for a type that the protocol does not have. Some writers leave out the bit that says “of several bytes”. */
export const baseTypeOf = (code: number): BaseType | undefined => baseTypes[code & 0x1f];

export const byteType: BaseType = { name: 'byte', bytes: 1, invalid: 0xff };

export function readRaw(view: DataView, at: number, name: BaseTypeName, littleEndian: boolean): Raw {
  switch (name) {
    case 'enum':
    case 'uint8':
    case 'uint8z':
    case 'byte':
    case 'string':
      return view.getUint8(at);
    case 'sint8':
      return view.getInt8(at);
    case 'sint16':
      return view.getInt16(at, littleEndian);
    case 'uint16':
    case 'uint16z':
      return view.getUint16(at, littleEndian);
    case 'sint32':
      return view.getInt32(at, littleEndian);
    case 'uint32':
    case 'uint32z':
      return view.getUint32(at, littleEndian);
    case 'float32':
      return view.getFloat32(at, littleEndian);
    case 'float64':
      return view.getFloat64(at, littleEndian);
    case 'sint64':
      return view.getBigInt64(at, littleEndian);
    case 'uint64':
    case 'uint64z':
      return view.getBigUint64(at, littleEndian);
  }
}

export const isMissing = (raw: Raw, { invalid }: BaseType): boolean =>
  raw === invalid || (typeof raw === 'number' && !Number.isFinite(raw));
