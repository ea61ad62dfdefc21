// One field of a data message as it stands in the file, without what the profile says of it.
import { isMissing, readRaw, type Raw } from './base-types.ts';
import type { FieldDefinition } from './definition.ts';

/** One value, several, or a text. */
export type Stored = Raw | readonly (Raw | null)[] | string;

/** Null where the file has nothing there, or the “invalid” of the type. */
export function storedValue(
  view: DataView,
  body: number,
  { at, bytes, type }: FieldDefinition,
  littleEndian: boolean,
): Stored | null {
  if (type.name === 'string') return textAt(view, body + at, bytes);
  if (bytes === type.bytes) {
    const raw = readRaw(view, body + at, type.name, littleEndian);
    return isMissing(raw, type) ? null : raw;
  }
  const values: (Raw | null)[] = [];
  for (let offset = 0; offset < bytes; offset += type.bytes) {
    const raw = readRaw(view, body + at + offset, type.name, littleEndian);
    // Bytes mean something only together: none of them is missing by itself.
    values.push(type.name !== 'byte' && isMissing(raw, type) ? null : raw);
  }
  const nothing = values.every((value) => value === null || (type.name === 'byte' && value === 0xff));
  return nothing ? null : values;
}

/** Whether there is any value at all; quicker than reading it. */
export function saysAnything(
  view: DataView,
  body: number,
  field: FieldDefinition,
  littleEndian: boolean,
): boolean {
  const { at, bytes, type } = field;
  return type.name !== 'string' && bytes === type.bytes
    ? !isMissing(readRaw(view, body + at, type.name, littleEndian), type)
    : storedValue(view, body, field, littleEndian) !== null;
}

const utf8 = new TextDecoder();

/** Up to the first zero; null where nothing stands before it. */
function textAt(view: DataView, at: number, bytes: number): string | null {
  const all = new Uint8Array(view.buffer, view.byteOffset + at, bytes);
  const end = all.indexOf(0);
  const text = utf8.decode(end < 0 ? all : all.subarray(0, end));
  return text === '' ? null : text;
}

export const plain = (raw: Raw): number | bigint =>
  typeof raw === 'bigint' && Number.isSafeInteger(Number(raw)) ? Number(raw) : raw;
