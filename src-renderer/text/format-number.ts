// Plain counts and the sizes of files.
import { numberFormat } from './intl-formats.ts';
import type { Reader } from './reader.ts';

export const formatCount = (count: number, reader: Reader): string =>
  numberFormat(reader.locale, { maximumFractionDigits: 0 }).format(count);

/** “62.5”: to a tenth, where there is one. */
export const formatAmount = (amount: number, reader: Reader): string =>
  numberFormat(reader.locale, { maximumFractionDigits: 1 }).format(amount);

const sizeUnits = [
  { bytes: 1024 ** 3, name: 'GB' },
  { bytes: 1024 ** 2, name: 'MB' },
  { bytes: 1024, name: 'kB' },
] as const;

/** “64 MB”, “1.2 MB”, “870 bytes”: steps of 1,024, as file managers count. */
export function formatSize(bytes: number, reader: Reader): string {
  const unit = sizeUnits.find((candidate) => bytes >= candidate.bytes);
  if (unit === undefined) {
    return numberFormat(reader.locale, { style: 'unit', unit: 'byte', unitDisplay: 'long' }).format(bytes);
  }
  const amount = bytes / unit.bytes;
  const digits = amount < 10 && !Number.isInteger(amount) ? 1 : 0;
  return `${numberFormat(reader.locale, { maximumFractionDigits: digits }).format(amount)} ${unit.name}`;
}

/** Measured values with a unit of their own: “142 bpm”. */
export const formatWithUnit = (value: number, unit: string, reader: Reader): string =>
  `${formatCount(value, reader)} ${unit}`;
