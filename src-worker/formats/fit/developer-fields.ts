// Fields that apps on the device invented: `field_description` says how they are called and read. They stay under their
// own key, and what the file has of them is counted.
import { baseTypeOf, byteType } from './base-types.ts';
import type { DeveloperField } from '../decoded.ts';
import type { DeveloperFieldDefinition, MessageDefinition } from './definition.ts';
import { numberOf, textOf, type FitMessage, type FitValue } from './messages.ts';
import { messageNameOf } from './profile/message-name.ts';
import { messageProfiles } from './profile/messages.ts';
import { plain, storedValue } from './stored-value.ts';
import type { DefinitionUse } from './walk-messages.ts';

export interface DeveloperFields {
  /** Takes in a `field_description`. */
  readonly describe: (description: FitMessage) => void;
  /** By `developer<index>.<number>`; a field that was never described is bytes. */
  readonly valuesOf: (
    view: DataView,
    body: number,
    definition: MessageDefinition,
  ) => Readonly<Record<string, FitValue>>;
  readonly list: (uses: readonly DefinitionUse[]) => readonly DeveloperField[];
}

/** Far more than any app has, and a bound on what a hostile file may make us name. */
const mostNamed = 1000;

const none: Readonly<Record<string, FitValue>> = {};

const keyOf = (developerIndex: number, number: number): string =>
  `developer${String(developerIndex)}.${String(number)}`;

export function developerFields(): DeveloperFields {
  const descriptions = new Map<string, FitMessage>();

  function valueOf(
    view: DataView,
    body: number,
    { field, littleEndian }: { readonly field: DeveloperFieldDefinition; readonly littleEndian: boolean },
  ): FitValue | null {
    const { number, at, bytes, developerIndex } = field;
    const description = descriptions.get(keyOf(developerIndex, number));
    const named = baseTypeOf(
      description === undefined ? -1 : (numberOf(description, 'fit_base_type_id') ?? -1),
    );
    const type = named !== undefined && bytes % named.bytes === 0 ? named : byteType;
    const value = storedValue(view, body, { number, at, bytes, type }, littleEndian);
    if (value === null || typeof value === 'string') return value;
    const scale = (description && numberOf(description, 'scale')) ?? 1;
    const offset = (description && numberOf(description, 'offset')) ?? 0;
    const scaled = (raw: number | bigint): number | bigint =>
      (scale === 1 && offset === 0) || scale === 0 ? plain(raw) : Number(raw) / scale - offset;
    return typeof value === 'object'
      ? value.map((raw) => (raw === null ? null : scaled(raw)))
      : scaled(value);
  }

  return {
    describe: (description) => {
      const index = numberOf(description, 'developer_data_index');
      const number = numberOf(description, 'field_definition_number');
      if (index !== null && number !== null) descriptions.set(keyOf(index, number), description);
    },

    valuesOf: (view, body, definition) => {
      if (definition.developerFields.length === 0) return none;
      const { littleEndian } = definition;
      const values: Record<string, FitValue> = {};
      for (const field of definition.developerFields) {
        const value = valueOf(view, body, { field, littleEndian });
        if (value !== null) values[keyOf(field.developerIndex, field.number)] = value;
      }
      return values;
    },

    list: (uses) => {
      const found = new Map<string, DeveloperField>();
      for (const { definition, count } of uses) {
        if (count === 0) continue;
        for (const { developerIndex, number } of definition.developerFields) {
          const inMessage = keyOf(developerIndex, number);
          const key = `${messageNameOf(definition.globalNumber)}.${inMessage}`;
          const before = found.get(key)?.count ?? 0;
          if (before === 0 && found.size >= mostNamed) continue;
          const described = descriptions.get(inMessage);
          found.set(key, { key, ...wordsOf(described, definition.globalNumber), count: before + count });
        }
      }
      return [...found.values()];
    },
  };
}

function wordsOf(
  description: FitMessage | undefined,
  globalNumber: number,
): Pick<DeveloperField, 'name' | 'units' | 'nativeField'> {
  if (description === undefined) return { name: null, units: null, nativeField: null };
  const nativeMessage = numberOf(description, 'native_mesg_num') ?? globalNumber;
  const nativeNumber = numberOf(description, 'native_field_num');
  const native = nativeNumber === null ? undefined : messageProfiles[nativeMessage]?.fields[nativeNumber];
  return {
    name: textOf(description, 'field_name'),
    units: textOf(description, 'units'),
    nativeField: native?.name ?? null,
  };
}
