// Running totals of which a message has only the lowest bits: carried on when those roll over.

export interface Accumulators {
  /** The total that these low bits stand for. */
  readonly carryOn: (key: string, lowBits: number, bits: number) => number;
  /** The total itself was written: what follows counts from there. */
  readonly set: (key: string, total: number) => void;
}

export function accumulators(): Accumulators {
  const totals = new Map<string, number>();
  return {
    carryOn: (key, lowBits, bits) => {
      const before = totals.get(key) ?? 0;
      const total = carriedOn(before, lowBits, bits);
      totals.set(key, total);
      return total;
    },
    set: (key, total) => {
      totals.set(key, total);
    },
  };
}

export function carriedOn(before: number, lowBits: number, bits: number): number {
  const range = 2 ** bits;
  const step = (lowBits - before) % range;
  return before + (step < 0 ? step + range : step);
}
