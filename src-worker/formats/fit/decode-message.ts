// Decodes data messages of one definition by the profile: names, units, components, subfields, fields of apps.
// For the few messages that sum up; records have their own, faster way (record-plan).
import type { Accumulators } from './accumulators.ts';
import type { BaseType, Raw } from './base-types.ts';
import type { MessageDefinition } from './definition.ts';
import type { DeveloperFields } from './developer-fields.ts';
import type { FitMessage, FitScalar, FitValue } from './messages.ts';
import { messageProfiles } from './profile/messages.ts';
import { typeNames, type Names } from './profile/names.ts';
import { plain, storedValue, type Stored } from './stored-value.ts';
import type { Component, FieldProfile, MessageProfile, Subfield } from './profile/profile-types.ts';

interface Surroundings {
  readonly view: DataView;
  readonly profile: MessageProfile;
  readonly accumulators: Accumulators;
  readonly developerFields: DeveloperFields;
}

export function messageDecoder(
  definition: MessageDefinition,
  { view, profile, accumulators, developerFields }: Surroundings,
): (body: number, time: number) => FitMessage {
  const { littleEndian, globalNumber } = definition;
  const plan = definition.fields.flatMap((field) => {
    const fieldProfile = profile.fields[field.number];
    return fieldProfile === undefined ? [] : [{ field, profile: fieldProfile }];
  });
  const totals = accumulated.get(profile.name) ?? none;

  return (body, time) => {
    const fields: Record<string, FitValue> = {};
    const stored = new Map<number, Stored>();
    for (const { field, profile: fieldProfile } of plan) {
      const value = storedValue(view, body, field, littleEndian);
      if (value === null) continue;
      stored.set(field.number, value);
      fields[fieldProfile.name] = meaning(value, fieldProfile);
      const sideBit = sideBits[fieldProfile.type ?? ''];
      if (sideBit !== undefined && typeof value === 'number') {
        fields[`${fieldProfile.name}_side`] = (value & sideBit) === 0 ? 'unknown' : 'right';
      }
      const totalScale = totals.get(field.number);
      if (totalScale !== undefined) {
        const last = typeof value === 'object' ? value.at(-1) : value;
        const total = (Number(last ?? NaN) / (fieldProfile.scale ?? 1)) * totalScale;
        if (Number.isFinite(total)) accumulators.set(keyOf(field.number), total);
      }
    }
    for (const { field, profile: fieldProfile } of plan) {
      const value = stored.get(field.number);
      if (value === undefined) continue;
      const subfield = fieldProfile.subfields?.find((candidate) => applies(candidate, stored));
      if (subfield !== undefined) fields[subfield.name] = meaning(value, subfield);
      const components = subfield?.components ?? fieldProfile.components;
      if (components !== undefined) expand(components, value, field.type, fields);
    }
    return {
      fields,
      developer: developerFields.valuesOf(view, body, definition),
      time: Number.isNaN(time) ? null : time,
    };
  };

  function keyOf(field: number): string {
    return `${String(globalNumber)}.${String(field)}`;
  }

  /** A field that the message has itself is never replaced by a component. */
  function expand(
    components: readonly Component[],
    value: Stored,
    type: BaseType,
    fields: Record<string, FitValue>,
  ): void {
    if (typeof value === 'string') return;
    const bits = bitsOf(value, type);
    const expanded = new Map<number, number[]>();
    let from = 0;
    for (const component of components) {
      if (from + component.bits > bits.length) break;
      const low = bits.read(from, component.bits);
      from += component.bits;
      const raw = component.accumulate ? accumulators.carryOn(keyOf(component.to), low, component.bits) : low;
      const values = expanded.get(component.to) ?? [];
      values.push(raw / (component.scale ?? 1) - (component.offset ?? 0));
      expanded.set(component.to, values);
    }
    for (const [to, values] of expanded) {
      const target = profile.fields[to];
      if (target === undefined || fields[target.name] !== undefined) continue;
      const [first = NaN] = values;
      fields[target.name] = values.length === 1 ? first : values;
      if (target.components === undefined || values.length !== 1) continue;
      const onward = Math.round((first + (target.offset ?? 0)) * (target.scale ?? 1));
      expand(target.components, onward, { name: 'uint32', bytes: 4, invalid: NaN }, fields);
    }
  }
}

/** The highest bit of a balance says that the share is the right side's; without it nobody knows whose it is. */
const sideBits: Readonly<Partial<Record<string, number>>> = {
  left_right_balance: 0x80,
  left_right_balance_100: 0x8000,
};

/** By message: the fields that running totals are carried on into, with the scale of their components. */
const accumulated: ReadonlyMap<string, ReadonlyMap<number, number>> = new Map(
  Object.values(messageProfiles).flatMap((profile) => {
    const components = Object.values(profile?.fields ?? {}).flatMap((field) => field?.components ?? []);
    const totals = components.filter(({ accumulate }) => accumulate);
    return profile === undefined || totals.length === 0
      ? []
      : [[profile.name, new Map(totals.map(({ to, scale = 1 }) => [to, scale]))]];
  }),
);
const none: ReadonlyMap<number, number> = new Map();

function meaning(value: Stored, profile: FieldProfile | Subfield): FitValue {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return scalarMeaning(value, profile);
  return value.map((item) => (item === null ? null : scalarMeaning(item, profile)));
}

function scalarMeaning(raw: Raw, profile: FieldProfile | Subfield): FitScalar {
  const { type, scale = 1 } = profile;
  const offset = 'offset' in profile ? (profile.offset ?? 0) : 0;
  if (type === 'left_right_balance') return Number(raw) & 0x7f;
  if (type === 'left_right_balance_100') return (Number(raw) & 0x3fff) / 100;
  const names: Names | undefined = type === undefined ? undefined : typeNames[type];
  if (names !== undefined) return names[Number(raw)] ?? plain(raw);
  return scale === 1 && offset === 0 ? plain(raw) : Number(raw) / scale - offset;
}

const applies = ({ when }: Subfield, stored: ReadonlyMap<number, Stored>): boolean => {
  const value = stored.get(when.field);
  return typeof value === 'number' && when.is.includes(value);
};

interface Bits {
  readonly length: number;
  readonly read: (from: number, count: number) => number;
}

const whole = (item: Raw | null): bigint => (typeof item === 'bigint' ? item : BigInt(Math.trunc(item ?? 0)));

/** The bits of a value, or of a row of values, from the least significant end. */
function bitsOf(value: Raw | readonly (Raw | null)[], type: BaseType): Bits {
  const items = typeof value === 'object' ? value : [value];
  const width = type.bytes * 8;
  const all = items.reduceRight<bigint>(
    (bits, item) => (bits << BigInt(width)) | BigInt.asUintN(width, whole(item)),
    0n,
  );
  return {
    length: items.length * width,
    read: (from, count) => Number(BigInt.asUintN(count, all >> BigInt(from))),
  };
}
