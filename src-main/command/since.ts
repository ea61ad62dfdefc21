// `--since`: a date is the day as the person lives it, an instant is itself. Given on as an instant in UTC.
import { z } from 'zod';

const dateSchema = z.iso.date();
/** Without an offset it is the clock on the wall. */
const instantSchema = z.iso.datetime({ offset: true, local: true });

/** Null where it is neither. */
export function sinceInstant(typed: string): string | null {
  if (dateSchema.safeParse(typed).success) return new Date(`${typed}T00:00:00`).toISOString();
  if (instantSchema.safeParse(typed).success) return new Date(typed).toISOString();
  return null;
}
