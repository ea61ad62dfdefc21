// What the table of the FIT profile says of a field. A value is what stands in the file, divided by the scale, less the offset.
import type { NamedType } from './names.ts';

/** A field that a run of bits inside another field stands for: `altitude` for `enhanced_altitude`. */
export interface Component {
  /** Number of the field in the same message. */
  readonly to: number;
  /** Taken from the least significant end, one component after the other. */
  readonly bits: number;
  readonly scale?: number;
  readonly offset?: number;
  /** The bits are the low end of a running total: it is carried on when they roll over. */
  readonly accumulate?: true;
}

/** What a field means where another one has a certain value: `total_cycles` of a run are `total_strides`. */
export interface Subfield {
  readonly name: string;
  readonly when: { readonly field: number; readonly is: readonly number[] };
  readonly type?: NamedType;
  readonly scale?: number;
  readonly units?: string;
  readonly components?: readonly Component[];
}

export interface FieldProfile {
  readonly name: string;
  /** The type whose values have names, or whose bits are no plain number. */
  readonly type?: NamedType | 'left_right_balance' | 'left_right_balance_100';
  readonly scale?: number;
  readonly offset?: number;
  readonly units?: string;
  readonly components?: readonly Component[];
  readonly subfields?: readonly Subfield[];
}

export interface MessageProfile {
  readonly name: string;
  readonly fields: Readonly<Partial<Record<number, FieldProfile>>>;
}
