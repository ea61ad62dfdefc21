// How an expected ending travels: as a value, because a thrown class loses its fields at Comlink and at IPC.

export type Result<Value, Failure> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
});

export const failed = <Failure>(failure: Failure): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure,
});

/** Closes a switch: a kind that is not handled fails to compile. */
export function assertNever(kind: never): never {
  throw new Error(`unhandled kind: ${JSON.stringify(kind)}`);
}
