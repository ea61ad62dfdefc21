// What a file has that the table of the profile does not: counted by number, so that it is missed by name and not in silence.
import type { UnknownCount } from '../decoded.ts';
import { messageProfiles } from './profile/messages.ts';
import { messageNameOf } from './profile/message-name.ts';
import type { DefinitionUse } from './walk-messages.ts';

export function unknownCounts(uses: readonly DefinitionUse[]): readonly UnknownCount[] {
  const counts = new Map<string, number>();
  const add = (key: string, count: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + count);
  };
  for (const { definition, count } of uses) {
    if (count === 0) continue;
    const name = messageNameOf(definition.globalNumber);
    const profile = messageProfiles[definition.globalNumber];
    if (profile === undefined) {
      add(name, count);
      continue;
    }
    for (const { number } of definition.fields) {
      if (profile.fields[number] === undefined) add(`${name}.field${String(number)}`, count);
    }
  }
  return [...counts].map(([key, count]) => ({ key, count }));
}
