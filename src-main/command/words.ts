// Words that several commands share: counts, sizes, times, and text that is safe to show.

/** Controls and direction marks in a name must not steer the terminal. */
const steering = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
export const plainText = (text: string): string => text.replace(steering, '\uFFFD');

/** “1 record”, “312 records”. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** “312 bytes”, “1.2 MB”. */
export function sizeInWords(bytes: number): string {
  const step = Math.min(bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const amount = bytes / 1000 ** step;
  return `${step === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[step] ?? ''}`;
}

/** “2026-05-12 18:03”, by the clock on the wall. */
export function dateAndTime(instant: string | Date): string {
  const date = new Date(instant);
  return `${dateOf(date)} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** “2026-05-12”, by the clock on the wall. */
export const dateOf = (date: Date): string =>
  `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;

const twoDigits = (count: number) => String(count).padStart(2, '0');
