// One value of a JSON document by its dotted path. Nothing is known of the document before.

export type ValueAt =
  | { readonly kind: 'said'; readonly value: unknown }
  /** The document does not say: nothing stands there, or `null`. */
  | { readonly kind: 'absent' }
  /** On the way there stands something that has no fields. */
  | { readonly kind: 'blocked'; readonly by: string };

export function valueAt(document: unknown, path: string): ValueAt {
  const steps = path.split('.');
  let here = document;
  for (const [index, step] of steps.entries()) {
    if (here == null) return { kind: 'absent' };
    if (!isGroup(here)) return { kind: 'blocked', by: steps.slice(0, index).join('.') || 'the payload' };
    // What every object inherits is nobody's value.
    here = Object.hasOwn(here, step) ? here[step] : null;
  }
  return here == null ? { kind: 'absent' } : { kind: 'said', value: here };
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
