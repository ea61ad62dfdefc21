// Devices and folders in the order in which they are shown. Pure.
import type { Source } from '../../../src-worker/contract/sources.ts';

export interface SourceGroups {
  /** What is plugged in first, then what is away; otherwise as main tells them. */
  readonly devices: readonly Source[];
  /** By name. */
  readonly folders: readonly Source[];
}

const isAway = ({ state }: Source): boolean => state.kind === 'away' && state.reason === 'not_there';

export function sourceGroups(sources: readonly Source[], locale: string): SourceGroups {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return {
    devices: sources
      .filter(({ kind }) => kind === 'device')
      .sort((left, right) => Number(isAway(left)) - Number(isAway(right))),
    folders: sources
      .filter(({ kind }) => kind === 'folder')
      .sort((left, right) => compare(left.name, right.name) || compare(left.place, right.place)),
  };
}
