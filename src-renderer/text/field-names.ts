// Canonical fields by the words a person knows them by; a field without a word is shown by its path.
import { isTextId, type TextId } from './english.ts';

/** `workout.duration_seconds` → `field.duration_seconds` */
export function fieldTextId(path: string): TextId | null {
  const id = `field.${path.slice(path.lastIndexOf('.') + 1)}`;
  return isTextId(id) ? id : null;
}
