// Which fields without a place each device was seen to write, and since when: one that suddenly writes more had an update, or
// is read by other rules. Pure, and the same in whatever order receipts come.
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import type { UnsupportedSeenRow } from '../store/rows.ts';
import { isAdded, utcDayOf } from './count-days.ts';

/** Of one device. A file may invent as many as it likes; of more than these the first by their text are kept. */
const mostFields = 1_000;

type Finished = Pick<Receipt, 'finishedAt' | 'entries'>;

/** By format, maker and product, as the files say them: a device without a name is told apart by its format alone. */
function deviceOf({ format, summary }: ReceiptEntry): string {
  return [format, summary?.device.manufacturer, summary?.device.product].map((part) => part ?? '').join('|');
}

/** Devices whose activities were added. */
export const devicesOf = ({ entries }: Pick<Receipt, 'entries'>): readonly string[] =>
  entries.filter(isAdded).map(deviceOf);

/** The devices of these receipts, with what they tell added to what was known of each before. */
export function seenWith(
  standing: ReadonlyMap<string, UnsupportedSeenRow>,
  receipts: readonly Finished[],
): readonly UnsupportedSeenRow[] {
  const seen = new Map<string, Seen>();
  for (const { finishedAt, entries } of receipts) {
    const day = utcDayOf(finishedAt);
    for (const entry of entries.filter(isAdded)) {
      const device = deviceOf(entry);
      const own = seen.get(device) ?? seenBefore(standing.get(device), day);
      seen.set(device, own);
      if (day < own.since) own.since = day;
      for (const name of entry.unsupportedFields) {
        const known = own.fields.get(name);
        if (known === undefined || day < known) own.fields.set(name, day);
      }
    }
  }
  return [...seen].map(([device, { since, fields }]) => ({ device, since, fields: inOrder(fields) }));
}

interface Seen {
  since: string;
  readonly fields: Map<string, string>;
}

const seenBefore = (row: UnsupportedSeenRow | undefined, day: string): Seen => ({
  since: row?.since ?? day,
  fields: new Map(row?.fields.map(({ name, since }) => [name, since])),
});

const inOrder = (fields: ReadonlyMap<string, string>): UnsupportedSeenRow['fields'] =>
  [...fields]
    .map(([name, since]) => ({ name, since }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .slice(0, mostFields);

/**
 * How many fields came up within these days. On its first day a device has no before: what it writes then is what it is
 * measured by from there on.
 */
export function countNewFields(
  rows: readonly UnsupportedSeenRow[],
  window: { readonly from: string; readonly to: string },
): number {
  return rows.reduce(
    (sum, { since, fields }) =>
      sum +
      fields.filter((field) => field.since > since && field.since >= window.from && field.since <= window.to)
        .length,
    0,
  );
}
